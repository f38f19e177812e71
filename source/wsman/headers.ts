/** A name and value that pick a resource, `ShellId` for instance. Names are compared without regard to case. */
export interface Selector {
  readonly name: string;
  readonly value: string;
}

export interface WsmanOption {
  readonly name: string;
  readonly value: string;
  readonly mustComply?: boolean | undefined;
}

/**
 * What the header of a request carries, on both sides. Ids stand here as they travel, with their `uuid:`; see
 * `uuidUri`. A server copies `messageId` to the response's `relatesTo` unchanged.
 */
export interface RequestHeaders {
  /** The connection URI, its query string included. */
  readonly to: string;
  readonly resourceUri: string;
  readonly messageId: string;
  readonly selectors?: readonly Selector[] | undefined;
  /** Beyond the options that the operation sets itself. */
  readonly options?: readonly WsmanOption[] | undefined;
  readonly operationTimeoutMs?: number | undefined;
  /** Largest envelope that the client takes, in bytes. */
  readonly maxEnvelopeSize?: number | undefined;
  /** Language of messages, `en-US` for instance. */
  readonly locale?: string | undefined;
  /** Language of numbers and dates. */
  readonly dataLocale?: string | undefined;
  /** One for all requests of a session. */
  readonly sessionId?: string | undefined;
  /** One for each operation. */
  readonly operationId?: string | undefined;
}

export interface ResponseHeaders {
  readonly messageId: string;
  /** The request's message id. */
  readonly relatesTo: string;
  readonly sessionId?: string | undefined;
  readonly operationId?: string | undefined;
}

/** A GUID as ids of messages, sessions and operations carry it. */
export function uuidUri(guid: string): string {
  return `uuid:${guid.toUpperCase()}`;
}

export function shellSelector(shellId: string): readonly Selector[] {
  return [{ name: 'ShellId', value: shellId }];
}

export function selectorValue(selectors: readonly Selector[] | undefined, name: string): string | undefined {
  return namedValue(selectors, name);
}

export function optionValue(options: readonly WsmanOption[] | undefined, name: string): string | undefined {
  return namedValue(options, name);
}

function namedValue(list: readonly Selector[] | undefined, name: string): string | undefined {
  const lower = name.toLowerCase();
  return list?.find((candidate) => candidate.name.toLowerCase() === lower)?.value;
}
