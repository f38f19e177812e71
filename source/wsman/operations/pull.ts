import { childText, onlyChild, sequence, tag, type XmlElement } from '../../xml/index.ts';
import { requestEnvelope, responseEnvelope } from '../envelope.ts';
import { WsmanError } from '../errors.ts';
import type { RequestHeaders, ResponseHeaders } from '../headers.ts';
import { actions, namespaces } from '../names.ts';
import { readResponse } from '../response.ts';
import { shellElement } from '../shell.ts';
import { type EnumerateResult, readItems, readMaxElements } from './enumerate.ts';

/** Asks for the next part of a list that Enumerate began. */
export interface PullParameters {
  readonly context: string;
  readonly maxElements?: number | undefined;
}

export type PullRequest = PullParameters;

export function pullRequest(headers: RequestHeaders, { context, maxElements }: PullParameters): string {
  return requestEnvelope(
    actions.pull,
    headers,
    tag(
      'n:Pull',
      {},
      tag('n:EnumerationContext', {}, context),
      maxElements === undefined ? undefined : tag('n:MaxElements', {}, `${maxElements}`),
    ),
  );
}

export function readPullRequest(body: XmlElement): PullRequest {
  const pull = onlyChild(body, namespaces.n, 'Pull');
  const context = childText(pull, namespaces.n, 'EnumerationContext');
  if (!context) throw new WsmanError('A Pull names no context');
  return { context, maxElements: readMaxElements(childText(pull, namespaces.n, 'MaxElements')) };
}

export function pullResponse(headers: ResponseHeaders, { shells, context }: EnumerateResult): string {
  const body = tag(
    'n:PullResponse',
    {},
    context === undefined ? undefined : tag('n:EnumerationContext', {}, context),
    tag('n:Items', {}, sequence(shells.map(shellElement))),
    context === undefined ? tag('n:EndOfSequence') : undefined,
  );
  return responseEnvelope(`${actions.pull}Response`, headers, body);
}

export function readPullResponse(source: string | Uint8Array, relatesTo?: string): EnumerateResult {
  return readResponse(source, actions.pull, relatesTo, (body) =>
    readItems(onlyChild(body, namespaces.n, 'PullResponse'), namespaces.n),
  );
}
