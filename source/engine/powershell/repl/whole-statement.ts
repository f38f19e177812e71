/**
 * Whether a text is whole as PowerShell reads it, or wants another line: an open quote, bracket or comment, an operator
 * that waits for its right side, a keyword that waits for its block. It judges only that: what is wrong in another way
 * is whole, and PowerShell says what is wrong.
 */
export function isWholeStatement(text: string): boolean {
  return !new Scanner(text).isOpen();
}

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const singleQuotes = "'\u2018\u2019\u201a\u201b";
const doubleQuotes = '"\u201c\u201d\u201e';
/** After these a `#` begins a comment; inside a word it is a part of it. */
const beforeComment = /[\s;(){}|&,]/;

const wantsOperand =
  /(?:[|,=+*/]|[^\s|;{(]\s*%|&&|\|\||::|(?:^|[\s)\]])(?:-|\.\.|!)|(?:^|[\s)\]'"])-(?:and|or|xor|not|band|bor|bxor|shl|shr|join|as|is|isnot|f|[ci]?(?:eq|ne|gt|ge|lt|le|like|notlike|match|notmatch|contains|notcontains|in|notin|replace|split)))$/i;
const wantsBlock =
  /(?:^|[\s;{}(])(?:else|try|finally|do|begin|process|end|trap|catch|class\s+\S+|(?:function|filter)(?:\s+[^\s{]+)?)$/i;
const wantsRest = /(?:^|[\s;{}(])(?:if|elseif|while|for|foreach|switch|until)$/i;
/** The end of a loop, not the beginning of one. */
const endOfLoop = /do\s*\{\}\s*while\s*\(\)$/i;
const headOfBlock = /(?:^|[\s;{}(])(?:if|elseif|while|for|foreach|switch)$/i;

const hereStringStart = /^@['"][ \t]*\r?\n/;
const longestStart = 200;
/** Strings inside strings; nobody types more. */
const deepest = 50;

class Scanner {
  readonly #text: string;
  #at = 0;
  /** What the text says outside strings and comments, strings as `''` and what stands in brackets left out. */
  #outline: string[] = [''];
  #brackets: string[] = [];
  /** The last bracket that was closed belongs to a keyword whose block is to follow. */
  #awaitsBlock = false;

  readonly #depth: number;

  constructor(text: string, depth = 0) {
    this.#text = text;
    this.#depth = depth;
  }

  isOpen(): boolean {
    if (!this.#scan()) return true;
    if (this.#brackets.length > 0) return true;
    const outline = this.#outline[0]!;
    const last = outline.trimEnd();
    return (
      this.#awaitsBlock ||
      outline.endsWith('`') ||
      wantsOperand.test(last) ||
      wantsBlock.test(last) ||
      wantsRest.test(last)
    );
  }

  /** False where a string or a comment is left open. */
  #scan(): boolean {
    while (this.#at < this.#text.length) if (!this.#step()) return false;
    return true;
  }

  #step(): boolean {
    const text = this.#text;
    const character = text[this.#at]!;
    if (character === '`') this.#escape();
    else if (text.startsWith('<#', this.#at)) return this.#skipPast('#>', this.#at + 2);
    else if (character === '#' && (this.#at === 0 || beforeComment.test(text[this.#at - 1]!))) this.#comment();
    else if (hereStringStart.test(text.slice(this.#at, this.#at + longestStart))) return this.#hereString();
    else if (singleQuotes.includes(character)) return this.#singleQuoted();
    else if (doubleQuotes.includes(character)) return this.#doubleQuoted();
    else if (text.startsWith('${', this.#at)) {
      this.#note('$x');
      return this.#skipPast('}', this.#at);
    } else {
      this.#at++;
      this.#plain(character);
    }
    return true;
  }

  /** A backtick joins the next line to this one; elsewhere it takes the meaning from the next character. */
  #escape(): void {
    const next = /^(?:\r?\n|$)/.exec(this.#text.slice(this.#at + 1, this.#at + 3));
    this.#note(!next ? 'x' : next[0] === '' ? '`' : ' ');
    this.#at += 1 + (next ? next[0].length : 1);
  }

  #comment(): void {
    const end = this.#text.indexOf('\n', this.#at);
    this.#at = end < 0 ? this.#text.length : end;
  }

  #skipPast(end: string, from: number): boolean {
    const found = this.#text.indexOf(end, from);
    this.#at = found + end.length;
    return found >= 0;
  }

  #plain(character: string): void {
    if (closers[character] !== undefined) {
      this.#brackets.push(character);
      this.#outline.push('');
      return;
    }
    const open = this.#brackets.at(-1);
    if (open !== undefined && closers[open] === character) {
      this.#brackets.pop();
      this.#outline.pop();
      const isHead = character === ')' && headOfBlock.test(this.#outline.at(-1)!.trimEnd());
      this.#note(character === '}' ? '{}' : character === ')' ? '()' : '[]');
      this.#awaitsBlock = isHead && !endOfLoop.test(this.#outline.at(-1)!);
      return;
    }
    this.#note(character);
  }

  #note(text: string): void {
    this.#outline[this.#outline.length - 1] += text;
    if (text.trim() !== '') this.#awaitsBlock = false;
  }

  #singleQuoted(): boolean {
    for (this.#at++; this.#at < this.#text.length; this.#at++) {
      if (!singleQuotes.includes(this.#text[this.#at]!)) continue;
      if (!singleQuotes.includes(this.#text[this.#at + 1] ?? ' ')) return this.#endString();
      this.#at++;
    }
    return false;
  }

  #doubleQuoted(): boolean {
    for (this.#at++; this.#at < this.#text.length; this.#at++) {
      const character = this.#text[this.#at]!;
      if (character === '`') this.#at++;
      else if (this.#text.startsWith('$(', this.#at)) {
        if (!this.#subexpression()) return false;
      } else if (doubleQuotes.includes(character)) {
        if (!doubleQuotes.includes(this.#text[this.#at + 1] ?? ' ')) return this.#endString();
        this.#at++;
      }
    }
    return false;
  }

  #hereString(): boolean {
    const quote = this.#text[this.#at + 1]!;
    for (this.#at += 2; this.#at < this.#text.length; this.#at++) {
      if (this.#text.startsWith(`\n${quote}@`, this.#at)) {
        this.#at += 2;
        return this.#endString();
      }
      if (quote === '"' && this.#text[this.#at] === '`') this.#at++;
      else if (quote === '"' && this.#text.startsWith('$(', this.#at) && !this.#subexpression()) return false;
    }
    return false;
  }

  /** `$( … )` inside a string, with strings of its own; ends on its closing bracket. */
  #subexpression(): boolean {
    if (this.#depth === deepest) return true;
    const inner = new Scanner(this.#text, this.#depth + 1);
    inner.#at = this.#at + 2;
    inner.#brackets = ['('];
    inner.#outline = ['', ''];
    while (inner.#brackets.length > 0) {
      if (inner.#at >= this.#text.length || !inner.#step()) return false;
    }
    this.#at = inner.#at - 1;
    return true;
  }

  #endString(): boolean {
    this.#at++;
    this.#note("''");
    return true;
  }
}
