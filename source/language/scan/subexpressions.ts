import type { SubexpressionPart } from '../tokens.ts';
import { isDoubleQuote } from './characters.ts';

/**
 * The subexpression `$( … )` that begins at `at` in a string or bare word. As in PowerShell it ends where its round
 * brackets are even, whatever quotes stand around them; a quote that the string around it wants doubled or escaped is one
 * quote inside.
 */
export function scanSubexpression(text: string, at: number, isHereString: boolean): SubexpressionPart {
  let depth = 0;
  let i = at + 1;
  let cleaned = '';
  let from = 0;
  for (; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === '(') depth++;
    else if (c === ')') {
      depth--;
      if (depth === 0) break;
    } else if (c === '`' || (isDoubleQuote(c) && !isHereString)) {
      const next = text.charAt(i + 1);
      if (!isDoubleQuote(next) || (c === '`' && isHereString)) continue;
      cleaned += text.slice(from, i);
      from = i + 1;
      i++;
    }
  }
  const isClosed = i < text.length;
  const end = isClosed ? i + 1 : text.length;
  const source = text.slice(at, end);
  const unread = [{ kind: 'text', start: at, end, source, value: source, quote: 'double' }] as const;
  if (from === 0) return { start: at, end, inner: text.slice(0, end), isClosed, tokens: unread };
  // Blanks take the place of what is left out, so that what is read is as long as what was typed.
  const body = cleaned + text.slice(from, isClosed ? i : end);
  return {
    start: at,
    end,
    inner: `${body.padEnd(isClosed ? end - 1 : end)}${isClosed ? ')' : ''}`,
    isClosed,
    tokens: unread,
  };
}
