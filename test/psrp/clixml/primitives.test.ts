import { describe, expect, it } from 'vitest';
import {
  PsChar,
  PsDateTime,
  PsDecimal,
  PsNumber,
  PsSecureString,
  PsText,
  PsTimeSpan,
  type PsValue,
} from '../../../source/objects/index.ts';
import { ClixmlError, decodeClixml, encodeClixml } from '../../../source/psrp/clixml/index.ts';

/** Elements as PowerShell's serializer writes them, and what they are here. */
const written: readonly [string, PsValue][] = [
  ['<Nil />', null],
  ['<S>plain</S>', 'plain'],
  ['<S></S>', ''],
  [`<S>a_x005F_x000A_b_x000D__x000A__x0009__x0080_ &lt;&amp;&gt;'</S>`, "a_x000A_b\r\n\t\u0080 <&>'"],
  ['<S>_xD83D__xDE00_</S>', '😀'],
  ['<S>Grüße, łódź</S>', 'Grüße, łódź'],
  ['<B>true</B>', true],
  ['<B>false</B>', false],
  ['<C>65</C>', new PsChar(65)],
  ['<By>255</By>', new PsNumber('Byte', 255)],
  ['<SB>-128</SB>', new PsNumber('SByte', -128)],
  ['<U16>65535</U16>', new PsNumber('UInt16', 65535)],
  ['<I16>-32768</I16>', new PsNumber('Int16', -32768)],
  ['<U32>4294967295</U32>', new PsNumber('UInt32', 4294967295)],
  ['<I32>-2147483648</I32>', -2147483648],
  ['<U64>18446744073709551615</U64>', new PsNumber('UInt64', 18446744073709551615n)],
  ['<I64>-9223372036854775808</I64>', -9223372036854775808n],
  ['<I64>9007199254740993</I64>', 9007199254740993n],
  ['<Sg>0.1</Sg>', new PsNumber('Single', 0.1)],
  ['<Sg>3.4028235E+38</Sg>', new PsNumber('Single', 3.4028235e38)],
  ['<Db>1E+21</Db>', new PsNumber('Double', 1e21)],
  ['<Db>-0</Db>', new PsNumber('Double', -0)],
  ['<Db>NaN</Db>', new PsNumber('Double', Number.NaN)],
  ['<Db>INF</Db>', new PsNumber('Double', Infinity)],
  ['<Db>-INF</Db>', new PsNumber('Double', -Infinity)],
  ['<D>79228162514264337593543950335</D>', new PsDecimal('79228162514264337593543950335')],
  ['<D>1.50</D>', new PsDecimal('1.50')],
  ['<DT>2008-04-11T10:42:32.2731993-07:00</DT>', new PsDateTime('2008-04-11T10:42:32.2731993-07:00')],
  ['<DT>2026-11-22T22:51:15.746319Z</DT>', new PsDateTime('2026-11-22T22:51:15.746319Z')],
  ['<DT>2020-01-01T00:00:00</DT>', new PsDateTime('2020-01-01T00:00:00')],
  ['<TS>PT9.0269026S</TS>', new PsTimeSpan('PT9.0269026S')],
  ['<TS>-P10675199DT2H48M5.4775808S</TS>', new PsTimeSpan('-P10675199DT2H48M5.4775808S')],
  ['<BA>AQIDBA==</BA>', new Uint8Array([1, 2, 3, 4])],
  ['<BA></BA>', new Uint8Array()],
  ['<G>792e5b37-4505-47ef-b7d2-8711bb7affa8</G>', new PsText('Guid', '792e5b37-4505-47ef-b7d2-8711bb7affa8')],
  ['<URI>http://x/y z</URI>', new PsText('Uri', 'http://x/y z')],
  ['<Version>6.2.1.3</Version>', new PsText('Version', '6.2.1.3')],
  ['<XD>&lt;a&gt;b&lt;/a&gt;</XD>', new PsText('Xml', '<a>b</a>')],
  ['<SBK>get-command -type cmdlet</SBK>', new PsText('ScriptBlock', 'get-command -type cmdlet')],
  ['<SS>AQIDBA==</SS>', new PsSecureString(new Uint8Array([1, 2, 3, 4]))],
];

describe('primitive values', () => {
  it.each(written)('%s is read', (clixml, value) => {
    expect(decodeClixml(clixml)).toEqual(value);
  });

  it.each(written)('%s is written', (clixml, value) => {
    expect(encodeClixml(value)).toBe(clixml);
  });

  it('are read from the other spellings XML allows', () => {
    expect(decodeClixml('<S />')).toBe('');
    expect(decodeClixml('<Nil></Nil>')).toBeNull();
    expect(decodeClixml('<S>&#65;&#x1F600;&quot;&apos;</S>')).toBe('A😀"\'');
    expect(decodeClixml('<S>a\r\nb\rc\td</S>')).toBe('a\nb\nc\td');
    expect(decodeClixml('<S>&#13;&#10;</S>')).toBe('\r\n');
    expect(decodeClixml('<?xml version="1.0" encoding="utf-8"?>\r\n<S>x</S>\r\n')).toBe('x');
    expect(decodeClixml('<BA>AQ\r\n  ID</BA>')).toEqual(new Uint8Array([1, 2, 3]));
  });

  it('are read from escapes of either case and of eight digits, and from nothing that only looks like one', () => {
    expect(decodeClixml('<S>_x000a__X000A__x0001F600_</S>')).toBe('\n\n😀');
    expect(decodeClixml('<S>_xDE00005F_x005F__x00110000_</S>')).toBe('_xDE00005F__x00110000_');
    expect(decodeClixml('<S>_x00_ _x000G_ _x000A __x0041_ _xFFFFFFFF_</S>')).toBe(
      '_x00_ _x000G_ _x000A _A _xFFFFFFFF_',
    );
    expect(decodeClixml('<S>_x000A_X000D_</S>')).toBe('\nX000D_');
  });

  it('beyond the range of a floating-point type are infinite, as in .NET', () => {
    expect(decodeClixml('<Db>1e400</Db>')).toEqual(new PsNumber('Double', Infinity));
    expect(decodeClixml('<Sg>-1e39</Sg>')).toEqual(new PsNumber('Single', -Infinity));
  });

  it.each(['1', '0', '.', '1.', 'e1', '-'])('of floating point are refused at once, however long: %s …', (piece) => {
    const digits = `1${piece.repeat(300_000)}x`;
    expect(() => decodeClixml(`<Db>${digits}</Db>`)).toThrow(ClixmlError);
  });

  it('of Single are written in their shortest form', () => {
    expect(encodeClixml(new PsNumber('Single', Math.fround(0.1)))).toBe('<Sg>0.1</Sg>');
    expect(encodeClixml(new PsNumber('Single', 16777216))).toBe('<Sg>16777216</Sg>');
  });
});

describe('a value that is not of its type', () => {
  const refused = [
    ...['<B>True</B>', '<B>1</B>', '<B></B>', '<B/>', '<B> true</B>'],
    ...['<I32></I32>', '<I32>2147483648</I32>', '<I32>-2147483649</I32>', '<I32>1.0</I32>', '<I32>0x10</I32>'],
    ...['<I32>+5</I32>', '<I32> 5</I32>', '<I32>-</I32>', '<I32>1e3</I32>', '<I32>&#49;</I32>', '<I32>٣</I32>'],
    ...['<By>256</By>', '<By>-1</By>', '<SB>128</SB>', '<SB>-129</SB>', '<U16>65536</U16>', '<I16>32768</I16>'],
    ...['<U32>-1</U32>', '<U32>4294967296</U32>', '<C>65536</C>', '<C>A</C>', '<C></C>'],
    ...['<I64>9223372036854775808</I64>', '<I64>-9223372036854775809</I64>', '<U64>18446744073709551616</U64>'],
    ...['<U64>-1</U64>', '<I64>1n</I64>', '<I64>99999999999999999999999999</I64>'],
    ...['<Db>Infinity</Db>', '<Db></Db>', '<Db>1,5</Db>', '<Db>.</Db>', '<Db>nan</Db>', '<Sg>constructor</Sg>'],
    ...['<D>1e5</D>', '<D>79228162514264337593543950336</D>', '<D>.</D>', '<D>NaN</D>'],
    ...['<DT>yesterday</DT>', '<DT></DT>', '<DT>2008-04-11 10:42</DT>', '<TS>PT</TS>', '<TS>P</TS>', '<TS>1:00</TS>'],
    ...[
      '<G>{792e5b37-4505-47ef-b7d2-8711bb7affa8}</G>',
      '<G>792e5b37</G>',
      '<Version>1</Version>',
      '<Version>a.b</Version>',
    ],
    ...['<BA>AQI</BA>', '<BA>A===</BA>', '<BA>AQ=I</BA>', '<BA>A-_=</BA>', '<SS>?</SS>'],
  ];
  it.each(refused)('%s is refused', (clixml) => {
    expect(() => decodeClixml(clixml)).toThrow(ClixmlError);
  });

  it.each<[string, PsValue]>([
    ['an Int32 that is none', 1.5],
    ['an Int32 too large', 2 ** 31],
    ['an Int64 too large', 2n ** 63n],
    ['a Byte too large', new PsNumber('Byte', 256)],
    ['a UInt64 as a fraction', new PsNumber('UInt64', 0.5)],
    ['a Char too large', new PsChar(0x10000)],
    ['a Decimal that is none', new PsDecimal('1</D><D>')],
    ['a date that is none', new PsDateTime('now')],
    ['a duration that is none', new PsTimeSpan('<TS>')],
    ['a GUID that is none', new PsText('Guid', 'x')],
    ['a version that is none', new PsText('Version', '1')],
  ])('%s is not sent', (_name, value) => {
    expect(() => encodeClixml(value)).toThrow(ClixmlError);
  });

  it('is not quoted in the error, which says where it stands', () => {
    const error = (() => {
      try {
        return decodeClixml('<SS>hunter2!</SS>');
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(ClixmlError);
    expect((error as ClixmlError).offset).toBe(4);
    expect(String(error)).not.toContain('hunter2');
    expect(String(error)).toContain('<SS>');
  });
});
