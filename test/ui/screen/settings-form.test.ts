import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allPreferences, preferenceText } from '../../../source/domain/index.ts';
import type { FakeApp } from '../../support/fake-app.ts';
import { TestScreen } from '../../support/screen.ts';
import { workingDay } from './situations.ts';

let app: FakeApp;
let screen: TestScreen;

beforeEach(() => {
  app = workingDay();
  screen = new TestScreen(app);
});
afterEach(() => screen.close());

const settings = () => app.calls.filter((call) => call.startsWith('settings'));

describe('the settings form', () => {
  it('is found in the palette, and shows every setting with its value, what it is and the usual', async () => {
    await screen.press('ctrl+p');
    await screen.type('settings\r');
    const text = await screen.text();
    expect(text).toMatch(/▸ Colours +\(•\) terminal {2}\( \) dark[^\n]*\n[^\n]*\( \) none/);
    expect(text).toMatch(/Bell +\(•\) on +\( \) off/);
    expect(text).toMatch(/Long command +10/);
    expect(text).toContain("The terminal's own sixteen");
    expect(text.replaceAll(/[\s│├┤]+/g, ' ')).toContain('Usual: terminal.');
  });

  it('saves only what was changed', async () => {
    await screen.press('f12', 'right', 'down', 'down', 'space', 'enter');
    expect(settings()).toEqual(['settings {"theme":"dark","mouse":true}']);
    expect(app.state.dialogs).toEqual([]);
    await screen.press('f12', 'enter');
    expect(settings()).toHaveLength(1);
  });

  it('says at its field what is wrong, and keeps the form', async () => {
    await screen.press('f12', ...Array.from({ length: 7 }, () => 'down'));
    await screen.type('x');
    await screen.press('enter');
    const text = await screen.text();
    expect(text).toMatch(/▸ Long command +10x/);
    expect(text.replaceAll(/[\s│]+/g, ' ')).toContain('It takes whole seconds from 1 to 86400, not "10x".');
    expect(settings()).toEqual([]);
    await screen.press('backspace', 'enter');
    expect(app.state.dialogs).toEqual([]);
  });

  it.each([
    [60, 16],
    [40, 10],
  ])('shows of each setting its values and all that it is, at %d×%d', async (columns, rows) => {
    await screen.close();
    app = workingDay();
    screen = new TestScreen(app, { columns, rows });
    await screen.press('f12');
    for (const [name, field] of allPreferences) {
      const text = (await screen.text()).replaceAll(/[\s│├┤↑↓─]+/g, ' ');
      expect(text).toContain(`▸ ${field.label}`);
      expect(text).toContain(field.choices ? `(•) ${preferenceText(app.state.preferences, name)}` : field.label);
      expect(text).toContain(`${field.help.slice(1)}.`);
      await screen.press('down');
    }
  });

  it('asks before what was changed is lost', async () => {
    await screen.press('f12', 'escape');
    expect(app.state.dialogs).toEqual([]);
    await screen.press('f12', 'right', 'escape');
    expect(await screen.text()).toContain('Discard what was filled in?');
    await screen.press('enter');
    expect(await screen.text()).toContain('(•) dark');
    await screen.press('escape', 'y');
    expect([app.state.dialogs, settings()]).toEqual([[], []]);
  });

  it('says why nothing was saved', async () => {
    app.preferenceProblem = 'The disk is full.';
    await screen.press('f12', 'right', 'enter');
    expect(await screen.text()).toContain('✗ The disk is full.');
  });
});
