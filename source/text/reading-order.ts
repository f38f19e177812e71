/** Made when something is first put in order: the tables of a collator take ten milliseconds to load. */
let collator: Intl.Collator | undefined;

/** Order of two texts as a reader expects it, whatever the case: `ex2` before `EX10`. */
export function readingOrder(one: string, other: string): number {
  collator ??= new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  return collator.compare(one, other);
}
