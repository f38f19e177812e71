import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCsvWriter, createJsonWriter, errorText, toJson } from '../../source/format/index.ts';
import {
  PsDateTime,
  PsDecimal,
  PsNumber,
  PsTimeSpan,
  type PsValue,
  psDictionary,
  psEnum,
  psList,
  psObject,
} from '../../source/objects/index.ts';

describe('JSON', () => {
  it('keeps 64-bit integers, decimals and dates as they are', () => {
    const value = psObject({
      big: (1n << 62n) + 1n,
      unsigned: new PsNumber('UInt64', (1n << 64n) - 1n),
      decimal: new PsDecimal('79228162514264337593543950335'),
      date: new PsDateTime('2026-01-31T18:30:00.1234567+01:00'),
      span: new PsTimeSpan('PT1M'),
      kind: psEnum('X', 'UserMailbox', 1),
      nothing: null,
      none: new PsNumber('Double', Number.NaN),
      list: psList([1, psList([])]),
      table: psDictionary([
        ['k', true],
        [5, 'five'],
      ]),
    });
    expect(toJson(value, { indent: 0 })).toBe(
      '{"big":4611686018427387905,"unsigned":18446744073709551615,"decimal":79228162514264337593543950335,' +
        '"date":"2026-01-31T18:30:00.1234567+01:00","span":"00:01:00","kind":"UserMailbox","nothing":null,"none":"NaN",' +
        '"list":[1,[]],"table":{"k":true,"5":"five"}}',
    );
  });

  it('is what JSON.parse reads back, with nothing in it that a terminal obeys', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string({ unit: 'binary' }),
          fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.boolean()),
          { maxKeys: 5 },
        ),
        (record) => {
          const names = Object.keys(record);
          // PowerShell knows no two properties that differ in case alone.
          fc.pre(
            new Set(names.map((name) => name.toLowerCase())).size === names.length && !names.includes('__proto__'),
          );
          const json = toJson(psObject(record as Record<string, PsValue>));
          expect(JSON.parse(json)).toEqual({ ...record });
          expect(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/.test(json)).toBe(false);
        },
      ),
    );
  });

  it('is one array, written as values come, with the server beside each', () => {
    let text = '';
    const writer = createJsonWriter((part) => {
      text += part;
    });
    writer.write(psObject({ Name: 'a', PSComputerName: 'other' }), { PSComputerName: 'ex01' });
    writer.write('plain', { PSComputerName: 'ex02' });
    writer.write(5);
    writer.end();
    expect(JSON.parse(text)).toEqual([
      { PSComputerName: 'ex01', Name: 'a' },
      { PSComputerName: 'ex02', Value: 'plain' },
      5,
    ]);
    let empty = '';
    createJsonWriter((part) => {
      empty += part;
    }).end();
    expect(JSON.parse(empty)).toEqual([]);
  });

  it('ends somewhere, however deep the value goes', () => {
    let deep: PsValue = 'bottom';
    for (let i = 0; i < 10_000; i++) deep = psObject({ Next: deep });
    expect(toJson(deep, { depth: 2, indent: 0 })).toBe(
      '{"Next":{"Next":"System.Management.Automation.PSCustomObject"}}',
    );
  });
});

function csv(values: readonly PsValue[], options?: Parameters<typeof createCsvWriter>[1]): string {
  let text = '';
  const writer = createCsvWriter((part) => {
    text += part;
  }, options);
  for (const value of values) writer.write(value, { PSComputerName: 'ex01' });
  writer.end();
  return text;
}

describe('CSV', () => {
  it('has the columns of all objects together, CRLF, and quotes where they are needed', () => {
    expect(csv([psObject({ A: 1, B: 'x, "y"' }), psObject({ b: 'two\nlines', C: psList(['p', 'q']) })])).toBe(
      'PSComputerName,A,B,C\r\nex01,1,"x, ""y""",\r\nex01,,"two\nlines",p;q\r\n',
    );
  });

  it('makes no formula of what a server holds, and leaves numbers and telephone numbers alone', () => {
    const value = psObject({ a: '=1+1', b: '@x', c: '-2+3', d: '+cmd', e: '+49 (30) 12-34', f: -5, g: '-5', h: '\tx' });
    expect(csv([value])).toBe(
      "PSComputerName,a,b,c,d,e,f,g,h\r\nex01,'=1+1,'@x,'-2+3,'+cmd,+49 (30) 12-34,-5,-5,'\tx\r\n",
    );
    expect(csv([psObject({ a: '=1+1' })], { formulas: 'keep' })).toContain('ex01,=1+1\r\n');
  });

  it('makes escape sequences visible, and writes nothing where nothing came', () => {
    expect(csv([psObject({ a: '\u001b[2J' })])).toBe('PSComputerName,a\r\nex01,␛[2J\r\n');
    expect(csv([])).toBe('');
  });
});

describe('an error record', () => {
  const error = {
    message:
      "[Server=EX01,RequestId=1-2,TimeStamp=1/31/2026 6:30:00 PM] The operation couldn't be performed because object\u001b[2J 'x' couldn't be found.",
    fqeid:
      '[Server=EX01,RequestId=1-2] [FailureCategory=Cmdlet-ManagementObjectNotFoundException] 9C5D12D1,Microsoft.Exchange.GetMailbox',
    category: 'NotSpecified',
    target: '',
    exceptionType: 'Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException',
    recommendedAction: '',
    source: undefined,
  };

  it("shows its message, and keeps Exchange's brackets apart", () => {
    expect(errorText(error)).toEqual({
      message: ["The operation couldn't be performed because object␛[2J 'x' couldn't be found."],
      kind: 'NotSpecified · ManagementObjectNotFoundException',
      advice: '',
      id: '9C5D12D1,Microsoft.Exchange.GetMailbox',
      details: [
        ['Server', 'EX01'],
        ['RequestId', '1-2'],
        ['FailureCategory', 'Cmdlet-ManagementObjectNotFoundException'],
        ['TimeStamp', '1/31/2026 6:30:00 PM'],
      ],
    });
  });

  it('always has a message', () => {
    expect(errorText({ ...error, message: '', fqeid: '' }).message).toEqual([
      'The server sent an error without a text.',
    ]);
  });
});
