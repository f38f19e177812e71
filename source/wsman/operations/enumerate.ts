import {
  attribute,
  child,
  childrenNamed,
  childText,
  onlyChild,
  sequence,
  tag,
  type XmlElement,
} from '../../xml/index.ts';
import { readSelectors, requestEnvelope, responseEnvelope, selectorSet } from '../envelope.ts';
import { WsmanError } from '../errors.ts';
import type { RequestHeaders, ResponseHeaders, Selector } from '../headers.ts';
import { actions, namespaces } from '../names.ts';
import { readResponse } from '../response.ts';
import { readShell, type ShellFields, shellElement } from '../shell.ts';

/**
 * Begins a list of shells (DSP0226 8; resource URI `shellResourceUri`). The server lists the shells of every
 * configuration that it may show; `isOfConfiguration` picks, as Get-PSSession does.
 */
export interface EnumerateParameters {
  /** Shells wanted in the first answer; the server's choice when left out. */
  readonly maxElements?: number | undefined;
  /** Only resources whose selectors have these values. */
  readonly filter?: readonly Selector[] | undefined;
}

export interface EnumerateRequest extends EnumerateParameters {
  /** Whether the first shells may come with the answer to Enumerate itself. */
  readonly optimized: boolean;
}

/** A part of the list. With `context` there is more: Pull it. */
export interface EnumerateResult {
  readonly shells: readonly ShellFields[];
  readonly context?: string | undefined;
}

const selectorDialect = 'http://schemas.dmtf.org/wbem/wsman/1/wsman/SelectorFilter';

export function enumerateRequest(headers: RequestHeaders, parameters: EnumerateParameters = {}): string {
  const { maxElements, filter } = parameters;
  return requestEnvelope(
    actions.enumerate,
    headers,
    tag(
      'n:Enumerate',
      {},
      tag('w:OptimizeEnumeration'),
      maxElements === undefined ? undefined : tag('w:MaxElements', {}, `${maxElements}`),
      filter && tag('w:Filter', { Dialect: selectorDialect }, selectorSet(filter)),
    ),
  );
}

export function readEnumerateRequest(body: XmlElement): EnumerateRequest {
  const enumerate = onlyChild(body, namespaces.n, 'Enumerate');
  const filter = child(enumerate, namespaces.w, 'Filter');
  if (filter && attribute(filter, 'Dialect') !== selectorDialect) {
    throw new WsmanError('Only a SelectorFilter is supported as the filter of an Enumerate');
  }
  return {
    optimized: child(enumerate, namespaces.w, 'OptimizeEnumeration') !== undefined,
    maxElements: readMaxElements(childText(enumerate, namespaces.w, 'MaxElements')),
    filter: filter && readSelectors(onlyChild(filter, namespaces.w, 'SelectorSet')),
  };
}

export function readMaxElements(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new WsmanError('MaxElements is no positive number');
  return Number(text);
}

export function enumerateResponse(headers: ResponseHeaders, { shells, context }: EnumerateResult): string {
  const body = tag(
    'n:EnumerateResponse',
    {},
    tag('n:EnumerationContext', {}, context),
    tag('w:Items', {}, sequence(shells.map(shellElement))),
    context === undefined ? tag('w:EndOfSequence') : undefined,
  );
  return responseEnvelope(`${actions.enumerate}Response`, headers, body);
}

export function readEnumerateResponse(source: string | Uint8Array, relatesTo?: string): EnumerateResult {
  return readResponse(source, actions.enumerate, relatesTo, (body) =>
    readItems(onlyChild(body, namespaces.n, 'EnumerateResponse'), namespaces.w),
  );
}

/** Items stand in WS-Management's namespace in an EnumerateResponse, in WS-Enumeration's own in a PullResponse. */
export function readItems(response: XmlElement, namespace: string): EnumerateResult {
  const items = child(response, namespace, 'Items');
  const shells = items ? childrenNamed(items, namespaces.rsp, 'Shell').map(readShell) : [];
  const context = childText(response, namespaces.n, 'EnumerationContext');
  if (child(response, namespace, 'EndOfSequence')) return { shells };
  if (!context) throw new WsmanError('The server\u2019s list has neither an end nor a context to ask for more');
  return { shells, context };
}
