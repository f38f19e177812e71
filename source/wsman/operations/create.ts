import { attribute, child, childText, onlyChild, sequence, tag, type XmlElement } from '../../xml/index.ts';
import { decodeBase64, encodeBase64 } from '../base64.ts';
import { formatDuration, parseDuration } from '../durations.ts';
import { readSelectors, requestEnvelope, responseEnvelope, selectorSet } from '../envelope.ts';
import { WsmanError } from '../errors.ts';
import { optionValue, type RequestHeaders, type ResponseHeaders, type Selector, selectorValue } from '../headers.ts';
import { actions, namespaces } from '../names.ts';
import { readResponse } from '../response.ts';
import { readShell, type ShellFields, shellElement } from '../shell.ts';

/** Opens a shell under an id that the client chose: that of its runspace pool (MS-PSRP 3.1.5.3.1). */
export interface CreateParameters {
  readonly shellId: string;
  /** The fragments of SESSION_CAPABILITY and INIT_RUNSPACEPOOL. */
  readonly creationXml: Uint8Array;
  readonly name?: string | undefined;
  /** Idle time after which the server may remove the shell; its own default when left out. */
  readonly idleTimeoutMs?: number | undefined;
  /** PSRP's protocol version; 2.3 when left out. */
  readonly protocolVersion?: string | undefined;
}

export interface CreateRequest extends Omit<CreateParameters, 'shellId'> {
  /** Servers choose an id where the client gave none. */
  readonly shellId?: string | undefined;
  readonly inputStreams: readonly string[];
  readonly outputStreams: readonly string[];
}

export interface CreateResult {
  /** To be sent with every further request to the shell. */
  readonly selectors: readonly Selector[];
  readonly resourceUri?: string | undefined;
  /** What the server says of the shell; old servers say nothing. */
  readonly shell: ShellFields;
}

export function createRequest(headers: RequestHeaders, parameters: CreateParameters): string {
  const { shellId, name, idleTimeoutMs, protocolVersion = '2.3' } = parameters;
  const version = { name: 'protocolversion', value: protocolVersion, mustComply: true };
  return requestEnvelope(
    actions.create,
    { ...headers, options: [version, ...(headers.options ?? [])] },
    tag(
      'rsp:Shell',
      { ShellId: shellId, Name: name },
      idleTimeoutMs === undefined ? undefined : tag('rsp:IdleTimeOut', {}, formatDuration(idleTimeoutMs)),
      tag('rsp:InputStreams', {}, 'stdin pr'),
      tag('rsp:OutputStreams', {}, 'stdout'),
      tag('creationXml', { xmlns: namespaces.pwsh }, encodeBase64(parameters.creationXml)),
    ),
  );
}

export function readCreateRequest(body: XmlElement, headers: RequestHeaders): CreateRequest {
  const shell = onlyChild(body, namespaces.rsp, 'Shell');
  const streams = (local: string) => (childText(shell, namespaces.rsp, local) ?? '').split(/\s+/).filter(Boolean);
  const idleTimeout = childText(shell, namespaces.rsp, 'IdleTimeOut');
  return {
    shellId: attribute(shell, 'ShellId'),
    name: attribute(shell, 'Name'),
    idleTimeoutMs: idleTimeout ? parseDuration(idleTimeout) : undefined,
    inputStreams: streams('InputStreams'),
    outputStreams: streams('OutputStreams'),
    protocolVersion: optionValue(headers.options, 'protocolversion'),
    creationXml: decodeBase64(onlyChild(shell, namespaces.pwsh, 'creationXml')),
  };
}

/** `address` is the URI that the client connected to. */
export function createResponse(
  headers: ResponseHeaders,
  result: CreateResult & { readonly address: string; readonly resourceUri: string },
): string {
  const created = tag(
    'x:ResourceCreated',
    {},
    tag('a:Address', {}, result.address),
    tag('a:ReferenceParameters', {}, tag('w:ResourceURI', {}, result.resourceUri), selectorSet(result.selectors)),
  );
  return responseEnvelope(`${actions.create}Response`, headers, sequence([created, shellElement(result.shell)]));
}

export function readCreateResponse(source: string | Uint8Array, relatesTo?: string): CreateResult {
  return readResponse(source, actions.create, relatesTo, (body) => {
    const reference = onlyChild(onlyChild(body, namespaces.x, 'ResourceCreated'), namespaces.a, 'ReferenceParameters');
    const selectors = readSelectors(onlyChild(reference, namespaces.w, 'SelectorSet'));
    if (!selectorValue(selectors, 'ShellId')) throw new WsmanError('The server\u2019s answer names no ShellId');
    const shell = child(body, namespaces.rsp, 'Shell');
    return {
      selectors,
      resourceUri: childText(reference, namespaces.w, 'ResourceURI'),
      shell: shell ? readShell(shell) : {},
    };
  });
}
