/**
 * Text comparison as .NET's invariant culture does it, on ICU like this: `-eq` and `-lt` look at letters, not at code
 * units (a composed é equals a decomposed one), and case only where asked.
 */
const collators: { ignoringCase?: Intl.Collator; withCase?: Intl.Collator } = {};

/** Made when a text first needs one: the first of a process loads tables, which the first frame would wait for. */
function collator(caseSensitive: boolean): Intl.Collator {
  if (caseSensitive) {
    collators.withCase ??= new Intl.Collator('en-US', { sensitivity: 'variant', caseFirst: 'false' });
    return collators.withCase;
  }
  collators.ignoringCase ??= new Intl.Collator('en-US', { sensitivity: 'accent' });
  return collators.ignoringCase;
}

const plain = /^[\x20-\x7e]*$/;

export function compareText(left: string, right: string, caseSensitive: boolean): number {
  return collator(caseSensitive).compare(left, right);
}

export function equalText(left: string, right: string, caseSensitive: boolean): boolean {
  if (left === right) return true;
  // Printable ASCII has no letters that are equal but for case: no need to ask ICU.
  if (plain.test(left) && plain.test(right)) {
    return !caseSensitive && left.length === right.length && left.toLowerCase() === right.toLowerCase();
  }
  return compareText(left, right, caseSensitive) === 0;
}
