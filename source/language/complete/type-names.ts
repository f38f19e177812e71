import type { CompletionCandidate } from '../../domain/index.ts';
import { allTypes } from '../types/registry.ts';
import { enums } from '../values/enums.ts';
import { candidate, matcher } from './candidate.ts';

/** `[da`: by what PowerShell calls a type, without `System.`, or in full. */
export function typeNames(typed: string): CompletionCandidate[] {
  const matches = matcher(typed);
  const types = [...allTypes(), ...Object.entries(enums).map(([name, { summary }]) => ({ name, summary }))];
  const named = types.flatMap(({ name, summary, ...rest }) => {
    const bare = name.replace(/`\d+$/, '[');
    const accelerators = 'accelerators' in rest ? (rest.accelerators ?? []) : [];
    const short = accelerators.length > 0 ? accelerators : [bare.replace(/^System\./, '')];
    // The full name is for who begins to type it: before that it would say everything twice.
    return [...short, ...(typed === '' || short.includes(bare) ? [] : [bare])].map((text) =>
      candidate(text, 'type', summary),
    );
  });
  const seen = new Set<string>();
  return named
    .filter(({ text }) => matches(text) && !seen.has(text) && seen.add(text))
    .toSorted((a, b) => (a.text.toLowerCase() < b.text.toLowerCase() ? -1 : 1));
}
