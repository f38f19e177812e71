import { afterEach, expect, it } from 'vitest';
import { ex01, harness, startApp } from '../support/app-harness.ts';
import { turns } from '../support/hand-clock.ts';
import { TestScreen } from '../support/screen.ts';

const minute = 60_000;
let screen: TestScreen | undefined;
afterEach(() => screen?.close());

const joined = (text: string) => text.replaceAll(/[│\s]+/g, ' ');

it.each([
  [60, 16],
  [80, 24],
  [120, 36],
])(
  'a session that expires while another pane is shown is told with what went with it, at %d×%d',
  async (columns, rows) => {
    const t = await startApp(harness([ex01, { ...ex01, name: 'ex02' }]));
    t.server.answersProbes = false;
    await t.open('ex01');
    t.engine.session.variables = ['big', 'moves'];
    t.app.submit('ex01', '$big = Get-Mailbox', 80);
    await t.reaches('ready');
    await turns();
    await t.clock.advance(10 * minute);
    await t.open('ex02');
    screen = new TestScreen(t.app, { columns, rows });
    t.app.select('ex02');
    t.app.setFocus('prompt');
    await t.clock.advance(4 * minute + 1_000);
    // Hidden, it is warned of: in the title, with the bell, at the bottom and in the list.
    expect(joined(await screen.text())).toMatch(
      /ex01 ends in a minute unless it is used\. In its (?:Esc )?pane: Run a line, .*F7/,
    );
    expect(screen.terminal.log).toMatch(/\x1b\]2;exterm[^\x07]*ex01 ends in a minute\x07/);
    await t.clock.advance(minute + 1_000);
    await t.reaches('expired');
    const hidden = await screen.text();
    expect(joined(hidden)).toContain('The session on ex01 has idled out.');
    expect(hidden).toMatch(/1 ex01 +✗ expired/);
    expect(hidden).toMatch(/ex02>/);
    t.app.select('ex01');
    const shown = joined(await screen.text());
    expect(shown).toContain('Lost with it: $big, $moves.');
    expect(shown).toMatch(/Enter connects again/);
  },
);
