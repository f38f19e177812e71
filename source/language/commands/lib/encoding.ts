import { stop } from './fail.ts';

/** How a text becomes bytes and bytes a text. */
export interface Encoding {
  readonly name: string;
  /** Bytes that a new file begins with. */
  readonly preamble: Uint8Array;
  encode(text: string): Uint8Array;
  /** Reads bytes that come in parts; the last call without bytes gives what is left. */
  decoder(): (bytes?: Uint8Array) => string;
}

const none = new Uint8Array();
const utf8Mark = Uint8Array.of(0xef, 0xbb, 0xbf);

const standard = (
  name: string,
  label: string,
  preamble: Uint8Array,
  encode: (text: string) => Uint8Array,
): Encoding => ({
  name,
  preamble,
  encode,
  decoder: () => {
    const decoder = new TextDecoder(label, { ignoreBOM: true });
    return (bytes) => (bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode());
  },
});

const toUtf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const toUtf16 = (text: string): Uint8Array => Buffer.from(text, 'utf16le');
const toUtf16Big = (text: string): Uint8Array => Buffer.from(text, 'utf16le').swap16();

/** What is beyond the characters of an encoding of one byte becomes a question mark. */
const toBytes =
  (last: number, table: Readonly<Record<string, number>> = {}) =>
  (text: string) =>
    Uint8Array.from(
      [...text].map((character) => {
        const code = character.codePointAt(0)!;
        return table[character] ?? (code <= last ? code : 0x3f);
      }),
    );

/** Of Windows-1252, what Latin-1 has not. */
const windows: Readonly<Record<string, number>> = Object.fromEntries(
  [...'€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'].map((character, index) => [character, 0x80 + index]),
);

const withoutMark = standard('utf8NoBOM', 'utf-8', none, toUtf8);
const unicode = standard('unicode', 'utf-16le', Uint8Array.of(0xff, 0xfe), toUtf16);
const bigEndian = standard('bigendianunicode', 'utf-16be', Uint8Array.of(0xfe, 0xff), toUtf16Big);
const withMark: Encoding = { ...withoutMark, name: 'utf8BOM', preamble: utf8Mark };
const ansi = standard('ansi', 'windows-1252', none, (text) => toBytes(0xff, windows)(text));
const ascii: Encoding = {
  name: 'ascii',
  preamble: none,
  encode: toBytes(0x7f),
  decoder: () => (bytes) =>
    bytes ? Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : '\ufffd')).join('') : '',
};
const latin1: Encoding = {
  name: 'latin1',
  preamble: none,
  encode: toBytes(0xff),
  decoder: () => (bytes) => (bytes ? Buffer.from(bytes).toString('latin1') : ''),
};

function utf32(name: string, isLittle: boolean): Encoding {
  return {
    name,
    preamble: isLittle ? Uint8Array.of(0xff, 0xfe, 0, 0) : Uint8Array.of(0, 0, 0xfe, 0xff),
    encode(text) {
      const codes = [...text].map((character) => character.codePointAt(0)!);
      const view = new DataView(new ArrayBuffer(codes.length * 4));
      for (const [index, code] of codes.entries()) view.setUint32(index * 4, code, isLittle);
      return new Uint8Array(view.buffer);
    },
    decoder() {
      let kept = none;
      return (bytes) => {
        const all = Uint8Array.from([...kept, ...(bytes ?? none)]);
        const whole = bytes ? all.length - (all.length % 4) : all.length;
        kept = all.slice(whole);
        const view = new DataView(all.buffer);
        let text = '';
        for (let at = 0; at + 4 <= whole; at += 4) {
          const code = view.getUint32(at, isLittle);
          text += code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
        }
        return text;
      };
    },
  };
}
const little32 = utf32('utf32', true);
const big32 = utf32('bigendianutf32', false);

/** By the names that -Encoding takes, in lower case, and code pages. */
const known: Readonly<Record<string, Encoding>> = {
  ...{ utf8: withoutMark, utf8nobom: withoutMark, default: withoutMark, '65001': withoutMark, 'utf-8': withoutMark },
  ...{ utf8bom: withMark, unicode, '1200': unicode, 'utf-16': unicode, string: unicode, unknown: unicode },
  ...{ bigendianunicode: bigEndian, '1201': bigEndian, utf32: little32, '12000': little32, bigendianutf32: big32 },
  ...{ ansi, oem: ansi, '1252': ansi, 'windows-1252': ansi, ascii, '20127': ascii, 'us-ascii': ascii },
  ...{ latin1, '28591': latin1, 'iso-8859-1': latin1 },
};

export const encodingNames: readonly string[] = [
  ...['ascii', 'ansi', 'bigendianunicode', 'bigendianutf32', 'oem', 'unicode', 'utf8', 'utf8BOM', 'utf8NoBOM', 'utf32'],
  ...['default', 'latin1'],
];

/** UTF-8 without a mark where nothing is asked for, as PowerShell 7 has it. */
export function encodingOf(name: string | undefined): Encoding {
  const found = known[(name ?? 'utf8').toLowerCase()];
  if (found) return found;
  throw stop(
    `The encoding '${name}' is not known here. It is one of ${encodingNames.join(', ')}.`,
    'ParameterBindingFailed',
    'InvalidArgument',
    {
      exceptionType: 'System.ArgumentException',
    },
  );
}

const marks: readonly (readonly [Uint8Array, Encoding])[] = [
  [little32.preamble, little32],
  [big32.preamble, big32],
  [utf8Mark, withMark],
  [unicode.preamble, unicode],
  [bigEndian.preamble, bigEndian],
];

/** The encoding that the mark at a file's beginning tells, and the mark's length; four bytes are enough. */
export function markedEncoding(
  start: Uint8Array,
): { readonly encoding: Encoding; readonly length: number } | undefined {
  for (const [mark, encoding] of marks) {
    if (mark.length <= start.length && mark.every((byte, index) => byte === start[index]))
      return { encoding, length: mark.length };
  }
  return undefined;
}
