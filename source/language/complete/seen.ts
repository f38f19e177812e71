import type { CompletionCandidate } from '../../domain/index.ts';
import { PsObject, type PsValue } from '../../objects/index.ts';
import { candidate, matcher, quoted } from './candidate.ts';

/** What objects of the server are called by, the shortest that is unique first. */
const names = ['Alias', 'Name', 'PrimarySmtpAddress'] as const;

interface Seen {
  readonly names: readonly string[];
  readonly hint: string;
}

/** Objects of a kind that are remembered, and kinds; characters of a name. */
const [mostObjects, mostKinds, longestName] = [2_000, 100, 200];

/** How objects of the server were called that were seen, by the nouns of the cmdlets that gave them. */
export class SeenNames {
  readonly #kinds = new Map<string, Map<string, Seen>>();

  note(noun: string, value: unknown): void {
    if (!(value instanceof PsObject)) return;
    const found = names.flatMap((name) => textOf(value.get(name)));
    const [first] = found;
    if (first === undefined) return;
    const kind = this.#kindOf(noun.toLowerCase());
    if (kind.size >= mostObjects && !kind.has(first)) kind.delete(kind.keys().next().value!);
    const [display = ''] = textOf(value.get('DisplayName'));
    const hint = [display, ...found].find((one) => one !== '' && one !== first) ?? '';
    kind.set(first, { names: display === '' ? found : [...found, display], hint });
  }

  /** Each object by the first of its names that fits what was typed. */
  matching(noun: string, typed: string): CompletionCandidate[] {
    const matches = matcher(typed);
    const objects = [...(this.#kinds.get(noun.toLowerCase())?.values() ?? [])];
    return objects
      .flatMap(({ names: all, hint }) => {
        const name = all.find(matches);
        return name === undefined ? [] : candidate(argument(name), 'value', hint === name ? (all[0] ?? '') : hint);
      })
      .toSorted((one, other) => (one.text.toLowerCase() < other.text.toLowerCase() ? -1 : 1));
  }

  #kindOf(noun: string): Map<string, Seen> {
    const known = this.#kinds.get(noun);
    if (known) return known;
    if (this.#kinds.size >= mostKinds) this.#kinds.delete(this.#kinds.keys().next().value!);
    const made = new Map<string, Seen>();
    this.#kinds.set(noun, made);
    return made;
  }
}

/** As an argument: an alias with dots or an address needs no quotes. */
const argument = (name: string) => (/^[\p{L}_][\p{L}\p{N}_.@-]*$/u.test(name) ? name : quoted(name));

function textOf(value: PsValue | undefined): readonly string[] {
  const text = value instanceof PsObject ? value.text : value;
  return typeof text === 'string' && text !== '' && text.length <= longestName && !/\p{Cc}/u.test(text) ? [text] : [];
}
