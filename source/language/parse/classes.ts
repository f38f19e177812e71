import type {
  AttributeNode,
  ClassMethodNode,
  ClassNode,
  ClassPropertyNode,
  EnumNode,
  Expression,
  TypeNode,
} from '../tree.ts';
import { readAttributes } from './attributes.ts';
import { readFunctionBody } from './functions.ts';
import { takeKeyword } from './keywords.ts';
import { readParameterList } from './parameters.ts';
import { readArguments } from './postfix.ts';
import { expectClose, expected, openBrace } from './problems.ts';
import type { TokenStream } from './stream.ts';
import { readTypeName } from './types.ts';

type Token = ReturnType<TokenStream['take']>;

function readName(stream: TokenStream, what: string): Token {
  const token = stream.peek('member');
  if (token.kind !== 'word') return stream.fail(expected(stream, what, 'Write it.', token));
  return stream.take('member');
}

export function readClass(stream: TokenStream): ClassNode {
  const attributes = readAttributes(stream);
  const keyword = takeKeyword(stream);
  const name = readName(stream, 'The name behind class');
  stream.roles.set(name.start, 'type');
  const bases: TypeNode[] = [];
  stream.skipNewlines();
  if (stream.takeIf('expression', ':')) {
    do {
      stream.skipNewlines();
      bases.push(readTypeName(stream));
      stream.skipNewlines();
    } while (stream.takeIf('expression', ','));
  }
  const open = openBrace(stream);
  return stream.nested(open, () => {
    const members: (ClassPropertyNode | ClassMethodNode)[] = [];
    stream.skipSeparators();
    stream.orSkipToBracket(() => {
      while (stream.peek('expression').source !== '}' && stream.peek('expression').kind !== 'end') {
        members.push(readMember(stream));
        stream.skipNewlines();
      }
    });
    const close = expectClose(stream, open, '}');
    const span = { start: attributes[0]?.span.start ?? keyword.start, end: close.end };
    return { kind: 'class', span, keyword, attributes, name: name.value, bases, members };
  });
}

function readMember(stream: TokenStream): ClassPropertyNode | ClassMethodNode {
  const attributes: (AttributeNode | TypeNode)[] = [];
  let start: number | undefined;
  for (;;) {
    stream.skipNewlines();
    const token = stream.peek('expression');
    start ??= token.start;
    if (token.source === '[') attributes.push(...readAttributes(stream));
    else if (token.kind === 'word' && /^(?:static|hidden)$/i.test(token.source)) {
      stream.take('expression');
      stream.roles.set(token.start, 'keyword');
    } else if (token.kind === 'variable') return readProperty(stream, start, attributes);
    else if (token.kind === 'word') return readMethod(stream, start, attributes);
    else return stream.fail(expected(stream, 'A property or method', 'Write $name, or Name() { }.', token));
  }
}

function readProperty(
  stream: TokenStream,
  start: number,
  attributes: ClassPropertyNode['attributes'],
): ClassPropertyNode {
  const variable = stream.take('expression');
  let initial: Expression | undefined;
  if (stream.takeIf('expression', '=')) {
    stream.skipNewlines();
    initial = stream.grammar.readExpression(stream);
  }
  const end = endMember(stream, initial?.span.end ?? variable.end);
  return { kind: 'property', span: { start, end }, attributes, name: variable.value, ...(initial && { initial }) };
}

/** A line end, a semicolon or the closing brace behind a property; returns where the property ends. */
function endMember(stream: TokenStream, end: number): number {
  const token = stream.peek('expression');
  if (token.kind === 'semicolon') return stream.take('expression').end;
  if (token.kind === 'newline' || token.source === '}') return end;
  return stream.fail(stream.missing('The end of the property is missing.', token, 'Write a ; or a line end.'));
}

function readMethod(stream: TokenStream, start: number, attributes: ClassMethodNode['attributes']): ClassMethodNode {
  const name = stream.take('expression');
  stream.roles.set(name.start, 'member');
  if (stream.peek('command').source !== '(') {
    stream.fail(expected(stream, `The ( … ) behind ${name.source}`, 'Write it.', stream.peek('command')));
  }
  const parameters = readParameterList(stream);
  stream.skipNewlines();
  let base: readonly Expression[] | undefined;
  if (stream.takeIf('expression', ':')) {
    stream.skipNewlines();
    const word = stream.peek('expression');
    if (word.source.toLowerCase() !== 'base') {
      return stream.fail(expected(stream, 'base( … ) behind the colon', 'Write it.', word));
    }
    stream.take('expression');
    stream.roles.set(word.start, 'keyword');
    if (stream.peek('command').source !== '(') {
      return stream.fail(expected(stream, 'The ( … ) behind base', 'Write it.', stream.peek('command')));
    }
    base = readArguments(stream).values;
  }
  const body = readFunctionBody(stream);
  const span = { start, end: body.span.end };
  const nameSpan = { start: name.start, end: name.end };
  return { kind: 'method', span, attributes, name: name.value, nameSpan, parameters, body, ...(base && { base }) };
}

export function readEnum(stream: TokenStream): EnumNode {
  const attributes = readAttributes(stream);
  const keyword = takeKeyword(stream);
  const name = readName(stream, 'The name behind enum');
  stream.roles.set(name.start, 'type');
  const underlying = stream.takeIf('expression', ':') ? readTypeName(stream) : undefined;
  const open = openBrace(stream);
  return stream.nested(open, () => {
    const members: EnumNode['members'][number][] = [];
    stream.skipSeparators();
    const readEnumMember = () => {
      const member = stream.take('member');
      stream.roles.set(member.start, 'member');
      let value: Expression | undefined;
      if (stream.takeIf('expression', '=')) {
        stream.skipNewlines();
        value = stream.grammar.readExpression(stream);
      }
      const end = endMember(stream, value?.span.end ?? member.end);
      members.push({ span: { start: member.start, end }, name: member.value, ...(value && { value }) });
      stream.skipSeparators();
    };
    stream.orSkipToBracket(() => {
      while (stream.peek('member').kind === 'word') readEnumMember();
    });
    const close = expectClose(stream, open, '}');
    const span = { start: attributes[0]?.span.start ?? keyword.start, end: close.end };
    return { kind: 'enum', span, keyword, attributes, name: name.value, members, ...(underlying && { underlying }) };
  });
}
