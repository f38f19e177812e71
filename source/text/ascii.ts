import { Kind, kindOf } from './kinds.ts';
import { isPlain } from './neutralise.ts';

/** What stands for the signs that the screen is drawn with, each a cell. */
const signs: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['─━', '-'],
    ['│┃', '|'],
    ['╭╮╰╯├┤┬┴┼', '+'],
    ['●•', '*'],
    ['○', 'o'],
    ['◐◌', '~'],
    ['▶▸›»', '>'],
    ['‹«', '<'],
    ['✗×', 'x'],
    ['✓', 'v'],
    ['■█', '#'],
    ['░', '.'],
    ['·', '.'],
    ['…', '~'],
    ['→', '>'],
    ['←', '<'],
    ['↑', '^'],
    ['↓', 'v'],
    ['⏎', '/'],
    ['‘’', "'"],
    ['“”„', '"'],
    ['–—', '-'],
    ['▁', '_'],
    ['▂▃', '-'],
    ['▄▅', '='],
    ['▆▇', '%'],
    ['\u00a0', ' '],
  ].flatMap(([from = '', to = '']) => [...from].map((sign) => [sign, to])),
);

/**
 * A clean text in ASCII, cell for cell: the screen's signs by what looks like them, letters without what stands over them,
 * and `?` for the rest. For terminals that have no other characters.
 */
export function toAscii(text: string): string {
  if (isPlain(text)) return text;
  let out = '';
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code < 0x7f) out += character;
    else if (kindOf(code) !== Kind.mark) out += signs[character] ?? letter(character, kindOf(code));
  }
  return out;
}

function letter(character: string, kind: Kind): string {
  const base = character.normalize('NFD').slice(0, 1);
  if (kind === Kind.one && base < '\x7f') return base;
  return kind === Kind.two ? '??' : '?';
}

/** Whether the locale says that the terminal has no UTF-8; where none is set, or on Windows, it is taken to have. */
export function wantsAscii(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): boolean {
  if (platform === 'win32') return false;
  const locale = environment['LC_ALL'] || environment['LC_CTYPE'] || environment['LANG'] || '';
  const [name = '', characters] = locale.split('@')[0]!.split('.');
  return characters === undefined ? /^(?:C|POSIX)$/i.test(name) : !/^utf-?8$/i.test(characters);
}
