import { PassThrough } from 'node:stream';

const named: Readonly<Record<string, string>> = {
  enter: '\r',
  tab: '\t',
  escape: '\x1b',
  space: ' ',
  backspace: '\x7f',
  delete: '\x1b[3~',
  insert: '\x1b[2~',
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  home: '\x1b[H',
  end: '\x1b[F',
  pageup: '\x1b[5~',
  pagedown: '\x1b[6~',
  'shift+tab': '\x1b[Z',
  'alt+enter': '\x1b\r',
  f1: '\x1bOP',
  f2: '\x1bOQ',
  f3: '\x1bOR',
  f4: '\x1bOS',
  f5: '\x1b[15~',
  f6: '\x1b[17~',
  f7: '\x1b[18~',
  f8: '\x1b[19~',
  f9: '\x1b[20~',
  f12: '\x1b[24~',
};

const modified: Readonly<Record<string, number>> = { shift: 2, alt: 3, ctrl: 5 };

/** The bytes that xterm sends for a key, named as in the command records. */
export function keyBytes(name: string): string {
  const known = named[name];
  if (known !== undefined) return known;
  const [modifier, base] = name.includes('+') ? (name.split('+') as [string, string]) : ['', name];
  const plain = named[base] ?? base;
  if (modifier === 'ctrl' && base.length === 1) return String.fromCharCode(base.charCodeAt(0) & 0x1f);
  if (modifier === 'alt' && base.length === 1) return `\x1b${base}`;
  if (modifier !== '')
    return plain.replace(
      /^\x1b\[(?:(\d+)~|([A-Z]))$/,
      (_, n, letter) => `\x1b[${n ?? 1};${modified[modifier]}${letter ?? '~'}`,
    );
  if (base.length > 1) throw new Error(`The test keyboard has no key "${name}".`);
  return plain;
}

/** Standard input of a test: a stream that counts as a terminal and remembers its mode. */
export class Keyboard extends PassThrough {
  readonly isTTY = true;
  isRaw = false;

  setRawMode(raw: boolean): this {
    this.isRaw = raw;
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}
