import {
  attribute,
  child,
  childrenNamed,
  childText,
  isElement,
  type Markup,
  onlyChild,
  readXml,
  sequence,
  tag,
  type XmlElement,
} from '../xml/index.ts';
import { formatDuration, parseDuration } from './durations.ts';
import { WsmanError } from './errors.ts';
import type { RequestHeaders, ResponseHeaders, Selector, WsmanOption } from './headers.ts';
import { anonymousAddress, namespaces } from './names.ts';

const must = { 's:mustUnderstand': 'true' };
const may = { 's:mustUnderstand': 'false' };

// `xml` is bound to begin with, and `pwsh` is the default namespace of the one element that is in it.
const { xml: _xml, pwsh: _pwsh, ...declared } = namespaces;
const declarations = Object.fromEntries(Object.entries(declared).map(([prefix, uri]) => [`xmlns:${prefix}`, uri]));

function envelope(header: readonly (Markup | undefined)[], body: Markup | undefined): string {
  return tag('s:Envelope', declarations, tag('s:Header', {}, sequence(header)), tag('s:Body', {}, body)).toString();
}

export function requestEnvelope(action: string, headers: RequestHeaders, body?: Markup): string {
  const { operationTimeoutMs, maxEnvelopeSize, sessionId, operationId, selectors = [], options = [] } = headers;
  const locale = headers.locale ?? 'en-US';
  return envelope(
    [
      tag('a:To', {}, headers.to),
      tag('w:ResourceURI', must, headers.resourceUri),
      tag('a:ReplyTo', {}, tag('a:Address', must, anonymousAddress)),
      tag('a:Action', must, action),
      maxEnvelopeSize === undefined ? undefined : tag('w:MaxEnvelopeSize', must, `${maxEnvelopeSize}`),
      tag('a:MessageID', {}, headers.messageId),
      tag('w:Locale', { 'xml:lang': locale, ...may }),
      tag('p:DataLocale', { 'xml:lang': headers.dataLocale ?? locale, ...may }),
      sessionId === undefined ? undefined : tag('p:SessionId', may, sessionId),
      operationId === undefined ? undefined : tag('p:OperationID', may, operationId),
      operationId === undefined ? undefined : tag('p:SequenceId', may, '1'),
      selectors.length === 0 ? undefined : selectorSet(selectors),
      options.length === 0 ? undefined : tag('w:OptionSet', must, sequence(options.map(optionElement))),
      operationTimeoutMs === undefined ? undefined : tag('w:OperationTimeout', {}, formatDuration(operationTimeoutMs)),
    ],
    body,
  );
}

function optionElement(option: WsmanOption): Markup {
  return tag('w:Option', { Name: option.name, MustComply: option.mustComply ? 'true' : undefined }, option.value);
}

export function selectorSet(selectors: readonly Selector[]): Markup {
  return tag(
    'w:SelectorSet',
    {},
    sequence(selectors.map(({ name, value }) => tag('w:Selector', { Name: name }, value))),
  );
}

export function responseEnvelope(action: string, headers: ResponseHeaders, body?: Markup): string {
  const { operationId, sessionId } = headers;
  return envelope(
    [
      tag('a:Action', {}, action),
      tag('a:MessageID', {}, headers.messageId),
      sessionId === undefined ? undefined : tag('p:SessionId', may, sessionId),
      operationId === undefined ? undefined : tag('p:OperationID', may, operationId),
      operationId === undefined ? undefined : tag('p:SequenceId', may, '1'),
      tag('a:To', {}, anonymousAddress),
      tag('a:RelatesTo', {}, headers.relatesTo),
    ],
    body,
  );
}

export interface Envelope {
  readonly header: XmlElement;
  readonly body: XmlElement;
}

export function readEnvelope(source: string | Uint8Array): Envelope {
  const root = readXml(source);
  if (!isElement(root, namespaces.s, 'Envelope')) {
    throw new WsmanError(`The document is no SOAP 1.2 envelope: its root is ${root.local.slice(0, 60)}`);
  }
  return { header: onlyChild(root, namespaces.s, 'Header'), body: onlyChild(root, namespaces.s, 'Body') };
}

export function readRequestHeaders(header: XmlElement): RequestHeaders & { readonly action: string } {
  const text = (namespace: string, local: string) => childText(header, namespace, local) || undefined;
  const language = (namespace: string, local: string) => {
    const element = child(header, namespace, local);
    return element && attribute(element, 'lang', namespaces.xml);
  };
  const required = (namespace: string, local: string) => {
    const value = onlyChild(header, namespace, local).text.trim();
    if (value === '') throw new WsmanError(`The header ${local} is empty`);
    return value;
  };
  const timeout = text(namespaces.w, 'OperationTimeout');
  const size = text(namespaces.w, 'MaxEnvelopeSize');
  if (size !== undefined && !/^\d{1,10}$/.test(size)) throw new WsmanError('MaxEnvelopeSize is no number');
  const set = child(header, namespaces.w, 'SelectorSet');
  const options = child(header, namespaces.w, 'OptionSet');
  return {
    action: required(namespaces.a, 'Action'),
    to: required(namespaces.a, 'To'),
    messageId: required(namespaces.a, 'MessageID'),
    resourceUri: text(namespaces.w, 'ResourceURI') ?? '',
    selectors: set ? readSelectors(set) : [],
    options: options ? childrenNamed(options, namespaces.w, 'Option').map(readOption) : [],
    operationTimeoutMs: timeout === undefined ? undefined : parseDuration(timeout),
    maxEnvelopeSize: size === undefined ? undefined : Number(size),
    locale: language(namespaces.w, 'Locale'),
    dataLocale: language(namespaces.p, 'DataLocale'),
    sessionId: text(namespaces.p, 'SessionId'),
    operationId: text(namespaces.p, 'OperationID'),
  };
}

export function readSelectors(set: XmlElement): readonly Selector[] {
  return childrenNamed(set, namespaces.w, 'Selector').map((element) => {
    if (element.children.length > 0) throw new WsmanError('A selector that is an endpoint reference is not supported');
    return { name: nameOf(element), value: element.text };
  });
}

function readOption(element: XmlElement): WsmanOption {
  const mustComply = /^(true|1)$/i.test(attribute(element, 'MustComply') ?? '');
  return { name: nameOf(element), value: element.text, ...(mustComply && { mustComply }) };
}

function nameOf(element: XmlElement): string {
  const name = attribute(element, 'Name');
  if (!name) throw new WsmanError(`A ${element.local} has no name`);
  return name;
}
