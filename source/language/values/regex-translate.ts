import type { Effort } from './effort.ts';
import { letterInAnyCase, setInAnyCase } from './regex-case.ts';
import { changed, notUnderstood, optionGroup, type RegexFlags } from './regex-flags.ts';
import { escapeLength, inside, isBlock, outside, readSet, textAt, translateEscape } from './regex-pieces.ts';

/** Groups that are understood; .NET's others (conditional, balancing, numbered by name) are refused. */
const knownGroup = /\(\?(?:[:=!>]|<[=!]|<[A-Za-z_]\w*>|'[A-Za-z_]\w*'|[imsnx]*(?:-[imsnx]+)?[:)])/y;
const count = /\{\d+(?:,\d*)?\}/y;

/** What a pattern's brackets enclose, the pattern itself too: options hold to its end. */
interface Scope {
  readonly flags: RegexFlags;
  /** What closes it. */
  readonly close: string;
  readonly parent: Scope | undefined;
  /** The branch of the parent's that it stands in. */
  readonly branch: number;
  current: RegexFlags;
  /** The branch that is read. */
  at: number;
  /** It may have taken nothing: it may be left out, or only looked for. */
  isOptional: boolean;
  /** It is read from right to left: what looks behind is. */
  readonly isBackward: boolean;
}

interface Group {
  readonly name: string | undefined;
  /** JavaScript's number. */
  readonly index: number;
  readonly scope: Scope;
}

interface Reference {
  readonly text: string;
  readonly to: number | string;
  /** Groups that had begun before it. */
  readonly groups: number;
  /** The branch of each scope around it, the innermost first. */
  readonly path: readonly (readonly [Scope, number])[];
}

export interface Translated {
  readonly source: string;
  /** For JavaScript, whether case counts for nothing in all of it. */
  readonly ignoreCase: boolean;
  readonly groups: readonly { readonly name: string | undefined; readonly index: number }[];
}

/** A .NET pattern as JavaScript has it, exactly; ValueError for what it has not. Each character is looked at once. */
export function translate(pattern: string, effort: Effort, flags: RegexFlags): Translated {
  return new Translator(pattern, effort, flags).run();
}

class Translator {
  readonly #pattern: string;
  readonly #effort: Effort;
  /** Case counts in one part and not in another. */
  readonly #isMixed: boolean;
  readonly #out: (string | Reference)[] = [];
  readonly #groups: Group[] = [];
  #indexes = 0;
  #scope: Scope;
  #last: Scope | undefined;

  constructor(pattern: string, effort: Effort, flags: RegexFlags) {
    this.#pattern = pattern;
    this.#effort = effort;
    this.#scope = scopeOf(undefined, flags, '', false);
    this.#isMixed = [...pattern.matchAll(optionGroup)].some(([group]) => group.includes('i'));
  }

  run(): Translated {
    for (let at = 0; at < this.#pattern.length; ) at = this.#next(at);
    const source = this.#out.map((one) => (typeof one === 'string' ? one : this.#resolved(one))).join('');
    return { source, groups: this.#groups, ignoreCase: !this.#isMixed && this.#scope.flags.ignoreCase };
  }

  #next(at: number): number {
    const pattern = this.#pattern;
    const c = pattern.charAt(at);
    const { current } = this.#scope;
    if (current.ignoreWhitespace && /\s/.test(c)) return at + 1;
    if (current.ignoreWhitespace && c === '#') return (/\n|$/.exec(pattern.slice(at))?.index ?? 0) + at + 1;
    const repetition = '*+?'.includes(c) ? c : c === '{' ? textAt(count, pattern, at) : undefined;
    if (repetition !== undefined) return this.#repeat(repetition, at);
    if (pattern.startsWith('(?#', at)) return pattern.indexOf(')', at) + 1;
    if (c === '(') return this.#open(at);
    if (c === ')') return this.#close(at);
    this.#last = undefined;
    if (c === '|') {
      this.#effort.alternative();
      this.#scope.at += 1;
      this.#out.push('|');
      return at + 1;
    }
    if (c === '^' && at === 0) this.#effort.beginning();
    const reference = c === '\\' ? this.#reference(at) : undefined;
    if (reference !== undefined) return reference;
    this.#effort.atom();
    const piece = this.#piece(at);
    this.#out.push(piece.source);
    return piece.end + 1;
  }

  #repeat(repetition: string, at: number): number {
    this.#effort.repetition(repetition);
    if (this.#last && /^[*?]|^\{0/.test(repetition)) this.#last.isOptional = true;
    this.#last = undefined;
    this.#out.push(repetition);
    return at + repetition.length;
  }

  #open(at: number): number {
    const pattern = this.#pattern;
    const { current } = this.#scope;
    const group = pattern.charAt(at + 1) === '?' ? textAt(knownGroup, pattern, at) : '(';
    if (group === undefined) throw notUnderstood(pattern, pattern.slice(at, at + 3));
    const flags = group === '(?:' ? undefined : changed(current, group);
    if (flags) return this.#options(group, flags, at);
    this.#effort.open();
    const name = /^\(\?(?:<(\w+)>|'(\w+)')$/.exec(group);
    const takes = name !== null || (group === '(' && !current.explicitCapture);
    const isLook = /^\(\?<?[=!]$/.test(group);
    const isAtomic = group === '(?>';
    if (isAtomic || takes) this.#indexes += 1;
    const { isBackward } = this.#scope;
    const close = !isAtomic ? ')' : isBackward ? ')))' : `))\\${this.#indexes})`;
    const turns = isLook ? group.includes('<') : isBackward;
    this.#scope = scopeOf(this.#scope, current, close, isLook && group.endsWith('!'), turns);
    if (isAtomic) {
      // What JavaScript has looked for it does not try otherwise, no more than .NET what is atomic.
      this.#out.push(isBackward ? `(?:\\${this.#indexes}(?<=(` : '(?:(?=(');
    } else if (takes) {
      const known = name?.[1] ?? name?.[2];
      if (known !== undefined && this.#groups.some((one) => one.name === known))
        throw notUnderstood(pattern, `two groups named ${known}`);
      this.#groups.push({ name: known, index: this.#indexes, scope: this.#scope });
      this.#out.push(known === undefined ? '(' : `(?<${known}>`);
    } else this.#out.push(group === '(' ? '(?:' : group);
    return at + group.length;
  }

  /** `(?i)` holds to the end of what it stands in, `(?i:…)` for what it encloses. */
  #options(group: string, flags: RegexFlags, at: number): number {
    if (group.endsWith(':')) {
      this.#effort.open();
      this.#scope = scopeOf(this.#scope, flags, ')', false);
      this.#out.push('(?:');
    } else this.#scope.current = flags;
    return at + group.length;
  }

  #close(at: number): number {
    this.#effort.close();
    const { parent, close } = this.#scope;
    this.#out.push(close);
    this.#last = this.#scope;
    if (parent) this.#scope = parent;
    return at + 1;
  }

  #piece(at: number): { readonly source: string; readonly end: number } {
    const pattern = this.#pattern;
    const { current } = this.#scope;
    const c = pattern.charAt(at);
    const isAnyCase = this.#isMixed && current.ignoreCase;
    if (c === '\\') {
      const end = at + escapeLength(pattern, at) - 1;
      const source = isBlock(pattern, at) ?? translateEscape(pattern, at, outside);
      return { source: isAnyCase && /^\\[xupP]/.test(source) ? setInAnyCase(`[${source}]`) : source, end };
    }
    if (c === '[') return readSet(pattern, at, inside, isAnyCase ? setInAnyCase : (set) => set);
    if (c === '.') return { source: current.singleline ? '[\\s\\S]' : '[^\\n]', end: at };
    if (c === '$') return { source: current.multiline ? '(?=\\n|(?![\\s\\S]))' : '(?=\\n?(?![\\s\\S]))', end: at };
    if (c === '^') return { source: current.multiline ? '(?<=\\n|(?<![\\s\\S]))' : '^', end: at };
    const letter = isAnyCase ? letterInAnyCase(c) : undefined;
    return { source: letter ?? ('{}]'.includes(c) ? `\\${c}` : c), end: at };
  }

  /** `\1`, `\12`, `\k<name>`: where it ends; undefined where there is none. */
  #reference(at: number): number | undefined {
    const [text, number, one, other] = /^\\(?:([1-9]\d*)|k<(\w+)>|k'(\w+)')/.exec(this.#pattern.slice(at)) ?? [];
    if (text === undefined) return undefined;
    if (this.#isMixed && this.#scope.current.ignoreCase)
      throw notUnderstood(this.#pattern, `${text} where case counts in another part`);
    const path: (readonly [Scope, number])[] = [];
    for (let scope: Scope | undefined = this.#scope; scope; scope = scope.parent) path.push([scope, scope.at]);
    this.#effort.reference();
    const to = number === undefined ? (one ?? other!) : Number(number);
    this.#out.push({ text, to, groups: this.#groups.length, path });
    return at + text.length;
  }

  #resolved({ text, to, groups, path }: Reference): string {
    const wanted = typeof to === 'string' && /^\d+$/.test(to) ? Number(to) : to;
    const group =
      typeof wanted === 'string'
        ? this.#groups.find(({ name }) => name === wanted)
        : inDotNetOrder(this.#groups)[wanted - 1];
    if (!group) throw notUnderstood(this.#pattern, text);
    if (this.#groups.indexOf(group) >= groups || mayBeUnset(group, path))
      throw notUnderstood(this.#pattern, `${text} to a group that may have taken nothing`);
    return `(?:\\${group.index})`;
  }
}

function scopeOf(
  parent: Scope | undefined,
  flags: RegexFlags,
  close: string,
  isOptional: boolean,
  isBackward = parent?.isBackward ?? false,
): Scope {
  const branch = parent?.at ?? 0;
  return { flags, close, parent, branch, current: flags, at: 0, isOptional, isBackward };
}

/**
 * Where a group has taken nothing, what refers to it fails in .NET and succeeds in JavaScript: so it has to be certain
 * that it has, wherever the reference is reached.
 */
function mayBeUnset({ scope }: Group, path: Reference['path']): boolean {
  // What looks behind reads from the right: the group comes after what refers to it.
  if (scope.isBackward && path[0]?.[0].isBackward) return true;
  for (let one: Scope | undefined = scope; one; one = one.parent) {
    const around = path.find(([other]) => other === one);
    // The reference stands in it: what is outside of it is the same for both.
    if (around) return one === scope;
    if (one.isOptional) return true;
    const parent: Scope | undefined = one.parent;
    if (!parent) continue;
    const shared = path.find(([other]) => other === parent);
    if (shared ? shared[1] !== one.branch : parent.at > 0) return true;
  }
  return false;
}

/** Groups without a name are counted first, those with one behind them. */
export function inDotNetOrder<Item extends { readonly name: string | undefined }>(groups: readonly Item[]): Item[] {
  return [...groups.filter(({ name }) => name === undefined), ...groups.filter(({ name }) => name !== undefined)];
}
