import { expect } from 'vitest';
import type { EngineSession } from '../../../source/domain/index.ts';
import { runLine } from '../../contract/engine-contract.ts';

/** Lines that make an answer of more than 5 MB. */
const large = 'Write-SandboxFlood -Lines 1500 -Width 3600';

/**
 * What people do all day, in so many sessions at once: connect, import, run, a large answer, close.
 *
 * @param shells how many shells the server has
 */
export async function mainJob(
  connect: () => Promise<EngineSession>,
  shells: () => number | Promise<number>,
  count = 3,
): Promise<void> {
  const { signal } = new AbortController();
  const sessions = await Promise.all(Array.from({ length: count }, connect));
  expect(await shells()).toBe(count);
  const request = { names: ['Get-*'], onProgress: () => undefined, signal };
  for (const { cmdlets } of await Promise.all(sessions.map((session) => session.importCatalogue(request)))) {
    expect(cmdlets.length).toBeGreaterThan(100);
  }
  for (const [line, least] of [
    ['Get-Mailbox -ResultSize Unlimited', 300],
    [large, 1500],
  ] as const) {
    for (const { records, outcome } of await Promise.all(sessions.map((session) => runLine(session, line)))) {
      expect(outcome).toEqual({ state: 'completed' });
      expect(records.length).toBeGreaterThanOrEqual(least);
    }
  }
  const closed = await Promise.all(sessions.map((session) => session.close(signal)));
  expect(closed).toEqual(sessions.map(() => 'removed'));
  expect(await shells()).toBe(0);
}
