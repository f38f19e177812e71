import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { PartContext } from './figures.ts';

export interface LineTaken {
  /** Milliseconds of processor, of all threads of the process. */
  readonly work: number;
  /** What the line gave, as text. */
  readonly value: string;
}

/** A line after the other in the scope of the session, as a prompt runs them. */
const script = `$ProgressPreference = 'SilentlyContinue'
while ($null -ne ($benchLine = [Console]::In.ReadLine())) {
  $benchText = ConvertFrom-Json $benchLine
  try {
    $benchBefore = [Environment]::CpuUsage.TotalTime
    $benchValue = . ([scriptblock]::Create($benchText))
    $benchWork = [Environment]::CpuUsage.TotalTime - $benchBefore
    $benchAnswer = @{ work = $benchWork.TotalMilliseconds; value = "$benchValue" }
  } catch { $benchAnswer = @{ error = "$_" } }
  [Console]::Out.WriteLine((ConvertTo-Json -Compress $benchAnswer))
}
`;

/** One PowerShell that runs lines and says what each took. */
export class PowerShellPrompt {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;

  constructor(executable: string, { folder }: PartContext) {
    const file = join(folder, 'prompt.ps1');
    writeFileSync(file, script);
    this.#process = spawn(executable, ['-NoProfile', '-NonInteractive', '-File', file]);
    this.#process.stderr.pipe(process.stderr);
    this.#answers = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  async run(text: string): Promise<LineTaken> {
    this.#process.stdin.write(`${JSON.stringify(text)}\n`);
    const { done, value } = await this.#answers.next();
    if (done) throw new Error(`PowerShell ended instead of running: ${text}`);
    const answer = JSON.parse(value) as LineTaken & { readonly error?: string };
    if (answer.error !== undefined) throw new Error(`PowerShell cannot run: ${text}\n${answer.error}`);
    return answer;
  }

  async close(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.stdin.end();
    if (this.#process.exitCode === null) await ended;
  }
}
