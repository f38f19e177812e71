import { type HighlightSpan, type HighlightStyle, highlight } from '../../language/index.ts';
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
const longest = 32_000;

let last: { readonly text: string; readonly spans: readonly HighlightSpan[] } = { text: '', spans: [] };

/**
 * Colours for a line of the REPL's language. The last text is remembered: a tick of the clock costs no parsing.
 *
 * @param commands lower-case names of those that there are; undefined where nobody can tell
 * @param cursor what stands before it is still being typed
 */
export function highlightSpans(
  text: string,
  commands: ReadonlySet<string> | undefined,
  cursor: number,
): readonly StyledRange[] {
  if (text.length > longest) return [];
  if (text !== last.text) last = { text, spans: highlight(text) };
  return last.spans.map(({ start, end, style, command }) => ({
    start,
    end,
    style: command !== undefined && end !== cursor && isUnknown(command, commands) ? 'unknown' : looks[style],
  }));
}

/** Paths, and names of modules before a command, are looked up elsewhere; `watch` is exterm's own. */
function isUnknown(name: string, commands: ReadonlySet<string> | undefined): boolean {
  const key = name.toLowerCase();
  return commands !== undefined && !commands.has(key) && key !== 'watch' && !/[\\/:*?[\]]|\.\w+$|^\.*$/.test(key);
}
