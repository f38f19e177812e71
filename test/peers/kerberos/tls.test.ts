import { X509Certificate } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { tlsServerEndPoint } from '../../../source/auth/channel-binding.ts';
import { KerberosScheme, loadGssProvider } from '../../../source/auth/index.ts';
import { certificateFile } from '../../support/raw-http-server.ts';
import { serviceHost } from '../kdc/kdc.ts';
import { checkBindings } from '../kerberos-acceptor/acceptor.ts';
import { acceptorExecutable, byPassword, describeKerberos, echoed, Lab, schemeNames } from './lab.ts';

const file = (name: string) => fileURLToPath(new URL(`../../support/tls/${name}`, import.meta.url));
const servicePrincipalName = `HTTP/${serviceHost}`;

describeKerberos('Kerberos within TLS', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await Lab.start({ tls: { certificate: file('localhost.pem'), key: file('localhost.key.pem') } });
  });
  beforeEach(() => lab.enter());
  afterEach(() => lab.tidy());
  afterAll(() => lab?.stop());

  it.each(schemeNames)('leaves the encryption to TLS with %s', async (name) => {
    const url = `https://localhost:${lab.acceptor.port}/PowerShell/`;
    const tls = { ca: certificateFile('authority.pem') };
    const channel = lab.channel(name, { url, tls, servicePrincipalName });
    expect(`${await echoed(channel, 'one')}`).toBe('one');
    expect(`${await echoed(channel, 'two')}`).toBe('two');
    expect(lab.echo.bodies.slice(-2).map(String)).toEqual(['one', 'two']);
  });

  /** The first token for a connection whose server showed that certificate. */
  async function tokenFor(certificate: Uint8Array | undefined): Promise<string> {
    const scheme = new KerberosScheme({ load: loadGssProvider, source: byPassword(), servicePrincipalName });
    const url = new URL('https://ex01.exterm.test/');
    const auth = scheme.begin({ url, encrypted: true, remoteAddress: '127.0.0.1', certificate });
    const header = await auth.next?.();
    auth.dispose();
    return header?.replace('Kerberos ', '') ?? '';
  }

  it('binds the authentication to the certificate that the server showed', async () => {
    const der = new X509Certificate(certificateFile('localhost.pem')).raw;
    const other = new X509Certificate(certificateFile('expired.pem')).raw;
    const ours = tlsServerEndPoint(der)!;
    const check = async (token: Promise<string>) => checkBindings(acceptorExecutable, lab.kdc, ours, await token);
    expect(await check(tokenFor(der))).toBe('bound');
    expect(await check(tokenFor(other))).toBe('other');
    expect(await check(tokenFor(undefined))).toBe('unbound');
  });
});
