// Longer than other files for a reason: what is done to the terminal is undone in the reverse order, whatever ends it.
import { inBackground } from '../../async/background.ts';
import type { Preferences } from '../../domain/index.ts';
import { RawInput } from '../input/index.ts';
import { plainScreen } from '../plain-screen.ts';
import { point } from '../pointer.ts';
import { ScreenModel, type TerminalPort } from '../screen-model.ts';
import { type Theme, themeFor } from '../widgets/theme.ts';
import { type Signals, signalAttention } from './attention-signals.ts';
import type { InkScreen } from './ink-screen.tsx';
import {
  clipboardOf,
  cursorHome,
  enterModes,
  eraseRow,
  eraseScreen,
  mouseOff,
  mouseOn,
  ownScreen,
  restoreAll,
  showScreen,
} from './modes.ts';
import { type EndingSignal, endingSignals, type Listener, type ProcessEvents, realProcess } from './process-events.ts';
import { type ScreenExit, type ScreenHandle, type ScreenOptions, sizeOf } from './screen-options.ts';

export type { ScreenExit, ScreenHandle, ScreenOptions };

/** Opens the screen and resolves when the person has left it. See `startScreen`. */
export function openScreen(options: ScreenOptions): Promise<ScreenExit> {
  return startScreen(options).exited;
}

/**
 * Takes the terminal over: alternate screen, raw mode, bracketed paste, no automatic margins. All of it is given back
 * on every way out: quitting, a signal, a hang-up, a crash, `process.exit`, and for the time of a suspension.
 *
 * The first frame is on the screen when this returns. It takes longer to load what draws than all that comes before, so
 * that frame is written as it is, and Ink draws the same over it; keys count from the first moment.
 */
export function startScreen(options: ScreenOptions): ScreenHandle {
  return new TerminalScreen(options);
}

class TerminalScreen implements ScreenHandle {
  readonly model: ScreenModel;
  readonly exited: Promise<ScreenExit>;
  readonly #stdout: NodeJS.WriteStream;
  readonly #process: ProcessEvents;
  readonly #input: RawInput;
  readonly #themeOf: (preferences: Preferences) => Theme;
  readonly #drawing: Promise<void>;
  readonly #settle: { resolve(exit: ScreenExit): void; reject(error: unknown): void };
  readonly #listeners: (readonly [event: string, listener: Listener])[];
  /** Undefined until it is loaded. */
  #ink: InkScreen | undefined;
  /** What stands on the screen while there is no Ink. */
  #plain: string | undefined;
  #signal: EndingSignal | undefined;
  /** Ends what follows the store beside the drawing. */
  readonly #quiet: () => void;
  readonly #signals: Signals;
  #suspended = false;
  /** Until the terminal says otherwise. */
  #isLookedAt = true;
  #left = false;

  constructor(options: ScreenOptions) {
    const { app, stdin, stdout, environment = process.env, processEvents = realProcess } = options;
    const { clock = () => performance.now() } = options;
    const { promise, resolve, reject } = Promise.withResolvers<ScreenExit>();
    this.exited = promise;
    this.#settle = { resolve, reject };
    this.#stdout = stdout;
    this.#process = processEvents;
    const terminal: TerminalPort = {
      redraw: () => this.#redraw(),
      suspend: () => inBackground(this.#suspend(), this.#fail),
      lend: (work) => this.#lend(work),
      copy: (text) => this.#write(clipboardOf(text)),
      leave: () => this.#leave(),
    };
    this.model = new ScreenModel(app, sizeOf(stdout), terminal, clock);
    this.#input = new RawInput(
      stdin,
      (event) => {
        if (event.type === 'focus') this.#isLookedAt = event.focused;
        else if (event.type !== 'mouse') this.model.handle(event);
        else if (this.#hasMouse) point(this.model, event);
      },
      () => this.#end('SIGHUP'),
    );
    this.#listeners = [
      ...endingSignals.map((signal) => [signal, () => this.#end(signal)] as const),
      ['SIGTSTP', () => inBackground(this.#suspend(), this.#fail)],
      ['SIGCONT', () => this.#continued()],
      ['uncaughtException', this.#fail],
      ['unhandledRejection', this.#fail],
      ['exit', () => this.#restore()],
    ];
    for (const [event, listener] of this.#listeners) this.#process.on(event, listener);
    stdout.on('resize', this.#resized);
    stdout.on('error', this.#hungUp);
    this.#themeOf = (preferences) => themeFor(environment, preferences);
    this.#input.start();
    this.#write(this.#showing());
    this.#writePlain();
    const ended = app.store.subscribe((state, before) => {
      if (state.preferences.mouse !== before.preferences.mouse && !this.#suspended)
        this.#write(state.preferences.mouse ? mouseOn : mouseOff);
    });
    this.#signals = signalAttention({
      store: app.store,
      environment,
      write: (bytes) => this.#write(bytes),
      hasTerminal: () => !this.#suspended,
      isLookedAt: () => this.#isLookedAt,
      isAscii: () => this.#themeOf(app.store.getState().preferences).isAscii === true,
    });
    this.#quiet = () => {
      ended();
      this.#signals.end();
    };
    this.#drawing = this.#startInk(options).catch(this.#fail);
  }

  /** Lets Ink draw what stands there already; what has changed meanwhile is written before, so that no cell is left over. */
  async #startInk({ stdout, stderr, maxFps = 30, loadInk = () => import('./ink-screen.tsx') }: ScreenOptions) {
    const { drawInkScreen } = await loadInk();
    if (this.#left) return;
    this.#writePlain();
    this.#write(cursorHome);
    this.#ink = drawInkScreen({ model: this.model, themeOf: this.#themeOf, stdout, stderr, maxFps });
    inBackground(this.#ink.waitUntilExit(), this.#fail);
  }

  /** Writes the screen row by row where it is not what stands there; where it has no plain form, an empty one. */
  #writePlain(): void {
    const theme = this.#themeOf(this.model.app.store.getState().preferences);
    const rows = plainScreen(this.model, theme)?.map((row) => eraseRow + row.trimEnd());
    const plain = rows ? cursorHome + rows.join('\r\n') : eraseScreen;
    if (plain !== this.#plain) this.#write(plain);
    this.#plain = plain;
  }

  get #hasMouse(): boolean {
    return this.model.app.store.getState().preferences.mouse;
  }

  #showing(): string {
    return showScreen + (this.#hasMouse ? mouseOn : '');
  }

  flushInput(): void {
    this.#input.flush();
  }

  async drawn(): Promise<void> {
    await this.#drawing;
    await this.#ink?.waitUntilRenderFlush();
  }

  readonly #resized = (): void => {
    const { columns, rows } = sizeOf(this.#stdout);
    this.model.resize(columns, rows);
    if (!this.#ink) this.#writePlain();
  };

  /** Writing failed: there is no terminal any more. */
  readonly #hungUp = (): void => this.#end('SIGHUP');

  /**
   * The first signal closes the sessions and leaves; the next one does not wait for that. A terminal that goes away says
   * so several times, by SIGHUP and at every read and write: that is one wish, not impatience.
   */
  #end(signal: EndingSignal): void {
    if (this.#left || (signal === 'SIGHUP' && this.#signal !== undefined)) return;
    this.#signal ??= signal;
    this.model.quitNow();
    const limit = this.#process.hangUpLimit;
    if (signal === 'SIGHUP' && limit !== undefined) setTimeout(() => this.#left || this.model.quitNow(), limit).unref();
  }

  #leave(): void {
    if (this.#left) return;
    const signal = this.#signal;
    this.#close(() => this.#settle.resolve({ signal }));
  }

  readonly #fail = (error: unknown): void => {
    if (this.#left) return;
    this.#close(() => this.#settle.reject(error));
  };

  #close(then: () => void): void {
    this.#restore();
    // Called once all that was written before has been, or can't be any more.
    this.#stdout.write('', () => then());
  }

  /** Synchronous, and harmless when nothing is left to restore: it also runs while the process exits. */
  #restore(): void {
    if (this.#left) return;
    this.#left = true;
    for (const [event, listener] of this.#listeners) this.#process.off(event, listener);
    this.#stdout.off('resize', this.#resized);
    this.#quiet();
    // While its screen is still there: Ink draws once more when it ends, and would by itself at the process's exit.
    this.#ink?.unmount();
    this.#input.stop();
    this.model.dispose();
    if (!this.#suspended) this.#write(restoreAll);
    // Late errors of a terminal that went away have nobody to tell.
    this.#stdout.off('error', this.#hungUp);
    this.#stdout.on('error', () => {});
  }

  #redraw(): void {
    if (this.#left || this.#suspended || !this.#ink) return;
    this.#ink.clear();
    this.#write(eraseScreen + enterModes + (this.#hasMouse ? mouseOn : ''));
    // Ink draws the whole frame again when the terminal's size may have changed.
    this.#stdout.emit('resize');
  }

  /** Somebody else has stopped the job, without a word to it, and the shell had the terminal meanwhile, with modes of its own. */
  #continued(): void {
    if (this.#left || this.#suspended) return;
    // One that is set already is not set again.
    this.#input.stop();
    this.#input.start();
    this.#write(ownScreen);
    if (this.#ink) this.#redraw();
    else {
      this.#plain = undefined;
      this.#writePlain();
    }
  }

  /** Stops the job: the shell has the terminal until it goes on. */
  async #suspend(): Promise<void> {
    await this.#lend(() => {
      try {
        this.#process.stopJob();
      } catch {
        // Nobody to stop for: the screen comes back at once.
      }
      // While the job is stopped no timer fires; the first thing that runs afterwards takes the terminal back.
      return new Promise((resolve) => setTimeout(resolve, 20));
    });
  }

  /**
   * Gives the terminal away while the work goes on. What it sends for keys then is not for this program, but for a stop,
   * which the job makes together.
   */
  async #lend(work: () => Promise<void>): Promise<boolean> {
    if (this.#suspended || this.#left || !this.#ink) return false;
    this.#suspended = true;
    const suspension = await this.#ink.suspend();
    this.#input.stop();
    this.#write(restoreAll);
    // A job that stops with bytes unwritten leaves its modes to the shell.
    await new Promise<void>((resolve) => this.#stdout.write('', () => resolve()));
    const away = this.#listeners.filter(([event]) => ['SIGTSTP', 'SIGINT', 'SIGQUIT'].includes(event));
    const deaf = () => {};
    for (const signal of ['SIGINT', 'SIGQUIT']) this.#process.on(signal, deaf);
    for (const [event, listener] of away) this.#process.off(event, listener);
    try {
      await work();
    } finally {
      if (!this.#left) for (const [event, listener] of away) this.#process.on(event, listener);
      for (const signal of ['SIGINT', 'SIGQUIT']) this.#process.off(signal, deaf);
      await this.#resume(suspension);
    }
    return true;
  }

  async #resume(suspension: { resume(): Promise<void> }): Promise<void> {
    this.#suspended = false;
    this.#isLookedAt = true;
    if (this.#left) return;
    this.#input.start();
    this.#write(this.#showing());
    this.#resized();
    await suspension.resume();
    this.#signals.again();
  }

  #write(bytes: string): void {
    try {
      this.#stdout.write(bytes);
    } catch {
      // A terminal that is gone has no modes.
    }
  }
}
