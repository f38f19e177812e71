import type { BodyNode, ConfigurationNode, FunctionNode, ParameterDeclaration } from '../tree.ts';
import { readArgumentValue } from './commands.ts';
import { takeKeyword } from './keywords.ts';
import { readParameterList } from './parameters.ts';
import { expectClose, expected, openBrace } from './problems.ts';
import type { TokenStream } from './stream.ts';

/** `function`, `filter`, and `workflow`, which PowerShell 7 no longer has. */
export function readFunction(stream: TokenStream): FunctionNode {
  const keyword = takeKeyword(stream);
  const token = stream.peek('command');
  // What looks like a variable in a name is a part of it.
  const isWord = token.kind === 'expandable' && !token.quote;
  if (!isWord && !/^(?:word|parameter|number|operator)$/.test(token.kind)) {
    return stream.fail(expected(stream, `The name behind ${keyword.source}`, 'Write it.', token));
  }
  const name = stream.take('command');
  stream.roles.set(name.start, 'command');
  stream.skipNewlines();
  const parameters = stream.peek('command').source === '(' ? readParameterList(stream) : noParameters;
  const body = readFunctionBody(stream);
  const span = { start: keyword.start, end: body.span.end };
  return { kind: 'function', span, keyword, name: name.value, parameters, body };
}

const noParameters: readonly ParameterDeclaration[] = [];

/** `{ … }` with what a script block may hold. */
export function readFunctionBody(stream: TokenStream): BodyNode {
  const open = openBrace(stream);
  return stream.nested(open, () => {
    const body = stream.grammar.readBody(stream);
    const close = expectClose(stream, open, '}');
    return { ...body, span: { start: open.start, end: close.end } };
  });
}

export function readConfiguration(stream: TokenStream): ConfigurationNode {
  const keyword = takeKeyword(stream);
  const token = stream.peek('command');
  if (token.kind === 'end' || token.kind === 'newline' || token.source === '{') {
    stream.fail(expected(stream, 'The name behind configuration', 'Write it.', token));
  }
  const name = readArgumentValue(stream);
  const body = readFunctionBody(stream);
  return { kind: 'configuration', span: { start: keyword.start, end: body.span.end }, keyword, name, body };
}
