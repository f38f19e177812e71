/** Why a pattern is no regular expression of .NET's, in its words; undefined where it is one. */
export function regexProblem(pattern: string): string | undefined {
  const problem = new Reader(pattern).read();
  return problem && `Invalid pattern '${pattern}' at offset ${problem.at}. ${problem.why}`;
}

interface Problem {
  readonly at: number;
  readonly why: string;
}

const group = /\(\?(?:[:=!>#]|<[=!]|<\w+>|'\w+'|<\w*-\w+>|[imsnx]*(?:-[imsnx]+)?[:)]|\()/y;
const categories = /^(?:C[cfnos]?|L[lmotu]?|M[cen]?|N[dlo]?|P[cdefios]?|S[ckmo]?|Z[lps]?|Is\w+)$/;
const quantifier = /[*+?]|\{(\d+)(?:,(\d*))?\}/y;

class Reader {
  readonly #pattern: string;
  #at = 0;
  #depth = 0;
  /** What a quantifier would stand behind. */
  #before: 'nothing' | 'atom' | 'quantifier' = 'nothing';
  #groups = 0;
  readonly #names = new Set<string>();

  constructor(pattern: string) {
    this.#pattern = pattern;
    for (const [, name] of pattern.matchAll(/\(\?[<'](\w+)[>']/g)) this.#names.add(name!);
    this.#groups = pattern.replace(/\\[\s\S]/g, 'x').match(/\((?!\?)|\(\?[<']\w/g)?.length ?? 0;
  }

  read(): Problem | undefined {
    while (this.#at < this.#pattern.length) {
      const problem = this.#next();
      if (problem) return problem;
    }
    return this.#depth > 0 ? { at: this.#pattern.length, why: "Not enough )'s." } : undefined;
  }

  #next(): Problem | undefined {
    const c = this.#pattern.charAt(this.#at);
    const repeated = this.#quantifier();
    if (repeated !== undefined) return repeated === true ? undefined : repeated;
    if (c === '\\') return this.#escape();
    if (c === '[') return this.#set();
    if (c === '(') return this.#open();
    this.#at++;
    if (c === ')') {
      if (this.#depth-- === 0) return { at: this.#at, why: "Too many )'s." };
      this.#before = 'atom';
    } else this.#before = c === '|' ? 'nothing' : 'atom';
    return undefined;
  }

  /** True where one was read and is right; undefined where there is none. */
  #quantifier(): Problem | true | undefined {
    quantifier.lastIndex = this.#at;
    const match = quantifier.exec(this.#pattern);
    if (!match) return undefined;
    const sign = match[0].charAt(0);
    const end = this.#at + match[0].length;
    if (this.#before === 'nothing') {
      if (sign !== '{') return { at: this.#at + 1, why: `Quantifier '${sign}' following nothing.` };
      return undefined;
    }
    if (this.#before === 'quantifier') return { at: this.#at + 1, why: `Nested quantifier '${sign}'.` };
    if (match[2] && Number(match[1]) > Number(match[2])) return { at: end, why: 'Illegal {x,y} with x > y.' };
    this.#at = end;
    if (this.#pattern.charAt(end) === '?') this.#at++;
    this.#before = 'quantifier';
    return true;
  }

  #escape(): Problem | undefined {
    const rest = this.#pattern.slice(this.#at + 1);
    const c = rest.charAt(0);
    const behind = this.#at + 2;
    if (c === '') return { at: behind - 1, why: 'Illegal \\ at end of pattern.' };
    const shapes: Readonly<Record<string, RegExp>> = {
      x: /^x[0-9a-f]{2}/i,
      u: /^u[0-9a-f]{4}/i,
      c: /^c[A-Za-z@[\\\]^_]/,
    };
    if (shapes[c] && !shapes[c].test(rest)) {
      return c === 'c'
        ? { at: behind + 1, why: 'Unrecognized control character.' }
        : { at: behind, why: 'Insufficient or invalid hexadecimal digits.' };
    }
    const property = /^[pP]\{(\w*)\}/.exec(rest);
    if (property && !categories.test(property[1]!))
      return { at: this.#at + 1 + property[0].length, why: `Unknown property '${property[1]}'.` };
    const number = /^[1-9]\d*/.exec(rest)?.[0];
    if (number && number.length < 2 && Number(number) > this.#groups)
      return { at: this.#at + 1 + number.length, why: `Reference to undefined group number ${number}.` };
    const name = /^k<(\w+)>/.exec(rest);
    if (name && !this.#names.has(name[1]!) && !/^\d+$/.test(name[1]!))
      return { at: this.#at + 1 + name[0].length, why: `Reference to undefined group name '${name[1]}'.` };
    if (/^[A-Za-z_]$/.test(c) && !/[abBAcdDefGknprPsStuvwWxzZ]/.test(c))
      return { at: behind, why: `Unrecognized escape sequence \\${c}.` };
    this.#at += 1 + (property?.[0] ?? name?.[0] ?? (shapes[c] ? shapes[c].exec(rest)![0] : (number ?? c))).length;
    this.#before = 'atom';
    return undefined;
  }

  #set(): Problem | undefined {
    const { length } = this.#pattern;
    let at = this.#at + (this.#pattern.charAt(this.#at + 1) === '^' ? 2 : 1);
    for (let first = true; at < length; first = false) {
      const c = this.#pattern.charAt(at);
      if (c === ']' && !first) {
        this.#at = at + 1;
        this.#before = 'atom';
        return undefined;
      }
      const isEscape = c === '\\';
      const property = isEscape ? /^\\[pP]\{[\w-]*\}/.exec(this.#pattern.slice(at, at + 40))?.[0] : undefined;
      const end = at + (property?.length ?? (isEscape ? 2 : 1));
      const next = this.#pattern.charAt(end);
      const to = this.#pattern.charAt(end + 1);
      // Escapes at either side are another matter than their letters.
      const isRange = !isEscape && next === '-' && to !== ']' && to !== '' && to !== '\\' && to !== '[';
      if (isRange && c > to) return { at: end + 2, why: '[x-y] range in reverse order.' };
      at = isRange ? end + 2 : end;
    }
    return { at: length, why: 'Unterminated [] set.' };
  }

  #open(): Problem | undefined {
    if (this.#pattern.charAt(this.#at + 1) !== '?') {
      this.#at++;
      this.#depth++;
      this.#before = 'nothing';
      return undefined;
    }
    group.lastIndex = this.#at;
    const found = group.exec(this.#pattern)?.[0];
    if (found === undefined) {
      const read = /^\(\?(?:[<']\w*|[^<')])?/.exec(this.#pattern.slice(this.#at))![0];
      return { at: this.#at + read.length, why: 'Unrecognized grouping construct.' };
    }
    if (found === '(?#') {
      const end = this.#pattern.indexOf(')', this.#at);
      if (end < 0) return { at: this.#pattern.length, why: 'Unterminated (?#...) comment.' };
      this.#at = end + 1;
      return undefined;
    }
    this.#at += found.length;
    if (found.endsWith(')')) return undefined;
    // A condition has a bracket of its own.
    this.#depth += found === '(?(' ? 2 : 1;
    this.#before = 'nothing';
    return undefined;
  }
}
