import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSettings } from '../../source/storage/index.ts';
import { describeWithPowerShell } from '../engine/powershell/with-powershell.ts';
import { describeKerberos } from '../peers/kerberos/lab.ts';
import { Organisation } from '../peers/kerberos/organisation.ts';
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
import { removeFolder } from '../support/remove-folder.ts';
import { seed } from '../support/seed.ts';

/** How many are killed; each engine's own share. */
const kills = Number(process.env['EXTERM_KILLS'] ?? 6);
/** How long one that stands still in the middle of its work does so: beyond what a lock is waited for. */
const stand = 6000;

/** The servers ex01 to ex03 that the killed ones have to do with. */
interface Ground {
  /** In which exterm reaches them. */
  readonly environment: NodeJS.ProcessEnv;
  end(): Promise<void>;
}

interface KillsOptions {
  readonly name: string;
  readonly begin: (folder: string) => Promise<Ground>;
  readonly remotely: ProgramEngine['remotely'];
  readonly count: number;
  /** Milliseconds after its start within which one is killed. */
  readonly longest: number;
}

/** The instants are random and real: whatever they are, nothing may be lost. */
function killsOf({ name, begin, remotely, count, longest }: KillsOptions): void {
  const random = randomFrom(seed);
  let folder: string;
  let ground: Ground;
  const totals = { killed: 0, ended: 0, stood: 0, found: 0 };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'exterm-kills-'));
    ground = await begin(folder);
  });

  afterAll(async () => {
    await ground?.end();
    removeFolder(folder);
    const { killed, ended, stood, found } = totals;
    process.stderr.write(
      `${name}: ${killed} killed, ${ended} had ended before, ${stood} stood still for ${stand / 1000} s first; ${found} sessions were left, all known (seed ${seed})\n`,
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
    const child = new Child(folder, random.of(lines), { environment: ground.environment });
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
      expect(await exterm(folder, ['clean', '--orphans', '--yes'], ground)).toMatchObject({ code: 0 });
      expect(await sessions(folder, ground.environment), `seed ${seed}, after ${done}`).toEqual([]);
      expect(leases(folder)).toEqual([]);
    }
  }, 3_600_000);
}

const sandbox =
  ({ engine, environment }: Pick<ProgramEngine, 'engine' | 'environment'>): KillsOptions['begin'] =>
  async (folder) => {
    await beginSandbox(folder, engine);
    return { environment, end: () => endSandbox(folder) };
  };

describe('kills of the native engine', () => {
  killsOf({ ...nativeProgram, name: 'native', begin: sandbox(nativeProgram), count: kills, longest: 900 });
});

/** As somebody who has run kinit. */
async function organisation(folder: string): Promise<Ground> {
  const reached = await Organisation.start();
  const settings = openSettings(folder, () => {});
  for (const name of ['ex01', 'ex02', 'ex03']) {
    await settings.save({ ...reached.connectionByAddress('Kerberos', reached.acceptor.port), name });
  }
  const environment = { ...process.env, KRB5CCNAME: await reached.kdc.ticket('kills') };
  return { environment, end: () => reached.stop() };
}

describeKerberos('kills over Kerberos', () => {
  const count = Math.ceil(kills / 10);
  killsOf({ ...nativeProgram, name: 'Kerberos', begin: organisation, count, longest: 900 });
});

describeWithPowerShell('kills of the PowerShell engine', (executable) => {
  const begin = sandbox({ engine: 'powershell', environment: { ...process.env, NODE_POWERSHELL: executable } });
  const remotely = (command: string) => `Invoke-Command -Session $Session { ${command} }`;
  killsOf({ name: 'powershell', begin, remotely, count: Math.ceil(kills / 10), longest: 6000 });
});
