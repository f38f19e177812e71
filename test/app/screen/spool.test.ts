import { describe, expect, it } from 'vitest';
import type { Spool } from '../../../source/storage/index.ts';
import { harness, startApp } from '../../support/app-harness.ts';
import { turns } from '../../support/hand-clock.ts';

function noted() {
  const calls: string[] = [];
  const spool: Spool = {
    append: async (file) => ({ file, offset: 0, length: 0 }),
    read: async () => new Uint8Array(),
    remove: async () => {},
    end: () => calls.push('end'),
    sweep: async () => {
      calls.push('sweep');
    },
  };
  const on = harness();
  return { calls, on: { ...on, deps: { ...on.deps, spool } } };
}

describe('the folder of results', () => {
  it('of exterms that were killed is swept at the start, and the own one removed at the end', async () => {
    const { calls, on } = noted();
    const t = await startApp(on);
    await turns();
    expect(calls).toEqual(['sweep']);
    await t.app.quit();
    expect(calls).toEqual(['sweep', 'end']);
  });

  it('is removed when exterm has to end at once, too', async () => {
    const { calls, on } = noted();
    const t = await startApp(on);
    t.app.lastResort();
    expect(calls).toContain('end');
  });
});
