import { inBackground } from '../../async/background.ts';
import type { AppDeps } from '../deps.ts';
import { failureOf } from '../failing.ts';
import { type Layout, Layouts } from '../output/layouts.ts';
import type { Feedback } from './feedback.ts';
import type { Notifier } from './notifier.ts';
import type { SessionView } from './state.ts';

export interface PaneLayoutPorts {
  readonly deps: AppDeps;
  readonly notifier: Notifier;
  readonly feedback: Feedback;
  readonly view: () => SessionView;
  /** Whether the transcript is read now: its lines stay where they are then. */
  readonly isRead: () => boolean;
}

/** What a connection's lines gave, laid out for the cells that its pane has. */
export class PaneLayout {
  readonly #connection: string;
  readonly #ports: PaneLayoutPorts;
  readonly #layouts: Layouts;
  #running: Layout | undefined;
  /** Cells that the pane has for a line, as far as somebody has said. */
  #width: number | undefined;
  #fitting: AbortController | undefined;

  constructor(connection: string, ports: PaneLayoutPorts) {
    this.#connection = connection;
    this.#ports = ports;
    this.#layouts = new Layouts(() => ports.view().transcript);
  }

  /** What the line that runs writes into. */
  get running(): Layout | undefined {
    return this.#running;
  }

  /** A line begins to run, laid out for so many cells. */
  begin(width: number): Layout {
    this.#fitting?.abort();
    this.#running = this.#layouts.begin(width);
    return this.#running;
  }

  /** It runs no more. */
  end(layout: Layout): void {
    this.#running = undefined;
    layout.end ??= layout.from;
  }

  /** The pane has so many cells for a line now: what was shown last is laid out for them, once nothing runs. */
  fit(width: number): void {
    this.#width = width;
    this.refit();
  }

  /** Where the pane has other cells by now. */
  refit(): void {
    this.#fitting?.abort();
    if (this.#width === undefined || this.#running || this.#ports.isRead()) return;
    const fitting = new AbortController();
    this.#fitting = fitting;
    const { budget } = this.#ports.deps;
    inBackground(
      this.#layouts.fit(this.#width, { budget, signal: fitting.signal }).then((moved) => {
        if (!moved) return;
        const { transcript, pane } = this.#ports.view();
        const scroll = pane.scroll && { line: moved(pane.scroll.line), row: 0 };
        this.#ports.notifier.now(this.#connection, {
          transcriptVersion: transcript.version,
          pane: { ...pane, scroll },
        });
      }),
      (error) => this.#ports.feedback.failed(failureOf(error), this.#connection),
    );
  }

  clear(): void {
    this.#layouts.clear();
  }
}
