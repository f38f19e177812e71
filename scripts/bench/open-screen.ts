import { PassThrough } from 'node:stream';
import type { App } from '../../source/app/screen/port.ts';
import { type ScreenHandle, startScreen } from '../../source/ui/index.ts';
import { Keyboard } from '../../test/support/keyboard.ts';
import { FakeProcess } from '../../test/support/screen.ts';
import { BlankTerminal } from './blank-terminal.ts';
import { threadTime } from './figures.ts';

export interface OpenScreen {
  readonly terminal: BlankTerminal;
  readonly keyboard: Keyboard;
  readonly handle: ScreenHandle;
}

/** The whole screen on a blank terminal of 160 × 50, drawn as it is shipped: at once. */
export function screenOf(app: App): OpenScreen {
  const terminal = new BlankTerminal(160, 50);
  const keyboard = new Keyboard();
  const handle = startScreen({
    app,
    stdin: keyboard,
    stdout: terminal as unknown as NodeJS.WriteStream,
    stderr: new PassThrough(),
    environment: {},
    processEvents: new FakeProcess(),
    maxFps: 1000,
  });
  return { terminal, keyboard, handle };
}

/** Milliseconds until a key's frame was written, and what of them this program worked. */
export interface Taken {
  readonly time: number;
  readonly work: number;
}

/** From a key until the screen has written what fits the pattern. */
export function until(
  { terminal, keyboard }: OpenScreen,
  bytes: string,
  wanted: RegExp,
  then = () => {},
): Promise<Taken> {
  return new Promise((resolve) => {
    const [start, worked] = [performance.now(), threadTime()];
    terminal.onText = (text) => {
      if (!wanted.test(text)) return;
      terminal.onText = () => {};
      const taken = { time: performance.now() - start, work: threadTime() - worked };
      setTimeout(resolve, 20, taken);
    };
    keyboard.write(bytes, () => then());
  });
}
