import { LanguageError } from '../errors.ts';
import type { BodyNode, NamedBlockNode, Script, UsingNode } from '../tree.ts';
import { takeKeyword, wordAt } from './keywords.ts';
import { readParamBlock } from './parameters.ts';
import { isClosing, unexpected } from './problems.ts';
import { readBlock, readStatements } from './statements.ts';
import { Stop, type TokenStream } from './stream.ts';
import { readUsing } from './using.ts';

const blockNames = new Set(['begin', 'process', 'end', 'clean', 'dynamicparam']);

/** A whole text. What cannot be read is reported in the stream, and reading goes on behind it. */
export function readScript(stream: TokenStream): Script {
  const body = readUsingsAndBody(stream, '');
  stream.take('command');
  return { ...body, span: { start: 0, end: stream.text.length } };
}

/** What a function's or a script block's braces hold; the closing one is left. */
export const readBody = (stream: TokenStream): BodyNode => readUsingsAndBody(stream, '}');

function readUsingsAndBody(stream: TokenStream, close: '}' | ''): BodyNode {
  const { start } = stream.peek('command');
  stream.skipSeparators();
  const usings: UsingNode[] = [];
  const parameters = orStopped(() => {
    while (close === '' && wordAt(stream) === 'using') {
      usings.push(readUsing(stream));
      stream.skipSeparators();
    }
    return readParamBlock(stream);
  });
  if (parameters) stream.skipSeparators();
  const blocks: NamedBlockNode[] = [];
  const readBlocks = () => readNamedBlocks(stream, blocks);
  if (close === '') orStopped(readBlocks);
  else stream.orAtEnd(readBlocks);
  // Behind blocks nothing may stand: what does is read for its tokens and its errors.
  const read = blocks.length === 0 || close === '' ? readStatements(stream, close) : [];
  const statements = blocks.length > 0 ? [] : read;
  const span = { start, end: stream.end };
  return { kind: 'body', span, usings, ...(parameters && { parameters }), blocks, statements };
}

/** What is read, or undefined where it stopped: what could not be read is taken for statements. */
function orStopped<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Stop) return undefined;
    throw error;
  }
}

/** `begin { }`, `process { }` and the others, where the body has any. */
function readNamedBlocks(stream: TokenStream, blocks: NamedBlockNode[]): void {
  while (blockNames.has(wordAt(stream))) {
    const name = wordAt(stream);
    const keyword = takeKeyword(stream);
    if (blocks.some((block) => block.keyword.source.toLowerCase() === name)) {
      stream.report(new LanguageError(`There is a ${name} block already.`, keyword, 'Put the two into one.'));
    }
    const { span, statements } = readBlock(stream);
    blocks.push({ kind: 'namedBlock', span: { start: keyword.start, end: span.end }, keyword, statements });
    stream.skipSeparators();
  }
  const token = stream.peek('command');
  // A closing bracket ends the body, or is reported where the rest of the text is read.
  if (blocks.length > 0 && token.kind !== 'end' && !isClosing(token)) stream.fail(unexpected(token));
}
