import { describe, expect, it } from 'vitest';
import type { Koffi } from '../../source/auth/gss/native.ts';
import { createSchemes, type GssPlatform, GssProvider, loadGssOf } from '../../source/auth/index.ts';
import { basicSchemeFor, NativeEngine } from '../../source/engine/native/index.ts';
import { Exterm, nothing, password, real } from './exterm.ts';

const without: readonly [what: string, platform: GssPlatform, install: string][] = [
  [
    'the optional package',
    { platform: 'linux', importKoffi: () => Promise.reject(new Error('Cannot find package koffi')) },
    'npm install --include=optional',
  ],
  [
    "the system's Kerberos library",
    {
      platform: 'linux',
      importKoffi: async () =>
        ({
          load: () => {
            throw new Error('cannot open shared object file');
          },
        }) as unknown as Koffi,
    },
    'apt install libgssapi-krb5-2',
  ],
];

describe.each(without)('a computer without %s', (_what, platform, install) => {
  const begin = () =>
    Exterm.begin({
      saved: (sandbox) => [
        real(sandbox, 'basic'),
        real(sandbox, 'krb', { authentication: 'Kerberos', servicePrincipalName: 'HTTP/ex01.contoso.com' }),
      ],
      deps: (deps) => {
        const load = async () => new GssProvider(await loadGssOf(platform));
        const engine = new NativeEngine({ schemeFor: createSchemes({ load, otherwise: basicSchemeFor }) });
        return { ...deps, engines: { native: engine } };
      },
    });

  it('does everything else, and hears with the first Kerberos connection what to install', async () => {
    const exterm = await begin();
    const basic = await exterm.run(
      ['run', 'basic', 'Get-AcceptedDomain | Select-Object Name', '--password-stdin'],
      password,
    );
    expect(basic).toMatchObject({ code: 0, stdout: expect.stringContaining('contoso.com'), stderr: '' });
    // Nobody is asked for a password that could not be used.
    const kerberos = await exterm.run(['run', 'krb', 'Get-AcceptedDomain']);
    expect(kerberos).toMatchObject({ code: 3, stdout: '' });
    expect(kerberos.stderr).toContain('krb: Kerberos cannot be used on this computer.');
    expect(kerberos.stderr).toContain(install);
    expect(await exterm.run(['sessions', 'basic', '--password-stdin'], password)).toMatchObject({ code: 0 });
    expect(await exterm.left()).toEqual(nothing);
  });
});
