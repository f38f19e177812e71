import { openLedger, openProcesses } from '../../source/storage/index.ts';
import { ex01, harness, startApp } from './app-harness.ts';

/** A process that opens a session, says so, and waits for its end. */
const [folder] = process.argv.slice(2);
const on = harness([{ ...ex01, sandboxServer: 'ex01' }]);
const ledger = openLedger(folder!, { notice: () => {}, after: () => () => {} });
const t = await startApp({ ...on, deps: { ...on.deps, ledger, processes: openProcesses() } });
t.app.connect('ex01');
await new Promise<void>((resolve) => {
  t.app.store.subscribe((state) => {
    if (state.sessions['ex01']?.state === 'ready') resolve();
  });
});
process.stdout.write('open\n');
process.stdin.resume();
