import { afterEach, describe, expect, it } from 'vitest';
import type { TranscriptLine } from '../../../source/domain/index.ts';
import { connection, FakeApp } from '../../support/fake-app.ts';
import { TestScreen, type TestScreenOptions } from '../../support/screen.ts';

/** Idle means that nothing is searched any more. */
class ReadingScreen extends TestScreen {
  readonly #app: FakeApp;

  constructor(app: FakeApp, options?: TestScreenOptions) {
    super(app, options);
    this.#app = app;
  }

  override async idle(): Promise<void> {
    do await super.idle();
    while (this.#app.reading('ex01')?.isSearching);
  }
}

let screen: ReadingScreen;
afterEach(() => screen.close());

/** Commands, each with some lines of output. */
function day(commands: number, each: number): readonly TranscriptLine[] {
  return Array.from({ length: commands }, (_, command) => [
    { kind: 'input', text: `ex01> Get-Thing ${command}` } as const,
    { kind: 'input', text: '   >> -All' } as const,
    ...Array.from({ length: each }, (_unused, line) => ({ kind: 'output', text: `thing ${command}.${line}` }) as const),
  ]).flat();
}

async function reading(lines = day(50, 8), size: { columns?: number; rows?: number } = {}) {
  const app = new FakeApp([connection('ex01'), connection('ex02')]);
  app.open('ex01');
  app.setFocus('prompt');
  app.print('ex01', lines);
  screen = new ReadingScreen(app, size);
  await screen.idle();
  return app;
}

describe('a transcript that is read', () => {
  it('is searched from the newest line up, with the place among what was found', async () => {
    await reading();
    await screen.press('ctrl+s');
    expect(await screen.text()).toContain('line 500 of 500');
    await screen.type('Thing 4.');
    expect(await screen.text()).toMatch(/▸ ?thing 4\.7/);
    expect(await screen.text()).toContain('8 of 8');
    await screen.press('up', 'up');
    expect(await screen.text()).toMatch(/▸ ?thing 4\.5/);
    await screen.press('enter', 'n', 'N', 'N');
    expect(await screen.text()).toMatch(/▸ ?thing 4\.6/);
    expect(await screen.text()).toContain('7 of 8');
    await screen.press('escape');
    expect(await screen.text()).toContain('ex01>');
    // The next search begins with what was looked for.
    await screen.press('ctrl+s');
    expect(await screen.text()).toContain('/ Thing 4.');
  });

  it('says where nothing is found, and finds in any case and without accents', async () => {
    await reading([{ kind: 'output', text: 'Müller' }]);
    await screen.press('ctrl+s');
    await screen.type('nobody');
    expect(await screen.text()).toContain('no line has "nobody"');
    await screen.press('ctrl+u');
    await screen.type('mul');
    expect(await screen.text()).toContain('1 of 1');
  });

  it('is gone through from command to command and by half pages', async () => {
    await reading();
    await screen.press('alt+pageup');
    expect(await screen.text()).toMatch(/▸ex01> Get-Thing 49/);
    await screen.press('[', '[');
    expect(await screen.text()).toMatch(/▸ex01> Get-Thing 47/);
    expect(await screen.text()).toContain('line 471 of 500');
    await screen.press(']', 'home');
    expect(await screen.text()).toContain('line 1 of 500');
    await screen.press('[');
    expect(await screen.text()).toContain('No command stands above.');
    await screen.press('home');
    await screen.press('d');
    const [, half] = /line (\d+) of 500/.exec(await screen.text())!;
    await screen.press('d', 'd', 'u');
    expect(await screen.text()).toContain(`line ${2 * Number(half) - 1} of 500`);
  });

  it('copies what a command gave, a marked range and what is seen', async () => {
    const app = await reading(day(3, 3));
    await screen.press('alt+o');
    expect(app.copied).toEqual(['thing 2.0\nthing 2.1\nthing 2.2\n']);
    expect(app.state.panes).toEqual({});
    await screen.press('alt+pageup', '[', 'o');
    expect(app.copied[1]).toBe('thing 1.0\nthing 1.1\nthing 1.2\n');
    await screen.press('v', 'down', 'down');
    expect(await screen.text()).toContain('3 marked');
    await screen.press('y');
    expect(app.copied[2]).toBe('ex01> Get-Thing 1\n   >> -All\nthing 1.0\n');
    expect(await screen.text()).toContain('Copied');
    await screen.press('p');
    expect(app.copied[3]!.split('\n')).toHaveLength(16);
  });

  it('is saved under a typed name', async () => {
    const app = await reading(day(1, 1));
    await screen.press('ctrl+s', 'escape', 's');
    expect(await screen.text()).toContain('~/ex01-transcript.txt');
    await screen.press('enter');
    expect(app.saved).toEqual([{ path: '~/ex01-transcript.txt', text: 'ex01> Get-Thing 0\n   >> -All\nthing 0.0\n' }]);
  });

  it('takes no typing for the prompt, and each pane keeps its own', async () => {
    const app = await reading();
    await screen.press('ctrl+s', 'escape');
    await screen.type('xyz');
    expect(app.session('ex01').pane.text).toBe('');
    expect(await screen.text()).toContain('Esc goes back to the prompt');
    await screen.press('alt+2');
    await screen.type('Get-Queue');
    expect(app.session('ex02').pane.text).toBe('Get-Queue');
    await screen.press('alt+1');
    expect(await screen.text()).toContain('of 500');
  });

  it('has the cursor in sight whatever a line takes', async () => {
    const lines = Array.from(
      { length: 60 },
      (_, n): TranscriptLine => ({ kind: 'output', text: `${n} ${'x'.repeat(n * 40)}` }),
    );
    await reading(lines);
    await screen.press('ctrl+s', 'escape');
    for (let n = 59; n >= 50; n--) {
      expect(await screen.text()).toMatch(new RegExp(`▸${n} x`));
      await screen.press('up');
    }
    for (let n = 49; n <= 58; n++) {
      expect(await screen.text()).toMatch(new RegExp(`▸${n} x`));
      await screen.press('down');
    }
  });

  it('is looked through in pieces that let keys in between', async () => {
    const app = await reading(
      Array.from({ length: 200_000 }, (_, n) => ({ kind: 'output', text: `line ${n}` }) as const),
    );
    await screen.press('ctrl+s');
    app.reading('ex01')!.search('line');
    expect(app.reading('ex01')!.isSearching).toBe(true);
    await screen.type(' 7');
    expect(app.reading('ex01')!.query).toBe(' 7');
    expect(await screen.text()).toMatch(/▸line 79999/);
  });
});
