/** All that a terminal obeys but colours, ends of lines and tabs; of a sequence its first character, which makes it one. */
const obeyed = /\x1B(?!\[[\d;]*m)|[\0-\x08\x0B-\x1A\x1C-\x1F\x7F-\x9F]/g;

const colour = /\x1B\[[\d;]*m/g;
const coloursAndMarks = /\x1B\[[\d;]*m(?:\x1B\[[\d;]*m|\p{M})+/gu;

/**
 * In place of Ink's own (build/sanitize-ansi.js), which takes each text apart twice in every frame. Texts have been made
 * clean before they come to Ink, and are coloured by us: of those it makes the same. Of all others nothing is left that a
 * terminal would obey.
 */
export default function sanitizeAnsi(text: string): string {
  const own = text.replace(obeyed, '');
  return /m\p{M}/u.test(own) ? own.replace(coloursAndMarks, marksFirst) : own;
}

/** Marks belong to the cell before the colours, not to what comes after them. */
const marksFirst = (run: string) => run.replace(colour, '') + (run.match(colour) ?? []).join('');
