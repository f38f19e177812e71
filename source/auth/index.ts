/** Kerberos and Negotiate by the operating system's GSS-API, loaded when it is first needed. */
export { type GssPlatform, loadGss, loadGssOf } from './gss/library.ts';
export type { GssNative } from './gss/native.ts';
export { findTicket, type Ticket } from './gss/ticket.ts';
export { type GssSchemeOptions, KerberosScheme, NegotiateScheme } from './scheme.ts';
export { createSchemes, type SchemesOptions } from './schemes.ts';
