import { LanguageError, type Span } from '../errors.ts';
import type { ScannedToken } from '../scan/make-token.ts';
import { type Mode, scan } from '../scan/scanner.ts';
import type { Token } from '../tokens.ts';
import type { Statement } from '../tree.ts';

/** Thrown inside the parser once an error is recorded: the nearest statement or script block goes on behind it. */
export class Stop extends Error {}

/** What brackets hold is read by the rules that brackets are part of: they are handed in, so that imports have no cycle. */
export interface Grammar {
  readPipeline(stream: TokenStream, where: 'statement' | 'parentheses' | 'value'): Statement;
  readStatements(stream: TokenStream, close: ')' | '}' | ''): readonly Statement[];
}

export type WordRole = 'command' | 'keyword' | 'member';

interface Mark {
  readonly at: number;
  readonly taken: number;
  readonly errors: number;
}

const nestingLimit = 64;

/** The text as tokens on demand, each read in the mode that the grammar wants there; keeps what was taken. */
export class TokenStream {
  readonly text: string;
  readonly grammar: Grammar;
  readonly taken: Token[] = [];
  errors: LanguageError[] = [];
  /** What words stand for, by where they start: the tokens alone do not tell a command's name from an argument. */
  readonly roles = new Map<number, WordRole>();
  #at = 0;
  #peeked: { readonly mode: Mode; readonly blanks: readonly ScannedToken[]; readonly token: ScannedToken } | undefined;
  #depth = 0;

  constructor(text: string, grammar: Grammar) {
    this.text = text;
    this.grammar = grammar;
  }

  /** The next token that is not blank. */
  peek(mode: Mode): ScannedToken {
    if (this.#peeked?.mode === mode) return this.#peeked.token;
    const blanks: ScannedToken[] = [];
    let at = this.#at;
    for (;;) {
      const token = scan(this.text, at, mode);
      if (token.kind !== 'space' && token.kind !== 'comment' && token.kind !== 'continuation') {
        this.#peeked = { mode, blanks, token };
        return token;
      }
      blanks.push(token);
      at = token.end;
    }
  }

  take(mode: Mode): ScannedToken {
    const token = this.peek(mode);
    const blanks = this.#peeked?.blanks ?? [];
    this.taken.push(...blanks);
    if (token.kind !== 'end') this.taken.push(token);
    this.#at = token.end;
    this.#peeked = undefined;
    if (token.problem) this.errors.push(token.problem);
    return token;
  }

  /** The character right behind the last token. */
  get following(): string {
    return this.text.charAt(this.#at);
  }

  get end(): number {
    return this.#at;
  }

  skipNewlines(): void {
    while (this.peek('command').kind === 'newline') this.take('command');
  }

  mark(): Mark {
    return { at: this.#at, taken: this.taken.length, errors: this.errors.length };
  }

  reset(mark: Mark): void {
    this.#at = mark.at;
    this.taken.length = mark.taken;
    this.errors.length = mark.errors;
    this.#peeked = undefined;
  }

  report(error: LanguageError): void {
    this.errors.push(error);
  }

  fail(error: LanguageError): never {
    this.errors.push(error);
    throw new Stop();
  }

  unsupported(what: string, span: Span, next: string): never {
    this.fail(new LanguageError(what, span, next, 'unsupported'));
  }

  /** Runs what reads a bracket's inside; too many brackets in one another are an error, not a stack overflow. */
  nested<T>(span: Span, read: () => T): T {
    if (this.#depth >= nestingLimit) {
      this.fail(
        new LanguageError(
          `More than ${nestingLimit} brackets stand in one another.`,
          span,
          'Use variables for the inner parts.',
        ),
      );
    }
    this.#depth++;
    try {
      return read();
    } finally {
      this.#depth--;
    }
  }

  /** Passes over the rest of a statement, brackets in pairs; stops before what ends it and before a closing bracket. */
  skipStatement(): void {
    let depth = 0;
    for (;;) {
      const token = this.peek('command');
      if (token.kind === 'end') {
        if (depth > 0 && !this.errors.some((error) => error.incomplete)) {
          this.report(new LanguageError('A bracket is not closed.', token, 'Close it with ) or }.', 'incomplete'));
        }
        return;
      }
      if (depth === 0 && (token.kind === 'newline' || token.kind === 'semicolon')) return;
      if (/[({]$/.test(token.source) && token.kind === 'punctuation') depth++;
      if (token.kind === 'punctuation' && (token.source === ')' || token.source === '}')) {
        if (depth === 0) return;
        depth--;
      }
      const before = this.errors.length;
      this.take('command');
      // What follows an error is not judged, but for an open string: that still asks for more input.
      this.errors = this.errors.filter((error, index) => index < before || error.incomplete);
    }
  }
}
