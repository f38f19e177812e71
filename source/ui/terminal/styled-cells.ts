import { type StyledChar, styledCharsFromTokens, styledCharsToString, tokenize } from '@alcalzone/ansi-tokenize';
import { oneCellCharacters } from '../../text/one-cell.ts';
import { widthOf } from '../../text/width.ts';
import { Memory } from './memory.ts';

/** A character of the screen with its styles; cells of one style share one array of it. */
export type Cell = StyledChar;
type Styles = Cell['styles'];

/** Enough for a screen's rows and those of the pages before; a row is a few kilobytes of cells. */
const lines = new Memory<string, readonly Cell[]>(1024);
const sequences = new Memory<string, ReturnType<typeof tokenize>>(512);

/** Text in which every UTF-16 unit is one character of one cell, between colour sequences. */
const simple = new RegExp(`^(?:[${oneCellCharacters}]|\\x1b\\[[\\d;]*m)*$`);
const colours = /\x1b\[[\d;]*m/g;
const invisible = /^\p{Default_Ignorable_Code_Point}+$/u;

/** Cells that a character takes, at least none. */
export function cellWidth(character: string): number {
  if (character.length === 1) {
    const code = character.charCodeAt(0);
    if (code >= 0x20 && code < 0x7f) return 1;
  }
  return widthOf(character);
}

/** The characters of a text that may have colour sequences and line ends, each with the styles that count there. */
export function cellsOf(text: string): readonly Cell[] {
  return lines.get(text, (missing) => (simple.test(missing) ? simpleCells(missing) : anyCells(missing)));
}

function anyCells(text: string): readonly Cell[] {
  return shareStyles(styledCharsFromTokens(tokenize(text)).filter(({ value }) => !invisible.test(value)));
}

/** Without combining characters nothing has to be segmented, which is most of the time that reading a row takes. */
function simpleCells(text: string): readonly Cell[] {
  const cells: Cell[] = [];
  let styles: Styles = [];
  let at = 0;
  for (const match of text.matchAll(colours)) {
    for (; at < match.index; at += 1) cells.push({ type: 'char', value: text[at]!, fullWidth: false, styles });
    const tokens = sequences.get(match[0], tokenize);
    styles = stylesAfter(styles, tokens);
    at = match.index + match[0].length;
  }
  for (; at < text.length; at += 1) cells.push({ type: 'char', value: text[at]!, fullWidth: false, styles });
  return cells;
}

/** The library keeps the rules of what replaces what; a character behind the codes shows their result. */
function stylesAfter(styles: Styles, tokens: ReturnType<typeof tokenize>): Styles {
  const mark = { type: 'char', value: ' ', fullWidth: false } as const;
  return styledCharsFromTokens([...styles, ...tokens, mark]).at(-1)!.styles;
}

function shareStyles(cells: readonly Cell[]): readonly Cell[] {
  let last: Styles = [];
  return cells.map((cell) => {
    if (!sameStyles(last, cell.styles)) last = cell.styles;
    return last === cell.styles ? cell : { ...cell, styles: last };
  });
}

function sameStyles(a: Styles, b: Styles): boolean {
  return (
    a.length === b.length &&
    a.every((style, index) => style.code === b[index]!.code && style.endCode === b[index]!.endCode)
  );
}

/** Cells that a row of a text takes. */
export function rowWidth(row: string): number {
  let width = 0;
  for (const cell of cellsOf(row)) width += cellWidth(cell.value);
  return width;
}

/** The cells as a text that begins and ends without any style. */
export function textOf(cells: readonly Cell[]): string {
  return styledCharsToString(cells as Cell[]);
}
