import type { ParseResult } from '../parse.ts';
import type { Token } from '../tokens.ts';

/** Where the cursor stands in what a parameter such as -Filter is given. */
export interface FilterPlace {
  /** Whose parameter it is. */
  readonly command: string;
  readonly expects: 'property' | 'operator' | 'value';
  readonly typed: string;
  readonly start: number;
}

/** Of OPATH, as Exchange documents it. */
export const filterOperators = ['-eq', '-ne', '-like', '-notlike', '-gt', '-ge', '-lt', '-le'];
const joins = ['-and', '-or', '-not'];

/** In a string or a block that is still open behind `-Filter`, `-RecipientFilter` and their like; undefined elsewhere. */
export function filterPlace(
  tokens: readonly Token[],
  roles: ParseResult['roles'],
  text: string,
  cursor: number,
): FilterPlace | undefined {
  const parameter = tokens.findLast(({ kind, value }) => kind === 'parameter' && /filter$/i.test(value));
  if (!parameter) return undefined;
  const given = text.slice(parameter.end, cursor);
  const [, double, single, block] = /^\s*(?:"([^"]*)|'((?:[^']|'')*)|\{([^}]*))$/.exec(given) ?? [];
  const filter = double ?? single ?? block;
  const command = tokens.findLast(({ start }) => start < parameter.start && roles.get(start) === 'command');
  if (filter === undefined || !command) return undefined;
  const typed = /[-$\w.]*$/.exec(filter)?.[0] ?? '';
  const before = filter.slice(0, filter.length - typed.length).trimEnd();
  return { command: command.value, expects: expected(before), typed, start: cursor - typed.length };
}

function expected(before: string): FilterPlace['expects'] {
  const [last = ''] = /[-$\w.]+$|\S$/.exec(before) ?? [];
  if (filterOperators.includes(last.toLowerCase())) return 'value';
  if (last === '' || last === '(' || joins.includes(last.toLowerCase())) return 'property';
  return 'operator';
}

/** What may stand between two parts of a filter. */
export const between = [...filterOperators, '-and', '-or'];
