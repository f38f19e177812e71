import stringWidth, { type Options } from 'string-width';
import { isOneCellEach } from '../../text/one-cell.ts';

/** In place of `string-width` for Ink, which counts the cells of every changed row: most rows need no segmenting. */
export default function fastStringWidth(text: string, options?: Options): number {
  return options === undefined && isOneCellEach(text) ? text.length : stringWidth(text, options);
}
