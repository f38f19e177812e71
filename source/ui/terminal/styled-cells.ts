import { type StyledChar, styledCharsFromTokens, styledCharsToString, tokenize } from '@alcalzone/ansi-tokenize';
import { Kind, kindOf } from '../../text/kinds.ts';
import { afterMarks, widthOf } from '../../text/width.ts';
import { Memory } from './memory.ts';

/** A character of the screen with its styles; cells of one style share one array of it. */
export type Cell = StyledChar;
type Styles = Cell['styles'];

/** Enough for a screen's rows and those of the pages before; a row is a few kilobytes of cells. */
const lines = new Memory<string, readonly Cell[]>(1024);
const sequences = new Memory<string, ReturnType<typeof tokenize>>(512);

const colours = /\x1b\[[\d;]*m/y;
const invisible = /^\p{Default_Ignorable_Code_Point}+$/u;

/** Cells that a character takes, at least none. */
export function cellWidth(character: string): number {
  const kind = character.length === 1 ? kindOf(character.charCodeAt(0)) : Kind.uncertain;
  return kind > Kind.two ? widthOf(character) : kind;
}

/** The characters of a text that may have colour sequences and line ends, each with the styles that count there. */
export function cellsOf(text: string): readonly Cell[] {
  return lines.get(text, (missing) => cleanCells(missing) ?? anyCells(missing));
}

function anyCells(text: string): readonly Cell[] {
  return shareStyles(styledCharsFromTokens(tokenize(text)).filter(({ value }) => !invisible.test(value)));
}

/** Of clean text and colours nothing has to be segmented, which is most of the time that reading a row takes. */
function cleanCells(text: string): readonly Cell[] | undefined {
  const cells: Cell[] = [];
  let styles: Styles = [];
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at)!;
    if (code === 0x1b) {
      colours.lastIndex = at;
      const sequence = colours.exec(text)?.[0];
      if (sequence === undefined) return undefined;
      styles = stylesAfter(styles, sequences.get(sequence, tokenize));
      at += sequence.length;
      continue;
    }
    const kind = kindOf(code);
    if (kind === Kind.mark || kind > Kind.two) return undefined;
    const end = afterMarks(text, at + (code > 0xffff ? 2 : 1));
    cells.push({ type: 'char', value: text.slice(at, end), fullWidth: false, styles });
    at = end;
  }
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
