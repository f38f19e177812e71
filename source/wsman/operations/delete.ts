import { requestEnvelope, responseEnvelope } from '../envelope.ts';
import type { RequestHeaders, ResponseHeaders } from '../headers.ts';
import { actions } from '../names.ts';
import { readResponse } from '../response.ts';

/** Removes the shell that the headers' selectors name, and whatever runs in it. */
export function deleteRequest(headers: RequestHeaders): string {
  return requestEnvelope(actions.delete, headers);
}

export function deleteResponse(headers: ResponseHeaders): string {
  return responseEnvelope(`${actions.delete}Response`, headers);
}

export function readDeleteResponse(source: string | Uint8Array, relatesTo?: string): void {
  readResponse(source, actions.delete, relatesTo, () => undefined);
}
