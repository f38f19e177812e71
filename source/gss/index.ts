/** Kerberos and Negotiate by the operating system's GSS-API, loaded when it is first needed. */
export { type GssPlatform, loadGss, loadGssOf } from './library.ts';
export type { GssNative } from './native.ts';
export { type GssSchemeOptions, KerberosScheme, NegotiateScheme } from './scheme.ts';
export { createSchemes, type SchemesOptions } from './schemes.ts';
export { findTicket, type Ticket } from './ticket.ts';
