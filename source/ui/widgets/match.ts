import { editDistance } from '../../text/edit-distance.ts';

/**
 * How well a query fits a text: undefined where it does not. Its letters must come in order, each right behind the one
 * before or at the start of a word, so that `gmb` finds Get-MailBox and nothing by accident.
 */
export function matchScore(query: string, text: string): number | undefined {
  const wanted = query.toLowerCase().replaceAll(' ', '');
  if (wanted === '') return 0;
  const given = text.toLowerCase();
  const phrase = given.indexOf(query.toLowerCase().trim());
  if (phrase >= 0) return 1000 - phrase + (startsWord(text, phrase) ? 100 : 0);
  return bestFrom(wanted, 0, given, text, 0, new Map());
}

/** The best score of the query's rest, its first letter at a word's start from `from` on, or at `from` itself. */
function bestFrom(
  wanted: string,
  index: number,
  given: string,
  text: string,
  from: number,
  known: Map<number, number | undefined>,
): number | undefined {
  if (index === wanted.length) return 0;
  const memory = index * (given.length + 1) + from;
  if (known.has(memory)) return known.get(memory);
  let best: number | undefined;
  for (let at = from; at < given.length; at += 1) {
    const follows = at === from && index > 0;
    if (given[at] !== wanted[index] || !(follows || startsWord(text, at))) continue;
    const rest = bestFrom(wanted, index + 1, given, text, at + 1, known);
    if (rest !== undefined) best = Math.max(best ?? Number.NEGATIVE_INFINITY, rest + (follows ? 3 : 1));
  }
  known.set(memory, best);
  return best;
}

/** Behind anything that is no letter or digit, and at a capital behind a small letter. */
function startsWord(text: string, at: number): boolean {
  if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1]!)) return true;
  return /\p{Lu}/u.test(text[at]!) && /\p{Ll}/u.test(text[at - 1]!);
}

/** Words shorter than that are not taken for others: too many are near them. */
const shortestMistyped = 4;

/**
 * The same for a query that fits nothing as it stands: each of its words must be nearly one of the text's, or the beginning
 * of one. A letter may be wrong, missing, too many or in the place of its neighbour; in a long word two.
 */
function mistypedScore(query: string, text: string): number | undefined {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  let score = 0;
  for (const word of query.toLowerCase().trim().split(/\s+/)) {
    if (word.length < shortestMistyped) return undefined;
    const most = word.length < 8 ? 1 : 2;
    const near = Math.min(
      ...words.flatMap((one) =>
        [-1, 0, 1].map((more) => editDistance(word, one.slice(0, Math.max(0, word.length + more)))),
      ),
    );
    if (near > most) return undefined;
    score -= near;
  }
  return score;
}

/** The items that fit, best first; equal ones keep their order. Where none does, those that were probably meant. */
export function filterBy<T>(items: readonly T[], query: string, textOf: (item: T) => string): readonly T[] {
  if (query.trim() === '') return items;
  const fitting = ranked(items, (item) => matchScore(query, textOf(item)));
  return fitting.length > 0 ? fitting : ranked(items, (item) => mistypedScore(query, textOf(item)));
}

function ranked<T>(items: readonly T[], scoreOf: (item: T) => number | undefined): readonly T[] {
  return items
    .map((item) => ({ item, score: scoreOf(item) }))
    .filter((scored): scored is { item: T; score: number } => scored.score !== undefined)
    .toSorted((a, b) => b.score - a.score)
    .map(({ item }) => item);
}
