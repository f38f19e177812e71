import type { TurnBudget } from '../../async/budget.ts';
import type { PipelineRecord, TranscriptLine } from '../../domain/index.ts';
import { createTranscriptWriter, difference, type Fold, fold, withoutSession } from '../../format/index.ts';

/** Cells of the lines by which answers are compared: what a narrow table cuts off counts too. */
const comparedWidth = 4096;

/** Lines of a difference that are shown. */
const mostLines = 200;

/** What one server has answered. */
interface Collected {
  readonly records: ComparedRecord[];
  /** What it is compared by; undefined while more comes. */
  texts: readonly string[] | undefined;
  /** It was stopped or lost before its end: what it has said so far is no answer that others can be like. */
  isWhole: boolean;
}

interface ComparisonOptions {
  /** Cells of a line as it is shown. */
  readonly width: number;
  /** Objects of a block that are shown; absent: all. */
  readonly mostShown?: number;
  /** Laying out many objects takes more than a turn of the event loop where it is given. */
  readonly budget?: Pick<TurnBudget, 'isSpent' | 'nextTurn'>;
}

export type ComparedRecord = Exclude<PipelineRecord, { stream: 'progress' | 'clear' }>;

type ComparedFold = Fold<readonly ComparedRecord[]> & Pick<ComparedBlock, 'isWhole'>;

/** Servers that answered alike, and how it differs from what most answered. */
export interface ComparedBlock {
  readonly servers: readonly string[];
  /** Most servers answered so; of none where as many answered otherwise. */
  readonly isMajority: boolean;
  /** False: only what they said before they were stopped or lost. */
  readonly isWhole: boolean;
  /** Those against which the lines say what differs; undefined: the lines are the whole answer. */
  readonly against: readonly string[] | undefined;
  readonly lines: readonly TranscriptLine[];
}

/**
 * The answers of several servers to one line, side by side: those that are alike are one block, and of the others it is
 * said what they have that most have not.
 */
export class Comparison {
  readonly #options: ComparisonOptions;
  readonly #answers: ReadonlyMap<string, Collected>;

  /** @param servers in the order in which they are named */
  constructor(servers: readonly string[], options: ComparisonOptions) {
    this.#answers = new Map(servers.map((server) => [server, { records: [], texts: undefined, isWhole: true }]));
    this.#options = options;
  }

  take(server: string, record: ComparedRecord): void {
    this.#answers
      .get(server)
      ?.records.push(record.stream === 'output' ? { ...record, value: withoutSession(record.value) } : record);
  }

  /**
   * Nothing more comes from that server; resolves when its answer can be compared.
   *
   * @param isWhole whether it has come to its end by itself
   */
  async ended(server: string, isWhole: boolean): Promise<void> {
    const one = this.#answers.get(server);
    if (!one) return;
    one.isWhole = isWhole;
    const { budget } = this.#options;
    const writer = createTranscriptWriter(comparedWidth);
    const lines: TranscriptLine[] = [];
    for (const record of one.records) {
      lines.push(...writer.write(record));
      if (budget?.isSpent) await budget.nextTurn();
    }
    lines.push(...writer.end());
    one.texts = trimmed(lines).map(({ text }) => text);
  }

  /**
   * Of those that have answered: what most of them did stands first; at the end, apart, what is not whole.
   * @param linesOf what is compared of an answer; its text where nothing is given
   */
  folds(linesOf?: (records: readonly ComparedRecord[]) => readonly string[]): readonly ComparedFold[] {
    return [true, false].flatMap((isWhole) => {
      const answers = [...this.#answers].flatMap(([server, { records, texts, isWhole: has }]) =>
        texts && has === isWhole ? [{ server, lines: linesOf?.(records) ?? texts, detail: records }] : [],
      );
      return fold(answers).map((one) => ({ ...one, isWhole }));
    });
  }

  blocks(): readonly ComparedBlock[] {
    const folds = this.folds();
    const [majority, ...others] = folds.filter(({ isWhole }) => isWhole);
    const isMajority =
      majority !== undefined && others.every(({ servers }) => servers.length < majority.servers.length);
    return folds.map((one) => {
      const { servers, isWhole } = one;
      const whole = { servers, isWhole, isMajority: isMajority && one === majority, against: undefined };
      // What has not come yet is nothing that it lacks.
      if (one === majority || !isMajority || !isWhole) return { ...whole, lines: this.#laid(one.detail) };
      const { missing, added } = difference(majority.lines, one.lines);
      // An answer that has little in common is better read whole, and so is one that has the same in another order.
      const count = missing.length + added.length;
      if (count === 0 || count >= one.lines.length + majority.lines.length) {
        return { ...whole, lines: this.#laid(one.detail) };
      }
      const changes = [...missing.map((text) => changed('- ', text)), ...added.map((text) => changed('+ ', text))];
      return { ...whole, against: majority.servers, lines: shortened(changes) };
    });
  }

  #laid(records: readonly ComparedRecord[]): readonly TranscriptLine[] {
    const { width, mostShown = Number.POSITIVE_INFINITY } = this.#options;
    const writer = createTranscriptWriter(width);
    const shown = records.slice(0, mostShown);
    const lines = trimmed([...shown.flatMap((record) => writer.write(record)), ...writer.end()]);
    const more = records.length - shown.length;
    return more > 0 ? [...lines, { kind: 'note', text: `… and ${more.toLocaleString('en-US')} more` }] : lines;
  }
}

/** Columns that were laid out for any width stand too far apart to be read. */
const changed = (sign: string, text: string): TranscriptLine => ({
  kind: 'output',
  text: `${sign}${text.trimEnd().replace(/ {2,}/g, '  ')}`,
});

function shortened(lines: readonly TranscriptLine[]): readonly TranscriptLine[] {
  if (lines.length <= mostLines) return lines;
  return [...lines.slice(0, mostLines), { kind: 'note', text: `… and ${lines.length - mostLines} lines more` }];
}

/** Blank lines before and behind say nothing. */
function trimmed(lines: readonly TranscriptLine[]): readonly TranscriptLine[] {
  const first = lines.findIndex(({ text }) => text.trim() !== '');
  const last = lines.findLastIndex(({ text }) => text.trim() !== '');
  return first < 0 ? [] : lines.slice(first, last + 1);
}

/** `ex01, ex02 (2) against the 5 others`. */
export function headingOf({ servers, isWhole, against }: ComparedBlock): string {
  const others = against && (against.length > 3 ? `the ${against.length} others` : against.join(', '));
  const how = isWhole ? '' : ', not to the end';
  return `${servers.join(', ')} (${servers.length})${how}${others === undefined ? '' : ` against ${others}`}`;
}
