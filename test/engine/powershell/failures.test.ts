import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Failure } from '../../../source/domain/index.ts';
import { PowerShellEngine } from '../../../source/engine/powershell/index.ts';
import { runLine } from '../../contract/engine-contract.ts';
import { removeFolder } from '../../support/remove-folder.ts';
import { loadsProfile, ProfileFolder } from './profile-folder.ts';
import { failureOf, Lab, never } from './support.ts';
import { describeWithPowerShell } from './with-powershell.ts';

const access = {
  connection: {
    name: 'ex01',
    url: 'http://127.0.0.1:9/PowerShell/',
    configurationName: 'Microsoft.Exchange',
    authentication: 'Basic',
    engine: 'powershell',
  },
  credential: undefined,
  signal: never,
} as const;
const request = {
  ...access,
  shellId: '00000000-0000-0000-0000-000000000001',
  onShell: () => Promise.resolve(),
  onStage: () => undefined,
  prompts: { ask: () => Promise.reject(new DOMException('Nobody is there.', 'AbortError')) },
};

describe.skipIf(process.platform === 'win32')('a PowerShell that cannot be used', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'unusable-'));
  });
  afterAll(() => removeFolder(folder));
  const failureWith = (
    executable: string | undefined,
    environment: NodeJS.ProcessEnv = process.env,
  ): Promise<Failure> =>
    failureOf(
      new PowerShellEngine({ ...(executable ? { executable } : {}), environment, transport: 'bridge' }).connect(
        request,
      ),
    );
  const script = (name: string, body: string) => {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\n${body}\n`);
    chmodSync(path, 0o755);
    return path;
  };

  it('because there is none is said, with what to do', async () => {
    expect(await failureWith(undefined, { PATH: folder })).toMatchObject({ id: 'powershell.missing', kind: 'local' });
    expect(await failureWith(join(folder, 'nowhere'))).toMatchObject({ id: 'powershell.missing' });
  });

  it('because it is restricted is said with its language mode', async () => {
    const failure = await failureWith(
      script('restricted', "echo 'exterm refused language ConstrainedLanguage'; cat > /dev/null"),
    );
    expect(failure).toMatchObject({ id: 'powershell.language', why: expect.stringContaining('ConstrainedLanguage') });
  });

  it('because it is too old is said with its version', async () => {
    const failure = await failureWith(script('old', "echo 'exterm refused version 4.0'; cat > /dev/null"));
    expect(failure).toMatchObject({ id: 'powershell.version', why: expect.stringContaining('4.0') });
  });

  it('because it ends at once is said with its last words', async () => {
    const failure = await failureWith(script('broken', "echo 'library missing' >&2; exit 127"));
    expect(failure).toMatchObject({ id: 'powershell.ended', why: expect.stringMatching(/127.*library missing/s) });
  });

  /** Something that answers as PowerShell and its agent do, as far as `speak` goes: it gets a socket and a token. */
  const impostor = (name: string, speak: string) => {
    const path = join(folder, name);
    const body = `
      require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
        if (!line.startsWith('exterm ')) return process.stdout.write('exterm ready\\n');
        const [, , pipe, token] = line.split(' ').map((part) => Buffer.from(part, 'base64').toString());
        const hello = (fields) => '{"op":"hello",' + fields + '}\\n';
        const text = (value) => Buffer.from(value).toString('base64');
        const socket = require('node:net').connect(pipe, () => { ${speak} });
      });`;
    writeFileSync(path, `#!${process.execPath}\n${body}\n`);
    chmodSync(path, 0o755);
    return path;
  };

  it('because it has no sessions over a pipe is said with its version', async () => {
    const speak = `socket.write(hello('"token":"' + token + '","version":"' + text('7.2.24') + '","pid":' + process.pid + ',"bridges":false'))`;
    const failure = await failureWith(impostor('older', speak));
    expect(failure).toMatchObject({ id: 'powershell.version', why: expect.stringContaining('7.2.24') });
  });

  it.each([
    ['its token is another', `socket.write(hello('"token":"' + token.replace(/./g, '0') + '"'))`, /Somebody else/],
    ['it does not say hello', `socket.write('{"op":"done"}\\n')`, /Somebody else/],
    ['it speaks another language', `socket.write('hello\\n')`, /no JSON/],
    ['it says nothing', 'socket.end()', /ended before it reported/],
    ['its line never ends', `for (let n = 0; n < 2000; n++) socket.write('x'.repeat(65536))`, /longer than/],
  ])('because %s is not trusted', async (name, speak, why) => {
    expect(await failureWith(impostor(name.replaceAll(' ', '-'), speak))).toMatchObject({
      id: 'powershell.ended',
      why: expect.stringMatching(why),
    });
  });

  it('because it never gets ready is said in time', async () => {
    const engine = new PowerShellEngine({
      executable: script('silent', 'exec sleep 60'),
      transport: 'bridge',
      timeouts: { start: 200 },
    });
    expect(await failureOf(engine.connect(request))).toMatchObject({ id: 'powershell.ended' });
  });
});

const forbiddenModules = fileURLToPath(new URL('./modules-forbidden', import.meta.url));

describeWithPowerShell('what PowerShell refuses', (executable) => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await Lab.start(executable);
  });
  afterAll(() => lab.sandbox.stop());

  it.skipIf(process.platform === 'win32')('is a WSMan connection of its own outside Windows', async () => {
    const engine = new PowerShellEngine({
      executable,
      environment: process.env,
      transport: 'wsman',
    });
    const { connection } = lab;
    expect(await failureOf(engine.connect({ ...request, connection, credential: lab.credential() }))).toMatchObject({
      id: 'nowsman',
    });
  });

  it('is an import where the execution policy forbids scripts', async () => {
    const profile = new ProfileFolder('Import-Module ImportForbidden');
    const environment = { ...process.env, PSModulePath: forbiddenModules, XDG_CONFIG_HOME: profile.path };
    const forbidden = await Lab.start(executable, { engine: { environment } });
    const session = await forbidden.connect({ connection: { ...forbidden.connection, ...loadsProfile } });
    const importing = session.importCatalogue({ names: [], onProgress: () => undefined, signal: never });
    expect(await failureOf(importing)).toMatchObject({ id: 'executionpolicy', kind: 'local' });
    expect((await runLine(session, '1')).outcome).toEqual({ state: 'completed' });
    await session.close(never);
    await forbidden.sandbox.stop();
    profile.remove();
  });

  it('tells its language mode from the first script', async () => {
    const path = new URL('../../../source/engine/powershell/agent/bootstrap.ps1', import.meta.url);
    const shell = spawn(executable, ['-NoLogo', '-NoProfile', '-Command', '-'], { stdio: ['pipe', 'pipe', 'inherit'] });
    shell.stdin.write("$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'\n");
    shell.stdin.end(`${readFileSync(path, 'utf8').replace(/\s*\n\s*/g, ' ')}\n`);
    expect(await new Response(Readable.toWeb(shell.stdout) as ReadableStream).text()).toContain(
      'exterm refused language ConstrainedLanguage',
    );
  });

  it('ends a line, and not the process, where the user restricts his own session', async () => {
    const session = await lab.connect();
    await runLine(session, "$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'; 1");
    expect((await runLine(session, '1')).outcome).toEqual({ state: 'failed' });
    expect(await session.close(never)).toBe('removed');
  });
});

describeWithPowerShell('what the server refuses, through the bridge', (executable) => {
  it('is told as the server said it, for a session and for a line', async () => {
    const lab = await Lab.start(executable, { sandbox: { maxShells: 1 } });
    const session = await lab.connect();
    expect(await failureOf(lab.connect())).toMatchObject({ id: 'quota.shells' });
    const text = 'The WS-Management service cannot process the request.';
    lab.sandbox.faults.add({ at: 'command', fault: { kind: 'fault', code: 0x803381a6, text } });
    const { records, outcome } = await runLine(session, 'Invoke-Command -Session $Session { Get-Mailbox }');
    expect(outcome).toEqual({ state: 'completed' });
    expect(records).toEqual([
      expect.objectContaining({
        stream: 'error',
        error: expect.objectContaining({ message: expect.stringContaining('takes no further operation') }),
      }),
    ]);
    const after = await runLine(session, 'Invoke-Command -Session $Session { Get-Mailbox -ResultSize 1 }');
    // One mailbox of many, and the server's word that there are more.
    expect(after.records.map(({ stream }) => stream)).toEqual(['output', 'warning']);
    await session.close(never);
    await lab.sandbox.stop();
  });
});
