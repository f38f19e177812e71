import { expect, it } from 'vitest';
import type { SavedCommand } from '../../../source/domain/index.ts';
import { allSizes, inWindows, Journey, type JourneyEngine } from '../journey.ts';

const setOffice: SavedCommand = {
  name: 'Set office',
  line: 'Set-Mailbox $Identity -CustomAttribute1 $Office',
  parameters: [{ name: 'Identity' }, { name: 'Office' }],
};

/** Filter, mark, apply a saved command with -WhatIf and then for real, read the record. */
async function bulkChange(journey: Journey): Promise<void> {
  const { screen, app } = journey;
  expect(await app.saveCommand(setOffice)).toBeUndefined();
  await journey.open(1);
  await journey.enter('Get-Mailbox -ResultSize 12 | Select-Object Name, Alias, Identity');
  await journey.shows('12 objects · ^T opens the grid');
  await screen.press('ctrl+t', '/');
  await screen.type('vance');
  await journey.shows('1 of 1 (12)');
  await screen.press('enter', 'space', '/', 'ctrl+u');
  await screen.type("o'b");
  await journey.shows('1 of 1 (12)');
  await screen.press('enter', 'space', 'escape');
  await journey.shows('2 marked', /of 12 /);

  await screen.press('x');
  await journey.shows('Run for the marked rows', 'Set office');
  await screen.press('enter');
  await journey.shows('2 rows', 'the row’s Identity', '(•) only say what it would do');
  await screen.press('down');
  await screen.type("L'Aquila");
  await screen.press('enter');
  // Where the line is longer than its place, its end is what is seen.
  await journey.shows('-WhatIf }');
  const { text } = app.store.getState().sessions['ex01']!.pane;
  expect(text).toMatch(/^foreach \(\$Identity in '[^']*Adele Vance', '[^;]*Seán O''Brien'\) \{ Set-Mailbox/);
  expect(text).toMatch(/ -CustomAttribute1 'L''Aquila' -WhatIf \}$/);
  await screen.press('enter');
  await journey.shows(/What if: [\s\S]*Adele[\s\S]*What if: [\s\S]*Seán/);
  const asked = 'Get-Mailbox -ResultSize 12 | ? CustomAttribute1 | % { "$($_.Alias)=$($_.CustomAttribute1)" }';
  await journey.enter(`${asked}; 'nothing changed'`);
  await journey.shows('nothing changed');

  await screen.press('up', 'up', 'left', 'left', 'ctrl+w', 'backspace', 'enter');
  await journey.enter(asked);
  await journey.shows("adele.vance=L'Aquila", "sean.obrien=L'Aquila");
  await screen.press('f3');
  const record = await journey.shows('What was done on the servers');
  expect(record.replaceAll(/[\s│]+/g, ' ')).toContain("-CustomAttribute1 'L''Aquila' }");
}

export function bulkChanges(engine: JourneyEngine, sizes = allSizes): void {
  inWindows(sizes, 'a bulk change at $columns×$rows', (size) => {
    it('is filtered, marked, tried, done and read again', async () => {
      await bulkChange(await Journey.begin({ ...size, engine }));
    });
  });
}
