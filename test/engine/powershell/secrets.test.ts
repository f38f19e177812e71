import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PowerShell } from 'node-powershell';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Connection, type HostPrompt, Secret } from '../../../source/domain/index.ts';
import { PowerShellEngine, startBridge } from '../../../source/engine/powershell/index.ts';
import { type Sandbox, startSandbox } from '../../../source/sandbox/index.ts';
import { basicAuthenticator } from '../../../source/sandbox/server/authenticator.ts';
import { answering, nobody, runLine } from '../../contract/engine-contract.ts';
import { removeFolder } from '../../support/remove-folder.ts';
import { SecretSearch } from '../../support/secret-search.ts';
import { engineOptions, never } from './support.ts';
import { describeWithPowerShell } from './with-powershell.ts';
import { wsmanModules } from './wsman-stand-in.ts';

/** Everything below a folder as one text, sockets and what has just gone left out. */
function contentsOf(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path) && statSync(path).isFile())
    .map((path) => `${path}\n${readFileSync(path, 'latin1')}`)
    .join('\n');
}

/** PowerShell writes down all script text that it runs, and what is bound to parameters. */
const policies = (transcripts: string) =>
  JSON.stringify({
    PowerShellPolicies: {
      Transcription: { EnableTranscripting: true, EnableInvocationHeader: true, OutputDirectory: transcripts },
      ScriptBlockLogging: { EnableScriptBlockLogging: true, EnableScriptBlockInvocationLogging: true },
    },
  });

const user = 'mira@contoso.com';

describeWithPowerShell('a password', (executable) => {
  let folder: string;
  let sandbox: Sandbox;
  let connection: Connection;
  const before = { TMPDIR: process.env['TMPDIR'], HOME: process.env['HOME'] };
  // No word of them may stand in this file's compiled form in a process's arguments either.
  const markers = ['signing-in', 'asked-for', 'typed-unseen', 'in-a-field'].map(
    (use) => `Marker-${use}-${process.pid}-ß$()\`'"`,
  );
  const [signIn, asked, typed, field] = markers as [string, string, string, string];
  const searches = markers.map((marker) => new SecretSearch(marker));
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'secrets-'));
    for (const name of ['tmp', 'home', 'transcripts', 'config', 'config/powershell']) mkdirSync(join(folder, name));
    const configuration = join(folder, 'config', 'powershell');
    writeFileSync(join(configuration, 'powershell.config.json'), policies(join(folder, 'transcripts')));
    writeFileSync(join(configuration, 'profile.ps1'), 'Import-Module WsmanStandIn\n');
    process.env['TMPDIR'] = join(folder, 'tmp');
    process.env['HOME'] = join(folder, 'home');
    sandbox = await startSandbox(
      { servers: 1, mailboxes: 5, leftOpen: 0, endAfter: 0 },
      { authenticators: () => [basicAuthenticator(new Map([[user, user]]), signIn)] },
    );
    connection = {
      name: 'ex01',
      url: sandbox.servers[0]!.url,
      configurationName: 'Microsoft.Exchange',
      authentication: 'Basic',
      engine: 'powershell',
    };
  });
  afterAll(async () => {
    await sandbox.stop();
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    removeFolder(folder);
  });

  const environment = () => ({ ...process.env, XDG_CONFIG_HOME: join(folder, 'config') });
  const request = (password: string) => ({
    connection,
    credential: { user, password: Secret.fromText(password) },
    signal: never,
    shellId: 'unused',
    onShell: () => Promise.resolve(),
    onStage: () => undefined,
    prompts: nobody,
  });
  const answers = answering((prompt: HostPrompt) => {
    if (prompt.kind === 'credential')
      return { kind: 'credential', credential: { user: 'other', password: Secret.fromText(asked) } };
    if (prompt.kind === 'line') return { kind: 'line', text: Secret.fromText(typed) };
    if (prompt.kind === 'fields') return { kind: 'fields', values: new Map([['Word', Secret.fromText(field)]]) };
    return { kind: 'choice', index: 0 };
  });
  /** All that has been seen of what went by: no secret may be in it. */
  const seen: string[] = [];
  const withLongNumbers = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}` : value);
  const foundIn = (text: string) => markers.filter((_, index) => searches[index]!.isIn(text));
  const look = () => {
    for (const search of searches) expect(search.processes()).toEqual([]);
    const contents = contentsOf(folder);
    expect(foundIn(contents)).toEqual([]);
    return contents;
  };
  const errorOf = async (attempt: Promise<unknown>) => {
    const error = await attempt.then(
      () => new Error('It did not fail.'),
      (reason: unknown) => reason as Error,
    );
    return [JSON.stringify(error), String(error), String(error.stack)];
  };

  it('is found nowhere while and after it is used, by sign-in or by any question', async () => {
    const shells = new Set<PowerShell>();
    const commands: string[] = [];
    const original = PowerShell.prototype.invoke;
    const invoke = vi.spyOn(PowerShell.prototype, 'invoke').mockImplementation(function (this: PowerShell, command) {
      shells.add(this);
      commands.push(command);
      return original.call(this, command);
    });
    const output = (['log', 'warn', 'error', 'debug', 'info'] as const).map((level) =>
      vi.spyOn(console, level).mockImplementation((...words) => void seen.push(words.join(' '))),
    );
    const engine = new PowerShellEngine(engineOptions(executable, { environment: environment() }));
    const given = request(signIn);
    const session = await engine.connect(given);
    await session.importCatalogue({ names: ['*-Mailbox'], onProgress: () => undefined, signal: never });
    const lines = [
      "$c = $Host.UI.PromptForCredential('caption', 'message', 'other', ''); $c.GetNetworkCredential().Password.Length",
      '$s = $Host.UI.ReadLineAsSecureString(); $s.Length',
      'function Get-Word { param([Parameter(Mandatory)] [securestring] $Word) $Word.Length }; Get-Word',
      'Get-Mailbox -ResultSize 2',
      '$c; $s',
      'Get-History; $Error; Get-Variable -ErrorAction SilentlyContinue',
      'Get-Mailbox nobody-of-that-name',
      "[scriptblock].GetField('s_cachedScripts', 'Static, NonPublic').GetValue($null).Keys | ForEach-Object { $_.Item2 }",
    ];
    const told: string[] = [];
    for (const line of lines) {
      told.push(JSON.stringify((await runLine(session, line, answers)).records, withLongNumbers));
      look();
    }
    const lengths = [asked, typed, field].map(({ length }) => JSON.stringify([{ stream: 'output', value: length }]));
    expect(told.slice(0, 3)).toEqual(lengths);
    expect(told[5]).toContain('"CommandLine"');
    seen.push(...told, ...(await errorOf(engine.connect(request(`${asked}!`)))));
    await session.close(never);
    const contents = look();
    invoke.mockRestore();
    for (const spy of output) spy.mockRestore();

    // node-powershell got the first script and nothing else, and nothing of the user's is in what it kept.
    expect(shells.size).toBe(2);
    expect(commands).toHaveLength(2);
    expect(new Set(commands).size).toBe(1);
    const kept = [...shells].flatMap(({ history }) => [
      JSON.stringify(history),
      ...history.map(({ stdout, stderr }) => `${stdout}${stderr}`),
    ]);
    for (const word of ['Get-Word', 'nobody-of-that-name', user, connection.name]) {
      expect([...commands, ...kept].filter((text) => text.includes(word))).toEqual([]);
    }
    // The transcripts are there: a search in nothing finds nothing.
    expect(contents).toContain('PS>function Get-Word');
    expect(contents).toContain('ParameterBinding()');
    expect(foundIn([...seen, ...commands, ...kept].join('\n'))).toEqual([]);
    expect(given.credential.password.isWiped).toBe(false);
  });

  it('is not in the lines that a bridge gives, nor about while one is open', async () => {
    const bridge = await startBridge(request(signIn));
    look();
    const engine = new PowerShellEngine(engineOptions(executable, { environment: environment() }));
    const other = await engine.connect(request(signIn));
    const { records } = await runLine(other, bridge.lines.slice(0, 2).join('\n'));
    await bridge.opened;
    look();
    await bridge.close(never);
    await other.close(never);
    look();
    expect(foundIn([...bridge.lines, JSON.stringify(records)].join('\n'))).toEqual([]);
  });

  it('is not about where New-PSSession gets it', async () => {
    const engine = new PowerShellEngine(
      engineOptions(executable, {
        transport: 'wsman',
        environment: { ...environment(), PSModulePath: wsmanModules },
      }),
    );
    const attempt = { ...request(signIn), connection: { ...connection, powershell: { loadProfile: true } } };
    const told = await errorOf(engine.connect(attempt));
    expect(told.join('\n')).toMatch(/denied/i);
    expect(look()).toContain('New-PSSession');
    expect(foundIn(told.join('\n'))).toEqual([]);
  });
});
