import { onlyChild } from '../../xml/index.ts';
import { requestEnvelope, responseEnvelope } from '../envelope.ts';
import type { RequestHeaders, ResponseHeaders } from '../headers.ts';
import { actions, namespaces } from '../names.ts';
import { readResponse } from '../response.ts';
import { readShell, type ShellFields, shellElement } from '../shell.ts';

/** Asks for the fields of the shell that the headers' selectors name. */
export function getRequest(headers: RequestHeaders): string {
  return requestEnvelope(actions.get, headers);
}

export function getResponse(headers: ResponseHeaders, shell: ShellFields): string {
  return responseEnvelope(`${actions.get}Response`, headers, shellElement(shell));
}

export function readGetResponse(source: string | Uint8Array, relatesTo?: string): ShellFields {
  return readResponse(source, actions.get, relatesTo, (body) => readShell(onlyChild(body, namespaces.rsp, 'Shell')));
}
