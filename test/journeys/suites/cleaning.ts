import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { allSizes, inWindows, Journey, type JourneyEngine, type JourneyOptions } from '../journey.ts';

/** @param sizes of the windows that it is walked through in */
export function cleaning(engine: JourneyEngine, sizes = allSizes): void {
  inWindows(sizes, 'in a window of $columns×$rows', (size) => cleaningIn({ ...size, engine }));
}

function cleaningIn(window: JourneyOptions): void {
  describe('sessions that another client has left open', () => {
    it('are listed with the reason and not marked, and removed where they are chosen', async () => {
      const journey = await Journey.begin({ ...window, sandbox: { leftOpen: 2 } });
      const { screen, sandbox } = journey;
      expect(sandbox.shells('ex01')).toHaveLength(2);
      await screen.press('ctrl+o');
      await journey.shows('0 orphans · 0 marked', 'another client', 'exterm knows it');
      await screen.press('enter');
      await journey.shows('Nothing is marked');
      for (let marked = 1; marked <= 6; marked++) {
        await screen.press('space');
        await journey.shows(`${marked} marked`);
      }
      await screen.press('enter');
      await journey.shows('Remove 6', '6 of them may be in use');
      await screen.press('y');
      await journey.shows('0 marked', 'removed');
      for (const { name } of sandbox.servers) expect(sandbox.shells(name)).toEqual([]);
    });

    it('are not touched by a removal that is not confirmed', async () => {
      const journey = await Journey.begin({ ...window, sandbox: { leftOpen: 1 } });
      const { screen, sandbox } = journey;
      await screen.press('ctrl+o');
      await journey.shows('0 orphans', 'another client');
      for (let marked = 1; marked <= 3; marked++) {
        await screen.press('space');
        await journey.shows(`${marked} marked`);
      }
      await screen.press('enter');
      await journey.shows('Remove 3');
      // The dangerous question answers itself with no.
      await screen.press('enter');
      await journey.showsNoMore('Remove 3');
      for (const { name } of sandbox.servers) expect(sandbox.shells(name)).toHaveLength(1);
    });
  });

  describe('a server that asks before it removes something', () => {
    it('shows its question, and no means no', async () => {
      const journey = await Journey.begin(window);
      await journey.open(1);
      await journey.enter('Remove-Mailbox ravi');
      await journey.shows(/Are you sure/i);
      await journey.screen.rest();
      await journey.screen.press('enter');
      await journey.showsNoMore('ex01 asks');
      // The transcript keeps what was asked and what was answered.
      await journey.shows('? Are you sure you want to perform', '→ No');
      await journey.shows(/1 ex01 +● (?:ready|\d)/);
      await journey.enter('Get-Mailbox ravi | Select-Object Name');
      await journey.shows('Ravi Menon');
      // So does the record, with what came of each line.
      await journey.screen.press('f3');
      // A small window has room for some of it.
      if (window.rows === allSizes[0]!.rows) return;
      await journey.shows(/✓ ex01 +Remove-Mailbox ravi/, '? Are you sure you want to perform', '→ No');
      await journey.shows(/✓ ex01 +Get-Mailbox ravi \| Select-Object Name/, /\d (ms|s) · 1 object/);
    });
  });

  describe('sessions that an exterm left open when it was killed', () => {
    it('are said at the next start and removed with one key', async () => {
      const folder = temporaryFolder();
      const journey = await Journey.begin({ ...window, folder });
      await journey.open(1);
      await journey.open(2);
      // What a killed exterm leaves: its lines in the ledger, with a process that is no more.
      const left = (await journey.deps.ledger.list()).map((lease) => ({ ...lease, processStarted: 'gone' }));
      await journey.deps.ledger.remove(left.map((lease) => lease.shellId));
      for (const lease of left) await journey.deps.ledger.add(lease);

      const next = await Journey.begin({ ...window, folder, reached: journey.sandbox });
      await next.shows('2 sessions were left open by an exterm', '^X');
      await next.screen.press('ctrl+x');
      await next.shows('2 sessions that were left open are removed');
      expect(journey.sandbox.shells('ex01')).toEqual([]);
      expect(journey.sandbox.shells('ex02')).toEqual([]);
      expect(await next.deps.ledger.list()).toEqual([]);
    });
  });
}
