import { describe, expect, it } from 'vitest';
import { sandboxConnections } from '../../../source/app/offered-connections.ts';
import { eventually } from '../../support/eventually.ts';
import { fewCmdlets, Journey, type JourneyEngine } from '../journey.ts';

/** `first`: what the first server imports; left out: all, as the second does. */
export function mainJob(
  engine: JourneyEngine,
  size: { readonly columns: number; readonly rows: number },
  first?: readonly string[],
): void {
  const saved = () => sandboxConnections.map((one) => (one.name === 'ex01' ? { ...one, cmdlets: first! } : one));
  const imported = first ? /\d+ cmdlets imported/ : '845 cmdlets imported';

  describe(`on a terminal of ${size.columns}×${size.rows}`, () => {
    it('works on one server while another imports, and leaves no session behind', async () => {
      const journey = await Journey.begin({ ...size, engine, ...(first && { saved }) });
      const { screen, sandbox, sandboxClock } = journey;
      await journey.shows('Welcome.', 'ex01', 'ex02', 'dr01');

      // ex02 answers its import slowly: the sandbox's clock stands still.
      sandbox.faults.add({ at: 'pipeline-receive', server: 'ex02', fault: { kind: 'slow', milliseconds: 60_000 } });
      await screen.press('alt+2', 'enter', 'alt+1', 'enter');
      await journey.shows(imported, /2 ex02 +◐/);

      await journey.enter('Get-Mailbox -ResultSize 3 | Select-Object Name, Database');
      await journey.shows('Mira Castellanos', 'Ravi Menon', 'Vera Lindqvist', /2 ex02 +◐/);

      await screen.press('alt+2');
      await journey.shows('import the cmdlets');
      await sandboxClock.advance(60_000);
      await journey.shows('845 cmdlets imported', /2 ex02 +● ready/);
      expect(await screen.text()).not.toContain('Mira Castellanos');

      await screen.press('alt+1');
      await journey.shows('Mira Castellanos');
      expect(sandbox.shells('ex01')).toHaveLength(1);
      expect(sandbox.shells('ex02')).toHaveLength(1);

      await screen.press('ctrl+q');
      await journey.shows(/[Cc]lose|quit/i);
      await screen.press('y');
      await screen.exited;
      expect(sandbox.shells('ex01')).toEqual([]);
      expect(sandbox.shells('ex02')).toEqual([]);
      expect(await journey.deps.ledger.list()).toEqual([]);
      expect(screen.terminal.isAlternate).toBe(false);
    });

    it('counts down in every open session', async () => {
      let passed = 0;
      const deps: JourneyEngine['deps'] = (given) => {
        const { clock, ...real } = engine.deps(given);
        return { ...real, clock: () => clock() + passed };
      };
      const journey = await Journey.begin({ ...size, engine: { cmdlets: fewCmdlets, deps } });
      await journey.open(1);
      await journey.open(2);
      await journey.shows(/1 ex01 +● ready 1[345]:\d\d/, /2 ex02 +● ready 1[345]:\d\d/);
      // Time passes here and on the servers. First that of the Receives that nobody needs any more: they are still use.
      const passes = (milliseconds: number) => {
        passed += milliseconds;
        journey.sandboxClock.advance(milliseconds);
      };
      const used = (name: string) => journey.app.store.getState().sessions[name]!.lastActivity!;
      const receiving = ['ex01', 'ex02'].filter((name) => journey.sandbox.shells(name)[0]!.requests > 0);
      const before = receiving.map(used);
      passes(20_000);
      await eventually(() => expect(receiving.every((name, n) => used(name) > before[n]!)).toBe(true));
      passes(300_000);
      await journey.shows(/1 ex01 +● ready (0\d:\d\d|10:00)/, /2 ex02 +● ready (0\d:\d\d|10:00)/);
    });
  });
}
