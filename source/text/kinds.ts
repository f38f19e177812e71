import { isHidden } from './neutralise.ts';

/**
 * What a terminal makes of a character. Terminals go by tables of many years, from Unicode 5 to now; what is said here is
 * what the oldest and the newest of them agree about, and with them those between.
 */
export const Kind = {
  /** Has no cell of its own and is drawn over the character before it. */
  mark: 0,
  one: 1,
  two: 2,
  /** Emoji, flags, marks and scripts of later years: a row would shift in one terminal or another. */
  uncertain: 3,
  /** What `neutralise` makes visible. */
  hidden: 4,
  /** Half of a Hangul syllable: one cell, two or none, by what stands beside it. */
  jamo: 5,
  /** U+FE0F, which makes an emoji of a symbol and two cells of one, in some terminals. */
  emojiSelector: 6,
} as const;

export type Kind = (typeof Kind)[keyof typeof Kind];

/** Of 256 code points each, made out at the first need: few texts need more than a handful. */
const pages = new Map<number, Uint8Array<ArrayBuffer>>();
let lastNumber = -1;
let lastPage = new Uint8Array();

export function kindOf(code: number): Kind {
  const number = code >> 8;
  if (number !== lastNumber) {
    lastPage = pages.get(number) ?? madeOut(number);
    lastNumber = number;
  }
  return lastPage[code & 0xff] as Kind;
}

function madeOut(number: number): Uint8Array<ArrayBuffer> {
  const page = Uint8Array.from({ length: 256 }, (_, low) => makeOut(number * 256 + low));
  pages.set(number, page);
  return page;
}

function makeOut(code: number): Kind {
  if (isIn(wide, code)) return Kind.two;
  if (isHidden(code)) return Kind.hidden;
  if (code === 0xfe0f) return Kind.emojiSelector;
  if (isIn(jamo, code)) return Kind.jamo;
  if (isIn(uncertain, code)) return Kind.uncertain;
  if (isMark(code)) return Kind.mark;
  return disputed.test(String.fromCodePoint(code)) ? Kind.uncertain : Kind.one;
}

type Ranges = readonly (readonly [first: number, last: number])[];

const isIn = (ranges: Ranges, code: number): boolean => ranges.some(([first, last]) => code >= first && code <= last);

/** Not assigned yet, marks that older tables give a cell, and what has been made wide. */
const disputed = /[\p{Cn}\p{Mn}\p{Me}\p{Cf}\p{Emoji_Presentation}\p{RI}]/u;

const jamo: Ranges = [
  [0x1100, 0x11ff],
  [0xa960, 0xa97c],
  [0xd7b0, 0xd7fb],
];

/** Hexagrams and other signs, Tangut, Nushu, early kana: one cell in some years, two in others. */
const uncertain: Ranges = [
  [0x6de, 0x6de],
  [0x1734, 0x1734],
  [0x2630, 0x2637],
  [0x268a, 0x268f],
  [0x302e, 0x302f],
  [0x3248, 0x324f],
  [0x4dc0, 0x4dff],
  [0x16fe0, 0x18dff],
  [0x1aff0, 0x1b2ff],
  [0x1d300, 0x1d37f],
  [0x1f200, 0x1f2ff],
];

/** Chinese, Japanese, Korean and their full-width signs; the planes of Han are wide whether assigned or not. */
const wide: Ranges = [
  [0x2329, 0x232a],
  [0x2e80, 0x2e99],
  [0x2e9b, 0x2ef3],
  [0x2f00, 0x2fd5],
  [0x2ff0, 0x3029],
  [0x3030, 0x303e],
  [0x3041, 0x3096],
  [0x309b, 0x30ff],
  [0x3105, 0x312f],
  [0x3131, 0x3163],
  [0x3165, 0x318e],
  [0x3190, 0x31e5],
  [0x31ef, 0x321e],
  [0x3220, 0x3247],
  [0x3250, 0x4dbf],
  [0x4e00, 0xa48c],
  [0xa490, 0xa4c6],
  [0xac00, 0xd7a3],
  [0xf900, 0xfa6d],
  [0xfa70, 0xfad9],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe52],
  [0xfe54, 0xfe66],
  [0xfe68, 0xfe6b],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x20000, 0x2fffd],
  [0x30000, 0x3fffd],
];

/** Ranges of marks, in hexadecimal. */
const marks = `
  300-34e 350-36f 483-486 488-489 591-5bd 5bf 5c1-5c2 5c4-5c5 5c7 610-615 64b-65e 670 6d6-6dc 6df-6e4 6e7-6e8 6ea-6ed
  711 730-74a 7a6-7b0 7eb-7f3 901-902 93c 941-948 94d 951-954 962-963 981 9bc 9c1-9c4 9cd 9e2-9e3 a01-a02 a3c a41-a42
  a47-a48 a4b-a4d a70-a71 a81-a82 abc ac1-ac5 ac7-ac8 acd ae2-ae3 b01 b3c b3f b41-b43 b4d b56 b82 bc0 bcd c3e-c40
  c46-c48 c4a-c4d c55-c56 cbc cbf cc6 ccc-ccd ce2-ce3 d41-d43 d4d dca dd2-dd4 dd6 e31 e34-e3a e47-e4e eb1 eb4-eb9
  ebb-ebc ec8-ecd f18-f19 f35 f37 f39 f71-f7e f80-f84 f86-f87 f90-f97 f99-fbc fc6 102d-1030 1032 1036-1037 1039
  1058-1059 135f 1712-1714 1732-1733 1752-1753 1772-1773 17b7-17bd 17c6 17c9-17d3 17dd 18a9 1920-1922 1927-1928 1932
  1939-193b 1a17-1a18 1b00-1b03 1b34 1b36-1b3a 1b3c 1b42 1b6b-1b73 1dc0-1dca 1dfe-1dff 20d0-20ef 302a-302d 3099-309a
  a806 a80b a825-a826 fb1e fe20-fe23 10a01-10a03 10a05-10a06 10a0c-10a0f 10a38-10a3a 10a3f 1d167-1d169 1d17b-1d182
  1d185-1d18b 1d1aa-1d1ad 1d242-1d244`;

let markRanges: Ranges | undefined;

function isMark(code: number): boolean {
  markRanges ??= Array.from(marks.matchAll(/([\da-f]+)(?:-([\da-f]+))?/g), ([, first, last]) => [
    Number.parseInt(first!, 16),
    Number.parseInt(last ?? first!, 16),
  ]);
  return isIn(markRanges, code);
}
