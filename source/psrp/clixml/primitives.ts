import {
  PsChar,
  PsDateTime,
  PsDecimal,
  PsNumber,
  PsSecureString,
  PsText,
  PsTimeSpan,
  type PsValue,
} from '../../objects/index.ts';
import { Literal } from './literal.ts';

/** One primitive element of CLIXML (MS-PSRP 2.2.5.1). */
export interface Primitive {
  readonly tag: string;
  readonly close: Literal;
  /** Free text: references and `_xHHHH_` escapes are resolved before `read` sees it. Other elements hold none. */
  readonly free: boolean;
  /** Whether one value may stand for all of the same content: it cannot be changed. */
  readonly shared: boolean;
  /** The value of the element's text; undefined where the text is not one. */
  readonly read: (text: string) => PsValue | undefined;
}

/** A plain integer of up to 15 digits, NaN for any other text. */
function integer(text: string): number {
  const { length } = text;
  let index = text.charCodeAt(0) === 45 ? 1 : 0;
  if (index === length || length > 16) return Number.NaN;
  let value = 0;
  for (; index < length; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  // Minus zero is no integer of .NET's.
  return text.charCodeAt(0) === 45 ? 0 - value : value;
}

function within(minimum: number, maximum: number, make: (value: number) => PsValue): Primitive['read'] {
  return (text) => {
    const value = integer(text);
    return value >= minimum && value <= maximum ? make(value) : undefined;
  };
}

function bigWithin(minimum: bigint, maximum: bigint, make: (value: bigint) => PsValue): Primitive['read'] {
  return (text) => {
    const small = integer(text);
    let value: bigint;
    if (Number.isSafeInteger(small)) value = BigInt(small);
    else if (/^-?[0-9]{1,20}$/.test(text)) value = BigInt(text);
    else return undefined;
    return value >= minimum && value <= maximum ? make(value) : undefined;
  };
}

const special: ReadonlyMap<string, number> = new Map([
  ['NaN', Number.NaN],
  ['INF', Infinity],
  ['-INF', -Infinity],
]);
const floating = /^[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,4})?$/;

function readFloat(type: 'Single' | 'Double'): Primitive['read'] {
  const largest = type === 'Single' ? Math.fround(3.4028234663852886e38) : Number.MAX_VALUE;
  return (text) => {
    const value = floating.test(text) ? Number(text) : special.get(text);
    if (value === undefined) return undefined;
    // .NET reads a number beyond the type's range as infinity.
    if (type === 'Single' && Math.abs(Math.fround(value)) > largest)
      return new PsNumber(type, value > 0 ? Infinity : -Infinity);
    return new PsNumber(type, value);
  };
}

const largestDecimal = 79_228_162_514_264_337_593_543_950_335n;

function readDecimal(text: string): PsDecimal | undefined {
  const match = /^[-+]?([0-9]{1,29})(?:\.([0-9]{0,28}))?$/.exec(text);
  if (!match) return undefined;
  const digits = `${match[1]}${match[2] ?? ''}`.replace(/^0+(?=.)/, '');
  if (digits.length > 29 || (digits.length === 29 && BigInt(digits) > largestDecimal)) return undefined;
  return new PsDecimal(text);
}

const dateTime =
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?)?(?:Z|[-+][0-9]{2}:[0-9]{2})?$/;
const duration =
  /^-?P(?=[0-9T])(?:[0-9]{1,8}D)?(?:T(?=[0-9])(?:[0-9]{1,10}H)?(?:[0-9]{1,12}M)?(?:[0-9]{1,14}(?:\.[0-9]{1,9})?S)?)?$/;
const guid = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/;
const version = /^[0-9]{1,10}(?:\.[0-9]{1,10}){1,3}$/;
const notBase64 = /[^A-Za-z0-9+/]/;

function bytes(text: string): Uint8Array | undefined {
  const packed = /[ \t\r\n]/.test(text) ? text.replace(/[ \t\r\n]+/g, '') : text;
  const data = packed.endsWith('==') ? packed.slice(0, -2) : packed.endsWith('=') ? packed.slice(0, -1) : packed;
  if (packed.length % 4 !== 0 || notBase64.test(data)) return undefined;
  return new Uint8Array(Buffer.from(packed, 'base64'));
}

function matching(pattern: RegExp, make: (text: string) => PsValue): Primitive['read'] {
  return (text) => (pattern.test(text) ? make(text) : undefined);
}

const primitive = (tag: string, free: boolean, read: Primitive['read']): Primitive => ({
  tag,
  close: new Literal(`</${tag}>`),
  free,
  shared: tag !== 'BA' && tag !== 'SS',
  read,
});
const strict = (tag: string, read: Primitive['read']) => primitive(tag, false, read);
const free = (tag: string, read: Primitive['read']) => primitive(tag, true, read);

const all: readonly Primitive[] = [
  free('S', (text) => text),
  free('URI', (text) => new PsText('Uri', text)),
  free('SBK', (text) => new PsText('ScriptBlock', text)),
  free('XD', (text) => new PsText('Xml', text)),
  strict('B', (text) => (text === 'true' ? true : text === 'false' ? false : undefined)),
  strict(
    'C',
    within(0, 0xffff, (value) => new PsChar(value)),
  ),
  strict(
    'By',
    within(0, 0xff, (value) => new PsNumber('Byte', value)),
  ),
  strict(
    'SB',
    within(-0x80, 0x7f, (value) => new PsNumber('SByte', value)),
  ),
  strict(
    'U16',
    within(0, 0xffff, (value) => new PsNumber('UInt16', value)),
  ),
  strict(
    'I16',
    within(-0x8000, 0x7fff, (value) => new PsNumber('Int16', value)),
  ),
  strict(
    'U32',
    within(0, 0xffffffff, (value) => new PsNumber('UInt32', value)),
  ),
  strict(
    'I32',
    within(-0x80000000, 0x7fffffff, (value) => value),
  ),
  strict(
    'U64',
    bigWithin(0n, 2n ** 64n - 1n, (value) => new PsNumber('UInt64', value)),
  ),
  strict(
    'I64',
    bigWithin(-(2n ** 63n), 2n ** 63n - 1n, (value) => value),
  ),
  strict('Sg', readFloat('Single')),
  strict('Db', readFloat('Double')),
  strict('D', readDecimal),
  strict(
    'DT',
    matching(dateTime, (text) => new PsDateTime(text)),
  ),
  strict(
    'TS',
    matching(duration, (text) => new PsTimeSpan(text)),
  ),
  strict(
    'G',
    matching(guid, (text) => new PsText('Guid', text)),
  ),
  strict(
    'Version',
    matching(version, (text) => new PsText('Version', text)),
  ),
  strict('BA', bytes),
  strict('SS', (text) => {
    const encrypted = bytes(text);
    return encrypted && new PsSecureString(encrypted);
  }),
];

/** `<ToString>`: no primitive of its own, but its content is that of a string. */
export const toStringElement: Primitive = free('ToString', (text) => text);

/** The primitive elements by tag; `Nil`, which has no text, is not among them. */
export const primitives: ReadonlyMap<string, Primitive> = new Map(all.map((primitive) => [primitive.tag, primitive]));
