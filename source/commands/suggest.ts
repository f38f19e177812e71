import { editDistance } from '../text/edit-distance.ts';

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
