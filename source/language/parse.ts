import type { LanguageError } from './errors.ts';
import { readExpression, readUnary } from './parse/expressions.ts';
import { readPipeline } from './parse/pipelines.ts';
import { readBody, readScript } from './parse/script.ts';
import { readBlock, readStatement, readStatements } from './parse/statements.ts';
import { type Grammar, TokenStream, type WordRole } from './parse/stream.ts';
import type { Token } from './tokens.ts';
import type { Script } from './tree.ts';

export interface ParseResult {
  readonly text: string;
  /** A statement with an error in it may be missing here. */
  readonly tree: Script;
  /** Together they are the text, in order and without gaps. */
  readonly tokens: readonly Token[];
  /** Which words are a command's name, a keyword, a type's or member's name or a hashtable's key; by their start. */
  readonly roles: ReadonlyMap<number, WordRole>;
  /** What is no PowerShell, in the order of the text. Empty: every statement is in the tree. */
  readonly errors: readonly LanguageError[];
}

const grammar: Grammar = {
  readStatement,
  readPipeline,
  readStatements,
  readBlock,
  readBody,
  readExpression,
  readUnary,
};

/** Reads a text of one or more statements. Never throws. */
export function parse(text: string): ParseResult {
  const stream = new TokenStream(text, grammar);
  const tree = readScript(stream);
  const errors = stream.errors.toSorted((a, b) => a.span.start - b.span.start);
  let tokens: readonly Token[] | undefined;
  return {
    text,
    tree,
    roles: stream.roles,
    errors,
    // What runs a text looks at its tree alone.
    get tokens() {
      tokens ??= stream.tokens;
      return tokens;
    },
  };
}

/** Whether the text wants another line: an open quote or bracket, a pipe, comma or backtick at its end. */
export function isIncomplete(text: string): boolean {
  return parse(text).errors.some((error) => error.incomplete);
}
