import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openLedger, openProcesses } from '../../../source/storage/index.ts';
import { harness, startApp } from '../../support/app-harness.ts';
import { removeFolder } from '../../support/remove-folder.ts';

it('an exterm that was killed without a chance is found out by the next one', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'exterm-crash-'));
  try {
    const child = spawn(process.execPath, [path.join(import.meta.dirname, '../../support/killed-exterm.ts'), folder], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    const on = harness();
    const deps = {
      ...on.deps,
      ledger: openLedger(folder, { notice: () => {}, after: () => () => {} }),
      processes: openProcesses(),
    };
    const reports = async () => (await startApp({ ...on, deps })).state().orphans.reports;
    expect(await reports()).toMatchObject([{ whose: 'another exterm', isOrphan: false }]);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await reports()).toMatchObject([{ shellId: 'SHELL-1', whose: 'ended exterm', isOrphan: true }]);
  } finally {
    removeFolder(folder);
  }
});
