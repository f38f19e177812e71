import { LanguageError } from '../errors.ts';
import type { TypeNode } from '../tree.ts';
import { expected } from './problems.ts';
import type { TokenStream } from './stream.ts';

/** A type's name with its arguments and ranks: `int`, `string[]`, `Dictionary[string, int[,]]`, `[A, Assembly]` within. */
export function readTypeName(stream: TokenStream): TypeNode {
  const word = stream.peek('type');
  if (word.kind !== 'word' || !/^[\p{L}_]/u.test(word.source))
    return stream.fail(expected(stream, "A type's name", 'Write it, as in [string].', word));
  stream.take('type');
  stream.roles.set(word.start, 'type');
  let end = word.end;
  while (stream.peek('type').source === '[') {
    const open = stream.take('type');
    end = stream.nested(open, () => readTypeList(stream));
  }
  return { kind: 'type', span: { start: word.start, end }, name: stream.text.slice(word.start, end) };
}

/** The types, or the commas of an array's rank, up to the closing bracket; returns where that ends. */
function readTypeList(stream: TokenStream): number {
  stream.skipNewlines();
  const isRank = stream.peek('type').kind === 'comma';
  while (stream.peek('type').kind === 'comma') stream.take('type');
  if (isRank || stream.peek('type').source === ']') return closeType(stream);
  readListed(stream);
  stream.orAtEnd(() => {
    while (stream.takeIf('type', ',')) {
      stream.skipNewlines();
      readListed(stream);
    }
  });
  return closeType(stream);
}

function readListed(stream: TokenStream): void {
  const open = stream.takeIf('type', '[');
  if (open) stream.nested(open, () => readQualified(stream));
  else readTypeName(stream);
  stream.skipNewlines();
}

/** A name that an assembly's may follow, and the closing bracket. */
function readQualified(stream: TokenStream): number {
  readTypeName(stream);
  readAssembly(stream);
  return closeType(stream);
}

/** `, Assembly, Version=1.0.0.0` behind a type's name. */
export function readAssembly(stream: TokenStream): void {
  if (stream.peek('type').kind !== 'comma') return;
  for (;;) {
    const token = stream.peek('type');
    if (token.source === ']' || token.kind === 'end' || token.kind === 'newline') return;
    stream.take('type');
  }
}

/** The closing bracket; as PowerShell sees it more input may cure it within another type's brackets only. */
export function closeType(stream: TokenStream, overLines = true): number {
  stream.skipNewlines();
  const close = stream.takeIf('type', ']');
  return close ? close.end : stream.fail(stream.missing(notClosed, stream.peek('type'), closeIt, { overLines }));
}

const notClosed = 'The [ of a type is not closed.';
const closeIt = 'Close it with ].';

/** The same of the outermost brackets: reading goes on behind the type. */
export function closeOutermost(stream: TokenStream): number {
  stream.skipNewlines();
  const close = stream.takeIf('type', ']');
  if (!close) stream.report(new LanguageError(notClosed, stream.peek('type'), closeIt));
  return close?.end ?? stream.end;
}

/** `[int, string]` between a method's name and its arguments; empty where there is none. */
export function readTypeArguments(stream: TokenStream): readonly TypeNode[] {
  const { text, end } = stream;
  // Up to the round bracket, or to the end of what was typed so far.
  const list = /\[(?:\s*[\p{L}_[][\w.+`,\s[\]]{0,1000}(?:\]\(|$))/uy;
  list.lastIndex = end;
  if (text.charAt(end) !== '[' || !list.test(text)) return [];
  const types: TypeNode[] = [];
  stream.take('type');
  do {
    stream.skipNewlines();
    const open = stream.takeIf('type', '[');
    types.push(readTypeName(stream));
    if (open) closeType(stream);
    stream.skipNewlines();
  } while (stream.takeIf('type', ','));
  closeType(stream);
  return types;
}
