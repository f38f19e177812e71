import { expect, it } from 'vitest';
import { sandboxPassword } from '../../../source/sandbox/index.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import {
  allSizes,
  connectionTo,
  fewCmdlets,
  inWindows,
  Journey,
  type JourneyEngine,
  quickNativeEngine,
} from '../journey.ts';

/** Nothing happens that was not meant, whatever the size of the window. */
export function meant(engine: JourneyEngine, sizes = allSizes): void {
  inWindows(sizes, 'at $columns×$rows', (size) => {
    it('who types on while the other server asks answers nothing, and finds the question later', async () => {
      const journey = await Journey.begin({ engine, ...size });
      const { screen } = journey;
      await journey.open(1);
      await journey.open(2);
      await screen.press('alt+1');
      await journey.enter('Remove-Mailbox ravi');
      await screen.press('alt+2');
      await journey.shows(/1 ex01 +\? asks/);
      await screen.rest();
      expect(await screen.text()).not.toContain('Are you sure');
      await journey.enter('Get-Mailbox ravi | Select-Object Alias');
      await journey.shows(/│ +ravi +│/, /1 ex01 +\? asks/);
      await screen.press('alt+1');
      // What is typed on in the pane that comes into sight is no answer either.
      await screen.type('a\r');
      await journey.shows('ex01 asks', /▸ N {2}No/);
      await screen.rest();
      await screen.press('enter');
      await journey.showsNoMore('ex01 asks');
      await screen.press('alt+2');
      await journey.enter('Get-Mailbox ravi | Select-Object Name');
      await journey.shows('Ravi Menon');
    });

    it('who types on while a sign-in opens gives nothing away as a password', async () => {
      const journey = await Journey.begin({
        engine,
        ...size,
        saved: (sandbox) => [
          connectionTo(sandbox, 'ex01', { engine: 'auto', cmdlets: fewCmdlets }),
          connectionTo(sandbox, 'ex02', { engine: 'auto', cmdlets: fewCmdlets, user: 'nora@contoso.com' }),
        ],
      });
      const { screen } = journey;
      await screen.press('enter');
      await journey.shows('Sign in to ex01');
      await screen.type('Get-Mailbox ravi\r');
      await journey.shows('Sign in to ex01', 'It takes keys once');
      // What becomes of the password is a choice that is seen.
      expect(await screen.text()).toContain('(•) until exterm ends');
      expect((await screen.text()).replaceAll(/\s/g, '')).not.toContain('••');
      await screen.rest();
      await screen.type(`${sandboxPassword}\r`);
      await journey.showsNoMore('Sign in to ex01');
      await journey.shows(/\d+ cmdlets imported/);
      expect(await screen.text()).not.toContain('refused');
    });

    it('three lines that are typed ahead are seen, and run one after another', async () => {
      const journey = await Journey.begin({ engine, ...size });
      const { screen } = journey;
      await screen.press('alt+1', 'enter');
      for (const alias of ['ravi', 'nora', 'mira']) await journey.enter(`Get-Mailbox ${alias} | Select-Object Alias`);
      await journey.shows(/│ +mira +│/);
      expect(journey.app.store.getState().sessions['ex01']?.queue).toEqual([]);
      const { transcript } = journey.app.store.getState().sessions['ex01']!;
      const lines = Array.from(
        { length: transcript.end - transcript.start },
        (_, index) => transcript.line(transcript.start + index)!.text,
      );
      const inputs = lines.filter((text) => text.startsWith('ex01> '));
      expect(inputs).toEqual(
        ['ravi', 'nora', 'mira'].map((alias) => `ex01> Get-Mailbox ${alias} | Select-Object Alias`),
      );
    });

    it('lines that wait are seen, taken back and changed, and none runs after a stop', async () => {
      const journey = await Journey.begin({ engine, ...size });
      const { screen } = journey;
      await journey.open(1);
      await journey.enter('Start-Sleep 3600');
      await journey.shows('running');
      for (const alias of ['ravi', 'nora', 'mira']) await journey.enter(`Get-Mailbox ${alias}`);
      await journey.shows('3 waiting', '› Get-Mailbox mira');
      await screen.press('up');
      await journey.shows('2 waiting', 'ex01> Get-Mailbox mira');
      await screen.type(' | Select-Object Alias\r');
      await journey.shows('3 waiting');
      await screen.press('ctrl+c');
      await journey.shows('Stopped', '>> Get-Mailbox nora');
      await journey.showsNoMore('waiting');
      const lines = ['Get-Mailbox ravi', 'Get-Mailbox nora', 'Get-Mailbox mira | Select-Object Alias'];
      expect(journey.app.store.getState().sessions['ex01']!.pane.text).toBe(lines.join('\n'));
    });

    it('a key that would lose something names it first, and the record has what was done', async () => {
      const journey = await Journey.begin({ engine, ...size });
      const { screen } = journey;
      await journey.open(1);
      await journey.enter('$big = Get-Mailbox ravi');
      await journey.enter('$big.Alias');
      await journey.shows(/│ +ravi +│/, /1 ex01 +● /);
      for (const key of ['f5', 'f6', 'ctrl+q']) {
        await screen.press(key);
        await journey.shows('$big is lost', /▸ No/);
        await screen.press('enter');
        await journey.showsNoMore('is lost');
      }
      await journey.enter('$big.Name');
      await journey.shows('Ravi Menon');
      await screen.press('f3');
      await journey.shows(/✓ ex01 +\$big\.Alias/, /✓ ex01 +\$big\.Name/, /(ms|s) · 1 object/);
    });

    it('a pasted block says at which of its lines it failed', async () => {
      const journey = await Journey.begin({ engine, ...size });
      const { screen } = journey;
      await journey.open(1);
      await screen.paste('$a = 1\nGet-Nonsense\n');
      await screen.press('enter');
      await journey.shows(/line 2\D/, 'Get-Nonsense');
    });

    it("another computer's exterm on the same server is nothing to clean up", async () => {
      const there = await Journey.begin({ engine: quickNativeEngine });
      await there.open(1);
      const here = await Journey.begin({ engine, folder: temporaryFolder(), reached: there.sandbox, ...size });
      await here.screen.press('ctrl+o');
      await here.shows('0 orphans', 'exterm elsewhere');
      if (size.columns >= 120) await here.shows('not ours', /An exterm on \S+ \(process \d+\) opened it/);
      await here.screen.press('enter');
      await here.shows('Nothing is marked');
      expect(there.sandbox.shells('ex01')).toHaveLength(1);
    });
  });
}
