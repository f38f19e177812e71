import type { Span } from '../errors.ts';
import { lineOf, type Unit } from './unit.ts';

/** The statement of a text that began last, among those that stand in none other. */
export interface Reached {
  readonly unit: Unit;
  readonly spans: readonly Span[];
  readonly at: number;
}

/** Characters of a line that are quoted. */
const longest = 100;

/** What of a text was not run, in words; undefined where nothing is left. `quotes`: a line may be shown. */
export function notRun({ unit, spans, at }: Reached, quotes: boolean): string | undefined {
  const [current, next, last] = [spans[at], spans[at + 1], spans.at(-1)];
  if (!current || !next || !last) return undefined;
  const line = (place: number) => lineOf({ unit, span: { start: place, end: place } }).line;
  const [from, to] = [line(next.start), line(last.end)];
  if (from === to && line(current.end) === from) {
    if (!quotes) return 'What follows in the line was not run.';
    const rest = unit.text.slice(next.start, last.end);
    return `Not run: ${rest.length > longest ? `${rest.slice(0, longest)}…` : rest}`;
  }
  const name = unit.file?.replace(/^.*[\\/]/, '');
  const lines = from === to ? `Line ${from}` : `Lines ${from} to ${to}`;
  return `${lines}${name === undefined ? '' : ` of ${name}`} ${from === to ? 'was' : 'were'} not run.`;
}
