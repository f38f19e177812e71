import { LanguageError } from '../errors.ts';
import type { BodyNode, NamedBlockNode, Script, UsingNode } from '../tree.ts';
import { readArgumentValue } from './commands.ts';
import { takeKeyword, wordAt } from './keywords.ts';
import { readParamBlock } from './parameters.ts';
import { endPipeline } from './pipelines.ts';
import { endsStatement, expected, isClosing, unexpected } from './problems.ts';
import { readBlock, readStatements } from './statements.ts';
import { Stop, type TokenStream } from './stream.ts';

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
  try {
    while (close === '' && wordAt(stream) === 'using') {
      usings.push(readUsing(stream));
      stream.skipSeparators();
    }
    const parameters = readParamBlock(stream);
    if (parameters) stream.skipSeparators();
    const blocks = readNamedBlocks(stream, close);
    const statements = blocks.length > 0 ? [] : readStatements(stream, close);
    return { ...empty(stream, start), usings, blocks, statements, ...(parameters && { parameters }) };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    stream.skipStatement();
    return { ...empty(stream, start), usings, statements: readStatements(stream, close) };
  }
}

const empty = (stream: TokenStream, start: number): BodyNode => ({
  kind: 'body',
  span: { start, end: stream.end },
  usings: [],
  blocks: [],
  statements: [],
});

/** `begin { }`, `process { }` and the others; empty where the body has none. */
function readNamedBlocks(stream: TokenStream, close: '}' | ''): readonly NamedBlockNode[] {
  const blocks: NamedBlockNode[] = [];
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
  if (blocks.length > 0 && token.kind !== 'end' && !(isClosing(token) && close !== '')) {
    stream.report(unexpected(token));
    readStatements(stream, close);
  }
  return blocks;
}

function readUsing(stream: TokenStream): UsingNode {
  const keyword = takeKeyword(stream);
  const what = wordAt(stream);
  if (!/^(?:namespace|module|assembly|command|type)$/.test(what)) {
    const message = 'What using takes';
    return stream.fail(
      expected(stream, message, 'Write namespace, module or assembly behind it.', stream.peek('command')),
    );
  }
  takeKeyword(stream);
  if (endsStatement(stream.peek('command'))) {
    stream.fail(expected(stream, `The name behind using ${what}`, 'Write it.', stream.peek('command')));
  }
  const name = readArgumentValue(stream);
  endPipeline(stream);
  return { kind: 'using', span: { start: keyword.start, end: name.span.end }, keyword, what, name };
}
