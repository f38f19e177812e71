import { encodingOf, markedText } from '../../text/marked.ts';
import { LiveInstance, type LiveType } from '../run/value.ts';
import { defineType } from './define.ts';
import { TypeFailure } from './type.ts';

const name = 'System.Text.Encoding';

export class EncodingState {
  readonly name: string;
  /** A file that begins in it begins with its mark. */
  readonly hasMark: boolean;

  constructor(given: string, hasMark: boolean) {
    this.name = given;
    this.hasMark = hasMark;
  }

  toText(): string {
    return name;
  }
}

const known: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  ascii: 'us-ascii',
  'us-ascii': 'us-ascii',
  unicode: 'utf-16',
  'utf-16': 'utf-16',
  'utf-16le': 'utf-16',
  'utf-16be': 'utf-16BE',
  latin1: 'iso-8859-1',
  'iso-8859-1': 'iso-8859-1',
  'windows-1252': 'windows-1252',
};

const of = (given: string, hasMark = given.startsWith('utf')) =>
  new LiveInstance(name, new EncodingState(given, hasMark));

function named(given: string): LiveInstance<EncodingState> {
  const found = known[given.toLowerCase()];
  if (found) return of(found);
  throw new TypeFailure(
    `'${given}' is not a supported encoding name. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method. (Parameter 'name')`,
    'System.ArgumentException',
  );
}

export function bytesOf(encoding: string, text: string): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  if (encoding.startsWith('utf-16')) {
    const bytes = new Uint8Array(text.length * 2);
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), encoding === 'utf-16');
    return bytes;
  }
  const last = encoding === 'us-ascii' ? 0x7f : 0xff;
  return Uint8Array.from([...text], (c) => (c.charCodeAt(0) <= last ? c.charCodeAt(0) : 0x3f));
}

function textOf(encoding: string, bytes: Iterable<number>): string {
  const given = Uint8Array.from(bytes);
  if (encoding === 'us-ascii')
    return Array.from(given, (byte) => String.fromCharCode(byte < 0x80 ? byte : 0xfffd)).join('');
  const label = encoding === 'utf-16' ? 'utf-16le' : encoding.toLowerCase();
  return new TextDecoder(label, { ignoreBOM: true }).decode(given);
}

/** What a file in the encoding begins with. */
export const markOf = ({ name: given, hasMark }: EncodingState): readonly number[] =>
  !hasMark ? [] : given === 'utf-8' ? [0xef, 0xbb, 0xbf] : given === 'utf-16' ? [0xff, 0xfe] : [0xfe, 0xff];

/** A file's text: its mark says the encoding, else it is the one that was asked for, else UTF-8. */
export function decoded(bytes: Uint8Array, asked = 'utf-8'): string {
  return encodingOf(bytes).mark > 0 ? markedText(bytes) : textOf(asked, bytes);
}

type Self = LiveInstance<EncodingState>;

export const encodingType = defineType({
  name,
  summary: 'How text becomes bytes.',
  is: (value) => value instanceof LiveInstance && value.typeName === name,
  convert: (value) => (typeof value === 'string' ? named(value) : undefined),
  members: {
    'string WebName {get;}': ({ state }: Self) => state.name,
    'string EncodingName {get;}': ({ state }: Self) => state.name,
    'byte[] GetBytes(string s)': ({ state }: Self, text: string) => bytesOf(state.name, text),
    'int GetByteCount(string s)': ({ state }: Self, text: string) => bytesOf(state.name, text).length,
    'string GetString(byte[] bytes)': ({ state }: Self, bytes: readonly number[]) => textOf(state.name, bytes),
    'static System.Text.Encoding ASCII {get;}': () => of('us-ascii'),
    'static System.Text.Encoding BigEndianUnicode {get;}': () => of('utf-16BE'),
    'static System.Text.Encoding Default {get;}': () => of('utf-8'),
    'static System.Text.Encoding Latin1 {get;}': () => of('iso-8859-1'),
    'static System.Text.Encoding Unicode {get;}': () => of('utf-16'),
    'static System.Text.Encoding UTF8 {get;}': () => of('utf-8'),
    'static System.Text.Encoding GetEncoding(string name)': (_: LiveType, given: string) => named(given),
  },
});

/** `[System.Text.UTF8Encoding]::new($false)` is what scripts write for UTF-8 without a mark. */
export const utf8Type = defineType({
  name: 'System.Text.UTF8Encoding',
  bases: [name],
  summary: 'UTF-8.',
  is: () => false,
  members: {
    'new()': () => of('utf-8', false),
    'new(bool encoderShouldEmitUTF8Identifier)': (_: LiveType, hasMark: boolean) => of('utf-8', hasMark),
  },
});
