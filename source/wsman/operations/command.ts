import { attribute, childText, onlyChild, tag, type XmlElement } from '../../xml/index.ts';
import { decodeBase64, encodeBase64 } from '../base64.ts';
import { requestEnvelope, responseEnvelope } from '../envelope.ts';
import { WsmanError } from '../errors.ts';
import type { RequestHeaders, ResponseHeaders } from '../headers.ts';
import { actions, namespaces } from '../names.ts';
import { readResponse } from '../response.ts';

/** Starts a pipeline under an id that the client chose (MS-PSRP 3.1.5.3.3). */
export interface CommandParameters {
  /** The pipeline's GUID. */
  readonly commandId: string;
  /** The first fragments of CREATE_PIPELINE; what does not fit follows by Send on stdin. */
  readonly payload: Uint8Array;
}

export interface CommandRequest {
  /** Servers choose an id where the client gave none. */
  readonly commandId?: string | undefined;
  readonly payload: Uint8Array;
}

export interface CommandResult {
  readonly commandId: string;
}

export function commandRequest(headers: RequestHeaders, { commandId, payload }: CommandParameters): string {
  return requestEnvelope(
    actions.command,
    headers,
    tag(
      'rsp:CommandLine',
      { CommandId: commandId },
      tag('rsp:Command'),
      tag('rsp:Arguments', {}, encodeBase64(payload)),
    ),
  );
}

export function readCommandRequest(body: XmlElement): CommandRequest {
  const line = onlyChild(body, namespaces.rsp, 'CommandLine');
  return {
    commandId: attribute(line, 'CommandId'),
    payload: decodeBase64(onlyChild(line, namespaces.rsp, 'Arguments')),
  };
}

export function commandResponse(headers: ResponseHeaders, { commandId }: CommandResult): string {
  const body = tag('rsp:CommandResponse', {}, tag('rsp:CommandId', {}, commandId));
  return responseEnvelope(`${actions.command}Response`, headers, body);
}

export function readCommandResponse(source: string | Uint8Array, relatesTo?: string): CommandResult {
  return readResponse(source, actions.command, relatesTo, (body) => {
    const commandId = childText(onlyChild(body, namespaces.rsp, 'CommandResponse'), namespaces.rsp, 'CommandId');
    if (!commandId) throw new WsmanError('The server\u2019s answer names no CommandId');
    return { commandId };
  });
}
