import { constants } from 'node:os';
import type { AppDeps } from '../app/deps.ts';
import { createApp } from '../app/screen/create-app.ts';
import { openScreen } from '../ui/index.ts';
import { closeAfterCrash } from './crash.ts';
import { signals } from './signals.ts';

/**
 * As good as no bound: what sessions do comes to the screen in frames (see `Notifier`), and a key is drawn at once. A
 * second throttle behind that one would make the echo of a key wait for its own frame.
 */
const maxFps = 1000;

/**
 * Opens the screen on this process's terminal and connects those that are named, `front` shown; resolves with the exit code when it was left. Where it comes down, what is
 * open is closed and the process ends with 1: sockets that are still open would keep it, and nobody could reach it.
 */
export async function runScreen(
  opened: AppDeps,
  names: readonly string[] = [],
  { skipsProfile = false, front = names[0] }: { readonly skipsProfile?: boolean; readonly front?: string } = {},
): Promise<number> {
  const deps = { ...opened, skipsProfile };
  const app = createApp(deps);
  process.once('exit', () => app.lastResort());
  const { stdin, stdout, stderr } = process;
  const shown = openScreen({ app, stdin, stdout, stderr, maxFps });
  try {
    const [{ signal }] = await Promise.all([
      shown,
      app.start().then(() => (front === undefined ? app.offerLast() : app.open(names, front))),
    ]);
    return signal === undefined ? 0 : 128 + constants.signals[signal];
  } catch (error) {
    // What breaks now, be it the same thing again, must not keep the rest from being closed.
    process.on('uncaughtException', () => {});
    for (const signal of signals) process.on(signal, () => process.exit(128 + constants.signals[signal]));
    await closeAfterCrash(app, deps, error, (text) => process.stderr.write(text));
    process.exit(1);
  }
}
