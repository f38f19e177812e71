import { LanguageError } from '../errors.ts';
import type { BlockNode, CatchNode, DataNode, Expression, TrapNode, TryNode, TypeNode } from '../tree.ts';
import { readAttributeOrType } from './attributes.ts';
import { nextWord } from './branches.ts';
import { readArgumentValue } from './commands.ts';
import { takeKeyword } from './keywords.ts';
import { expected } from './problems.ts';
import type { TokenStream } from './stream.ts';

export function readTry(stream: TokenStream): TryNode {
  const keyword = takeKeyword(stream);
  const block = stream.grammar.readBlock(stream);
  const catches: CatchNode[] = [];
  while (nextWord(stream, ['catch']) !== undefined) {
    const all = catches.find(({ types }) => types.length === 0);
    const next = 'Put it behind those that name types.';
    if (all) stream.report(new LanguageError('The catch of everything has to be the last.', all.span, next));
    catches.push(readCatch(stream));
  }
  let last: BlockNode | undefined;
  if (nextWord(stream, ['finally']) !== undefined) {
    takeKeyword(stream);
    last = stream.grammar.readBlock(stream);
  }
  const end = (last ?? catches.at(-1) ?? block).span.end;
  if (!last && catches.length === 0) {
    const what = 'The catch or finally of try { } is missing.';
    stream.report(stream.missing(what, keyword, 'Write catch { … } or finally { … }.', { behind: end }));
  }
  return { kind: 'try', span: { start: keyword.start, end }, keyword, block, catches, ...(last && { last }) };
}

function readCatch(stream: TokenStream): CatchNode {
  const keyword = takeKeyword(stream);
  const types: TypeNode[] = [];
  stream.skipNewlines();
  while (stream.peek('expression').source === '[') {
    types.push(readType(stream));
    stream.skipNewlines();
    if (!stream.takeIf('expression', ',')) break;
    stream.skipNewlines();
  }
  const block = stream.grammar.readBlock(stream);
  return { kind: 'catch', span: { start: keyword.start, end: block.span.end }, types, block };
}

/** A type in brackets; an attribute is none. */
export function readType(stream: TokenStream): TypeNode {
  const found = readAttributeOrType(stream);
  if (found.kind === 'type') return found;
  return stream.fail(stream.missing("A type's name is missing.", found.span, 'Write it, as in [string].'));
}

export function readTrap(stream: TokenStream): TrapNode {
  const keyword = takeKeyword(stream);
  stream.skipNewlines();
  const type = stream.peek('expression').source === '[' ? readType(stream) : undefined;
  const block = stream.grammar.readBlock(stream);
  return { kind: 'trap', span: { start: keyword.start, end: block.span.end }, keyword, block, ...(type && { type }) };
}

export function readData(stream: TokenStream): DataNode {
  const keyword = takeKeyword(stream);
  stream.skipNewlines();
  const named = stream.peek('command').kind === 'word' ? stream.take('command') : undefined;
  const allowed: Expression[] = [];
  stream.skipNewlines();
  if (stream.peek('command').kind === 'parameter') {
    const parameter = stream.take('command');
    if (!'supportedcommand'.startsWith(parameter.value.toLowerCase())) {
      stream.fail(expected(stream, 'A block { … }', 'Write it.', parameter));
    }
    do {
      stream.skipNewlines();
      allowed.push(readArgumentValue(stream));
    } while (stream.takeIf('command', ','));
  }
  const block = stream.grammar.readBlock(stream);
  const span = { start: keyword.start, end: block.span.end };
  return { kind: 'data', span, keyword, allowed, block, ...(named && { name: named.value }) };
}
