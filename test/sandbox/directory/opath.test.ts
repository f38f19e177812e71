import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PsDateTime, type PsValue, psList } from '../../../source/objects/index.ts';
import { passes } from '../../../source/sandbox/directory/opath/evaluate.ts';
import {
  comparisons,
  type Filter,
  type FilterValue,
  parseFilter,
} from '../../../source/sandbox/directory/opath/parse.ts';
import { FilterError } from '../../../source/sandbox/directory/opath/tokens.ts';
import { quota } from '../../../source/sandbox/directory/quantities.ts';

const property = fc.stringMatching(/^[A-Za-z]\w{0,12}$/);
const literal: fc.Arbitrary<FilterValue> = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 10 }),
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
  fc.boolean(),
  fc.constant(null),
);
const filters: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({
      kind: fc.constant('compare' as const),
      property,
      operator: fc.constantFrom(...comparisons),
      value: literal,
    }),
    fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), left: tie('filter'), right: tie('filter') }),
    fc.record({ kind: fc.constant('not' as const), operand: tie('filter') }),
  ),
})).filter;

function write(filter: Filter, quote: string): string {
  if (filter.kind === 'not') return `-not (${write(filter.operand, quote)})`;
  if (filter.kind !== 'compare')
    return `(${write(filter.left, quote)}) -${filter.kind} (${write(filter.right, quote)})`;
  return `${filter.property} -${filter.operator} ${writeValue(filter.value, quote)}`;
}

function writeValue(value: FilterValue, quote: string): string {
  if (value === null) return '$null';
  if (typeof value === 'boolean') return `$${value}`;
  return typeof value === 'number' ? String(value) : `${quote}${value.replaceAll(quote, quote + quote)}${quote}`;
}

describe('reading a filter', () => {
  it('gives back whatever filter was written, with either quote', () => {
    fc.assert(
      fc.property(filters, fc.constantFrom("'", '"'), (filter, quote) => {
        expect(parseFilter(write(filter, quote))).toEqual(filter);
      }),
    );
  });

  it('reads any text to a filter or a FilterError, and nothing else', () => {
    const words = fc.constantFrom(
      'Name',
      '-eq',
      '-and',
      '-not',
      '(',
      ')',
      "'",
      '"',
      "'x'",
      '$null',
      '$true',
      '12',
      '!',
      '{',
      '}',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 60 }),
          fc.array(words, { maxLength: 15 }).map((some) => some.join(' ')),
        ),
        (text) => {
          try {
            parseFilter(text);
          } catch (failure) {
            expect(failure).toBeInstanceOf(FilterError);
          }
        },
      ),
    );
  });

  it('groups -and and -or from the left, and binds -not to what follows it', () => {
    const filter = parseFilter("A -eq 1 -or B -eq 2 -and -not C -eq 'x'");
    expect(filter).toMatchObject({
      kind: 'and',
      left: { kind: 'or' },
      right: { kind: 'not', operand: { property: 'C' } },
    });
  });

  it('takes braces around the whole, bare words and operators in any case', () => {
    expect(parseFilter('{ Alias -EQ adele.vance }')).toEqual({
      kind: 'compare',
      property: 'Alias',
      operator: 'eq',
      value: 'adele.vance',
    });
  });

  it.each([
    ['', 'ends where a property'],
    ['Name', 'ends where an operator'],
    ['Name -eq', 'ends where a value'],
    ["Name -eq 'open", 'no closing'],
    ["Name -match 'x'", '-match'],
    ["(Name -eq 'x'", 'ends where ")"'],
    ["Name -eq 'x')", '")" is not expected'],
    ["Name -eq 'x' Alias -eq 'y'", '"Alias" is not expected'],
    ["'Name' -eq 'x'", '"Name" is not expected'],
    ['Name -eq (', '"(" is not expected'],
  ])('says what is wrong with %j', (text, message) => {
    expect(() => parseFilter(text)).toThrow(message);
  });

  it('refuses what is nested too deep or too long instead of running out of stack', () => {
    expect(() => parseFilter(`${'('.repeat(5000)}Name -eq 1${')'.repeat(5000)}`)).toThrow('deeper than');
    expect(() => parseFilter(`${'-not '.repeat(3000)}Name -eq 1`)).toThrow('deeper than');
    expect(() => parseFilter(`Name -eq '${'x'.repeat(20_001)}'`)).toThrow('longer than');
  });
});

const object: Readonly<Record<string, PsValue>> = {
  Name: 'Zoë Müller',
  Items: 42,
  Big: 5_000_000_000n,
  Hidden: false,
  Nothing: null,
  Empty: '',
  Addresses: psList(['SMTP:zoe@contoso.com', 'smtp:zm@fabrikam.com']),
  None: psList([]),
  Created: new PsDateTime('2026-03-01T10:00:00.0000000Z'),
  Quota: quota(2n << 30n),
  Free: quota(undefined),
};
const test = (text: string) => passes(parseFilter(text), (name) => object[name]);

describe('what passes a filter', () => {
  it.each([
    ["Name -eq 'zoë müller'", true],
    ["Name -ne 'zoë müller'", false],
    ["Name -like 'zoë*'", true],
    ["Name -like '*ÜLL*'", true],
    ["Name -like 'müller'", false],
    ["Name -notlike 'A*'", true],
    ["Name -gt 'A'", true],
    ["Name -lt 'A'", false],
    ['Items -eq 42', true],
    ["Items -gt '9'", true],
    ['Items -ge 42 -and Items -le 42', true],
    ['Items -lt 42', false],
    ['Big -gt 4999999999', true],
    ['Hidden -eq $false', true],
    ["Hidden -eq 'False'", true],
    ['Hidden -ne $true', true],
    ['Nothing -eq $null', true],
    ['Nothing -ne $null', false],
    ["Nothing -ne 'x'", true],
    ["Nothing -lt 'x'", false],
    ['Empty -eq $null', true],
    ['Name -ne $null', true],
    ['None -eq $null', true],
    ['Addresses -ne $null', true],
    ["Addresses -like '*@fabrikam.com'", true],
    ["Addresses -eq 'smtp:zm@fabrikam.com'", true],
    ["Addresses -notlike '*@fabrikam.com'", false],
    ["Created -gt '2026-02-28'", true],
    ["Created -lt '3/1/2026 9:00 AM'", false],
    ["Created -gt 'no date'", false],
    ["Quota -ge '2GB'", true],
    ["Quota -gt '2 GB'", false],
    ["Quota -lt '2049MB'", true],
    ["Free -gt '100TB'", true],
    ["Free -eq 'Unlimited'", true],
    ["Missing -eq 'x'", false],
    ['-not (Items -eq 1) -and !(Items -eq 2)', true],
    ['Items -eq 1 -or Items -eq 42', true],
  ])('%s is %s', (text, expected) => {
    expect(test(text)).toBe(expected);
  });

  it('is what and, or and not say of the parts, for any filter', () => {
    const read = (name: string): PsValue => (name.length % 2 === 0 ? name : name.length);
    fc.assert(
      fc.property(filters, filters, (left, right) => {
        const [a, b] = [passes(left, read), passes(right, read)];
        expect(passes({ kind: 'and', left, right }, read)).toBe(a && b);
        expect(passes({ kind: 'or', left, right }, read)).toBe(a || b);
        expect(passes({ kind: 'not', operand: left }, read)).toBe(!a);
      }),
    );
  });
});
