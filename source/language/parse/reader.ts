import type { LanguageError } from '../errors.ts';
import type { ScannedToken } from '../scan/make-token.ts';
import { type Mode, scan } from '../scan/scanner.ts';
import { endOfSpace, withSpaces } from '../scan/spaces.ts';
import type { Token, TokenKind } from '../tokens.ts';

interface Mark {
  readonly at: number;
  readonly lastEnd: number;
  readonly taken: number;
  readonly errors: number;
}

const alikeKinds: ReadonlySet<TokenKind> = new Set(['newline', 'semicolon', 'comma', 'pipe', 'end']);

/**
 * What reads alike in every mode, so that it need not be read again in another: strings, what separates, round and curly
 * brackets, and what is a variable even among arguments.
 */
function isAlike({ kind, quote, source }: Token, mode: Mode): boolean {
  if (quote !== undefined || alikeKinds.has(kind)) return true;
  if (kind === 'punctuation') return source !== '.' && source !== '[' && source !== ']' && source !== '::';
  return mode === 'command' && (kind === 'variable' || kind === 'splat');
}

/** What may begin a blank, a comment, a line end or a backtick before one. */
const mayBeBlank = (c: string) => c <= ' ' || c === '#' || c === '<' || c === '`' || c === ';' || c >= '\u0080';

export const isBlank = ({ kind }: Token) => kind === 'space' || kind === 'comment' || kind === 'continuation';

const isSeparator = ({ kind }: Token) => kind === 'newline' || kind === 'semicolon';

const noBlanks: readonly ScannedToken[] = [];

/** The text as tokens on demand, each read in the mode that the grammar wants there; keeps what was taken. */
export class TokenReader {
  readonly text: string;
  /** All but blanks, which are most of the tokens of a script that is written well: `tokens` puts them in. */
  protected readonly taken: Token[] = [];
  readonly errors: LanguageError[];
  readonly #from: number;
  #at: number;
  #lastEnd: number;
  /** The next token that is not blank, once it is looked at, and in which mode it was read. */
  #peeked: ScannedToken | undefined;
  #peekedMode: Mode = 'command';
  /** Comments before it, and line ends behind a backtick. */
  #blanks: readonly ScannedToken[] = noBlanks;

  constructor(text: string, at: number, errors: LanguageError[]) {
    this.text = text;
    this.errors = errors;
    this.#from = at;
    this.#at = at;
    this.#lastEnd = at;
  }

  /** The next token that is not blank. */
  peek(mode: Mode): ScannedToken {
    const peeked = this.#peeked;
    if (peeked) {
      if (this.#peekedMode === mode || (mode !== 'verbatim' && isAlike(peeked, this.#peekedMode))) return peeked;
      return this.#keep(mode, this.#blanks, scan(this.text, peeked.start, mode));
    }
    let blanks: ScannedToken[] | undefined;
    for (let at = this.#at; ; ) {
      const token = scan(this.text, endOfSpace(this.text, at), mode);
      if (!isBlank(token)) return this.#keep(mode, blanks ?? noBlanks, token);
      if (blanks) blanks.push(token);
      else blanks = [token];
      at = token.end;
    }
  }

  #keep(mode: Mode, blanks: readonly ScannedToken[], token: ScannedToken): ScannedToken {
    this.#peeked = token;
    this.#peekedMode = mode;
    this.#blanks = blanks;
    return token;
  }

  take(mode: Mode): ScannedToken {
    const token = this.peek(mode);
    for (const blank of this.#blanks) {
      this.taken.push(blank);
      if (blank.problem) this.errors.push(blank.problem);
    }
    if (token.kind !== 'end') this.taken.push(token);
    if (token.kind !== 'newline' && token.kind !== 'end') this.#lastEnd = token.end;
    this.#at = token.end;
    this.#peeked = undefined;
    if (token.problem) this.errors.push(token.problem);
    return token;
  }

  /** Takes the next token if it is that one. */
  takeIf(mode: Mode, source: string): ScannedToken | undefined {
    const token = this.peek(mode);
    return token.source === source && token.kind !== 'text' ? this.take(mode) : undefined;
  }

  /** What was taken, and what stands between: together they are the text from where reading began up to here. */
  get tokens(): readonly Token[] {
    return withSpaces(this.text, this.#from, this.#at, this.taken);
  }

  /** The character right behind the last token. */
  get following(): string {
    return this.text.charAt(this.#at);
  }

  get end(): number {
    return this.#at;
  }

  /** In the mode of the shortest tokens: a word among arguments may be as long as the text. */
  skipNewlines(): void {
    while (this.#mayHaveSeparator() && this.peek('expression').kind === 'newline') this.take('expression');
  }

  /** False only where no line end and no semicolon comes next: most often one character tells. */
  #mayHaveSeparator(): boolean {
    return mayBeBlank(this.text.charAt(endOfSpace(this.text, this.#at)));
  }

  skipSeparators(): void {
    while (this.#mayHaveSeparator() && isSeparator(this.peek('expression'))) this.take('expression');
  }

  mark(): Mark {
    return { at: this.#at, lastEnd: this.#lastEnd, taken: this.taken.length, errors: this.errors.length };
  }

  reset(mark: Mark): void {
    this.#at = mark.at;
    this.#lastEnd = mark.lastEnd;
    this.taken.length = mark.taken;
    this.errors.length = mark.errors;
    this.#peeked = undefined;
  }

  /** Where the last token ended that was no line end. */
  protected get lastEnd(): number {
    return this.#lastEnd;
  }

  /** What is not read at all: the rest of the text is one token. */
  protected passOver(): void {
    const start = this.#at;
    const end = this.text.length;
    if (start === end) return;
    const source = this.text.slice(start);
    this.taken.push({ kind: 'error', start, end, source, value: source });
    this.#at = end;
    this.#peeked = undefined;
  }
}
