import type { App } from '../../app/screen/port.ts';
import type { InputStream } from '../input/index.ts';
import type { ScreenModel } from '../screen-model.ts';
import type { EndingSignal, ProcessEvents } from './process-events.ts';

export interface ScreenOptions {
  readonly app: App;
  readonly stdin: InputStream;
  /** A terminal; `columns` and `rows` are read again at each of its `resize` events. */
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WritableStream;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly processEvents?: ProcessEvents;
  /** Milliseconds that only go forward; left out: the process's own. */
  readonly clock?: () => number;
  /** Frames a second at most. */
  readonly maxFps?: number;
  /** Loads what draws once the first frame stands. */
  readonly loadInk?: () => Promise<Pick<typeof import('./ink-screen.tsx'), 'drawInkScreen'>>;
}

/** How the screen was left: by ^Q, or by a signal whose exit code is the caller's business. */
export interface ScreenExit {
  readonly signal: EndingSignal | undefined;
}

export interface ScreenHandle {
  readonly model: ScreenModel;
  /** Settles when the terminal is as it was. Rejects with what brought the screen down. */
  readonly exited: Promise<ScreenExit>;
  /** Takes what the key parser still waits for. */
  flushInput(): void;
  /** Resolves when everything that is to be drawn now has been written. */
  drawn(): Promise<void>;
}

/** A terminal that does not know its size counts as the classic one. */
export function sizeOf({ columns, rows }: { readonly columns?: number; readonly rows?: number }): {
  columns: number;
  rows: number;
} {
  return { columns: columns || 80, rows: rows || 24 };
}
