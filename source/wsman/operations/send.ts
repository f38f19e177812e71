import { attribute, childrenNamed, onlyChild, sequence, tag, type XmlElement } from '../../xml/index.ts';
import { decodeBase64, encodeBase64 } from '../base64.ts';
import { requestEnvelope, responseEnvelope } from '../envelope.ts';
import { WsmanError } from '../errors.ts';
import type { RequestHeaders, ResponseHeaders } from '../headers.ts';
import { actions, namespaces } from '../names.ts';
import { readResponse } from '../response.ts';

/** A piece of a stream, either way. */
export interface StreamData {
  /** stdin, pr or stdout. */
  readonly name: string;
  /** Left out for the runspace pool's own stream. */
  readonly commandId?: string | undefined;
  /** Fragments, one after another. */
  readonly data: Uint8Array;
  /** Nothing follows on this stream. */
  readonly end?: boolean | undefined;
}

/** Fragments to a pipeline or the pool: `stdin`, or `pr` for answers to host calls (MS-PSRP 3.1.5.3.5). */
export interface SendParameters {
  readonly streams: readonly StreamData[];
}

export type SendRequest = SendParameters;

export function sendRequest(headers: RequestHeaders, { streams }: SendParameters): string {
  return requestEnvelope(actions.send, headers, tag('rsp:Send', {}, sequence(streams.map(streamElement))));
}

export function readSendRequest(body: XmlElement): SendRequest {
  const streams = readStreams(onlyChild(body, namespaces.rsp, 'Send'));
  if (streams.length === 0) throw new WsmanError('A Send holds no stream');
  return { streams };
}

export function sendResponse(headers: ResponseHeaders): string {
  return responseEnvelope(`${actions.send}Response`, headers, tag('rsp:SendResponse'));
}

export function readSendResponse(source: string | Uint8Array, relatesTo?: string): void {
  readResponse(source, actions.send, relatesTo, () => undefined);
}

export function streamElement({ name, commandId, data, end }: StreamData) {
  return tag('rsp:Stream', { Name: name, CommandId: commandId, End: end ? 'true' : undefined }, encodeBase64(data));
}

export function readStreams(parent: XmlElement): readonly StreamData[] {
  return childrenNamed(parent, namespaces.rsp, 'Stream').map((element) => {
    const name = attribute(element, 'Name');
    if (!name) throw new WsmanError('A stream has no name');
    const commandId = attribute(element, 'CommandId');
    const end = /^(true|1)$/i.test(attribute(element, 'End') ?? '');
    return { name, data: decodeBase64(element), ...(commandId && { commandId }), ...(end && { end }) };
  });
}
