import { afterEach, describe, expect, it } from 'vitest';
import type { App } from '../../../source/app/screen/port.ts';
import { connection, FakeApp } from '../../support/fake-app.ts';
import { TestScreen } from '../../support/screen.ts';
import { workingDay } from './situations.ts';

let open: TestScreen | undefined;
let letInkIn = () => {};
afterEach(async () => {
  letInkIn();
  await open?.idle();
  await open?.close();
});

/** A screen of which nothing but its first frame has been drawn, until `letInkIn`. */
async function firstFrame(app: App, columns: number, rows: number): Promise<TestScreen> {
  const gate = new Promise<void>((resolve) => {
    letInkIn = resolve;
  });
  const loadInk = async () => {
    await gate;
    return import('../../../source/ui/terminal/ink-screen.tsx');
  };
  open = new TestScreen(app, { columns, rows, loadInk });
  await written(open);
  return open;
}

/** Resolves when the emulator has drawn all bytes so far. */
const written = ({ terminal }: TestScreen) => new Promise<void>((resolve) => terminal.write('', () => resolve()));

/** Every cell with its looks, row by row. */
function cells({ terminal }: TestScreen): readonly string[] {
  const { active } = terminal.emulator.buffer;
  return Array.from({ length: terminal.rows }, (_, y) =>
    Array.from({ length: terminal.columns }, (_, x) => {
      const cell = active.getLine(y)!.getCell(x)!;
      const looks = [cell.isBold(), cell.isDim(), cell.isInverse(), cell.getFgColorMode(), cell.getFgColor()];
      return `${cell.getChars() || ' '}${looks.some((look) => look > 0) ? `[${looks.join()}]` : ''}`;
    }).join(''),
  );
}

const servers = (...names: readonly string[]) => new FakeApp(names.map((name) => connection(name)));
const wide = () => servers('邮件01', 'mail-🇩🇪', 'é́x', ...Array.from({ length: 60 }, (_, n) => `server-${n}`));
const prompting = () => {
  const app = servers('ex01');
  app.updatePane('ex01', { text: "Get-Mailbox 'a b' | Select -First 1", cursor: 4 });
  app.store.setState({
    flash: { level: 'warning', text: 'The ledger was damaged.', next: 'Kept.', at: 0, connection: undefined },
  });
  return app;
};

describe('the first frame', () => {
  const apps = {
    servers: () => servers('ex01', 'ex02', 'dr01'),
    nothing: () => servers(),
    wide,
    workingDay,
    prompting,
  };
  const sizes = [
    [80, 24],
    [200, 50],
    [60, 16],
    [40, 10],
  ] as const;
  for (const [name, make] of Object.entries(apps)) {
    it.each(sizes)(`of ${name} at %i × %i is what Ink draws, cell for cell`, async (columns, rows) => {
      const screen = await firstFrame(make(), columns, rows);
      const first = cells(screen);
      expect(screen.terminal.isAlternate).toBe(true);
      const before = screen.terminal.log.length;
      letInkIn();
      await screen.idle();
      expect(cells(screen)).toEqual(first);
      // Nothing was erased on the way, not even for a moment.
      const drawn = screen.terminal.log.slice(before);
      expect(drawn).toContain('\x1b[?2026h');
      expect(drawn).not.toMatch(/\x1b\[\d*[JK]|\x1b\[\?1049/);
    });
  }

  it.each([
    ['text', 'Get-Queue'],
    ['the palette', '\x10'],
    ['a form', '\x0e'],
  ])('takes keys before Ink is there: %s', async (_what, bytes) => {
    const screen = await firstFrame(servers('ex01', 'ex02'), 80, 24);
    await screen.send(bytes);
    letInkIn();
    const late = await screen.text();
    const usual = new TestScreen(servers('ex01', 'ex02'), { columns: 80, rows: 24 });
    const before = await usual.text();
    await usual.type(bytes);
    expect(late).toBe(await usual.text());
    expect(late).not.toBe(before);
    await usual.close();
  });

  it('follows the window’s size', async () => {
    const screen = await firstFrame(servers('ex01'), 80, 24);
    screen.terminal.resize(100, 30);
    await written(screen);
    const first = cells(screen);
    letInkIn();
    await screen.idle();
    expect(cells(screen)).toEqual(first);
    expect(screen.terminal.text()).toContain('ex01>');
  });

  it.each(['quitting', 'a crash', 'the process’s exit'])(
    'gives the terminal back on %s before Ink is there',
    async (way) => {
      const screen = await firstFrame(servers('ex01'), 80, 24);
      open = undefined;
      if (way === 'quitting') await screen.send('\x11');
      else if (way === 'a crash') screen.process.emit('uncaughtException', new Error('broken'));
      else screen.process.emit('exit', 0);
      if (way === 'quitting') expect(await screen.exited).toEqual({ signal: undefined });
      if (way === 'a crash') await expect(screen.exited).rejects.toThrow('broken');
      letInkIn();
      await screen.idle();
      await written(screen);
      expect(screen.terminal.isAlternate).toBe(false);
      expect(screen.keyboard.isRaw).toBe(false);
      expect(screen.terminal.log.endsWith('\x1b[?1049l\x1b[?25h\x1b[23;2t')).toBe(true);
    },
  );
});
