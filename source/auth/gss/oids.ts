/** Object identifiers as DER contents, without tag and length. */
const oid = (...bytes: readonly number[]): Uint8Array => Buffer.from(bytes);

/** Kerberos 5, 1.2.840.113554.1.2.2 (RFC 4121). */
export const kerberosMechanism = oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x12, 0x01, 0x02, 0x02);
/** SPNEGO, 1.3.6.1.5.5.2 (RFC 4178). */
export const spnegoMechanism = oid(0x2b, 0x06, 0x01, 0x05, 0x05, 0x02);

/** A Kerberos principal as text, 1.2.840.113554.1.2.2.1 (RFC 1964 2.1.1). */
export const principalName = oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x12, 0x01, 0x02, 0x02, 0x01);
/** An enterprise principal, which the realm looks up as a user principal name (RFC 6806 5): MIT's …2.2.6. */
export const enterpriseName = oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x12, 0x01, 0x02, 0x02, 0x06);
/** `service@host`, 1.2.840.113554.1.2.1.4 (RFC 2743 4.1). */
export const hostBasedService = oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x12, 0x01, 0x02, 0x01, 0x04);
