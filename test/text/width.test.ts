import { Terminal } from '@xterm/headless';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { clean } from '../../source/text/clean.ts';
import { Kind, kindOf } from '../../source/text/kinds.ts';
import { isOneCellEach } from '../../source/text/one-cell.ts';
import { beginning, cut, padEnd, padStart, truncate, widthOf } from '../../source/text/width.ts';

/** A terminal that tells how far its cursor goes for texts that are written behind a border, each on a row of its own. */
class Measure {
  readonly #terminal = new Terminal({ cols: 5000, rows: 1, allowProposedApi: true });
  #cells: number[] = [];

  constructor() {
    this.#terminal.onData((report) => this.#cells.push(Number(/;(\d+)R$/.exec(report)![1]) - 2));
  }

  async cells(texts: readonly string[]): Promise<readonly number[]> {
    this.#cells = [];
    await new Promise<void>((resolve) =>
      this.#terminal.write(texts.map((text) => `\r│${text}\x1b[6n`).join(''), resolve),
    );
    return this.#cells;
  }
}

const measure = new Measure();

const awkward = fc.constantFrom(
  ...[
    '🇩🇪',
    '🇩',
    '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
    '👩‍💻',
    '👨‍👩‍👧‍👦',
    '👍🏽',
    '❤️',
    '❤️‍🔥',
    '1️⃣',
    '#\u20e3',
    '✅',
    '😀',
  ],
  ...['\ufe0f', '\ufe0e', '\u{e0100}', '\u200d', '\u200c', '\u200b', '\u20e3', '\u{1f3fb}', '\u{e0041}'],
  ...['\u0301', 'e\u0301', '日\u0301', 'Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306', ' \u0308', '\u3099'],
  ...['\u1112\u1161\u11ab', '\u1100', '\u1161', '\u11a8', '\uac00\u11a8', '\ua960', '\ud7b0', '\u115f'],
  ...['\ud800', '\udc00', '\u202e', '\u2066', '\u061c', '\t', '\n', '\r', '\x1b[31m', '\x9b2J', '\x7f', '\0', '\xad'],
  ...[
    '\ue0b0',
    '\u{f0000}',
    '\u{10fffd}',
    'क्षि',
    'न\u094d\u200dक',
    'می\u200cخ',
    'م\u200c',
    'ก็',
    'กำ',
    'ﾊﾟ',
    '\u0600١',
    'ﷺ',
    '⸻',
    '䷀',
    '☰',
  ],
  ...[
    '日本',
    '한',
    'é',
    'ж',
    'λ',
    '│',
    '…',
    ' ',
    'a',
    '%',
    '\u{20000}',
    '\u{17000}',
    '\u{16d63}\u{16d67}',
    '\u{1fadf}',
  ],
);
const anyText = fc
  .array(
    fc.oneof(awkward, fc.string({ unit: 'binary', maxLength: 4 }), fc.string({ unit: 'grapheme', maxLength: 4 })),
    {
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(''));

describe('the width of a text', () => {
  it('is what a terminal takes for it, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { minLength: 20, maxLength: 20 }), async (texts) => {
        expect(texts.map(widthOf)).toEqual(texts.map((text) => widthOf(clean(text))));
        expect(await measure.cells(texts.map(clean))).toEqual(texts.map(widthOf));
      }),
      { numRuns: 200 },
    );
  });

  it('is right for every character there is, alone and behind a letter', async () => {
    const pages = Array.from({ length: 0x1100 }, (_, page) =>
      Array.from({ length: 256 }, (_, low) => String.fromCodePoint(page * 256 + low))
        .map((one) => clean(one) + clean(`a${one}`))
        .join(''),
    );
    expect(await measure.cells(pages)).toEqual(pages.map(widthOf));
  });

  it('is one that the newest terminals agree with', () => {
    const disputed: string[] = [];
    // Planes of Han and of private use have a rule each.
    for (let code = 0x21; code < 0x110000; code += code < 0x20000 ? 1 : 997) {
      const kind = kindOf(code);
      if (kind <= Kind.two && stringWidth(`a${String.fromCodePoint(code)}`) !== 1 + kind)
        disputed.push(code.toString(16));
    }
    expect(disputed).toEqual([]);
  });

  it('is known at a glance of texts whose characters never join', () => {
    const known = Array.from({ length: 0x10000 }, (_, code) => code).filter((code) =>
      isOneCellEach(String.fromCharCode(code)),
    );
    expect(known.length).toBeGreaterThan(900);
    expect(known.filter((code) => kindOf(code) !== Kind.one)).toEqual([]);
  });
});

describe('a clean text', () => {
  it('stays as it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(clean(clean(text))).toBe(clean(text));
        expect(clean(text).isWellFormed()).toBe(true);
        expect(clean(text)).not.toMatch(/[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
      }),
      { numRuns: 2_000 },
    );
    for (const text of ['Müller 日本語 e\u0301', 'Γειά, Привет', 'क्षि กำ', '한글', '\ue0b0 ❤ ☁']) {
      expect(clean(text)).toBe(text);
    }
  });

  it.each([
    ['🇩🇪🇫🇷🇮', '◇◇◇'],
    ['👩‍💻👨‍👩‍👧‍👦x', '◇◇x'],
    ['👍🏽❤️‍🔥🏴\u{e0067}\u{e0062}\u{e007f}', '◇◇◇'],
    ['❤️1️⃣', '❤1\u20e3'],
    ['✅ 😀', '◇ ◇'],
    ['\u1112\u1161\u11ab\u1100', '한◇'],
    ['\u0301a', '◇a'],
    ['می\u200cخواهم', 'میخواهم'],
    ['क\u094d\u200dष', 'क\u094dष'],
    ['a\u200cb\u200d', 'a\\u{200c}b\\u{200d}'],
    ['\u200cم', '\\u{200c}م'],
    ['a\tb\nc\x1b[31m', 'a b␊c␛[31m'],
    ['\u{e0041}\u202ex', '\\u{e0041}\\u{202e}x'],
    ['\ud800\udc00\ud83d', '𐀀\\u{d83d}'],
  ])('%j is shown as %j', (text, shown) => {
    expect(clean(text)).toBe(shown);
  });

  it('has no more than four marks over a letter', () => {
    expect(clean(`a${'\u0301'.repeat(1_000_000)}b`)).toBe(`a${'\u0301'.repeat(4)}b`);
    expect(clean(`a${'\u1161'.repeat(1_000_000)}b`)).toBe('a◇b');
    expect(clean(`${'👩\u200d'.repeat(1_000_000)}👩`)).toBe('◇');
  });
});

describe('cutting', () => {
  it('keeps to the cells and says that something is missing', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 20 }), (text, cells) => {
        const whole = clean(text);
        expect(widthOf(truncate(text, cells))).toBeLessThanOrEqual(cells);
        expect(widthOf(cut(text, cells))).toBeLessThanOrEqual(cells);
        expect(whole.startsWith(cut(text, cells))).toBe(true);
        if (widthOf(whole) <= cells) expect(truncate(text, cells)).toBe(whole);
        else if (cells > 0) expect(truncate(text, cells).endsWith('…')).toBe(true);
        expect(widthOf(padEnd(cut(text, cells), cells))).toBe(cells);
        expect(widthOf(padStart(cut(text, cells), cells))).toBe(cells);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['Adele Vance', 8, 'Adele V…'],
    ['日本語です', 5, '日本…'],
    ['日本語です', 4, '日…'],
    ['e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
    ['abc', 3, 'abc'],
    ['abc', 0, ''],
    ['👩‍💻👩‍💻👩‍💻', 2, '◇…'],
  ])('%s in %d cells', (line, width, shown) => {
    expect(truncate(line, width)).toBe(shown);
  });

  it('looks at no more of a text than fills the cells', () => {
    expect(beginning('x'.repeat(50_000_000), 80).length).toBeLessThan(3_000);
    expect(beginning('😀'.repeat(50_000), 80).isWellFormed()).toBe(true);
    expect(truncate(`a${'\u0301'.repeat(1_000_000)}b`, 80)).toBe(`a${'\u0301'.repeat(4)}…`);
  });
});
