import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PowerShell } from 'node-powershell';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { Secret } from '../../../source/domain/index.ts';
import { PowerShellEngine } from '../../../source/engine/powershell/index.ts';
import { startSandbox } from '../../../source/sandbox/index.ts';
import { basicAuthenticator } from '../../../source/sandbox/server/authenticator.ts';
import { answering, nobody, runLine } from '../../contract/engine-contract.ts';
import { engineOptions, never } from './support.ts';
import { describeWithPowerShell } from './with-powershell.ts';

/** Everything below a folder as one text, sockets and what has just gone left out. */
function contentsOf(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path) && statSync(path).isFile())
    .map((path) => `${path}\n${readFileSync(path, 'latin1')}`)
    .join('\n');
}

/** Arguments and environment of every process that may be looked at. */
function processes(): string {
  if (process.platform !== 'linux') return '';
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => ['cmdline', 'environ'].map((file) => `/proc/${pid}/${file}`))
    .map((path) => {
      try {
        return readFileSync(path, 'latin1');
      } catch {
        return '';
      }
    })
    .join('\n');
}

describeWithPowerShell('a password', (executable) => {
  let folder: string;
  const before = { TMPDIR: process.env['TMPDIR'], HOME: process.env['HOME'] };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'secrets-'));
    for (const name of ['tmp', 'home']) mkdirSync(join(folder, name));
    process.env['TMPDIR'] = join(folder, 'tmp');
    process.env['HOME'] = join(folder, 'home');
  });
  afterAll(() => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    rmSync(folder, { recursive: true });
  });

  it('is found nowhere while and after it is used', async () => {
    // No word of it may stand in this file's compiled form in a process's arguments either.
    const markers = ['signing-in', 'typed-later'].map((use) => `Marker-${use}-${process.pid}-ß$()\`'"`);
    const [signIn, typed] = markers as [string, string];
    const forms = markers.flatMap((marker) => [
      marker,
      Buffer.from(marker).toString('latin1'),
      Buffer.from(marker).toString('base64').replace(/=+$/, ''),
      Buffer.from(marker, 'utf16le').toString('latin1'),
      Buffer.from(marker, 'utf16le').toString('base64').replace(/=+$/, ''),
    ]);
    const seen: string[] = [];
    const shells = new Set<PowerShell>();
    const invoke = vi.spyOn(PowerShell.prototype, 'invoke').mockImplementation(function (this: PowerShell, command) {
      shells.add(this);
      seen.push(command);
      return original.call(this, command);
    });
    const output = (['log', 'warn', 'error', 'debug', 'info'] as const).map((level) =>
      vi.spyOn(console, level).mockImplementation((...words) => void seen.push(words.join(' '))),
    );

    const user = 'mira@contoso.com';
    const sandbox = await startSandbox(
      { servers: 1, mailboxes: 5, leftOpen: 0, endAfter: 0 },
      { authenticators: () => [basicAuthenticator(new Map([[user, user]]), signIn)] },
    );
    const { url } = sandbox.servers[0]!;
    const connection = {
      name: 'ex01',
      url,
      configurationName: 'Microsoft.Exchange',
      authentication: 'Basic',
      engine: 'powershell',
    } as const;
    const engine = new PowerShellEngine(engineOptions(executable));
    const credential = { user, password: Secret.fromText(signIn) };
    const session = await engine.connect({
      connection,
      credential,
      signal: never,
      shellId: 'unused',
      onShell: () => Promise.resolve(),
      onStage: () => undefined,
      prompts: nobody,
    });
    await session.importCatalogue({ names: ['*-Mailbox'], onProgress: () => undefined, signal: never });
    const prompts = answering(() => ({
      kind: 'credential',
      credential: { user: 'other', password: Secret.fromText(typed) },
    }));
    const lines = [
      "$c = $Host.UI.PromptForCredential('caption', 'message', 'other', ''); $c.GetNetworkCredential().Password.Length",
      'Get-Mailbox -ResultSize 2',
      '$c',
      'Get-History; $Error; Get-Variable -ErrorAction SilentlyContinue',
      'Get-Mailbox nobody',
    ];
    for (const line of lines) seen.push(JSON.stringify((await runLine(session, line, prompts)).records));
    expect(seen).toContain(JSON.stringify([{ stream: 'output', value: typed.length }]));
    seen.push(processes(), contentsOf(folder));
    await engine
      .connect({
        connection,
        credential: { user, password: Secret.fromText(`${typed}!`) },
        signal: never,
        shellId: 'unused',
        onShell: () => Promise.resolve(),
        onStage: () => undefined,
        prompts: nobody,
      })
      .catch((error: unknown) => seen.push(JSON.stringify(error), String(error), String((error as Error).stack)));
    await session.close(never);
    seen.push(contentsOf(folder));
    for (const shell of shells)
      seen.push(JSON.stringify(shell.history), ...shell.history.map(({ stdout, stderr }) => `${stdout}${stderr}`));
    invoke.mockRestore();
    for (const spy of output) spy.mockRestore();
    await sandbox.stop();

    expect(shells.size).toBe(2);
    expect(seen.join('\n').length).toBeGreaterThan(1000);
    const all = seen.join('\n');
    expect(forms.filter((form) => all.includes(form))).toEqual([]);
    expect(credential.password.isWiped).toBe(false);
  });

  const original = PowerShell.prototype.invoke;
});
