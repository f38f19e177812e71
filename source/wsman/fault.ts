import {
  allText,
  attribute,
  child,
  childText,
  descendant,
  replaceIllegalCharacters,
  tag,
  type XmlElement,
} from '../xml/index.ts';
import { responseEnvelope } from './envelope.ts';
import type { ResponseHeaders } from './headers.ts';
import { faultAction, namespaces } from './names.ts';

/** What a provider (the Exchange plugin, say) put into the fault of WinRM. */
export interface ProviderFault {
  readonly provider?: string | undefined;
  /** The plugin's file on the server. */
  readonly path?: string | undefined;
  readonly code?: number | undefined;
  readonly message: string;
}

export interface FaultFields {
  /** SOAP's code without prefix: Sender or Receiver. */
  readonly code: string;
  /** WS-Management's subcode without prefix: TimedOut, AccessDenied, InvalidSelectors … */
  readonly subcode?: string | undefined;
  readonly reason: string;
  /** WSManFault's code as an unsigned 32-bit number. */
  readonly wsmanCode?: number | undefined;
  readonly machine?: string | undefined;
  /** WSManFault's own message, most often a longer wording of the reason. */
  readonly message?: string | undefined;
  readonly providerFault?: ProviderFault | undefined;
  /** URI of wsman:FaultDetail. */
  readonly faultDetail?: string | undefined;
}

/** "The operation did not complete in the time": a Receive has nothing yet and is to be sent again. */
const askAgainCode = 2150858793;
/** 8033805B: the server has no shell of that id (any more). */
export const shellGoneCode = 2150858843;

/** A SOAP fault as the server sent it (DSP0226 14; MS-WSMV 2.2.4.43). Its message is the most exact text there is. */
export class WsmanFault extends Error {
  readonly fields: FaultFields;

  constructor(fields: FaultFields) {
    super(fields.providerFault?.message || fields.message || fields.reason || 'The server gave no reason');
    this.name = 'WsmanFault';
    this.fields = fields;
  }

  /** WSManFault's code as eight hexadecimal digits, `8033805B` for instance. */
  get hexCode(): string | undefined {
    return this.fields.wsmanCode === undefined ? undefined : hexCode(this.fields.wsmanCode);
  }
}

/** A code as eight hexadecimal digits; signed ones (decimal − 2³²) are taken too. */
export function hexCode(code: number): string {
  return (code >>> 0).toString(16).toUpperCase().padStart(8, '0');
}

/** True for the fault by which a server says that nothing has come yet, and that the Receive is to be repeated. */
export function isAskAgain(error: unknown): boolean {
  return error instanceof WsmanFault && error.fields.wsmanCode === askAgainCode;
}

/** True for the fault by which a server says that the shell does not exist (any more). */
export function isShellGone(error: unknown): boolean {
  return error instanceof WsmanFault && error.fields.wsmanCode === shellGoneCode;
}

/** The fault of an envelope's body, `s:Fault` itself given. Whatever is missing is left out: a fault must come through. */
export function readFaultBody(fault: XmlElement): WsmanFault {
  const code = child(fault, namespaces.s, 'Code');
  const subcode = code && child(code, namespaces.s, 'Subcode');
  const reason = child(fault, namespaces.s, 'Reason');
  const detail = child(fault, namespaces.s, 'Detail');
  const wsman = detail && child(detail, namespaces.f, 'WSManFault');
  const message = wsman && child(wsman, namespaces.f, 'Message');
  const provider = message && child(message, namespaces.f, 'ProviderFault');
  const text = provider ? message.text.trim() : message && allText(message);
  return new WsmanFault({
    code: localName(code && childText(code, namespaces.s, 'Value')) ?? '',
    subcode: localName(subcode && childText(subcode, namespaces.s, 'Value')),
    reason: (reason && childText(reason, namespaces.s, 'Text')) ?? '',
    wsmanCode: parseCode(wsman && attribute(wsman, 'Code')),
    machine: wsman && attribute(wsman, 'Machine'),
    message: text || undefined,
    providerFault: provider && readProviderFault(provider),
    faultDetail: detail && (childText(detail, namespaces.w, 'FaultDetail') || undefined),
  });
}

function readProviderFault(element: XmlElement): ProviderFault {
  const inner = descendant(element, namespaces.f, 'WSManFault');
  return {
    provider: attribute(element, 'provider'),
    path: attribute(element, 'path'),
    code: parseCode(inner && attribute(inner, 'Code')),
    message: allText(element),
  };
}

function localName(qualified: string | undefined): string | undefined {
  return qualified?.slice(qualified.indexOf(':') + 1) || undefined;
}

/** Decimal as WinRM writes it, signed as HRESULTs are printed, or hexadecimal with 0x. */
function parseCode(text: string | undefined): number | undefined {
  const match = /^\s*(-?\d{1,10}|0x[\da-f]{1,8})\s*$/i.exec(text ?? '');
  return match ? Number(match[1]) >>> 0 : undefined;
}

/** The envelope of a fault. Texts may hold anything: characters that XML cannot carry are replaced. */
export function faultResponse(headers: ResponseHeaders, fields: FaultFields): string {
  const { wsmanCode, machine, message, providerFault, faultDetail, subcode } = fields;
  const clean = (text: string | undefined) => (text === undefined ? undefined : replaceIllegalCharacters(text));
  const inner = providerFault && providerFaultElement(providerFault);
  const hasWsmanFault = wsmanCode !== undefined || message !== undefined || inner;
  const wsmanFault =
    hasWsmanFault &&
    tag(
      'f:WSManFault',
      { Code: wsmanCode === undefined ? undefined : `${wsmanCode >>> 0}`, Machine: clean(machine) },
      tag('f:Message', {}, clean(message), inner),
    );
  const body = tag(
    's:Fault',
    {},
    tag(
      's:Code',
      {},
      tag('s:Value', {}, `s:${fields.code}`),
      subcode === undefined ? undefined : tag('s:Subcode', {}, tag('s:Value', {}, `w:${subcode}`)),
    ),
    tag('s:Reason', {}, tag('s:Text', { 'xml:lang': 'en-US' }, clean(fields.reason))),
    tag(
      's:Detail',
      {},
      faultDetail === undefined ? undefined : tag('w:FaultDetail', {}, faultDetail),
      wsmanFault || undefined,
    ),
  );
  return responseEnvelope(faultAction, headers, body);
}

function providerFaultElement(fault: ProviderFault) {
  const message = replaceIllegalCharacters(fault.message);
  const names = { provider: fault.provider, path: fault.path };
  if (fault.code === undefined) return tag('f:ProviderFault', names, message);
  return tag(
    'f:ProviderFault',
    names,
    tag('f:WSManFault', { Code: `${fault.code >>> 0}` }, tag('f:Message', {}, message)),
  );
}

/** Fields of the fault that a Receive is answered with when its time is up and nothing has come. */
export function askAgainFault(machine?: string): FaultFields {
  const reason =
    'The WS-Management service cannot complete the operation within the time specified in OperationTimeout.';
  return { code: 'Receiver', subcode: 'TimedOut', reason, wsmanCode: askAgainCode, message: reason, machine };
}

/** Fields of the fault that every request to an unknown or expired shell is answered with. */
export function shellGoneFault(shellId: string, machine?: string): FaultFields {
  return {
    code: 'Sender',
    subcode: 'InvalidSelectors',
    reason: 'The request contained invalid selectors for the resource.',
    wsmanCode: shellGoneCode,
    message: `The shell with ShellId ${shellId} was not found on the server: the id is wrong or the shell no longer exists.`,
    machine,
    faultDetail: 'http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/UnexpectedSelectors',
  };
}
