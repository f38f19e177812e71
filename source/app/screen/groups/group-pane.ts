import type { PipelineRecord, TranscriptLine } from '../../../domain/index.ts';
import { neutralise } from '../../../text/neutralise.ts';
import { wrap } from '../../../text/width.ts';
import type { AppDeps } from '../../deps.ts';
import { type ComparedBlock, type ComparedRecord, Comparison, headingOf } from '../../output/comparison.ts';
import { inputLines, note } from '../../output/notes.ts';
import type { Notifier } from '../notifier.ts';
import type { AppState, GroupMember, GroupView } from '../state.ts';
import { isOver } from './group-run.ts';

/** Records of all servers together that are compared; all of them are in the grid. */
const mostCompared = 20_000;

/** Objects of a block that are shown. */
const mostShown = 200;

export interface GroupPaneParts {
  readonly place: string;
  readonly deps: Pick<AppDeps, 'budget'>;
  readonly notifier: Notifier;
  readonly view: () => GroupView;
  readonly state: () => AppState;
  /** Whether the transcript is read now: its lines stay where they are then. */
  readonly isRead: () => boolean;
}

/** The answers to one line in a group's transcript: written anew whenever another server has answered. */
export class GroupPane {
  readonly #parts: GroupPaneParts;
  readonly #servers: readonly string[];
  #comparison: Comparison;
  /** The number of its first line. */
  readonly #from: number;
  #taken = 0;
  #written: readonly TranscriptLine[] = [];
  readonly #kept: (readonly [server: string, record: ComparedRecord])[] = [];
  readonly #answered: (readonly [server: string, isWhole: boolean])[] = [];
  #members: readonly GroupMember[] = [];
  #width: number;
  /** What there is has not been written, as the lines that stand there are read. */
  #isBehind = false;

  constructor(line: string, servers: readonly string[], width: number, parts: GroupPaneParts) {
    this.#parts = parts;
    this.#servers = servers;
    this.#width = width;
    this.#comparison = this.#compared();
    const { transcript } = parts.view();
    transcript.append(inputLines(parts.place, line));
    this.#from = transcript.end;
    this.#show();
  }

  #compared(): Comparison {
    const { budget } = this.#parts.deps;
    return new Comparison(this.#servers, { width: this.#width, mostShown, budget });
  }

  take(server: string, record: PipelineRecord): void {
    if (record.stream === 'progress' || record.stream === 'clear' || ++this.#taken > mostCompared) return;
    this.#kept.push([server, record]);
    this.#comparison.take(server, record);
  }

  /** @param isWhole whether it has come to its end by itself; one that was stopped before it said something has not answered */
  async ended(server: string, isWhole: boolean): Promise<void> {
    if (!isWhole && !this.#kept.some(([name]) => name === server)) return;
    this.#answered.push([server, isWhole]);
    await this.#comparison.ended(server, isWhole);
  }

  /** Lays all of it out for so many cells. */
  async fit(width: number): Promise<void> {
    if (width === this.#width) {
      if (this.#isBehind) this.write(this.#members);
      return;
    }
    this.#width = width;
    const comparison = this.#compared();
    for (const [server, record] of this.#kept) comparison.take(server, record);
    for (const [server, isWhole] of this.#answered) await comparison.ended(server, isWhole);
    if (width !== this.#width) return;
    this.#comparison = comparison;
    this.write(this.#members);
  }

  /** Writes what there is so far in the place of what stood there. */
  write(members: readonly GroupMember[]): void {
    this.#members = members;
    const { transcript } = this.#parts.view();
    this.#isBehind = this.#parts.isRead();
    // Somebody has cleared it, or something stands behind it that is not its own.
    if (this.#isBehind || transcript.end !== this.#from + this.#written.length) return;
    const blocks = this.#comparison.blocks();
    const lines = [
      ...blocks.flatMap((block) => blockLines(block, this.#width)),
      ...this.#notes(blocks.filter(({ isWhole }) => isWhole).length),
    ];
    transcript.replaceEnd(this.#from, lines);
    this.#written = lines;
    this.#show();
  }

  #show(): void {
    const { notifier, place, view } = this.#parts;
    notifier.soon(place, { transcriptVersion: view().transcript.version });
  }

  /**
   * Who is not among them, and why; at the end what came of it.
   * @param ways in which they have answered
   */
  #notes(ways: number): readonly TranscriptLine[] {
    const { sessions } = this.#parts.state();
    const named = (state: GroupMember['state']) =>
      this.#members.filter((member) => member.state === state).map(({ name }) => name);
    const failed = named('failed').map(
      (name): TranscriptLine => ({
        kind: 'error',
        text: neutralise(`${name}: ${sessions[name]?.failure?.what ?? 'the session was lost.'}`),
      }),
    );
    const stopped = named('stopped');
    const closed = named('closed');
    const lines: TranscriptLine[] = [
      ...failed,
      ...(stopped.length > 0 ? note(`Stopped: ${stopped.join(', ')}.`) : []),
      ...(closed.length > 0 ? note(`Not asked, as not open: ${closed.join(', ')}. Alt+C connects them.`) : []),
    ];
    if (this.#taken > mostCompared) {
      lines.push(
        ...note(`Only the first ${mostCompared.toLocaleString('en-US')} records are compared; the grid has all.`),
      );
    }
    if (!this.#members.every(isOver)) return lines;
    const answered = named('answered').length;
    const how = answered < 2 ? '' : ways === 1 ? ', all alike' : `, in ${ways} ways`;
    return [
      ...(this.#written.length + lines.length > 0 ? [{ kind: 'output', text: '' } as const] : []),
      ...lines,
      ...note(`${answered} of ${this.#members.length} have answered${how}.`),
    ];
  }
}

/** Names of many servers take several rows, and none of them is broken. */
function blockLines(block: ComparedBlock, width: number): readonly TranscriptLine[] {
  const heading = wrap(neutralise(headingOf(block)), width, 'words');
  return [
    { kind: 'output', text: '' },
    ...heading.map((text): TranscriptLine => ({ kind: 'heading', text })),
    ...(block.lines.length > 0 ? block.lines : note('(nothing)')),
  ];
}
