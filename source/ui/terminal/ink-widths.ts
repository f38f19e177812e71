import { Memory } from './memory.ts';
import { rowWidth } from './styled-cells.ts';

const widths = new Memory<string, number>(4096);

/** In place of the package `widest-line`, which Ink asks about every text in every frame: the answer is remembered. */
export default function widestLine(text: string): number {
  return widths.get(text, (missing) => Math.max(...missing.split('\n').map(rowWidth)));
}
