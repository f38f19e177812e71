/** The candidate at most two edits away, if one is: what was probably meant. */
export function nearest(given: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: editDistance(given.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const first = ranked[0];
  // Two edits turn any word of three letters into any other of its kind.
  return first && first.distance <= Math.min(2, given.length - 1) ? first.candidate : undefined;
}

/** What follows the word that there is not, where something like it is there. */
export const didYouMean = (near: string | undefined) => (near ? ` Did you mean "${near}"?` : '');

/** Edits that turn one text into the other; two letters that changed places are one. */
function editDistance(from: string, to: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const current = [i];
    for (let j = 1; j <= to.length; j++) {
      const substitution = previous[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      const swapped = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const swap = swapped ? before[j - 2]! + 1 : Number.POSITIVE_INFINITY;
      current[j] = Math.min(previous[j]! + 1, current[j - 1]! + 1, substitution, swap);
    }
    before = previous;
    previous = current;
  }
  return previous[to.length]!;
}
