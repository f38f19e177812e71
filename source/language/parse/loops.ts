import type { ForeachNode, ForNode, LoopNode, Statement, VariableNode } from '../tree.ts';
import { nextWord, readCondition } from './branches.ts';
import { readArgumentValue } from './commands.ts';
import { takeKeyword, wordAt } from './keywords.ts';
import { expectClose, expected } from './problems.ts';
import type { TokenStream } from './stream.ts';

const labelled = (label: string | undefined) => (label === undefined ? {} : { label });

export function readWhile(stream: TokenStream, start: number, label?: string): LoopNode {
  const keyword = takeKeyword(stream);
  const condition = readCondition(stream, 'while');
  const block = stream.grammar.readBlock(stream);
  return { kind: 'while', span: { start, end: block.span.end }, keyword, condition, block, ...labelled(label) };
}

export function readDo(stream: TokenStream, start: number, label?: string): LoopNode {
  const keyword = takeKeyword(stream);
  const block = stream.grammar.readBlock(stream);
  const word = nextWord(stream, ['while', 'until']);
  if (word === undefined) {
    return stream.fail(expected(stream, 'The while or until of do { }', 'Write it.', stream.peek('command')));
  }
  takeKeyword(stream);
  const condition = readCondition(stream, word);
  const span = { start, end: stream.end };
  return { kind: word === 'while' ? 'doWhile' : 'doUntil', span, keyword, condition, block, ...labelled(label) };
}

export function readFor(stream: TokenStream, start: number, label?: string): ForNode {
  const keyword = takeKeyword(stream);
  stream.skipNewlines();
  const open = stream.peek('command');
  if (open.source !== '(') return stream.fail(expected(stream, 'The ( … ) behind for', 'Write it.', open));
  stream.take('command');
  const [initial, condition, iterator] = stream.nested(open, () => {
    const parts = [readPart(stream)];
    while (parts.length < 3 && stream.peek('command').kind.match(/^(?:semicolon|newline)$/)) {
      stream.take('command');
      parts.push(readPart(stream));
    }
    stream.skipNewlines();
    expectClose(stream, open, ')');
    return parts;
  });
  const block = stream.grammar.readBlock(stream);
  return {
    kind: 'for',
    span: { start, end: block.span.end },
    keyword,
    block,
    ...labelled(label),
    ...(initial && { initial }),
    ...(condition && { condition }),
    ...(iterator && { iterator }),
  };
}

function readPart(stream: TokenStream): Statement | undefined {
  stream.skipNewlines();
  return stream.grammar.readPipeline(stream);
}

export function readForeach(stream: TokenStream, start: number, label?: string): ForeachNode {
  const keyword = takeKeyword(stream);
  let throttleLimit: ForeachNode['throttleLimit'];
  for (let token = stream.peek('command'); token.kind === 'parameter'; token = stream.peek('command')) {
    stream.take('command');
    if (/^t/i.test(token.value)) throttleLimit = readArgumentValue(stream);
  }
  stream.skipNewlines();
  const open = stream.peek('command');
  if (open.source !== '(') return stream.fail(expected(stream, 'The ( … ) behind foreach', 'Write it.', open));
  stream.take('command');
  const [variable, values] = stream.nested(open, () => readHead(stream, open));
  const block = stream.grammar.readBlock(stream);
  const span = { start, end: block.span.end };
  return {
    kind: 'foreach',
    span,
    keyword,
    variable,
    values,
    block,
    ...labelled(label),
    ...(throttleLimit && { throttleLimit }),
  };
}

function readHead(stream: TokenStream, open: Parameters<typeof expectClose>[1]): readonly [VariableNode, Statement] {
  stream.skipNewlines();
  const token = stream.peek('expression');
  if (token.kind !== 'variable') return stream.fail(expected(stream, 'The variable of foreach', 'Write $name.', token));
  stream.take('expression');
  stream.skipNewlines();
  if (wordAt(stream) !== 'in') {
    return stream.fail(expected(stream, 'The in of foreach', 'Write in and the values.', stream.peek('command')));
  }
  takeKeyword(stream);
  stream.skipNewlines();
  const values = stream.grammar.readPipeline(stream);
  if (!values) return stream.fail(expected(stream, 'The values of foreach', 'Write them.', stream.peek('command')));
  stream.skipNewlines();
  expectClose(stream, open, ')');
  return [{ kind: 'variable', span: { start: token.start, end: token.end }, name: token.value }, values];
}
