import { LanguageError, type Span } from '../errors.ts';
import { scan } from '../scan/scanner.ts';
import type { Token } from '../tokens.ts';
import type { BlockNode, BodyNode, Expression, Statement } from '../tree.ts';
import { isBlank, TokenReader } from './reader.ts';

/** Thrown inside the parser once an error is recorded: the nearest list of statements goes on behind it. */
export class Stop extends Error {}

/** One for all: what was wrong is in the stream's errors, and a stack costs more than the statement it is thrown from. */
const stop = new Stop();

/** What brackets hold is read by the rules that brackets are part of: they are handed in, so that imports have no cycle. */
export interface Grammar {
  /** Undefined where none begins. */
  readStatement(stream: TokenStream): Statement | undefined;
  /** A pipeline, chain or assignment; undefined where none begins. */
  readPipeline(stream: TokenStream): Statement | undefined;
  /** Up to the closing bracket (not taken), or to the end of the text. */
  readStatements(stream: TokenStream, close: ')' | '}'): readonly Statement[];
  /** From the opening brace on to the closing one. */
  readBlock(stream: TokenStream): BlockNode;
  readBody(stream: TokenStream): BodyNode;
  readExpression(stream: TokenStream): Expression;
  /** A value with its prefixes and members, without a binary operator or a comma. */
  readUnary(stream: TokenStream): Expression;
}

export type WordRole = 'command' | 'keyword' | 'member' | 'type';

const nestingLimit = 100;

/** The tokens of a text, and what the grammar keeps while it reads them: errors, roles, how deep it is. */
export class TokenStream extends TokenReader {
  readonly grammar: Grammar;
  /** What words stand for, by where they start: the tokens alone do not tell a command's name from an argument. */
  readonly roles: Map<number, WordRole>;
  #depth = 0;
  #hasLists = true;

  constructor(text: string, grammar: Grammar, outer?: { stream: TokenStream; at: number }) {
    super(text, outer?.at ?? 0, outer?.stream.errors ?? []);
    this.grammar = grammar;
    this.roles = outer?.stream.roles ?? new Map();
    this.#depth = outer ? outer.stream.#depth : 0;
  }

  /** A stream over what a string holds, at the same places; its errors, roles and depth are this one's. */
  inside(text: string, at: number): TokenStream {
    return new TokenStream(text, this.grammar, { stream: this, at });
  }

  report(error: LanguageError): void {
    this.errors.push(error);
  }

  /** Stops without an error of its own: the token that was taken brought one. */
  stop(): never {
    throw stop;
  }

  fail(error: LanguageError): never {
    this.errors.push(error);
    throw stop;
  }

  /**
   * The error that something is missing. More input cures it where the text ends behind `behind`, but for blanks and, with
   * `overLines`, line ends: PowerShell takes an empty line for the end of what has no bracket of its own.
   */
  missing(
    what: string,
    place: Span,
    next: string,
    { behind = this.lastEnd, overLines = false }: { readonly behind?: number; readonly overLines?: boolean } = {},
  ): LanguageError {
    let at = behind;
    for (;;) {
      const token = scan(this.text, at, 'expression');
      if (token.kind === 'end') return new LanguageError(what, place, next, 'incomplete');
      const isPassed = isBlank(token) || (overLines && token.kind === 'newline');
      if (!isPassed) return new LanguageError(what, place, next);
      at = token.end;
    }
  }

  /** Runs what reads a bracket's inside; too many brackets in one another are an error, not a stack overflow. */
  nested<T>(span: Span, read: () => T): T {
    if (this.#depth >= nestingLimit) {
      this.passOver();
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

  /**
   * Whether commas make a list: they do not among a method's or an attribute's arguments, nor in a hashtable there, up to
   * the next round bracket or script block.
   */
  get hasLists(): boolean {
    return this.#hasLists;
  }

  withLists<T>(hasLists: boolean, read: () => T): T {
    const before = this.#hasLists;
    this.#hasLists = hasLists;
    try {
      return read();
    } finally {
      this.#hasLists = before;
    }
  }

  /** Passes over the rest of a line, up to a semicolon or a closing bracket. */
  skipLine(): void {
    for (let token = this.peek('command'); !endsLine(token); token = this.peek('command')) this.take('command');
  }

  /** Passes over what stands before the next closing bracket that is not opened on the way, or before the end. */
  skipToBracket(): void {
    for (let depth = 0; ; ) {
      const token = this.peek('command');
      if (token.kind === 'end') return;
      if (token.kind === 'punctuation' && /[({]$/.test(token.source)) depth++;
      else if (token.kind === 'punctuation' && /[)}]/.test(token.source) && --depth < 0) return;
      const before = this.errors.length;
      this.take('command');
      // What follows an error is not judged, but for an open string: that still asks for more input.
      if (this.errors.length > before && !this.errors.at(-1)?.incomplete) this.errors.length = before;
    }
  }

  /** Reads what stands in a bracket; where that stops, passes over the rest of it. */
  orSkipToBracket(read: () => void): void {
    if (!isRead(read)) this.skipToBracket();
  }

  /** Reads what stands in a bracket; where it stops at the end of the text, the bracket is missing as well. */
  orAtEnd(read: () => void): void {
    if (isRead(read)) return;
    this.skipNewlines();
    if (this.peek('command').kind !== 'end') throw stop;
  }
}

const endsLine = ({ kind, source }: Token) =>
  kind === 'end' || kind === 'newline' || kind === 'semicolon' || (kind === 'punctuation' && /[)}]/.test(source));

function isRead(read: () => void): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (error instanceof Stop) return false;
    throw error;
  }
}
