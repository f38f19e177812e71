import { clean } from '../../text/clean.ts';
import { graphemes } from '../../text/width.ts';

/** The part of a one-line text that a field of so many cells shows, and the cell of the cursor in it. */
export function fieldView(text: string, cursor: number, width: number): { readonly text: string; readonly x: number } {
  const parts = graphemes(text).map((part) => ({ ...part, shown: clean(part.text) }));
  const before = parts.filter((part) => part.index < cursor);
  // The cursor needs a cell of its own at the end of the text.
  const room = Math.max(1, width - 1);
  let x = 0;
  let start = before.length;
  while (start > 0) {
    const cells = before[start - 1]!.width;
    if (x + cells > room) break;
    x += cells;
    start -= 1;
  }
  let shown = '';
  let used = 0;
  for (const part of parts.slice(start)) {
    used += part.width;
    if (used > width) break;
    shown += part.shown;
  }
  return { text: shown, x };
}
