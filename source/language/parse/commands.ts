import { LanguageError } from '../errors.ts';
import { isDash } from '../scan/characters.ts';
import type { ScannedToken } from '../scan/make-token.ts';
import type { CommandElement, CommandNode, Expression, ParameterNode } from '../tree.ts';
import { readBracketed, readPostfix } from './expressions.ts';
import { readLiteral } from './literals.ts';
import { endsStatement, refuseRedirection, splat, unexpected } from './refusals.ts';
import type { TokenStream } from './stream.ts';

const endsCommand = (token: ScannedToken) =>
  endsStatement(token) || token.kind === 'pipe' || (token.kind === 'operator' && /^(?:&&|\|\||&)$/.test(token.source));

/** A command's name with its parameters and arguments. */
export function readCommand(stream: TokenStream): CommandNode {
  const name = stream.take('command');
  if (name.kind === 'operator' && name.source === '&') {
    stream.unsupported('The call operator & is not understood here.', name, 'Write the command without it.');
  }
  if (name.kind === 'operator' && /[<>]/.test(name.source)) refuseRedirection(stream, name);
  if (name.kind === 'word' && name.source === '.') {
    stream.unsupported('Dot-sourcing is not understood here.', name, 'Write the command itself.');
  }
  if (name.kind === 'pipe') {
    stream.fail(
      new LanguageError('A command is missing before the pipe.', name, 'Write a command or a value before it.'),
    );
  }
  if (name.kind === 'expandable') {
    stream.unsupported("A command's name cannot hold a variable here.", name, 'Write the name in full.');
  }
  if (name.kind === 'parameter' || (name.kind === 'word' && isDash(name.source.charAt(0)))) {
    stream.unsupported(
      "A command's name cannot begin with a dash here.",
      name,
      'Write the command before its parameters.',
    );
  }
  if (name.kind !== 'word') return stream.fail(unexpected(name));
  stream.roles.set(name.start, 'command');
  const elements: CommandElement[] = [];
  for (;;) {
    const token = stream.peek('command');
    if (endsCommand(token)) break;
    elements.push(readElement(stream, token));
  }
  return {
    kind: 'command',
    span: { start: name.start, end: elements.at(-1)?.span.end ?? name.end },
    name: name.value,
    nameSpan: { start: name.start, end: name.end },
    elements,
  };
}

function readElement(stream: TokenStream, token: ScannedToken): CommandElement {
  if (token.kind === 'parameter') return readParameter(stream);
  const expression = readArgument(stream);
  return { kind: 'argument', span: expression.span, expression };
}

function readParameter(stream: TokenStream): ParameterNode {
  const token = stream.take('command');
  const span = { start: token.start, end: token.end };
  if (!token.source.endsWith(':')) return { kind: 'parameter', span, name: token.value };
  const next = stream.peek('command');
  if (endsCommand(next) || next.kind === 'comma') {
    stream.fail(
      new LanguageError(
        `${token.source} wants an argument.`,
        token,
        'Write it behind the colon, or leave out the colon.',
      ),
    );
  }
  const argument = readArgument(stream);
  return { kind: 'parameter', span: { start: token.start, end: argument.span.end }, name: token.value, argument };
}

/** One value, or several with commas between. */
function readArgument(stream: TokenStream): Expression {
  const first = readArgumentValue(stream);
  const items = [first];
  while (stream.peek('command').kind === 'comma') {
    const comma = stream.take('command');
    stream.skipNewlines();
    const token = stream.peek('command');
    if (endsCommand(token) || token.kind === 'comma') {
      stream.fail(
        new LanguageError(
          'A value is missing behind the comma.',
          comma,
          'Type it, or remove the comma.',
          token.kind === 'end' ? 'incomplete' : 'syntax',
        ),
      );
    }
    items.push(readArgumentValue(stream));
  }
  const last = items.at(-1) as Expression;
  return items.length === 1 ? first : { kind: 'array', span: { start: first.span.start, end: last.span.end }, items };
}

function readArgumentValue(stream: TokenStream): Expression {
  const token = stream.peek('command');
  if (token.kind === 'comma') {
    stream.fail(new LanguageError('A value is missing before the comma.', token, 'Type it, or remove the comma.'));
  }
  if (token.kind === 'operator') {
    if (token.value === '@') splat(stream, token);
    if (/[<>]/.test(token.source)) refuseRedirection(stream, token);
    stream.unsupported(`${token.source} is not understood here.`, token, 'Put it in quotes if it is meant as text.');
  }
  const bracketed = readBracketed(stream, token);
  if (bracketed) return readPostfix(stream, bracketed);
  stream.take('command');
  const span = { start: token.start, end: token.end };
  if (token.source === '--%') {
    stream.unsupported('--% is not understood here.', token, 'Put it in quotes if it is meant as text.');
  }
  if (token.kind === 'word') return { kind: 'text', span, form: 'bare', value: token.value };
  // Behind a comma a dash begins no parameter.
  if (token.kind === 'parameter') return { kind: 'text', span, form: 'bare', value: token.source };
  const literal = readLiteral(token);
  if (!literal) return stream.fail(unexpected(token));
  const isValue =
    literal.kind === 'variable' ||
    ((literal.kind === 'text' || literal.kind === 'expandable') && literal.form !== 'bare');
  return isValue ? readPostfix(stream, literal) : literal;
}
