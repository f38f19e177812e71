import {
  PsChar,
  PsDateTime,
  PsDecimal,
  PsNumber,
  type PsNumberType,
  type PsObject,
  PsSecureString,
  PsText,
  type PsTextType,
  PsTimeSpan,
  type PsValue,
} from '../../objects/index.ts';
import { ClixmlError } from './error.ts';
import { primitives } from './primitives.ts';
import { encodeText } from './text.ts';

const numberTags: Readonly<Record<PsNumberType, string>> = {
  SByte: 'SB',
  Byte: 'By',
  Int16: 'I16',
  UInt16: 'U16',
  UInt32: 'U32',
  UInt64: 'U64',
  Single: 'Sg',
  Double: 'Db',
};
const textTags: Readonly<Record<PsTextType, string>> = {
  Guid: 'G',
  Uri: 'URI',
  Version: 'Version',
  Xml: 'XD',
  ScriptBlock: 'SBK',
};

/** The element that carries a primitive value, its text escaped. Throws ClixmlError where it is not of its type. */
export function encodePrimitive(value: Exclude<PsValue, null | PsObject>): { tag: string; text: string } {
  const { tag, text } = plain(value);
  const primitive = primitives.get(tag);
  if (primitive?.free) return { tag, text: encodeText(text) };
  if (primitive?.read(text) === undefined) throw new ClixmlError(`a value that is no <${tag}> cannot be sent as one`);
  return { tag, text };
}

function plain(value: Exclude<PsValue, null | PsObject>): { tag: string; text: string } {
  if (typeof value === 'string') return { tag: 'S', text: value };
  if (typeof value === 'boolean') return { tag: 'B', text: value ? 'true' : 'false' };
  if (typeof value === 'number') return { tag: 'I32', text: String(value) };
  if (typeof value === 'bigint') return { tag: 'I64', text: String(value) };
  if (value instanceof PsNumber) return { tag: numberTags[value.type], text: numberText(value) };
  if (value instanceof PsDecimal) return { tag: 'D', text: value.text };
  if (value instanceof PsChar) return { tag: 'C', text: String(value.code) };
  if (value instanceof PsDateTime) return { tag: 'DT', text: value.text };
  if (value instanceof PsTimeSpan) return { tag: 'TS', text: value.text };
  if (value instanceof PsText) return { tag: textTags[value.type], text: value.text };
  if (value instanceof PsSecureString) return { tag: 'SS', text: base64(value.encrypted) };
  if (value instanceof Uint8Array) return { tag: 'BA', text: base64(value) };
  throw new ClixmlError('a value that is not of the object model cannot be sent');
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

function numberText({ type, value }: PsNumber): string {
  if (typeof value === 'bigint') return String(value);
  if (type !== 'Single' && type !== 'Double') return String(value);
  if (Number.isNaN(value)) return 'NaN';
  const number = type === 'Single' ? Math.fround(value) : value;
  if (number === Infinity) return 'INF';
  if (number === -Infinity) return '-INF';
  if (Object.is(number, -0)) return '-0';
  return (type === 'Single' ? shortestSingle(number) : String(number)).replace('e', 'E');
}

/** The shortest decimal that is read as the same Single: nine digits always are. */
function shortestSingle(value: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const candidate = Number(value.toPrecision(digits));
    if (Math.fround(candidate) === value) return String(candidate);
  }
  return String(Number(value.toPrecision(9)));
}
