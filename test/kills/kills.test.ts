import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeWithPowerShell } from '../engine/powershell/with-powershell.ts';
import {
  beginSandbox,
  Child,
  endSandbox,
  exterm,
  leases,
  nativeProgram,
  type ProgramEngine,
  sessions,
} from '../support/program.ts';
import { randomFrom } from '../support/random.ts';
import { seed } from '../support/seed.ts';

/** How many are killed; each engine's own share. */
const kills = Number(process.env['EXTERM_KILLS'] ?? 6);
/** How long one that stands still in the middle of its work does so: beyond what a lock is waited for. */
const stand = 6000;

/** The instants are random and real: whatever they are, nothing may be lost. */
function killsOf({ engine, environment, remotely }: ProgramEngine, count: number, longest: number): void {
  const random = randomFrom(seed);
  let folder: string;
  const totals = { killed: 0, ended: 0, stood: 0, found: 0 };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'exterm-kills-'));
    await beginSandbox(folder, engine);
  });

  afterAll(async () => {
    await endSandbox(folder);
    rmSync(folder, { recursive: true, force: true });
    const { killed, ended, stood, found } = totals;
    process.stderr.write(
      `${engine}: ${killed} killed, ${ended} had ended before, ${stood} stood still for ${stand / 1000} s first; ${found} sessions were left, all known (seed ${seed})\n`,
    );
  });

  const lines = [
    ['run', 'ex01', remotely('Write-SandboxFlood -Lines 100000000')],
    ['run', 'ex01', remotely('Write-SandboxFlood -Lines 100000000')],
    ['run', 'ex01,ex02,ex03', 'Get-AcceptedDomain'],
    ['clean', '--orphans', '--yes'],
    ['sessions'],
  ] as const;

  async function killOne(): Promise<void> {
    const child = new Child(folder, random.of(lines), { environment });
    await Promise.race([pause(random.below(longest)), child.ended]);
    if (kills >= 100 && random.below(25) === 0) {
      child.process.kill('SIGSTOP');
      totals.stood++;
      await pause(stand);
      child.process.kill('SIGCONT');
      await pause(random.below(20));
    }
    child.process.kill('SIGKILL');
    const { signal } = await child.ended;
    totals[signal === 'SIGKILL' ? 'killed' : 'ended']++;
  }

  it(`lose nothing: ${count} of exterm at random instants, up to three at once`, async () => {
    for (let done = 0; done < count; ) {
      const together = Math.min(1 + random.below(3), count - done);
      await Promise.all(Array.from({ length: together }, killOne));
      done += together;
      totals.found += leases(folder).length;
      expect(await exterm(folder, ['clean', '--orphans', '--yes'])).toMatchObject({ code: 0 });
      expect(await sessions(folder), `seed ${seed}, after ${done}`).toEqual([]);
      expect(leases(folder)).toEqual([]);
    }
  }, 3_600_000);
}

describe('kills of the native engine', () => killsOf(nativeProgram, kills, 900));

describeWithPowerShell('kills of the PowerShell engine', (executable) => {
  const environment = { ...process.env, NODE_POWERSHELL: executable };
  const remotely = (command: string) => `Invoke-Command -Session $Session { ${command} }`;
  killsOf({ engine: 'powershell', environment, remotely }, Math.ceil(kills / 10), 6000);
});
