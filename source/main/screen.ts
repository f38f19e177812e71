import { constants } from 'node:os';
import type { AppDeps } from '../app/deps.ts';
import { createApp } from '../app/screen/create-app.ts';
import { openScreen } from '../ui/index.ts';

/**
 * As good as no bound: what sessions do comes to the screen in frames (see `Notifier`), and a key is drawn at once. A
 * second throttle behind that one would make the echo of a key wait for its own frame.
 */
const maxFps = 1000;

/** Opens the screen on this process's terminal; resolves with the exit code when it was left. */
export async function runScreen(deps: AppDeps): Promise<number> {
  const app = createApp(deps);
  process.once('exit', () => app.lastResort());
  const { stdin, stdout, stderr } = process;
  const opened = openScreen({ app, stdin, stdout, stderr, maxFps });
  await app.start();
  const { signal } = await opened;
  return signal === undefined ? 0 : 128 + constants.signals[signal];
}
