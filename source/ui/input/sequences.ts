import { type KeyEvent, key, type MouseEvent } from './input-event.ts';

/** Final letters of CSI and SS3 sequences that stand for keys (xterm, VT220, rxvt). */
const letters: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  E: 'clear',
  F: 'end',
  H: 'home',
  M: 'enter',
  P: 'f1',
  Q: 'f2',
  R: 'f3',
  S: 'f4',
};

/** Numbers of `CSI n ~`. */
const tildes: Readonly<Record<number, string>> = {
  1: 'home',
  2: 'insert',
  3: 'delete',
  4: 'end',
  5: 'pageup',
  6: 'pagedown',
  7: 'home',
  8: 'end',
  11: 'f1',
  12: 'f2',
  13: 'f3',
  14: 'f4',
  15: 'f5',
  17: 'f6',
  18: 'f7',
  19: 'f8',
  20: 'f9',
  21: 'f10',
  23: 'f11',
  24: 'f12',
  25: 'f13',
  26: 'f14',
  28: 'f15',
  29: 'f16',
  31: 'f17',
  32: 'f18',
  33: 'f19',
  34: 'f20',
};

/** Key codes of the kitty protocol below its private area, and the keypad's from it. */
const kittyCodes: Readonly<Record<number, string>> = {
  9: 'tab',
  13: 'enter',
  27: 'escape',
  32: 'space',
  127: 'backspace',
  57414: 'enter',
  57417: 'left',
  57418: 'right',
  57419: 'up',
  57420: 'down',
  57421: 'pageup',
  57422: 'pagedown',
  57423: 'home',
  57424: 'end',
  57425: 'insert',
  57426: 'delete',
  57427: 'clear',
};

/** The kitty keypad's characters: codes 57399 to 57416 in order, enter left out. */
const keypadText = '0123456789./*-+';

/** xterm's modifier parameter: 1 plus a bit for shift, alt, ctrl; kitty's super, hyper and meta count as none of ours. */
function modifiers(parameter: number | undefined): Pick<KeyEvent, 'ctrl' | 'alt' | 'shift'> {
  const bits = Math.max(0, (parameter ?? 1) - 1);
  return { shift: (bits & 1) !== 0, alt: (bits & 2) !== 0 || (bits & 32) !== 0, ctrl: (bits & 4) !== 0 };
}

/** Numbers of a parameter text such as `1;5` or kitty's `97:65;5:1;65`: fields of sub-fields, empty ones undefined. */
function numbers(parameters: string): readonly (readonly (number | undefined)[])[] {
  return parameters.split(';').map((field) => field.split(':').map((n) => (n === '' ? undefined : Number(n))));
}

/** The text of the codes that are characters: no controls (C0, DEL, C1), no halves of surrogate pairs. */
function printable(codes: readonly (number | undefined)[]): string | undefined {
  const text = codes
    .filter((code): code is number => code !== undefined && code >= 32 && code <= 0x10ffff)
    .filter((code) => (code < 0x7f || code > 0x9f) && (code < 0xd800 || code > 0xdfff))
    .map((code) => String.fromCodePoint(code))
    .join('');
  return text === '' ? undefined : text;
}

/** A key that was typed as a character: names and text are the character's, Ctrl and Alt take the text away. */
export function characterKey(
  character: string,
  held: Partial<Pick<KeyEvent, 'ctrl' | 'alt' | 'shift'>> = {},
): KeyEvent {
  const name = character === ' ' ? 'space' : character;
  return key(name, held.ctrl || held.alt ? held : { ...held, text: character });
}

function kittyKey(parameters: string): KeyEvent | undefined {
  const [codes = [], mods = [], texts = []] = numbers(parameters);
  const code = codes[0];
  if (code === undefined || mods[1] === 3) return undefined;
  const held = modifiers(mods[0]);
  const named = kittyCodes[code];
  if (named === 'space') return characterKey(' ', held);
  if (named !== undefined) return key(named, held);
  if (code >= 57399 && code < 57399 + keypadText.length) return characterKey(keypadText[code - 57399]!, held);
  if (code >= 57376 && code <= 57387) return key(`f${code - 57376 + 13}`, held);
  if (code < 32 || (code >= 0xe000 && code <= 0xf8ff)) return undefined;
  const plain = printable([code]);
  if (plain === undefined) return undefined;
  if (held.ctrl || held.alt) return key(plain, held);
  const text = printable(texts) ?? printable([held.shift ? (codes[1] ?? code) : code]) ?? plain;
  const typed = held.shift && text === plain ? plain.toUpperCase() : text;
  return key(typed, { ...held, text: typed });
}

/**
 * The key of a whole CSI sequence, undefined where it is none: answers to queries, focus and mouse reports, key
 * releases.
 * @param parameters between `CSI` and the final byte, intermediate bytes included
 */
export function csiKey(parameters: string, final: string): KeyEvent | undefined {
  if (!/^[\d;:]*$/.test(parameters)) return undefined;
  if (final === 'u') return kittyKey(parameters);
  if (final === 'Z') return key('tab', { shift: true });
  const [first = [], second = [], third = []] = numbers(parameters);
  // kitty writes the kind of the event behind the modifiers; 3 is a release.
  if (second[1] === 3) return undefined;
  if (final === '~') {
    // xterm's modifyOtherKeys: CSI 27 ; modifier ; code ~
    if (first[0] === 27 && third[0] !== undefined) return kittyKey(`${third[0]};${second[0] ?? 1}`);
    const name = tildes[first[0] ?? 0];
    return name === undefined ? undefined : key(name, modifiers(second[0]));
  }
  // A cursor position report ends in R like F3; only F3 with modifiers has 1 as its first number.
  if (final === 'R' && first[0] !== 1 && parameters !== '') return undefined;
  if (final === 'M') return undefined;
  const name = letters[final];
  return name === undefined ? undefined : key(name, modifiers(second[0]));
}

/** What the mouse did (SGR reports, DECSET 1006: `CSI < button ; column ; row M`); undefined: nothing that is asked for. */
export function mouseAct(parameters: string, final: string): MouseEvent | undefined {
  const found = /^<(\d+);(\d+);(\d+)$/.exec(parameters);
  if (!found || final !== 'M') return undefined;
  const [button, x, y] = found.slice(1).map(Number) as [number, number, number];
  // Shift, Alt and Ctrl are bits of the button's number.
  const act = ({ 0: 'press', 64: 'wheelUp', 65: 'wheelDown' } as const)[button & ~0b11100];
  return act && { type: 'mouse', act, x: x - 1, y: y - 1 };
}

/** The key of `ESC O x`. */
export function ss3Key(final: string): KeyEvent | undefined {
  const name = letters[final];
  return name === undefined ? undefined : key(name);
}

/** The key of `ESC [ [ x`: F1 to F5 of Linux' console. */
export function consoleKey(letter: string): KeyEvent | undefined {
  const index = 'ABCDE'.indexOf(letter);
  return index < 0 ? undefined : key(`f${index + 1}`);
}

/** The key of a C0 control byte or DEL. */
export function controlKey(code: number): KeyEvent | undefined {
  if (code === 0x0d) return key('enter');
  if (code === 0x09) return key('tab');
  if (code === 0x7f) return key('backspace');
  // Ctrl+H and Ctrl+Backspace are one byte in most terminals; as a word's deletion it would surprise more people.
  if (code === 0x08) return key('backspace');
  if (code === 0x1b) return key('escape');
  if (code === 0x00) return key('space', { ctrl: true });
  if (code < 0x1b) return key(String.fromCharCode(code + 0x60), { ctrl: true });
  if (code < 0x20) return key('\\]^_'[code - 0x1c]!, { ctrl: true });
  return undefined;
}

/** The key of a character or control byte behind an ESC. */
export function altKey(character: string): KeyEvent | undefined {
  const code = character.charCodeAt(0);
  const plain = code < 0x20 || code === 0x7f ? controlKey(code) : characterKey(character);
  if (!plain) return undefined;
  const { text: _, ...bare } = plain;
  return { ...bare, alt: true, shift: character !== character.toLowerCase() };
}
