import { orAborted } from '../../../async/abort.ts';
import type { PsValue } from '../../../objects/index.ts';
import type { CmdletHost } from '../../cmdlets/types.ts';
import { ItemQueue } from './item-queue.ts';

/** A command that has been found and may run. */
export interface RunnableCommand {
  readonly name: string;
  /** Ends when the command has ended; rejects with what ends the pipeline. */
  run(input: AsyncIterable<PsValue> | undefined, host: CmdletHost): Promise<void>;
}

/** Objects that may wait between two commands. */
const between = 64;

/** Objects after which the event loop gets its turn: commands that never wait would keep out the request to stop. */
const turn = 128;

const upstreamStopped = new Error('The next command of the pipeline wants no more input.');

/**
 * Runs the commands side by side, each one's output the next one's input. A command that ends before its input does
 * stops those before it, as Select-Object -First does. Rejects with the first failure, or the signal's reason.
 * @param host streams and prompts of the whole pipeline; the last command writes to its output
 */
export async function runPipeline(
  commands: readonly RunnableCommand[],
  input: AsyncIterable<PsValue> | undefined,
  host: CmdletHost,
): Promise<void> {
  const aborts = commands.map(() => new AbortController());
  const queues = commands.slice(1).map(() => new ItemQueue<PsValue>(between));
  let failure: { readonly error: unknown } | undefined;
  const stopAll = (error: unknown): void => {
    failure ??= { error };
    for (const abort of aborts) abort.abort(error);
    for (const queue of queues) queue.close();
  };
  const onAbort = (): void => stopAll(host.signal.reason);
  host.signal.throwIfAborted();
  host.signal.addEventListener('abort', onAbort, { once: true });

  const run = async (command: RunnableCommand, index: number): Promise<void> => {
    const output = queues[index];
    const signal = aborts[index]!.signal;
    let written = 0;
    try {
      await command.run(index === 0 ? input : queues[index - 1], {
        ...hostWith(host, signal),
        writeOutput: async (value) => {
          signal.throwIfAborted();
          await (output ? output.push(value) : host.writeOutput(value));
          written += 1;
          if (written % turn === 0) await new Promise((resolve) => setImmediate(resolve));
          signal.throwIfAborted();
        },
      });
    } catch (error) {
      if (signal.reason !== upstreamStopped) stopAll(error);
    }
    output?.end();
    for (let before = index - 1; before >= 0; before -= 1) {
      aborts[before]!.abort(upstreamStopped);
      queues[before]!.close();
    }
  };

  try {
    await Promise.all(commands.map(run));
  } finally {
    host.signal.removeEventListener('abort', onAbort);
  }
  if (failure) throw failure.error;
}

/** The same host under another signal. Spelled out: a host may be a class, whose methods a spread would lose. */
function hostWith(host: CmdletHost, signal: AbortSignal): CmdletHost {
  return {
    writeOutput: (value) => host.writeOutput(value),
    writeError: (error) => host.writeError(error),
    writeWarning: (text) => host.writeWarning(text),
    writeVerbose: (text) => host.writeVerbose(text),
    writeInformation: (text) => host.writeInformation(text),
    writeProgress: (progress) => host.writeProgress(progress),
    writeHostLine: (text) => host.writeHostLine(text),
    promptForChoice: host.promptForChoice,
    ...(host.console ? { console: host.console } : {}),
    now: () => host.now(),
    pause: (milliseconds) => orAborted(host.pause(milliseconds), signal),
    signal,
  };
}
