import { neutralise } from '../text/neutralise.ts';
import type { CommandContext } from './context.ts';
import { CommandExit, exitCodes, exitOf } from './exit.ts';

/**
 * Runs what a command line means to its exit code; `work` throws where that is not 0. What went wrong, and what storage
 * met on the way, has been said on standard error.
 */
export async function runToExit(context: CommandContext, work: () => Promise<void>): Promise<number> {
  const code = await exitCodeOf(context, work);
  for (const { what, kept } of context.notices()) {
    context.io.stderr.write(`${neutralise(`${what} What stood there is kept in ${kept}.`)}\n`);
  }
  return code;
}

async function exitCodeOf({ io }: CommandContext, work: () => Promise<void>): Promise<number> {
  try {
    await work();
    return io.signal.aborted ? exitCodes.interrupted : exitCodes.done;
  } catch (error) {
    if (io.signal.aborted && !(error instanceof CommandExit)) return exitCodes.interrupted;
    const { message, code } = exitOf(error);
    for (const line of message === '' ? [] : message.split('\n')) io.stderr.write(`${neutralise(line)}\n`);
    return code;
  }
}
