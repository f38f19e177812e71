/** Kerberos and Negotiate by the operating system's security library, loaded when it is first needed. */
export { type GssPlatform, loadGss, loadGssOf } from './gss/library.ts';
export type { GssNative } from './gss/native.ts';
export { GssProvider, loadGssProvider } from './gss/provider.ts';
export { loadSecurity } from './library.ts';
export { KerberosScheme, NegotiateScheme, type SchemeOptions } from './scheme.ts';
export { createSchemes, type SchemesOptions } from './schemes.ts';
export { findTicket, type Ticket } from './ticket.ts';
