import type { Span } from '../errors.ts';

/** A text that was read: what error messages point into. */
export interface Unit {
  readonly text: string;
  /** The file's path; undefined for what was typed. */
  readonly file: string | undefined;
  /** Properties may be scripts that have to wait: each is read as something that does. */
  readonly membersWait?: boolean;
}

/** Where in which text. */
export interface Place {
  readonly unit: Unit;
  readonly span: Span;
}

/** A call, for a trace: what it is of, the command that it runs now, who called. */
export interface Call {
  readonly title: string;
  readonly at: Place | undefined;
  readonly caller: Call | undefined;
}

/** Line and column of a place, from 1, and the line itself. */
export function lineOf({ unit, span }: Place): {
  readonly line: number;
  readonly column: number;
  readonly text: string;
} {
  const before = unit.text.slice(0, span.start);
  const start = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
  const text = /^[^\r\n]*/.exec(unit.text.slice(start))?.[0] ?? '';
  return { line: before.split(/\r\n|\r|\n/).length, column: span.start - start + 1, text };
}

const mentioned = new WeakMap<Unit, Map<string, boolean>>();

/** Whether a text speaks of a variable, or may reach one that it does not name. */
export function mentions(unit: Unit, name: string): boolean {
  let known = mentioned.get(unit);
  if (!known) {
    known = new Map();
    mentioned.set(unit, known);
  }
  let found = known.get(name);
  if (found === undefined) {
    found = new RegExp(`${name}|variable|invoke-|iex`, 'i').test(unit.text);
    known.set(name, found);
  }
  return found;
}
