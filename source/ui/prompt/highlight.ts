import { EditedHighlight, type HighlightSpan, type HighlightStyle } from '../../language/text.ts';
import type { Style } from '../widgets/theme.ts';
import type { EditedText, StyledRange } from './prompt-view.ts';

const looks: Readonly<Record<HighlightStyle, Style>> = {
  blank: 'plain',
  comment: 'quiet',
  command: 'command',
  keyword: 'operator',
  argument: 'plain',
  member: 'plain',
  type: 'plain',
  parameter: 'parameter',
  number: 'number',
  string: 'text',
  variable: 'variable',
  operator: 'operator',
  punctuation: 'plain',
  error: 'bad',
};

/** A paste longer than this is shown plain: colouring it at every key would be felt. Characters. */
const longest = 32_000;

/** One prompt is seen at a time: what was read of its text last is remembered, and a tick of the clock costs no parsing. */
const edited = new EditedHighlight();

/**
 * Colours for a line of the REPL's language.
 *
 * @param commands lower-case names of those that there are; undefined where nobody can tell
 * @param cursor what stands before it is still being typed
 */
export function highlightSpans(
  text: string,
  commands: ReadonlySet<string> | undefined,
  cursor: number,
): EditedText['styles'] {
  if (text.length > longest) return () => [];
  const spans = edited.read(text);
  return (from, to) => {
    const ranges: StyledRange[] = [];
    for (let index = firstBehind(spans, from); index < spans.length && spans[index]!.start < to; index++) {
      const { start, end, style, command } = spans[index]!;
      const isStrange = command !== undefined && end !== cursor && isUnknown(command, commands);
      ranges.push({ start, end, style: isStrange ? 'unknown' : looks[style] });
    }
    return ranges;
  };
}

/** The first span that ends behind that place; they are in order and without gaps. */
function firstBehind(spans: readonly HighlightSpan[], place: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.end <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Paths, and names of modules before a command, are looked up elsewhere; `watch` is exterm's own. */
function isUnknown(name: string, commands: ReadonlySet<string> | undefined): boolean {
  const key = name.toLowerCase();
  return commands !== undefined && !commands.has(key) && key !== 'watch' && !/[\\/:*?[\]]|\.\w+$|^\.*$/.test(key);
}
