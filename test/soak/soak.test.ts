import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import type { SessionState } from '../../source/domain/session.ts';
import { ex01, harness, startApp } from '../support/app-harness.ts';
import type { FakeSession } from '../support/fake-engine.ts';
import { turns, until } from '../support/hand-clock.ts';
import { randomFrom } from '../support/random.ts';
import { seed } from '../support/seed.ts';

/** Hours of the clock that is turned by hand. */
const hours = Number(process.env['EXTERM_SOAK'] ?? 1);
const isLong = hours > 1;
const count = isLong ? 20 : 4;
const minute = 60_000;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heap(): number {
  collect();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

it(`${count} sessions for ${hours} h: worked in, left idle, lost, kept, closed and opened again, and nothing grows`, async () => {
  const names = Array.from({ length: count }, (_, index) => `ex${String(index + 1).padStart(2, '0')}`);
  const on = harness(names.map((name) => ({ ...ex01, name, user: `${name}@contoso.com` })));
  for (const name of names) on.server.passwords.set(`${name}@contoso.com`, 'right');
  const t = await startApp({ ...on, deps: { ...on.deps, transcriptBytes: 2_000_000 } });
  t.engine.script = async (line) => {
    for (let i = 0; i < 20; i++) await line.emit([{ stream: 'text', text: `${line.text} ${i} ${'x'.repeat(60)}` }]);
  };
  const random = randomFrom(seed);
  const counts = { opened: 0, lines: 0, lost: 0, expired: 0, kept: 0, closed: 0 };
  const sessions = new Map<string, FakeSession>();
  const atRest: readonly (SessionState | undefined)[] = [undefined, 'ready', 'closed', 'broken', 'failed', 'expired'];
  const unsettled = () => names.filter((name) => !atRest.includes(t.view(name)?.state));

  async function act(name: string): Promise<void> {
    if (t.view(name)?.state !== 'ready') {
      if (random.below(3) > 0) return;
      await t.open(name);
      sessions.set(name, t.engine.session);
      counts.opened++;
      return;
    }
    switch (random.below(20)) {
      case 0:
        t.app.disconnect(name);
        counts.closed++;
        break;
      case 1:
        sessions.get(name)!.lose({ layer: 'network', network: 'reset' });
        counts.lost++;
        break;
      case 2:
        t.app.keepAlive(name, 30 * minute);
        counts.kept++;
        break;
      case 3:
      case 4:
      case 5:
      case 6:
        t.app.submit(name, `Get-Mailbox ${random.below(1000)}`, 80);
        counts.lines++;
        break;
    }
    await turns(3);
  }

  const sizes: number[] = [];
  for (let hour = 0; hour < hours; hour++) {
    for (let at = 0; at < 60; at++) {
      for (const name of names) await act(name);
      await until(() => unsettled().length === 0, 'sessions at rest');
      // A server forgets what idles for longer than it allows.
      for (const shell of [...t.server.shells.values()]) {
        if (t.clock.now() - shell.lastUse <= 900_000) continue;
        t.server.shells.delete(shell.shellId.toLowerCase());
        counts.expired++;
      }
      await t.clock.advance(minute);
    }
    // What the stand-ins remember for other tests is none of exterm's.
    for (const kept of [t.engine.sessions, t.engine.requests, t.engine.imports, t.ledger.log, t.history])
      kept.length = 0;
    sizes.push(heap());
  }

  const open = names.filter((name) => t.view(name)?.state === 'ready');
  expect(open.length).toBeGreaterThan(0);
  await t.app.quit();
  expect(t.clock.pending, 'timers that are left').toBe(0);
  const known = [...t.ledger.leases.keys()].sort();
  expect(
    [...t.server.shells.keys()].filter((id) => !known.includes(id)),
    'shells that nobody knows of',
  ).toEqual([]);
  expect(counts.lines).toBeGreaterThan(hours * count);
  if (isLong) {
    process.stderr.write(
      `${JSON.stringify(counts)}\nheap by the hour, MB: ${sizes.map((size) => size.toFixed(1)).join(' ')} (seed ${seed})\n`,
    );
    expect(sizes.at(-1)! - sizes[1]!, 'MB that the heap grew by').toBeLessThan(8);
  }
}, 3_600_000);
