import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import type { App } from '../../source/app/screen/port.ts';
import { type ScreenExit, type ScreenHandle, type ScreenOptions, startScreen } from '../../source/ui/index.ts';
import { questionPause } from '../../source/ui/question-pause.ts';
import type { ProcessEvents } from '../../source/ui/terminal/process-events.ts';
import { HandClock } from './hand-clock.ts';
import { Keyboard, keyBytes } from './keyboard.ts';
import { TerminalStream } from './terminal-stream.ts';

/** `process` for a screen under test: signals are emitted by hand. */
export class FakeProcess extends EventEmitter implements ProcessEvents {
  stops = 0;
  hangUpLimit: number | undefined;
  stopJob(): void {
    this.stops += 1;
  }
}

export interface TestScreenOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly loadInk?: ScreenOptions['loadInk'];
}

/** The whole screen in a terminal emulator, with a keyboard. Nothing in it waits for time: `idle` waits for drawing. */
export class TestScreen {
  readonly terminal: TerminalStream;
  readonly keyboard = new Keyboard();
  readonly process = new FakeProcess();
  /** What a server's question measures its pause by. */
  readonly clock = new HandClock();
  readonly handle: ScreenHandle;

  constructor(app: App, { columns = 80, rows = 24, environment = {}, loadInk }: TestScreenOptions = {}) {
    this.terminal = new TerminalStream(columns, rows);
    this.handle = startScreen({
      app,
      stdin: this.keyboard,
      stdout: this.terminal as unknown as NodeJS.WriteStream,
      stderr: new PassThrough(),
      environment,
      processEvents: this.process,
      clock: this.clock.now,
      maxFps: 1000,
      ...(loadInk ? { loadInk } : {}),
    });
  }

  get exited(): Promise<ScreenExit> {
    return this.handle.exited;
  }

  /** What a person sees once nothing more is to be drawn. */
  async text(): Promise<string> {
    await this.idle();
    return this.terminal.text();
  }

  /** Everything that follows from the keys and the state so far has been drawn. */
  async idle(): Promise<void> {
    let before: number;
    do {
      before = this.terminal.log.length;
      await this.handle.drawn();
      await new Promise((resolve) => setImmediate(resolve));
    } while (this.terminal.log.length !== before);
  }

  /** Presses keys, named as in the command records: `press('ctrl+p', 'enter')`. */
  async press(...names: readonly string[]): Promise<void> {
    for (const name of names) {
      await this.send(keyBytes(name));
      if (name === 'escape') this.handle.flushInput();
    }
    await this.idle();
  }

  /** As fingers do: Enter comes by itself, where a paste's line ends come with what is behind them. */
  async type(text: string): Promise<void> {
    for (const line of text.split(/(?<=\r)/)) await this.send(line);
    await this.idle();
  }

  /** Rests the fingers until a server's question takes keys. */
  async rest(): Promise<void> {
    await this.idle();
    await this.clock.advance(questionPause);
  }

  async paste(text: string): Promise<void> {
    await this.type(`\x1b[200~${text}\x1b[201~`);
  }

  /** Bytes as the terminal sends them; resolves when the screen has taken them. */
  send(bytes: string | Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      this.keyboard.write(bytes, () => setImmediate(resolve));
    });
  }

  async resize(columns: number, rows: number): Promise<void> {
    this.terminal.resize(columns, rows);
    await this.idle();
  }

  /** Leaves as a person would who does not wait. */
  async close(): Promise<void> {
    this.process.emit('SIGTERM');
    this.process.emit('SIGTERM');
    await this.exited.catch(() => {});
  }
}
