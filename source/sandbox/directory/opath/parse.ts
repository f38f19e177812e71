import { FilterError, type FilterToken, tokenize } from './tokens.ts';

export const comparisons = ['eq', 'ne', 'like', 'notlike', 'gt', 'ge', 'lt', 'le'] as const;
export type Comparison = (typeof comparisons)[number];
export type FilterValue = string | number | boolean | null;

export type Filter =
  | { readonly kind: 'and' | 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'not'; readonly operand: Filter }
  | { readonly kind: 'compare'; readonly property: string; readonly operator: Comparison; readonly value: FilterValue };

const deepest = 100;

/**
 * Exchange's -Filter language: `Database -eq 'DB01' -and -not (Name -like 'A*')`. -and and -or bind alike and group from
 * the left, as in PowerShell; braces around the whole are taken off. Throws FilterError.
 */
export function parseFilter(text: string): Filter {
  const trimmed = text.trim();
  const inner = trimmed.startsWith('{') && trimmed.endsWith('}') ? trimmed.slice(1, -1) : trimmed;
  const reader = new Reader(tokenize(inner));
  const filter = readSequence(reader, 0);
  const rest = reader.peek();
  if (rest) throw unexpected(rest);
  return filter;
}

class Reader {
  readonly #tokens: readonly FilterToken[];
  #position = 0;
  constructor(tokens: readonly FilterToken[]) {
    this.#tokens = tokens;
  }
  peek(): FilterToken | undefined {
    return this.#tokens[this.#position];
  }
  take(expected: string): FilterToken {
    const token = this.#tokens[this.#position];
    if (!token) throw new FilterError(`The filter ends where ${expected} should stand.`);
    this.#position += 1;
    return token;
  }
  takeOperator(...names: readonly string[]): string | undefined {
    const token = this.peek();
    if (token?.kind !== 'operator' || !names.includes(token.text)) return undefined;
    this.#position += 1;
    return token.text;
  }
}

function unexpected(token: FilterToken): FilterError {
  const shown = token.kind === 'operator' ? `-${token.text}` : token.text;
  return new FilterError(`"${shown}" is not expected at position ${token.at + 1} of the filter.`);
}

function readSequence(reader: Reader, depth: number): Filter {
  if (depth > deepest) throw new FilterError(`The filter is nested deeper than ${deepest} levels.`);
  let left = readTerm(reader, depth);
  for (let joint = reader.takeOperator('and', 'or'); joint; joint = reader.takeOperator('and', 'or')) {
    left = { kind: joint === 'and' ? 'and' : 'or', left, right: readTerm(reader, depth) };
  }
  return left;
}

function readTerm(reader: Reader, depth: number): Filter {
  if (depth > deepest) throw new FilterError(`The filter is nested deeper than ${deepest} levels.`);
  if (reader.takeOperator('not')) return { kind: 'not', operand: readTerm(reader, depth + 1) };
  const token = reader.take('a property');
  if (token.kind === 'open') {
    const inner = readSequence(reader, depth + 1);
    const close = reader.take('")"');
    if (close.kind !== 'close') throw unexpected(close);
    return inner;
  }
  if (token.kind !== 'word' || !/^[A-Za-z]\w*$/.test(token.text)) throw unexpected(token);
  const operator = reader.take('an operator');
  const comparison = comparisons.find((name) => operator.kind === 'operator' && name === operator.text);
  if (!comparison) {
    throw new FilterError(
      `"${operator.kind === 'operator' ? '-' : ''}${operator.text}" at position ${operator.at + 1} is no operator of a filter. ` +
        `Use one of: ${comparisons.map((name) => `-${name}`).join(', ')}.`,
    );
  }
  return { kind: 'compare', property: token.text, operator: comparison, value: literalOf(reader.take('a value')) };
}

function literalOf(token: FilterToken): FilterValue {
  if (token.kind === 'string') return token.text;
  if (token.kind === 'word') return token.text;
  if (token.kind !== 'literal') throw unexpected(token);
  if (token.text === '$null') return null;
  if (token.text.startsWith('$')) return token.text === '$true';
  return Number(token.text);
}
