import { describe, expect, it } from 'vitest';
import { restoreAll } from '../../../source/ui/terminal/modes.ts';
import { connection, FakeApp } from '../../support/fake-app.ts';
import { TestScreen } from '../../support/screen.ts';
import { workingDay } from './situations.ts';

/** Modes that are on at the end of all bytes: what a shell would find. */
function modesLeft(log: string): string[] {
  const on = new Map<string, boolean>([
    ['7', true],
    ['25', true],
  ]);
  // What the wheel does is the terminal's own again: kept aside with `s`, taken back with `r`.
  for (const [, mode, state] of log.matchAll(/\x1b\[\?(\d+)([hlr])/g)) on.set(mode!, state === 'h');
  return [...on].filter(([, isOn]) => isOn).map(([mode]) => mode);
}

/** As before the screen: wrapping on, cursor visible; no alternate screen, no bracketed paste. */
function expectRestored(screen: TestScreen): void {
  expect(modesLeft(screen.terminal.log).sort()).toEqual(['25', '7']);
  expect(screen.terminal.isAlternate).toBe(false);
  expect(screen.keyboard.isRaw).toBe(false);
  expect(screen.process.eventNames()).toEqual([]);
}

describe('leaving the screen', () => {
  it('takes the terminal over while it is open', async () => {
    const screen = new TestScreen(new FakeApp());
    await screen.idle();
    expect(modesLeft(screen.terminal.log)).toEqual(expect.arrayContaining(['1049', '2004']));
    expect(modesLeft(screen.terminal.log)).not.toContain('7');
    expect(screen.keyboard.isRaw).toBe(true);
    expect(screen.terminal.isAlternate).toBe(true);
    await screen.close();
  });

  it('goes at once with ^Q when nothing is open, and gives everything back', async () => {
    const screen = new TestScreen(new FakeApp([connection('ex01')]));
    await screen.press('ctrl+q');
    expect(await screen.exited).toEqual({ signal: undefined });
    expectRestored(screen);
  });

  it('asks when sessions are open, shows them closing, and leaves when they are', async () => {
    const app = workingDay();
    const screen = new TestScreen(app);
    await screen.press('ctrl+q');
    expect(await screen.text()).toContain('Close 3 open sessions and quit?');
    await screen.press('enter');
    app.store.setState(({ quitting }) => ({ quitting: quitting && { ...quitting, closed: 1 } }));
    expect(await screen.text()).toMatch(/█+░+ 1 of 2/);
    await screen.press('x', 'ctrl+p');
    expect(app.state.dialogs).toEqual([]);
    app.finishQuit();
    await screen.exited;
    expectRestored(screen);
  });

  it('says how long it waits and what comes of what does not end, in the smallest window too', async () => {
    const app = workingDay();
    const screen = new TestScreen(app, { columns: 40, rows: 10 });
    await screen.press('ctrl+q', 'enter');
    const text = (await screen.text()).replaceAll(/[\s│]+/g, ' ');
    expect(text).toMatch(/░ 0 of 2 Waits for \d+ s at most; .* is offered for cleaning next time\./);
    app.finishQuit();
    await screen.exited;
  });

  it('names what would be lost, and Enter alone then stays', async () => {
    const app = workingDay();
    app.set('ex01', { variables: ['big'] });
    app.set('dr01', { state: 'busy' });
    const screen = new TestScreen(app);
    await screen.press('ctrl+q');
    const asked = (await screen.text()).replaceAll(/[│\s]+/g, ' ');
    expect(asked).toContain('ex01: $big is lost.');
    expect(asked).toContain('dr01: A command is running: it is stopped.');
    await screen.press('enter');
    expect(app.state.dialogs).toEqual([]);
    expect(app.state.quitting).toBeUndefined();
    await screen.close();
  });

  it('stays when the question is answered with no', async () => {
    const app = workingDay();
    const screen = new TestScreen(app);
    await screen.press('ctrl+q', 'n');
    expect(app.calls).not.toContain('quit');
    await screen.close();
  });

  it('takes ^Q for yes while it asks, and does not wait after the next', async () => {
    const app = workingDay();
    const screen = new TestScreen(app);
    await screen.press('ctrl+q', 'ctrl+q');
    expect(app.calls.filter((call) => call === 'quit')).toHaveLength(1);
    await screen.press('ctrl+q');
    await screen.exited;
    expectRestored(screen);
  });

  it('waits for the sessions when the terminal goes away, however often that is said', async () => {
    const app = workingDay();
    const screen = new TestScreen(app);
    await screen.idle();
    screen.process.emit('SIGHUP');
    screen.terminal.emit('error', Object.assign(new Error('write EIO'), { code: 'EIO' }));
    screen.process.emit('SIGHUP');
    expect(app.calls.filter((call) => call === 'quit')).toHaveLength(1);
    app.finishQuit();
    expect(await screen.exited).toEqual({ signal: 'SIGHUP' });
  });

  it('does not wait for a server longer than the system waits for it after its window was closed', async () => {
    const screen = new TestScreen(workingDay());
    screen.process.hangUpLimit = 1;
    await screen.idle();
    screen.process.emit('SIGHUP');
    // The sessions never say that they are closed.
    expect(await screen.exited).toEqual({ signal: 'SIGHUP' });
    expectRestored(screen);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGBREAK'] as const)(
    'closes the sessions on %s and tells which it was',
    async (signal) => {
      const app = workingDay();
      const screen = new TestScreen(app);
      await screen.idle();
      screen.process.emit(signal);
      expect(await screen.text()).toContain('Closing sessions');
      app.finishQuit();
      expect(await screen.exited).toEqual({ signal });
      expectRestored(screen);
    },
  );

  it('counts a terminal that went away as a hang-up', async () => {
    const app = workingDay();
    const screen = new TestScreen(app);
    await screen.idle();
    screen.keyboard.end();
    await screen.idle();
    app.finishQuit();
    expect(await screen.exited).toEqual({ signal: 'SIGHUP' });
  });

  it.each(['uncaughtException', 'unhandledRejection'])(
    'gives the terminal back before it reports an %s',
    async (event) => {
      const screen = new TestScreen(workingDay());
      await screen.idle();
      void screen.process.emit(event, new Error('broken'));
      await expect(screen.exited).rejects.toThrow('broken');
      expectRestored(screen);
    },
  );

  it('gives the terminal back when drawing itself breaks', async () => {
    const app = workingDay();
    const screen = new TestScreen(app);
    await screen.idle();
    app.set('ex01', { transcript: undefined as never });
    await expect(screen.exited).rejects.toThrow();
    expectRestored(screen);
  });

  it('gives the terminal back synchronously when the process exits', async () => {
    const screen = new TestScreen(workingDay());
    await screen.idle();
    let written = '';
    const { write } = screen.terminal;
    screen.terminal.write = (...values: unknown[]) => {
      written += values[0];
      return Reflect.apply(write, screen.terminal, values);
    };
    screen.process.emit('exit', 0);
    expect(screen.keyboard.isRaw).toBe(false);
    expect(written.endsWith(restoreAll)).toBe(true);
  });

  it.skipIf(process.platform === 'win32')('takes the terminal back that somebody else has stopped it in', async () => {
    const screen = new TestScreen(workingDay());
    const before = await screen.text();
    const { cursor } = screen.terminal;
    // SIGSTOP cannot be heard: the shell has written into the screen, and has set its own modes.
    const shell = '\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[20;1H[1]+  Stopped    exterm\r\n\r\n\r\n\r\n$ fg\r\nexterm\r\n';
    await new Promise<void>((resolve) => screen.terminal.write(shell, () => resolve()));
    expect(await screen.text()).not.toBe(before);
    const set: boolean[] = [];
    const { setRawMode } = screen.keyboard;
    screen.keyboard.setRawMode = (raw) => {
      set.push(raw);
      return setRawMode.call(screen.keyboard, raw);
    };
    screen.process.emit('SIGCONT');
    expect(await screen.text()).toBe(before);
    expect([screen.terminal.cursor, set]).toEqual([cursor, [false, true]]);
    await screen.paste('x\ry');
    expect(await screen.text()).toContain('Get-Mailboxx');
    await screen.close();
    expectRestored(screen);
  });

  it.skipIf(process.platform === 'win32')(
    'hands the terminal to the shell on ^Z and comes back as it was',
    async () => {
      const screen = new TestScreen(workingDay());
      const before = await screen.text();
      let atStop: string[] = [];
      let wasRaw = true;
      screen.process.stopJob = () => {
        atStop = modesLeft(screen.terminal.log);
        wasRaw = screen.keyboard.isRaw;
      };
      const back = new Promise<void>((resolve) => {
        const { setRawMode } = screen.keyboard;
        screen.keyboard.setRawMode = (raw) => {
          if (raw) resolve();
          return setRawMode.call(screen.keyboard, raw);
        };
      });
      await screen.press('ctrl+z');
      await back;
      expect(atStop.sort()).toEqual(['25', '7']);
      expect(wasRaw).toBe(false);
      expect(await screen.text()).toBe(before);
      expect(modesLeft(screen.terminal.log)).toEqual(expect.arrayContaining(['1049', '2004']));
      await screen.type('x');
      expect(await screen.text()).toContain('Get-Mailboxx');
      await screen.close();
      expectRestored(screen);
    },
  );
});
