import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { openSettings } from '../../../source/storage/index.ts';
import { program } from '../../support/program.ts';
import { removeFolder } from '../../support/remove-folder.ts';
import { Kdc, realmUser } from '../kdc/kdc.ts';
import { describeKerberos, kdcProgramPaths } from './lab.ts';
import { Organisation } from './organisation.ts';

/** As a person at a shell: kinit has been run, or it has not. */
describeKerberos('the program of somebody who uses kinit', () => {
  let organisation: Organisation;
  let settings: string;
  beforeAll(async () => {
    organisation = await Organisation.start();
    settings = mkdtempSync(join(tmpdir(), 'exterm-kinit-'));
    const connection = organisation.connectionByAddress('Kerberos');
    const saved = openSettings(settings, () => {});
    await saved.save(connection);
    await saved.save({ ...connection, name: 'chris', user: 'chris@exterm.test' });
  });
  afterAll(async () => {
    removeFolder(settings);
    await organisation?.stop();
  });

  const exterm = async (cache: string, words: readonly string[]) => {
    const child = spawn(process.execPath, [program, ...words], {
      env: { ...process.env, EXTERM_CONFIG_DIR: settings, KRB5CCNAME: cache },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (chunk: Buffer) => {
        said[name] += chunk;
      });
    }
    const [code] = await once(child, 'close');
    return { code, ...said };
  };
  const run = (name = 'ex01') => ['run', name, 'Get-AcceptedDomain | Select-Object Name', '--output', 'csv'];

  it('is asked for nothing, on every command that needs the server', async () => {
    const cache = await organisation.kdc.ticket('shell');
    const result = await exterm(cache, run());
    expect(result).toEqual({ code: 0, stdout: expect.stringMatching(/^Name\ncontoso\.com\n/), stderr: '' });
    expect((await organisation.acceptor.facts()).user).toBe(realmUser.user.replace('exterm.test', 'EXTERM.TEST'));
    expect(await exterm(cache, ['sessions', 'ex01', '--json'])).toMatchObject({ code: 0, stdout: '[]\n' });
    expect((await exterm(cache, ['doctor', 'ex01'])).code).toBe(0);
    expect(organisation.sandbox.shells('ex01')).toEqual([]);
  });

  it('is told why a password is needed, before anybody signs in', async () => {
    const yesterday = await Kdc.start(kdcProgramPaths, { clock: '-1d' });
    onTestFinished(() => yesterday.stop());
    const mira = await organisation.kdc.ticket('mira');
    const before = organisation.tap.recorded.length;
    for (const [cache, name, reason] of [
      [`FILE:${settings}/none`, 'ex01', 'There is no usable Kerberos ticket or credential.'],
      [await yesterday.ticket('old'), 'ex01', 'The Kerberos ticket has expired.'],
      [mira, 'chris', 'The ticket that is here is of mira@EXTERM.TEST, not of chris@exterm.test.'],
    ] as const) {
      const { code, stdout, stderr } = await exterm(cache, run(name));
      expect({ code, stdout }, reason).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(reason);
      expect(stderr).toContain(`"${name}" needs a password. Give it on standard input with --password-stdin.`);
    }
    // What the server takes may be asked beforehand: no credential, no session.
    expect(String(organisation.tap.bytes(undefined, before))).not.toMatch(/^Authorization:|rsp:Shell/im);
  });
});
