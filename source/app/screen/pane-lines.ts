import { type CmdletCaveat, caveatsOf, type TranscriptLine } from '../../domain/index.ts';
import { commandsNamed } from '../../language/text.ts';
import { inputLines, note } from '../output/notes.ts';
import type { Notifier } from './notifier.ts';
import type { SessionView } from './state.ts';

export interface PaneLinesPorts {
  readonly notifier: Notifier;
  readonly view: () => SessionView;
}

/** The lines of a connection's transcript that the screen itself writes and clears. */
export class PaneLines {
  readonly #connection: string;
  readonly #ports: PaneLinesPorts;
  readonly #warned = new Set<CmdletCaveat>();

  constructor(connection: string, ports: PaneLinesPorts) {
    this.#connection = connection;
    this.#ports = ports;
  }

  print(lines: readonly TranscriptLine[]): void {
    const { transcript } = this.#ports.view();
    transcript.append(lines);
    this.#ports.notifier.soon(this.#connection, { transcriptVersion: transcript.version });
  }

  /** The variables that were lost with their session. */
  tellLost(): void {
    const { variables } = this.#ports.view();
    if (variables.length > 0) this.print(note(`Lost with it: ${variables.map((name) => `$${name}`).join(', ')}.`));
  }

  clear(): void {
    const { transcript, pane } = this.#ports.view();
    transcript.clear();
    this.#ports.notifier.now(this.#connection, {
      transcriptVersion: transcript.version,
      pane: { ...pane, scroll: undefined },
    });
  }

  /** A line is about to run. */
  begin(text: string): void {
    this.print(inputLines(this.#connection, text));
    this.#warn(text);
  }

  /** What cannot be had over remote PowerShell is said once a session. */
  #warn(text: string): void {
    const caveats = caveatsOf(commandsNamed(text).names).filter((caveat) => !this.#warned.has(caveat));
    for (const caveat of caveats) this.#warned.add(caveat);
    this.print(caveats.map(({ what, next }) => ({ kind: 'warning', text: `WARNING: ${what} ${next}` })));
  }

  /** Another session begins: what was said once is said again. */
  restart(): void {
    this.#warned.clear();
  }
}
