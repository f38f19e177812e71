import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createRunOutput } from '../../../source/commands/run-output.ts';
import { StatusLine } from '../../../source/commands/status-line.ts';
import {
  type ConnectRequest,
  type EngineSession,
  type HostAnswer,
  type HostPrompt,
  plainLabel,
  Secret,
} from '../../../source/domain/index.ts';
import { NativeEngine } from '../../../source/engine/native/index.ts';
import { nobody } from '../../contract/engine-contract.ts';
import { removeFolder } from '../../support/remove-folder.ts';
import { hostEnvironment } from '../powershell/build.ts';
import type { Case } from './cases/index.ts';
import { Front } from './front.ts';

const endpoint = fileURLToPath(new URL('./endpoint.pssc', import.meta.url));
const clientScript = fileURLToPath(new URL('./client.ps1', import.meta.url));
/** Cells that PowerShell's console takes a redirected output to have. */
export const width = 120;

/** A folder with what stands in for ssh: PowerShell's own server on the tests' endpoint, for PowerShell's own client. */
export class Lab {
  readonly folder = mkdtempSync(join(tmpdir(), 'front-'));
  readonly environment: NodeJS.ProcessEnv;
  readonly #executable: string;

  constructor(executable: string) {
    this.#executable = executable;
    const ssh = join(this.folder, 'ssh');
    writeFileSync(ssh, `#!/bin/sh\nexec '${executable}' -sshs -NoLogo -NoProfile -ConfigurationFile '${endpoint}'\n`);
    chmodSync(ssh, 0o755);
    const environment = hostEnvironment(this.folder);
    this.environment = { ...environment, PATH: `${this.folder}${delimiter}${environment['PATH']}` };
  }

  listen(): Promise<Front> {
    return Front.listen(this.#executable, endpoint, this.environment);
  }

  /** What PowerShell's own client shows of each case, in its own console. */
  async shownByPowerShell(cases: readonly Case[]): Promise<readonly string[]> {
    const lines = join(this.folder, 'lines.json');
    writeFileSync(lines, cases.map(({ line }) => `${JSON.stringify(line)}\n`).join(''));
    // One stream, as on a console: what goes where is no matter here, the order is.
    const client = spawn(
      '/bin/sh',
      ['-c', `exec '${this.#executable}' -NoLogo -NoProfile -File "$0" "$1" 2>&1`, clientScript, lines],
      {
        env: this.environment,
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    );
    client.stdin.end(cases.flatMap(({ answers = [] }) => answers.map((answer) => `${answer}\n`)).join(''));
    const shown = await text(client.stdout);
    const parts = shown.split(/<<<(?:case \d+|end)>>>\n/);
    if (parts.length !== cases.length + 2) throw new Error(`PowerShell's client ended early: ${shown.slice(-2000)}`);
    return parts.slice(1, -1);
  }

  stop(): void {
    removeFolder(this.folder);
  }
}

/** The native engine's session with the front. */
export function connectTo(front: Front, given: Partial<ConnectRequest> = {}): Promise<EngineSession> {
  return new NativeEngine().connect({
    connection: {
      name: 'front',
      url: front.url,
      configurationName: 'Tests',
      authentication: 'Basic',
      engine: 'native',
    },
    credential: { user: 'mira', password: Secret.fromText('secret') },
    signal: new AbortController().signal,
    shellId: crypto.randomUUID(),
    onShell: () => Promise.resolve(),
    onStage: () => undefined,
    prompts: nobody,
    ...given,
  });
}

/** What `exterm run` shows of a case on a console. */
export async function shownByExterm(session: EngineSession, { line, answers = [] }: Case): Promise<string> {
  let shown = '';
  const console = Object.assign(
    new Writable({
      write: (chunk, _encoding, done) => {
        shown += String(chunk);
        done();
      },
    }),
    { isTTY: true, columns: width },
  );
  const io = { stdout: console, stderr: console } as never;
  const output = createRunOutput(io, 'table', ['front'], new StatusLine({ stderr: console, env: {} }));
  const left = [...answers];
  const ask = async (prompt: HostPrompt) => {
    const typed: string[] = [];
    const answer = answerTo(prompt, () => {
      typed.push(left.shift() ?? '');
      return typed.at(-1)!;
    });
    shown += questionText(prompt, typed);
    return answer;
  };
  const prompts = { ask };
  const run = session.run(line, { width, prompts });
  for await (const records of run.records) await output.records('front', records);
  await run.outcome;
  await output.ended('front', true);
  await output.end();
  return shown;
}

/** As the console takes what is typed: an empty line is the default, a letter the choice that it marks. */
function answerTo(prompt: HostPrompt, typed: () => string): HostAnswer {
  switch (prompt.kind) {
    case 'line':
      return { kind: 'line', text: typed() };
    case 'fields':
      return { kind: 'fields', values: new Map(prompt.fields.map(({ name }) => [name, typed()])) };
    case 'choice': {
      const letter = typed().toUpperCase();
      const index = prompt.choices.findIndex(({ label }) => keyOf(label) === letter);
      return { kind: 'choice', index: index < 0 ? prompt.defaultChoice : index };
    }
    case 'credential':
      throw new Error('No case asks for a credential.');
  }
}

const keyOf = (label: string) => (/&(.)/.exec(label)?.[1] ?? label).toUpperCase();

/** A question with its answers as PowerShell's console shows it. */
function questionText(prompt: HostPrompt, answers: readonly string[]): string {
  const heading = 'caption' in prompt ? [prompt.caption, prompt.message].filter((one) => one !== '') : [];
  switch (prompt.kind) {
    case 'choice': {
      const offered = prompt.choices.map(({ label }) => `[${keyOf(label)}] ${plainLabel(label)}`);
      const chosen = keyOf(prompt.choices[prompt.defaultChoice]?.label ?? '');
      return [...heading, `${offered.join(' ')} [?] Help (default is "${chosen}"): ${answers[0]}\n`].join('\n');
    }
    case 'fields':
      // exterm says beside a list how it ends.
      return [
        ...heading.map((one) => one.replace(/\n?An empty answer ends the list\.$/, '')),
        ...prompt.fields.map(({ label }, index) => `${plainLabel(label)}: ${answers[index]}`),
        '',
      ].join('\n');
    case 'line':
      return `${prompt.words ?? ''}${answers[0] ?? ''}\n`;
    default:
      return `${answers[0] ?? ''}\n`;
  }
}
