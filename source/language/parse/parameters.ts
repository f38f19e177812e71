import type { ParamBlockNode, ParameterDeclaration } from '../tree.ts';
import { readAttributes, wordBehindAttributes } from './attributes.ts';
import { takeKeyword, wordAt } from './keywords.ts';
import { expectClose, expected, readApart } from './problems.ts';
import type { TokenStream } from './stream.ts';

/** `param( … )` with the attributes before it, where a body begins with it. */
export function readParamBlock(stream: TokenStream): ParamBlockNode | undefined {
  const token = stream.peek('command');
  const isThere = token.source.startsWith('[')
    ? wordBehindAttributes(stream.text, token.start) === 'param'
    : wordAt(stream) === 'param';
  if (!isThere) return undefined;
  const mark = stream.mark();
  const attributes = readAttributes(stream);
  const keyword = takeKeyword(stream);
  stream.skipNewlines();
  if (stream.peek('command').source !== '(') {
    // A command of that name.
    stream.reset(mark);
    return undefined;
  }
  const parameters = readParameterList(stream);
  const start = attributes[0]?.span.start ?? keyword.start;
  return { kind: 'paramBlock', span: { start, end: stream.end }, keyword, attributes, parameters };
}

/** `([int]$one = 1, $two)` */
export function readParameterList(stream: TokenStream): readonly ParameterDeclaration[] {
  const open = stream.take('command');
  return stream.nested(open, () => {
    const parameters: ParameterDeclaration[] = [];
    stream.skipNewlines();
    while (stream.peek('expression').source !== ')') {
      parameters.push(readDeclaration(stream));
      stream.skipNewlines();
      const comma = stream.takeIf('expression', ',');
      if (!comma) break;
      stream.skipNewlines();
    }
    expectClose(stream, open, ')');
    return parameters;
  });
}

function readDeclaration(stream: TokenStream): ParameterDeclaration {
  const attributes = readAttributes(stream);
  const token = stream.peek('expression');
  if (token.kind !== 'variable') return stream.fail(expected(stream, 'A parameter', 'Write $name.', token));
  stream.take('expression');
  const variable = { kind: 'variable', span: { start: token.start, end: token.end }, name: token.value } as const;
  const start = attributes[0]?.span.start ?? token.start;
  const mark = stream.mark();
  stream.skipNewlines();
  if (!stream.takeIf('expression', '=')) {
    stream.reset(mark);
    return { kind: 'parameterDeclaration', span: { start, end: token.end }, attributes, variable };
  }
  stream.skipNewlines();
  const initial = readApart(stream);
  return { kind: 'parameterDeclaration', span: { start, end: initial.span.end }, attributes, variable, initial };
}
