import type { RequestHeaders } from './headers.ts';
import { type CommandParameters, commandRequest } from './operations/command.ts';
import { sendRequest } from './operations/send.ts';

/** Envelope size to begin with, in bytes, until the server has said its protocol version. */
export const firstEnvelopeSize = 153_600;
/** Envelope size of servers of protocol 2.2 and later, in bytes. */
export const laterEnvelopeSize = 512_000;

/** The envelope size for a server of that PSRP protocol version (`2.3`, from its session capability). */
export function envelopeSizeFor(protocolVersion: string): number {
  const [major = 0, minor = 0] = protocolVersion.split('.').map(Number);
  return major > 2 || (major === 2 && minor >= 2) ? laterEnvelopeSize : firstEnvelopeSize;
}

/**
 * How many bytes of payload fit into an envelope beside what it holds already: base64 makes four of three. Never
 * negative. `emptyEnvelope` is the request as it will be sent, its payload empty.
 */
export function payloadRoom(maxEnvelopeSize: number, emptyEnvelope: string): number {
  const left = maxEnvelopeSize - Buffer.byteLength(emptyEnvelope) - closingTagAllowance;
  return Math.max(0, Math.floor(left / 4) * 3);
}

/** An empty element is written `<a/>`; filled it needs a closing tag, the longest of which are these. */
const closingTagAllowance = '</rsp:Arguments>'.length;

/** Bytes of fragments, their 21-byte headers included, that a Command takes. */
export function commandRoom(
  maxEnvelopeSize: number,
  headers: RequestHeaders,
  parameters: Omit<CommandParameters, 'payload'>,
): number {
  return payloadRoom(maxEnvelopeSize, commandRequest(headers, { ...parameters, payload: new Uint8Array() }));
}

/** Bytes of fragments, their 21-byte headers included, that a Send of one stream takes. */
export function sendRoom(
  maxEnvelopeSize: number,
  headers: RequestHeaders,
  stream: { readonly name: string; readonly commandId?: string | undefined },
): number {
  return payloadRoom(maxEnvelopeSize, sendRequest(headers, { streams: [{ ...stream, data: new Uint8Array() }] }));
}
