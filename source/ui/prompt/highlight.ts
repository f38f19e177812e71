import { type HighlightStyle, highlight } from '../../language/index.ts';
import type { Style } from '../widgets/theme.ts';
import type { StyledRange } from './prompt-view.ts';

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
const longest = 10_000;

let last: { readonly text: string; readonly ranges: readonly StyledRange[] } = { text: '', ranges: [] };

/** Colours for a line of the REPL's language. The last text is remembered: a tick of the clock costs no parsing. */
export function highlightSpans(text: string): readonly StyledRange[] {
  if (text.length > longest) return [];
  if (text !== last.text) {
    last = { text, ranges: highlight(text).map(({ start, end, style }) => ({ start, end, style: looks[style] })) };
  }
  return last.ranges;
}
