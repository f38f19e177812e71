/** XML namespaces of the envelopes, under the prefixes they are written with. */
export const namespaces = {
  s: 'http://www.w3.org/2003/05/soap-envelope',
  a: 'http://schemas.xmlsoap.org/ws/2004/08/addressing',
  w: 'http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd',
  p: 'http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd',
  n: 'http://schemas.xmlsoap.org/ws/2004/09/enumeration',
  x: 'http://schemas.xmlsoap.org/ws/2004/09/transfer',
  f: 'http://schemas.microsoft.com/wbem/wsman/1/wsmanfault',
  rsp: 'http://schemas.microsoft.com/wbem/wsman/1/windows/shell',
  pwsh: 'http://schemas.microsoft.com/powershell',
  xml: 'http://www.w3.org/XML/1998/namespace',
} as const;

/** Action of each request (MS-WSMV 3.1.4); its response has `Response` at the end. */
export const actions = {
  create: `${namespaces.x}/Create`,
  get: `${namespaces.x}/Get`,
  delete: `${namespaces.x}/Delete`,
  enumerate: `${namespaces.n}/Enumerate`,
  pull: `${namespaces.n}/Pull`,
  command: `${namespaces.rsp}/Command`,
  send: `${namespaces.rsp}/Send`,
  receive: `${namespaces.rsp}/Receive`,
  signal: `${namespaces.rsp}/Signal`,
} as const;

export const faultAction = 'http://schemas.dmtf.org/wbem/wsman/1/wsman/fault';
export const anonymousAddress = `${namespaces.a}/role/anonymous`;

/** Shells of any kind: what is enumerated, and what Get and Delete of a shell found that way are addressed to. */
export const shellResourceUri = namespaces.rsp;

/** Resource URI of a session configuration, `Microsoft.Exchange` for instance. */
export function configurationResourceUri(configurationName: string): string {
  return `${namespaces.pwsh}/${configurationName}`;
}

/** Signal codes (MS-WSMV 2.2.4.38; MS-PSRP 3.1.5.3.9, whose `crtl_c` is spelled so on the wire). */
export const signalCodes = {
  /** Stop the pipeline; its state follows on stdout. */
  powershellStop: 'powershell/signal/crtl_c',
  ctrlC: `${namespaces.rsp}/signal/ctrl_c`,
  /** The command is done with and its id may be forgotten. */
  terminate: `${namespaces.rsp}/signal/Terminate`,
} as const;

export const soapContentType = 'application/soap+xml;charset=UTF-8';
