import { constants } from 'node:os';
import type { AppDeps } from '../app/deps.ts';
import { createApp } from '../app/screen/create-app.ts';
import { openScreen } from '../ui/index.ts';

/** Opens the screen on this process's terminal; resolves with the exit code when it was left. */
export async function runScreen(deps: AppDeps): Promise<number> {
  const app = createApp(deps);
  process.once('exit', () => app.lastResort());
  const opened = openScreen({ app, stdin: process.stdin, stdout: process.stdout, stderr: process.stderr });
  await app.start();
  const { signal } = await opened;
  return signal === undefined ? 0 : 128 + constants.signals[signal];
}
