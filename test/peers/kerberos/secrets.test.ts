import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp } from '../../../source/app/screen/create-app.ts';
import { type Connection, Secret } from '../../../source/domain/index.ts';
import { openDeps } from '../../../source/main/wiring.ts';
import { until } from '../../support/hand-clock.ts';
import { describeInCi } from '../../support/in-ci.ts';
import { program } from '../../support/program.ts';
import { removeFolder } from '../../support/remove-folder.ts';
import { SecretSearch } from '../../support/secret-search.ts';
import { describeKerberos } from './lab.ts';
import { Organisation } from './organisation.ts';

const marker = `Marker-${process.pid}-9c1f-Paßwort`;
const user = 'marker@exterm.test';
const search = new SecretSearch(marker);

describeKerberos('a password for Kerberos is found nowhere', () => {
  let organisation: Organisation;
  let root: string;
  let settings: string;
  let temporary: string;
  let cache: string;

  beforeAll(async () => {
    organisation = await Organisation.start();
    await organisation.kdc.administer(`addprinc -pw "${marker}" +requires_preauth marker`);
  });
  afterAll(() => organisation?.stop());
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'exterm-kerberos-'));
    [settings, temporary] = [join(root, 'settings'), join(root, 'temporary')];
    for (const folder of [settings, temporary]) mkdirSync(folder);
    cache = join(root, 'cache');
    vi.stubEnv('KRB5CCNAME', `FILE:${cache}`);
    vi.stubEnv('TMPDIR', temporary);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    removeFolder(root);
  });

  const connection = (authentication: 'Kerberos' | 'Negotiate'): Connection => ({
    ...organisation.connectionByAddress(authentication),
    user,
    cmdlets: ['Get-Mailbox', 'Write-SandboxFlood'],
  });
  /** Where it must not be; the user's own credential cache is not even made. */
  const found = () => [search.files(root), search.processes(), existsSync(cache)];
  const nowhere = [[], [], false];

  const foundNowhere = (authentication: 'Kerberos' | 'Negotiate') => {
    it('that is typed into the dialog: while it works, and after', async () => {
      const environment = { ...process.env };
      const deps = openDeps(settings, { command: process.execPath, args: [] });
      const { keyRing: _, ...rest } = deps;
      await deps.settings.save(connection(authentication));
      const app = createApp(rest);
      const view = () => app.store.getState().sessions['ex01']!;
      const top = () => app.store.getState().dialogs.at(-1);
      const before = organisation.tap.recorded.length;
      app.connect('ex01');
      await until(() => top()?.kind === 'credential', 'the question');
      const given = { user, password: Secret.fromText(marker) };
      app.answerDialog(top()!.id, { kind: 'credential', credential: given });
      await until(() => view().state === 'ready', 'a session');
      const run = async (line: string) => {
        const { version } = view().transcript;
        app.submit('ex01', line, 100);
        await until(() => view().state === 'ready' && view().transcript.version > version + 1, line);
      };
      await run('Get-Mailbox -ResultSize 5');
      await run('Write-SandboxFlood -Lines 1500 -Width 360');
      expect(found()).toEqual(nowhere);
      const { transcript } = view();
      const lines: string[] = [];
      for (let n = transcript.start; n < transcript.end; n++) lines.push(transcript.line(n)!.text);
      expect(lines.length).toBeGreaterThan(1000);
      expect(search.isIn(JSON.stringify([app.store.getState(), lines]))).toBe(false);
      expect(process.env).toEqual(environment);

      await app.quit();
      expect(given.password.isWiped).toBe(true);
      expect([...found(), readdirSync(temporary)]).toEqual([...nowhere, []]);
      expect(search.isIn(organisation.tap.bytes(undefined, before))).toBe(false);
      expect((await organisation.acceptor.facts()).user).toContain('marker');
    });

    it.runIf(process.platform === 'linux')('that comes by standard input to a process of its own', async () => {
      await openDeps(settings, { command: process.execPath, args: [] }).settings.save(connection(authentication));
      const words = ['run', 'ex01', 'Write-SandboxFlood -Lines 100000000', '--password-stdin'];
      const child = spawn(process.execPath, [program, ...words], {
        env: { ...process.env, EXTERM_CONFIG_DIR: settings },
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      const said: Buffer[] = [];
      child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
      const ended = once(child, 'exit');
      child.stdin.end(`${marker}\n`);
      const failed = ended.then(() => Promise.reject(new Error(`It ended: ${Buffer.concat(said)}`)));
      failed.catch(() => undefined);
      await Promise.race([once(child.stdout, 'data'), failed]);
      expect(organisation.sandbox.shells('ex01')).toHaveLength(1);
      expect(found()).toEqual(nowhere);
      child.stdout.resume();
      child.kill('SIGINT');
      expect((await ended)[0]).toBe(130);
      expect(found()).toEqual(nowhere);
      expect(search.isIn(Buffer.concat(said))).toBe(false);
      expect(organisation.sandbox.shells('ex01')).toEqual([]);
    });
  };
  describe('with Kerberos', () => foundNowhere('Kerberos'));
  describeInCi('with Negotiate', () => foundNowhere('Negotiate'));

  it('which this search would find in an environment and in arguments', async () => {
    if (process.platform !== 'linux') return;
    const wait = 'process.stdout.write("up"); process.stdin.resume()';
    for (const [env, given] of [
      [{ SECRET: marker }, []],
      [{}, [marker]],
    ] as const) {
      const child = spawn(process.execPath, ['-e', wait, ...given], { env, stdio: ['pipe', 'pipe', 'inherit'] });
      await once(child.stdout, 'data');
      expect(search.processes()).toContain(`/proc/${child.pid}/${given.length > 0 ? 'cmdline' : 'environ'}`);
      child.stdin.end();
      await once(child, 'exit');
    }
  });
});
