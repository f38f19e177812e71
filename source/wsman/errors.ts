import { XmlError } from '../xml/index.ts';

/** An envelope that is not what WS-Management says it is: malformed, oversized, unexpected or incomplete. */
export class WsmanError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'WsmanError';
  }
}

/** Runs a reader, and tells its XmlError as a WsmanError that names the document. */
export function reading<T>(document: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof XmlError)
      throw new WsmanError(`${document} cannot be read: ${error.message}`, { cause: error });
    throw error;
  }
}
