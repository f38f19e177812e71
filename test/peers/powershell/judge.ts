import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { removeFolder } from '../../support/remove-folder.ts';
import { hostEnvironment } from './build.ts';

export interface Span {
  readonly start: number;
  readonly end: number;
}
export type ParsedToken = Span & { readonly kind: string; readonly flags: string; readonly text: string };
export type ParsedError = Span & { readonly id: string; readonly message: string; readonly incomplete: boolean };
export type ParsedNode = Span & { readonly kind: string; readonly parent: number };

export interface Sample {
  readonly name: string;
  readonly clixml: string;
  /** Undefined where a value contains itself. */
  readonly values: readonly unknown[] | null;
}

/** PowerShell's own opinion, from the host's `judge` mode. Each method rejects where PowerShell refuses the question. */
export class Judge {
  private readonly process: ChildProcess;
  private readonly folder: string;
  private ended: Error | undefined;
  private readonly waiting: { resolve: (line: string) => void; reject: (error: Error) => void }[] = [];

  constructor(executable: string) {
    this.folder = mkdtempSync(join(tmpdir(), 'judge-'));
    this.process = spawn(executable, ['judge'], {
      env: hostEnvironment(this.folder),
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    createInterface({ input: this.process.stdout! }).on('line', (line) => this.waiting.shift()?.resolve(line));
    this.process.on('error', (error) => this.fail(error));
    this.process.on('close', (code) => this.fail(new Error(`the judge ended with ${code}`)));
  }

  /** The values of an `<Objs>` document in canonical form. */
  async deserialize(clixml: string): Promise<readonly unknown[]> {
    return ((await this.ask({ op: 'deserialize', clixml })) as { values: unknown[] }).values;
  }

  /** The same, and the document that PSSerializer writes of an array of the values. */
  async reserialize(clixml: string): Promise<{ values: readonly unknown[]; clixml: string }> {
    return (await this.ask({ op: 'reserialize', clixml })) as { values: unknown[]; clixml: string };
  }

  /** The views of what Get-FormatData answered, once PowerShell has made its own of them: `type: TableControl name`. */
  async views(clixml: string): Promise<readonly string[]> {
    return ((await this.ask({ op: 'views', clixml })) as { views: string[] }).views;
  }

  async samples(): Promise<readonly Sample[]> {
    return ((await this.ask({ op: 'samples' })) as { samples: Sample[] }).samples;
  }

  /** What `[Parser]::ParseInput` makes of a text; spans in UTF-16 code units. */
  async parse(text: string): Promise<{
    tokens: readonly ParsedToken[];
    errors: readonly ParsedError[];
    nodes: readonly ParsedNode[];
  }> {
    return (await this.ask({ op: 'parse', text })) as {
      tokens: ParsedToken[];
      errors: ParsedError[];
      nodes: ParsedNode[];
    };
  }

  /** Objects a second of PowerShell's deserializer on documents without a root, one number a round. */
  async benchDeserialize(documents: readonly string[], rounds = 5): Promise<readonly number[]> {
    const answer = await this.ask({ op: 'bench-deserialize', documents, rounds });
    return (answer as { objectsPerSecond: number[] }).objectsPerSecond;
  }

  /** Milliseconds that ParseInput takes for a text: the best of the rounds. */
  async benchParse(text: string, rounds = 5): Promise<number> {
    return ((await this.ask({ op: 'bench-parse', text, rounds })) as { milliseconds: number }).milliseconds;
  }

  async close(): Promise<void> {
    this.process.stdin!.end();
    if (!this.ended) await new Promise((resolve) => this.process.once('close', resolve));
    removeFolder(this.folder);
  }

  private async ask(question: object): Promise<object> {
    if (this.ended) throw this.ended;
    const line = await new Promise<string>((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.process.stdin!.write(`${JSON.stringify(question)}\n`);
    });
    const answer = JSON.parse(line) as { error?: string };
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer;
  }

  private fail(error: Error): void {
    this.ended = error;
    for (const { reject } of this.waiting.splice(0)) reject(error);
  }
}
