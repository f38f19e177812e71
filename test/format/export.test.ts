import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCsvWriter, createJsonWriter, errorText, toJson } from '../../source/format/index.ts';
import {
  PsDateTime,
  PsDecimal,
  PsNumber,
  PsObject,
  PsTimeSpan,
  type PsValue,
  properties,
  psDictionary,
  psEnum,
  psList,
  psObject,
} from '../../source/objects/index.ts';

it('a date that a command gave with a hint of how to show it is the same date in CSV', () => {
  const when = new PsDateTime('2026-01-02T00:00:00');
  const hinted = new PsObject({ base: when, extended: properties({ DisplayHint: psEnum('Hint', 'DateTime', 2) }) });
  for (const date of [when, hinted]) expect(csv([psObject({ When: date })])).toContain('ex01,2026-01-02T00:00:00\r\n');
});

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

  it.each(['', 'Deserialized.'])('keeps whole numbers of any size (%sBigInteger)', (before) => {
    const number = psObject({ IsEven: true, Sign: 1 }, [`${before}System.Numerics.BigInteger`], '12345678901234567890');
    expect(toJson(psList([number, psObject({ N: number })]), { indent: 0 })).toBe(
      '[12345678901234567890,{"N":12345678901234567890}]',
    );
    expect(csv([number])).toBe('PSComputerName,Value\r\nex01,12345678901234567890\r\n');
    // A text that is no number is no reason to write what JSON cannot have.
    expect(toJson(psObject({ Sign: 1 }, [`${before}System.Numerics.BigInteger`], '1; x'), { indent: 0 })).toBe(
      '{"Sign":1}',
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

  it('writes an object again that is held again, but no small value becomes a huge one by that', () => {
    const shared = psObject({ Name: 'x' }, ['Contoso.Shared']);
    expect(toJson(psList([shared, shared, shared]), { indent: 0 })).toBe('[{"Name":"x"},{"Name":"x"},{"Name":"x"}]');
    let value = psObject({ Name: 'the bottom of it' }, ['Contoso.Level']);
    for (let level = 0; level < 20; level++) value = psList(Array.from({ length: 9 }, () => value));
    const json = toJson(value);
    expect(json.length).toBeLessThan(150_000);
    expect(json).toContain('"(repeated, left out: System.Collections.ArrayList)"');
    expect(JSON.parse(json)).toHaveLength(9);
  });

  it('writes as much again as it wrote once', () => {
    const large = psObject({ Text: 'x'.repeat(200_000) });
    expect(JSON.parse(toJson(psList([large, large]))).map(({ Text }: { Text: string }) => Text.length)).toEqual([
      200_000, 200_000,
    ]);
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
  it('has the columns of the first object, CRLF, and quotes where they are needed', () => {
    const values = [
      psObject({ A: 1, B: 'x, "y"', C: psList(['p', 'q']) }),
      psObject({ b: 'two\nlines', D: 1 }),
      null,
      7,
    ];
    expect(csv(values)).toBe('PSComputerName,A,B,C\r\nex01,1,"x, ""y""",p;q\r\nex01,,"two\nlines",\r\nex01,,,\r\n');
  });

  it('is written as objects come, and tells in the end which properties had no column', () => {
    const out: string[] = [];
    const writer = createCsvWriter((part) => out.push(part));
    writer.write(psObject({ A: 1 }));
    expect(out).toEqual(['A\r\n', '1\r\n']);
    writer.write(psObject({ a: 2, B: 3 }));
    writer.write(psDictionary([['A', 4]]));
    writer.write('text');
    expect(writer.end()).toEqual(['B', 'Value']);
    expect(out.slice(2)).toEqual(['2\r\n', '4\r\n', '\r\n']);
  });

  it('finds the values of an object by place, extended ones before adapted ones, and looks none up by name', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `P${index}`);
    const value = new PsObject({
      adapted: { names: many, values: many.map((_, index) => index) },
      extended: { names: ['p1', 'More'], values: ['own', 'x'] },
    });
    value.get = () => expect.fail('looked up');
    const [heading = '', row = ''] = csv([value]).split('\r\n');
    expect(heading).toBe(`PSComputerName,${many.join(',')},More`);
    expect(row.slice(0, 14)).toBe('ex01,0,own,2,3');
    expect(row.slice(-8)).toBe(',19999,x');
    expect(JSON.parse(toJson(value))).toMatchObject({ P1: 'own', P19999: 19_999, More: 'x' });
  });

  it('keeps all digits of numbers', () => {
    const numbers = { d: 1 / 3, s: new PsNumber('Single', 0.1), n: -0, i: Number.NaN };
    const value = psObject({
      d: new PsNumber('Double', numbers.d),
      s: numbers.s,
      n: new PsNumber('Double', numbers.n),
      i: new PsNumber('Double', numbers.i),
      l: psList([new PsNumber('Double', 0.1 + 0.2)]),
    });
    expect(csv([value])).toBe('PSComputerName,d,s,n,i,l\r\nex01,0.3333333333333333,0.1,-0,NaN,0.30000000000000004\r\n');
  });

  it('shows a carriage return inside a cell where it goes to a terminal, and keeps it elsewhere', () => {
    const value = psObject({ a: 'over\rwritten', b: 'two\r\nlines' });
    expect(csv([value])).toBe('PSComputerName,a,b\r\nex01,"over\rwritten","two\r\nlines"\r\n');
    expect(csv([value], { toTerminal: true })).toBe('PSComputerName,a,b\r\nex01,over␍written,"two\nlines"\r\n');
  });

  it('is data: what begins as a formula stays, unless asked to be guarded; numbers and telephone numbers stay', () => {
    const texts = { a: '=1+1', b: '@x', c: '-2+3', d: '+cmd', e: '+49 (30) 12-34', f: -5, g: '-5', h: '\tx' };
    const value = psObject({ ...texts, i: new PsTimeSpan('-PT5M') });
    const heading = 'PSComputerName,a,b,c,d,e,f,g,h,i\r\n';
    expect(csv([value])).toBe(`${heading}ex01,=1+1,@x,-2+3,+cmd,+49 (30) 12-34,-5,-5,"\tx",-00:05:00\r\n`);
    expect(csv([value], { formulas: 'escape' })).toBe(
      `${heading}ex01,'=1+1,'@x,'-2+3,'+cmd,+49 (30) 12-34,-5,-5,'\tx,'-00:05:00\r\n`,
    );
  });

  it('keeps what names and emoji are joined and directed with, and shows it on a terminal', () => {
    const name = 'می\u200cخواهم \u200f👨\u200d👩 so\u00adft\u2060';
    expect(csv([psObject({ name })])).toBe(`PSComputerName,name\r\nex01,${name}\r\n`);
    expect(csv([psObject({ name })], { toTerminal: true })).toContain('می\u200cخواهم \\u{200f}');
    expect(csv([psObject({ name: '\u009b2J\u007f' })])).toContain('ex01,\\u{9b}2J␡');
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

  it('begins with line and cmdlet where those are known, and names no cmdlet twice', () => {
    const first = (given: { message?: string; command?: string; line?: number }) =>
      errorText({ ...error, message: 'It is not there.', ...given }).message[0];
    expect(first({ command: 'Get-Item' })).toBe('Get-Item: It is not there.');
    expect(first({ command: 'Get-Item', line: 3 })).toBe('line 3, Get-Item: It is not there.');
    expect(first({ line: 3 })).toBe('line 3: It is not there.');
    expect(first({ command: 'Get-Item', message: 'Get-Item : It is not there.' })).toBe('Get-Item : It is not there.');
  });

  it('says how much of a text beyond all measure it leaves out', () => {
    expect(errorText({ ...error, message: 'E'.repeat(70_000) }).message[0]).toMatch(/E… \(4464 more characters\)$/);
  });

  it('shows details that came beside the texts', () => {
    const details = { requestId: '7', httpStatus: '500' };
    expect(errorText({ ...error, fqeid: '', message: 'x', details }).details).toEqual([
      ['requestId', '7'],
      ['httpStatus', '500'],
    ]);
  });

  it('always has a message', () => {
    expect(errorText({ ...error, message: '', fqeid: '' }).message).toEqual([
      'The server sent an error without a text.',
    ]);
  });
});
