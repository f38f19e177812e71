import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../../source/app/screen/create-app.ts';
import type { DialogAnswer } from '../../../source/app/screen/dialog-answer.ts';
import { type Connection, Secret } from '../../../source/domain/index.ts';
import { openDeps } from '../../../source/main/wiring.ts';
import { type Sandbox, sandboxUser, startSandbox } from '../../../source/sandbox/index.ts';
import { signInNames } from '../../../source/sandbox/server/accounts.ts';
import { basicAuthenticator } from '../../../source/sandbox/server/authenticator.ts';
import { FaultPlan } from '../../../source/sandbox/server/fault-plan.ts';
import { openKeyRing } from '../../../source/storage/index.ts';
import { until } from '../../support/hand-clock.ts';
import { MemoryKeyRing } from '../../support/memory-key-ring.ts';
import { program } from '../../support/program.ts';
import { removeFolder } from '../../support/remove-folder.ts';
import { SecretSearch } from '../../support/secret-search.ts';

const marker = 'Marker-7f3a-Paßwort';

const search = new SecretSearch(marker, [Buffer.from(`${sandboxUser}:${marker}`).toString('base64')]);
const holdsMarker = (bytes: Buffer) => search.isIn(bytes);
const filesWithMarker = (folder: string) => search.files(folder);

/** The faults of the one server, and when one has struck. */
class Struck extends FaultPlan {
  readonly #hit = Promise.withResolvers<void>();
  readonly hit = this.#hit.promise;

  override take(...request: Parameters<FaultPlan['take']>): ReturnType<FaultPlan['take']> {
    const fault = super.take(...request);
    if (fault) this.#hit.resolve();
    return fault;
  }
}

let root: string;
let settings: string;
let temporary: string;
let sandbox: Sandbox;
let faults: Struck;
let lab: Connection;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'exterm-marker-'));
  [settings, temporary] = [join(root, 'settings'), join(root, 'temporary')];
  for (const folder of [settings, temporary]) mkdirSync(folder);
  faults = new Struck();
  sandbox = await startSandbox(
    { servers: 1, mailboxes: 20, leftOpen: 0, endAfter: 0 },
    { faults, authenticators: (users) => [basicAuthenticator(signInNames(users), marker)] },
  );
  lab = {
    name: 'lab',
    url: sandbox.servers[0]!.url,
    configurationName: 'Microsoft.Exchange',
    authentication: 'Basic',
    user: sandboxUser,
    engine: 'native',
  };
});
afterEach(async () => {
  await sandbox.stop();
  removeFolder(root);
});

const self = { command: process.execPath, args: [] };

/** The app on real storage, with a key ring in memory. */
async function openApp() {
  const memory = new MemoryKeyRing();
  const keyRing = openKeyRing({ load: async () => memory.binding, after: () => () => {} });
  const deps = { ...openDeps(settings, self), keyRing };
  await deps.settings.save(lab);
  const app = createApp(deps);
  return {
    app,
    deps,
    memory,
    answer: async (given: Partial<Extract<DialogAnswer, { kind: 'credential' }>> = {}) => {
      const top = () => app.store.getState().dialogs.at(-1);
      await until(() => top()?.kind === 'credential', 'the question');
      const credential = { user: sandboxUser, password: Secret.fromText(marker) };
      app.answerDialog(top()!.id, { kind: 'credential', credential, ...given });
    },
    reaches: (state: string) =>
      waitFor(() => app.store.getState().sessions['lab']?.state === state, app.store.subscribe),
  };
}

function waitFor(holds: () => boolean, subscribe: (listener: () => void) => () => void): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!holds()) return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = subscribe(look);
    queueMicrotask(look);
  });
}

/** Everything that the screen could show or somebody could write down. */
function shown({ app }: Awaited<ReturnType<typeof openApp>>): Buffer {
  const state = app.store.getState();
  const { transcript } = state.sessions['lab']!;
  const lines: string[] = [];
  for (let n = transcript.start; n < transcript.end; n++) lines.push(transcript.line(n)!.text);
  return Buffer.from(JSON.stringify([state, lines]));
}

describe('a password is found nowhere afterwards', () => {
  it('that was typed into the dialog, for the session, for the run and for the key ring', async () => {
    const t = await openApp();
    t.app.connect('lab');
    await t.answer({ remember: true, keepForRun: true });
    await t.reaches('ready');
    t.app.submit('lab', 'Get-Mailbox -ResultSize 1', 100);
    await t.reaches('busy');
    await t.reaches('ready');
    await until(() => t.memory.password(sandboxUser) === marker, 'the password in the key ring');
    expect([filesWithMarker(root), holdsMarker(shown(t))]).toEqual([[], false]);
    await t.app.quit();
    await t.deps.ledger.flush();
    expect([filesWithMarker(root), holdsMarker(shown(t))]).toEqual([[], false]);
    expect(t.memory.taken.every((bytes) => bytes.every((byte) => byte === 0))).toBe(true);
  });

  it('that came from the key ring, while it is used and after the end without warning', async () => {
    const t = await openApp();
    await t.deps.keyRing.keep(sandboxUser, Secret.fromText(marker));
    t.app.connect('lab');
    await t.reaches('ready');
    expect([filesWithMarker(root), holdsMarker(shown(t))]).toEqual([[], false]);
    expect(t.memory.lent.every((bytes) => bytes.every((byte) => byte === 0))).toBe(true);
    // An exterm that ends without warning leaves its ledger, and nothing else.
    t.app.lastResort();
    expect(filesWithMarker(root)).toEqual([]);
    await t.app.quit();
  });

  it('that a line gives to a cmdlet of the server, typed in it or asked for', async () => {
    const t = await openApp();
    await t.deps.keyRing.keep(sandboxUser, Secret.fromText(marker));
    t.app.connect('lab');
    await t.reaches('ready');
    const created = 'New-Mailbox -Name Nia -UserPrincipalName nia@contoso.com -Password';
    for (const line of [
      `${created} (ConvertTo-SecureString '${marker}' -AsPlainText -Force) | Select-Object Name`,
      `$s = ConvertTo-SecureString '${marker}' -AsPlainText -Force; $s.Nothing()`,
      'Get-History',
      '$Error | ForEach-Object { "$_" }',
      `$s; [pscredential]::new("mira", $s); $s | Export-Clixml '${join(temporary, 'secret.xml')}'`,
    ]) {
      t.app.submit('lab', line, 100);
      await t.reaches('busy');
      await t.reaches('ready');
    }
    const { transcript } = t.app.store.getState().sessions['lab']!;
    const lines = Array.from({ length: transcript.end }, (_, n) => transcript.line(n)?.text ?? '');
    expect(lines.some((line) => line.includes('Nia'))).toBe(true);
    // The screen shows the two lines that it was typed in; nothing of what came of them does.
    expect(lines.filter((line) => holdsMarker(Buffer.from(line)))).toHaveLength(2);
    expect(filesWithMarker(root)).toEqual([]);
    await t.app.quit();
    await t.deps.ledger.flush();
    expect(filesWithMarker(root)).toEqual([]);
  });

  it('that the doctor was given in its dialog', async () => {
    const t = await openApp();
    t.app.diagnose('lab');
    await t.answer();
    await waitFor(() => t.app.store.getState().doctor?.isRunning === false, t.app.store.subscribe);
    expect(t.app.store.getState().doctor!.diagnosis.steps.some(({ state }) => state === 'failed')).toBe(false);
    expect([filesWithMarker(root), holdsMarker(shown(t))]).toEqual([[], false]);
    await t.app.quit();
  });

  it.runIf(process.platform === 'linux')('that came by standard input, while the command runs and after', async () => {
    await openDeps(settings, self).settings.save(lab);
    faults.add({ at: 'get', fault: { kind: 'hang' } });
    const { EXTERM_CONFIG_DIR: _, ...inherited } = process.env;
    const child = spawn(process.execPath, [program, 'doctor', 'lab', '--password-stdin'], {
      env: { ...inherited, EXTERM_CONFIG_DIR: settings, TMPDIR: temporary },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk));
    const ended = once(child, 'exit');
    child.stdin.end(`${marker}\n`);
    await Promise.race([faults.hit, ended.then(() => Promise.reject(new Error(`It ended: ${Buffer.concat(said)}`)))]);
    expect(sandbox.shells('ex01')).toHaveLength(1);
    const inProc = ['cmdline', 'environ'].map((name) => readFileSync(`/proc/${child.pid}/${name}`));
    expect(inProc.some(holdsMarker)).toBe(false);
    expect(filesWithMarker(root)).toEqual([]);
    child.kill('SIGINT');
    await ended;
    expect(holdsMarker(Buffer.concat(said))).toBe(false);
    expect(`${Buffer.concat(said)}`).toContain('Authentication');
    expect(filesWithMarker(root)).toEqual([]);
  });

  it('is what this search would find', () => {
    expect(
      search.needles.every((needle) => search.isIn(Buffer.concat([Buffer.from('x'), needle, Buffer.from('y')]))),
    ).toBe(true);
    for (const before of ['', 'a', 'ab', 'abc']) {
      for (const encoding of ['base64', 'base64url', 'hex'] as const) {
        expect(search.isIn(Buffer.from(`${before}${marker}:`).toString(encoding)), `${before} ${encoding}`).toBe(true);
      }
    }
    expect(search.isIn('Marker-7f3a')).toBe(false);
  });
});
