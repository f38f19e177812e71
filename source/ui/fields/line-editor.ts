import type { ActionName } from '../../app/screen/commands/index.ts';
import { graphemes } from '../../text/width.ts';

/** A text being edited; `cursor` is a UTF-16 offset that never lies within a character a person sees. */
export interface EditState {
  readonly text: string;
  readonly cursor: number;
}

export type EditOperation = ActionName<'field'>;

/** The text after an operation; `cut` is what it took away for a later `yank`. */
export interface Edited extends EditState {
  readonly cut?: string;
}

/** Inserts a text at the cursor. */
export function insert({ text, cursor }: EditState, inserted: string): EditState {
  return { text: text.slice(0, cursor) + inserted + text.slice(cursor), cursor: cursor + inserted.length };
}

/** @param kept what was cut last, for `yank` */
export function edit(state: EditState, operation: EditOperation, kept = ''): Edited {
  const { text, cursor } = state;
  switch (operation) {
    case 'left':
      return { text, cursor: before(text, cursor) };
    case 'right':
      return { text, cursor: after(text, cursor) };
    case 'wordLeft':
      return { text, cursor: wordStart(text, cursor) };
    case 'wordRight':
      return { text, cursor: wordEnd(text, cursor) };
    case 'lineStart':
      return { text, cursor: lineStart(text, cursor) };
    case 'lineEnd':
      return { text, cursor: lineEnd(text, cursor) };
    case 'backspace':
      return remove(text, before(text, cursor), cursor);
    case 'delete':
      return remove(text, cursor, after(text, cursor));
    case 'deleteWordLeft':
      return kill(text, wordStart(text, cursor), cursor);
    case 'deleteWordRight':
      return kill(text, cursor, wordEnd(text, cursor));
    case 'killToStart':
      return kill(text, cursor === lineStart(text, cursor) ? before(text, cursor) : lineStart(text, cursor), cursor);
    case 'killToEnd':
      return kill(text, cursor, cursor === lineEnd(text, cursor) ? after(text, cursor) : lineEnd(text, cursor));
    case 'yank':
      return insert(state, kept);
  }
}

/** One line up or down with the column kept; undefined at the first or last line. */
export function moveLine({ text, cursor }: EditState, by: -1 | 1): EditState | undefined {
  const start = lineStart(text, cursor);
  const column = graphemes(text.slice(start, cursor)).length;
  if (by < 0 ? start === 0 : lineEnd(text, cursor) === text.length) return undefined;
  const target = by < 0 ? lineStart(text, start - 1) : lineEnd(text, cursor) + 1;
  const wanted = graphemes(text.slice(target, lineEnd(text, target))).slice(0, column);
  return { text, cursor: target + wanted.reduce((sum, part) => sum + part.text.length, 0) };
}

function remove(text: string, from: number, to: number): Edited {
  return { text: text.slice(0, from) + text.slice(to), cursor: from };
}

function kill(text: string, from: number, to: number): Edited {
  const cut = text.slice(from, to);
  return cut === '' ? remove(text, from, to) : { ...remove(text, from, to), cut };
}

function before(text: string, cursor: number): number {
  return graphemes(text.slice(0, cursor)).at(-1)?.index ?? 0;
}

function after(text: string, cursor: number): number {
  return cursor + (graphemes(text.slice(cursor, cursor + 64))[0]?.text.length ?? 0);
}

/** Letters and digits make words; so `Get-MailboxDatabase` is two, and `-Identity` one behind its dash. */
const word = /[\p{L}\p{N}\p{M}_]/u;

function wordStart(text: string, cursor: number): number {
  const parts = graphemes(text.slice(0, cursor));
  let index = parts.length;
  while (index > 0 && !word.test(parts[index - 1]!.text)) index -= 1;
  while (index > 0 && word.test(parts[index - 1]!.text)) index -= 1;
  return parts[index]?.index ?? cursor;
}

function wordEnd(text: string, cursor: number): number {
  const parts = graphemes(text.slice(cursor));
  let index = 0;
  while (index < parts.length && !word.test(parts[index]!.text)) index += 1;
  while (index < parts.length && word.test(parts[index]!.text)) index += 1;
  return index < parts.length ? cursor + parts[index]!.index : text.length;
}

function lineStart(text: string, cursor: number): number {
  return cursor === 0 ? 0 : text.lastIndexOf('\n', cursor - 1) + 1;
}

function lineEnd(text: string, cursor: number): number {
  const end = text.indexOf('\n', cursor);
  return end < 0 ? text.length : end;
}
