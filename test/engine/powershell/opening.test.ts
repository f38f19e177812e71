import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ConnectRetry } from '../../../source/domain/index.ts';
import { Lab, never } from './support.ts';
import { describeWithPowerShell } from './with-powershell.ts';

describeWithPowerShell('a PowerShell that opens its session over the bridge', (executable) => {
  let lab: Lab;
  const pauses: number[] = [];
  beforeAll(async () => {
    const delay = (milliseconds: number) => Promise.resolve(void pauses.push(milliseconds));
    lab = await Lab.start(executable, { engine: { wsman: { delay } } });
  });
  afterAll(() => lab.sandbox.stop());

  it('waits while a server that is busy is asked again', async () => {
    lab.sandbox.faults.add({ at: 'create', times: 2, fault: { kind: 'fault', code: 995, text: 'Not now.' } });
    const told: ConnectRetry[] = [];
    const session = await lab.connect({ onRetry: (retry) => told.push(retry) });
    expect(pauses).toEqual([500, 1000]);
    expect(told.map(({ attempt, failure }) => [attempt, failure.id])).toEqual([
      [2, 'aborted'],
      [3, 'aborted'],
    ]);
    expect(lab.shells).toBe(1);
    expect(await session.close(never)).toBe('removed');
  });
});
