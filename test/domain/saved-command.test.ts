import { describe, expect, it } from 'vitest';
import {
  isMeantFor,
  parameterParts,
  parameterTexts,
  readParameter,
  type SavedParameter,
  savedNameProblem,
  savedValue,
} from '../../source/domain/index.ts';
import { ex01 } from '../support/app-harness.ts';

describe('a saved command', () => {
  it.each([
    [undefined, true],
    [[], true],
    [['EX01'], true],
    [['@prod'], true],
    [['ex*'], true],
    [['ex02', '@lab', 'dr?'], false],
  ])('for %j is meant for ex01 of prod: %j', (on, meant) => {
    expect(isMeantFor({ name: 'x', line: 'y', ...(on && { on }) }, { ...ex01, groups: ['Prod'] })).toBe(meant);
  });

  it.each(['', ' ', ' a', 'a\nb', 'a\u200eb', 'x'.repeat(61)])('is not called %j', (name) => {
    expect(savedNameProblem(name)).toBeDefined();
  });
});

it('says what it asks for in the text that it is read from, commas in a value included', () => {
  const parameters: readonly SavedParameter[] = [
    { name: 'Identity' },
    { name: 'Quota', kind: 'number', initial: '50GB' },
    { name: 'To', kind: 'list', initial: 'a, b' },
    { name: 'Empty', initial: '' },
  ];
  const text = parameterTexts(parameters);
  expect(text).toBe('Identity, Quota:number=50GB, To:list="a, b", Empty=');
  expect(parameterParts(text).map(readParameter)).toEqual(parameters);
});

describe('a value that was typed', () => {
  const value = (text: string, parameter: Partial<SavedParameter> = {}) =>
    savedValue({ name: 'V', ...parameter }, text);

  it.each<[string, Partial<SavedParameter>, string]>([
    ["O'Brien’; x", {}, "'O''Brien’’; x'"],
    [' blanks stay ', {}, "' blanks stay '"],
    ['$true', {}, "'$true'"],
    ['50gb', { kind: 'number' }, '50gb'],
    ['-1.5', { kind: 'number' }, '-1.5'],
    ["a, b'c ,,d", { kind: 'list' }, "@('a', 'b''c', 'd')"],
    ['Yes', { kind: 'switch' }, '$true'],
    ['$false', { kind: 'switch' }, '$false'],
    ['oslo', { choices: ['Oslo', 'Lima'] }, "'Oslo'"],
    ['30', { kind: 'number', choices: ['30', '60'] }, '30'],
    ['', { optional: true }, '$null'],
  ])('%j as %j is %s', (text, parameter, code) => expect(value(text, parameter)).toEqual({ code }));

  it.each<[string, Partial<SavedParameter>, string]>([
    ['', {}, 'It needs a value for V.'],
    ['5; Remove-Mailbox x', { kind: 'number' }, 'V is a number'],
    ['1e9', { kind: 'number' }, 'V is a number'],
    ['maybe', { kind: 'switch' }, 'V is yes or no.'],
    ['Rome', { choices: ['Oslo', 'Lima'] }, 'V is one of Oslo, Lima.'],
  ])('%j as %j is none: %s', (text, parameter, said) => {
    expect(value(text, parameter)).toEqual({ problem: expect.stringContaining(said) });
  });
});

it.each([
  ['Quota', { name: 'Quota' }],
  [' Quota:number=50GB ', { name: 'Quota', kind: 'number', initial: '50GB' }],
  ['Town=a=b', { name: 'Town', initial: 'a=b' }],
  ['Town:LIST', { name: 'Town', kind: 'list' }],
  ['Town:date', undefined],
  ['$x', undefined],
  ['', undefined],
])('%j asks for %j', (text, parameter) => expect(readParameter(text)).toEqual(parameter));
