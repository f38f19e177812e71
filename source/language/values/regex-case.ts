/*
 * Patterns in which case counts in one part and not in another. JavaScript has (?i:…), but V8 matches it wrongly in code that it
 * does not optimize, as a process that has run for long has: so each letter becomes a set of its cases.
 */

let groups: ReadonlyMap<string, string> | undefined;

/** The letters that differ in case only, by each of them. */
function cases(): ReadonlyMap<string, string> {
  if (groups) return groups;
  const byLower = new Map<string, string>();
  for (let code = 0; code <= 0xffff; code++) {
    const letter = String.fromCharCode(code);
    const lower = letter.toLowerCase();
    // What becomes two letters is no other case of one.
    if (lower !== letter && lower.length === 1) byLower.set(lower, (byLower.get(lower) ?? lower) + letter);
  }
  groups = new Map([...byLower.values()].flatMap((all) => [...all].map((letter) => [letter, all] as const)));
  return groups;
}

/** A letter's set as JavaScript has it; undefined for a character without cases. */
export function letterInAnyCase(letter: string): string | undefined {
  const all = cases().get(letter);
  return all && `[${[...all].map(escaped).join('')}]`;
}

/** A set of JavaScript's that takes the other cases of its letters too. */
export function setInAnyCase(set: string): string {
  const isNegated = set.startsWith('[^');
  const inner = set.slice(isNegated ? 2 : 1, -1);
  const one = new RegExp(`[${inner}]`, 'u');
  const more = new Set<string>();
  for (const [letter, all] of cases()) if (one.test(letter)) for (const other of all) more.add(other);
  const added = [...more].filter((letter) => !one.test(letter)).map(escaped);
  return `[${isNegated ? '^' : ''}${inner}${added.join('')}]`;
}

const escaped = (letter: string) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
