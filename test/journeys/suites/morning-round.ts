import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sandboxConnections } from '../../../source/app/offered-connections.ts';
import type { EngineKind } from '../../../source/domain/index.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { allSizes, inWindows, Journey, type JourneyEngine } from '../journey.ts';

/** What an administrator does in the morning with all servers of a group. */
export function morningRound(engine: JourneyEngine, kind: EngineKind = 'native', sizes = allSizes): void {
  const grouped = sandboxConnections.map((one) => ({ ...one, engine: kind, groups: ['prod'] }));

  inWindows(sizes, 'the morning round at $columns×$rows', (size) => {
    it('connects all, compares, looks into the odd one, saves it, watches the queues and lets the sessions go', async () => {
      const journey = await Journey.begin({ ...size, engine, saved: () => grouped });
      const { screen } = journey;
      await journey.shows('@prod');
      // The heading is a place of its own.
      await screen.press('home');
      await journey.shows('0 of 3 open', 'connects all of them');
      await screen.press('enter');
      await journey.shows('3 of 3 open');

      await journey.enter('Get-Queue | Select-Object NextHopDomain, DeliveryType, Status');
      await journey.shows(/3 of 3 have answered, in \d ways/);
      await screen.press('ctrl+t');
      // The answers of a server stand together, however they came, and what the marks mean is said.
      const grid = await journey.shows('Server', 'NextHop', /1 of \d+/, /Δ differs from most/);
      const servers = grid.match(/(?<=[▸ │][ Δ])(?:dr|ex)\d\d(?= {2})/g) ?? [];
      expect(servers).toEqual(servers.toSorted());
      // The odd one.
      await screen.press('/');
      await screen.type('dr01');
      await journey.shows(/Δdr01/);
      await screen.press('enter', 'enter');
      await journey.shows('PSComputerName', 'dr01');
      await screen.press('escape');
      await journey.shows(/1 of \d+ \(\d+\)/);

      const folder = temporaryFolder();
      const file = join(folder, 'odd.csv');
      await screen.press('s', 'ctrl+u');
      await screen.type(file);
      await screen.press('enter');
      await journey.shows('as CSV');
      const saved = readFileSync(file, 'utf8')
        .replace(/^\uFEFF/, '')
        .split(/\r?\n/);
      expect(saved[0]).toBe('Server,NextHopDomain,DeliveryType,Status');
      expect(
        saved
          .slice(1)
          .filter((line) => line !== '')
          .every((line) => line.startsWith('dr01,')),
      ).toBe(true);
      await screen.press('escape', 'escape');
      await journey.shows('@prod>');

      // Its queues, in its own pane, where its own answer stands.
      await screen.press('alt+3');
      await journey.shows('db01');
      await journey.enter('watch 60 Get-Queue');
      await journey.shows('watch 60 s', /next in \d+ s/);
      await screen.press('escape');
      await journey.shows('dr01>');

      await screen.press('alt+a');
      await journey.shows('@prod>');
      await screen.press('f6');
      await journey.shows('Disconnect 3 sessions');
      await screen.press('enter');
      await journey.shows('0 of 3 open');
      expect(journey.sandbox.servers.flatMap(({ name }) => journey.sandbox.shells(name))).toEqual([]);
    });
  });
}
