import type { Span } from './errors.ts';
import { type HighlightSpan, spansOf } from './highlight.ts';
import { parse } from './parse.ts';

interface Known {
  readonly text: string;
  readonly spans: readonly HighlightSpan[];
  /** Where the statements of a text without errors stand; undefined where a part of it cannot be read by itself. */
  readonly statements: readonly Span[] | undefined;
}

/** A text that names functions is read as a whole: what they are called is known to all of it. */
const definesFunctions = /\b(?:function|filter|workflow)\b/i;

/**
 * Gives a text that is being edited its pieces, as `highlight` does. What is far from the change is not read again: of a
 * text without errors only the statements around it are, two on each side, because an `else` or a pipe on a line of its
 * own belongs to what stands before.
 */
export class EditedHighlight {
  #known: Known = { text: '', spans: [], statements: [] };

  read(text: string): readonly HighlightSpan[] {
    if (text !== this.#known.text) this.#known = partly(this.#known, text) ?? whole(text);
    return this.#known.spans;
  }
}

function whole(text: string): Known {
  const result = parse(text);
  const { tree, errors } = result;
  const isPlain = errors.length === 0 && tree.blocks.length === 0 && !definesFunctions.test(text);
  const statements = isPlain ? tree.statements.map(({ span }) => span) : undefined;
  return { text, spans: spansOf(result), statements };
}

/** Undefined where all of it has to be read. */
function partly(before: Known, text: string): Known | undefined {
  const { statements } = before;
  if (statements === undefined || statements.length < 6 || definesFunctions.test(text)) return undefined;
  const delta = text.length - before.text.length;
  const same = sameAtBothEnds(before.text, text);
  const untouched = countWhile(statements, ({ end }) => end < same.start) - 2;
  const start = untouched > 0 ? statements[untouched]!.start : 0;
  const after = countWhile(statements, (one) => one.start <= before.text.length - same.end) + 2;
  const end = statements[after]?.start ?? before.text.length;
  const result = parse(text.slice(start, end + delta));
  const { tree, errors } = result;
  const hasHead = tree.parameters !== undefined || tree.usings.length > 0 || tree.blocks.length > 0;
  if (errors.length > 0 || (hasHead && start > 0)) return undefined;
  const moved =
    <One extends Span>(by: number) =>
    (one: One) => ({ ...one, start: one.start + by, end: one.end + by });
  const join = <One extends Span>(all: readonly One[], read: readonly One[]): readonly One[] => [
    ...all.slice(
      0,
      countWhile(all, (one) => one.end <= start),
    ),
    ...read.map(moved(start)),
    ...all.slice(countWhile(all, (one) => one.start < end)).map(moved(delta)),
  ];
  return {
    text,
    spans: join(before.spans, spansOf(result)),
    statements: join(statements, tree.blocks.length > 0 ? [] : tree.statements.map(({ span }) => span)),
  };
}

/** How many characters two texts have in common at their beginnings and at their ends; they do not overlap. */
function sameAtBothEnds(one: string, other: string): { readonly start: number; readonly end: number } {
  const most = Math.min(one.length, other.length);
  let start = 0;
  while (start < most && one.charCodeAt(start) === other.charCodeAt(start)) start += 1;
  let end = 0;
  while (end < most - start && one.charCodeAt(one.length - 1 - end) === other.charCodeAt(other.length - 1 - end))
    end += 1;
  return { start, end };
}

/** How many come first for which it holds; behind the first for which it does not, it holds for none. */
function countWhile<One>(all: readonly One[], holds: (one: One) => boolean): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(all[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}
