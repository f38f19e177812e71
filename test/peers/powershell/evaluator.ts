import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { removeFolder } from '../../support/remove-folder.ts';
import { describeWith } from '../describe-with.ts';
import { dotnetProgram } from '../dotnet.ts';
import { hostEnvironment } from './build.ts';
import { wholePowerShell } from './whole.ts';

/**
 * A value as the evaluator writes it (evaluator/Values.cs): null, `[type, text]`, or a list, dictionary or custom object with
 * its type. Types are spelled as .NET's Type.ToString() spells them.
 */
export type Canonical =
  | null
  | readonly [type: string, text: string]
  | { readonly type: string; readonly items: readonly Canonical[]; readonly added?: CanonicalProperties }
  | {
      readonly type: string;
      readonly entries: readonly (readonly [Canonical, Canonical])[];
      readonly added?: CanonicalProperties;
    }
  | { readonly type: string; readonly properties: CanonicalProperties }
  | { readonly base: readonly [type: string, text: string]; readonly added: CanonicalProperties };
export type CanonicalProperties = readonly (readonly [name: string, value: Canonical])[];

export interface CanonicalError {
  /** FullyQualifiedErrorId */
  readonly id: string;
  readonly message: string;
  readonly category: string;
  /** Full name; of the exception within where PowerShell has wrapped it. */
  readonly exception: string;
  /** PositionMessage */
  readonly position: string;
}

/** All that a text gave. */
export interface Answer {
  readonly output: readonly Canonical[];
  /** Errors that ended nothing, warnings and so on, in their order. */
  readonly streams: readonly (readonly [stream: string, text: string, error?: CanonicalError])[];
  /** What ended the text. */
  readonly error?: CanonicalError;
  /** What the text ended with by `exit`. */
  readonly exit?: number;
  /** The output as Out-String lays it out; only where a width was given. */
  readonly text?: string;
}

export interface EvaluateOptions {
  /** The current folder of the texts. */
  readonly location?: string;
  /** A culture's name; the invariant one without. */
  readonly culture?: string;
  /** Cells to lay the output out in. */
  readonly width?: number;
  /** All texts in one runspace, in a tenth of the time: no streams, and the first error ends a text. */
  readonly quick?: boolean;
}

/** A whole PowerShell at work: texts in, values, streams, errors and laid-out text out. In UTC and English. */
export class WholePowerShell {
  private readonly process: ChildProcess;
  private readonly folder: string;
  private ended: Error | undefined;
  private readonly waiting: { resolve: (line: string) => void; reject: (error: Error) => void }[] = [];

  constructor(executable: string, evaluator: string) {
    this.folder = mkdtempSync(join(tmpdir(), 'whole-'));
    const command = `Add-Type -LiteralPath '${evaluator.replaceAll("'", "''")}'; [Evaluator.Program]::Run()`;
    this.process = spawn(executable, ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', command], {
      env: hostEnvironment(this.folder),
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    createInterface({ input: this.process.stdout! }).on('line', (line) => this.waiting.shift()?.resolve(line));
    this.process.on('error', (error) => this.fail(error));
    this.process.on('close', (code) => this.fail(new Error(`PowerShell ended with ${code}`)));
  }

  async evaluate(texts: readonly string[], options: EvaluateOptions = {}): Promise<readonly Answer[]> {
    if (this.ended) throw this.ended;
    const { width, ...rest } = options;
    const line = await new Promise<string>((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.process.stdin!.write(`${JSON.stringify({ texts, ...rest, ...(width ? { format: width } : {}) })}\n`);
    });
    const answer = JSON.parse(line) as { answers: Answer[]; error?: string };
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.answers;
  }

  async close(): Promise<void> {
    this.process.stdin!.end();
    if (!this.ended) await new Promise((resolve) => this.process.once('close', resolve));
    removeFolder(this.folder);
  }

  private fail(error: Error): void {
    this.ended = error;
    for (const { reject } of this.waiting.splice(0)) reject(error);
  }
}

const executable = await wholePowerShell();
const evaluator =
  'missing' in executable
    ? executable
    : await dotnetProgram({
        name: 'evaluator',
        sources: fileURLToPath(new URL('./evaluator/', import.meta.url)),
        isLibrary: true,
      });

/** A suite that asks a whole PowerShell; `start` starts one. */
export function describeWithWholePowerShell(name: string, suite: (start: () => WholePowerShell) => void): void {
  describeWith(evaluator, name, (library) =>
    suite(() => new WholePowerShell((executable as { executable: string }).executable, library)),
  );
}
