import type { AppDeps } from '../app/deps.ts';
import type { ExtermApp } from '../app/screen/create-app.ts';
import { quitTimeout } from '../app/screen/shutdown.ts';
import { holdsShell } from '../domain/index.ts';
import { inLedger, whatHappened } from './unexpected.ts';

/** What closing may take on top of its own deadline, whatever hangs; milliseconds. */
const grace = 1_000;

/**
 * The screen has come down, and with it the way to end sessions by hand: says what happened, closes what is open under
 * the deadline of leaving, and says what came of that. Resolves in any case; the process is to end then.
 */
export async function closeAfterCrash(
  app: ExtermApp,
  deps: AppDeps,
  error: unknown,
  say: (text: string) => void,
): Promise<void> {
  say(whatHappened(error));
  const open = Object.values(app.store.getState().sessions).filter(({ state }) => holdsShell(state)).length;
  if (open > 0)
    say(`Closing ${open === 1 ? 'the open session' : `${open} open sessions`}, ${quitTimeout / 1000} s at most…\n`);
  const late = Promise.withResolvers<boolean>();
  const cancel = deps.timers.after(quitTimeout + grace, () => late.resolve(false));
  const isClosed = await Promise.race([closeAll(app, deps).catch(() => false), late.promise]);
  cancel();
  if (!isClosed) say(inLedger);
  else if (open > 0) say('All sessions are closed; nothing was left behind.\n');
}

/** Whether nothing of this process is left in the ledger. */
async function closeAll(app: ExtermApp, { ledger, processes }: AppDeps): Promise<boolean> {
  await app.quit();
  const { pid, processStarted } = processes.own;
  return !(await ledger.list()).some((lease) => lease.pid === pid && lease.processStarted === processStarted);
}
