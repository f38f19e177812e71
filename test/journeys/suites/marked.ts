import { expect, it } from 'vitest';
import { sandboxConnections } from '../../../source/app/offered-connections.ts';
import type { Connection } from '../../../source/domain/index.ts';
import { allSizes, inWindows, Journey, type JourneyEngine } from '../journey.ts';

const [ex01, ex02] = sandboxConnections as readonly [Connection, Connection];

/** What a terminal shows of a text that may be broken over rows. */
const joined = (text: string) => text.replaceAll(/[│\s]+/g, ' ');

export function marked(engine: JourneyEngine, sizes = allSizes): void {
  inWindows(sizes, 'at $columns×$rows a connection', (size) => {
    it('that is read-only says so and refuses what changes something, with the reason', async () => {
      const marks = { production: true, readOnly: true };
      const journey = await Journey.begin({ engine, ...size, saved: () => [{ ...ex01, ...marks }, ex02] });
      await journey.open(1);
      expect(await journey.screen.text()).toMatch(/ ex01 {1,2}PROD(UCTION)? read-only/);
      await journey.enter('Remove-Mailbox ravi -Confirm:$false');
      await journey.shows(/1 ex01( P)?( ro)? +● /);
      await journey.shows(/Remove-Mailbox\s+was/);
      expect(joined(await journey.screen.text())).toContain('The connection ex01 is read-only');
      await journey.screen.press('f9', 'y');
      await journey.enter('Get-Mailbox ravi | Select-Object Alias');
      await journey.shows(/│ +ravi +│/);
    });

    it('that asks wants its name before it removes something, and its name in no other way', async () => {
      const journey = await Journey.begin({ engine, ...size, saved: () => [{ ...ex01, asking: true }, ex02] });
      const { screen } = journey;
      await journey.open(1);
      await journey.enter('Remove-Mailbox ravi -Confirm:$false');
      await journey.shows('Change ex01?');
      // Under the fingers it takes nothing, and a letter is no answer.
      await screen.type('y\r');
      await screen.rest();
      await screen.type('y\r');
      await journey.showsNoMore('Change ex01?');
      expect(joined(await journey.shows('was not run'))).toContain('its name was not given');
      await screen.press('f9', 'y');
      await journey.enter('Remove-Mailbox ravi -Confirm:$false');
      await journey.shows('Change ex01?');
      await screen.rest();
      await screen.type('ex01\r');
      await journey.showsNoMore('Change ex01?');
      await journey.shows('→ Name: ex01', /1 ex01( a\?)? +● /);
      await screen.press('f9', 'y');
      await journey.enter('Get-Mailbox ravi');
      await journey.shows("couldn't be");
    });
  });
}
