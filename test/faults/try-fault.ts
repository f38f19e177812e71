import { expect } from 'vitest';
import type { ServerTimeouts } from '../../source/engine/native/index.ts';
import type { Exterm } from '../commands/exterm.ts';
import type { Combination } from './combinations.ts';
import type { FaultProxy } from './proxy.ts';

/** Whether all combinations are asked for, and not a sample. */
export const isAll = process.env['EXTERM_FAULTS'] === 'all';

/** Real time passes only where an answer never comes; these are how long it is waited for. */
const short = { connect: 2000, operation: 500, poll: 500, answerMargin: 100, stop: 200, close: 300, closeGrace: 100 };
export const patient = { ...short, operation: 60_000, poll: 60_000, answerMargin: 60_000, close: 60_000 };

/** An engine's timeouts that `tryFault` changes while it is used. */
export const changingTimeouts = (): Partial<ServerTimeouts> => ({ ...short });

export const line = 'Get-AcceptedDomain | Select-Object -First 1 -ExpandProperty Name';

/** What no user should ever read. */
export const wordless = /exterm failed in a way|Something unexpected|undefined|\[object|NaN|\n\s+at |Error:/;

export interface FaultTrial {
  readonly exterm: Exterm;
  readonly proxy: FaultProxy;
  readonly timeouts: Partial<ServerTimeouts>;
  readonly password: string;
  readonly combination: Combination;
}

/**
 * One line to the connection `mail`, whose way is spoiled once: it is told what happened or got over, what the server still
 * has is in the ledger, and the next line works as if nothing had been.
 *
 * @returns the exit code of the first
 */
export async function tryFault({ exterm, proxy, timeouts, password, combination }: FaultTrial): Promise<number> {
  const argv = ['run', 'mail', line, '--password-stdin'];
  proxy.plan(combination.place, combination.fault);
  const { code, stdout, stderr } = await exterm.run(argv, password);
  if (code === 0) expect({ stdout }).toEqual({ stdout: 'contoso.com\n' });
  else expect(stderr).toMatch(/\S.{20}/);
  expect(`${stdout}${stderr}`).not.toMatch(wordless);

  const { shells, leases } = await exterm.left();
  const known = leases.map(({ shellId }) => shellId.toLowerCase());
  expect(shells.filter((shell) => !known.includes(shell.split(' ')[1]!.toLowerCase()))).toEqual([]);

  proxy.heal();
  Object.assign(timeouts, patient);
  expect(await exterm.run(argv, password)).toMatchObject({ code: 0, stdout: 'contoso.com\n' });
  return code;
}

/** What a run of many came to. */
export class Endings {
  readonly #endings = new Map<number, number>();
  #unmet = 0;

  add(code: number, struck: number): void {
    // How many Receives a pipeline takes is the server's choice.
    if (struck === 0) this.#unmet++;
    this.#endings.set(code, (this.#endings.get(code) ?? 0) + 1);
  }

  /** Prints the figures of a whole run. */
  judge(tried: number): void {
    expect(this.#unmet, 'places that the session never came to').toBeLessThanOrEqual(Math.max(2, tried / 5));
    if (!isAll) return;
    const counts = [...this.#endings].map(([code, count]) => `exit ${code} ${count} times`);
    process.stderr.write(`${tried} faults, each told or got over: ${counts.join(', ')}; ${this.#unmet} never met\n`);
  }
}
