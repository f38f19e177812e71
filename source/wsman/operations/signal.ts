import { attribute, childText, onlyChild, tag, type XmlElement } from '../../xml/index.ts';
import { requestEnvelope, responseEnvelope } from '../envelope.ts';
import { WsmanError } from '../errors.ts';
import type { RequestHeaders, ResponseHeaders } from '../headers.ts';
import { actions, namespaces } from '../names.ts';
import { readResponse } from '../response.ts';

/** Stops a pipeline or ends its command (MS-PSRP 3.1.5.3.9); the codes are in `signalCodes`. */
export interface SignalParameters {
  readonly commandId?: string | undefined;
  readonly code: string;
}

export type SignalRequest = SignalParameters;

export function signalRequest(headers: RequestHeaders, { commandId, code }: SignalParameters): string {
  return requestEnvelope(
    actions.signal,
    headers,
    tag('rsp:Signal', { CommandId: commandId }, tag('rsp:Code', {}, code)),
  );
}

export function readSignalRequest(body: XmlElement): SignalRequest {
  const signal = onlyChild(body, namespaces.rsp, 'Signal');
  const code = childText(signal, namespaces.rsp, 'Code');
  if (!code) throw new WsmanError('A Signal names no code');
  return { commandId: attribute(signal, 'CommandId'), code };
}

export function signalResponse(headers: ResponseHeaders): string {
  return responseEnvelope(`${actions.signal}Response`, headers, tag('rsp:SignalResponse'));
}

export function readSignalResponse(source: string | Uint8Array, relatesTo?: string): void {
  readResponse(source, actions.signal, relatesTo, () => undefined);
}
