import { endOf, endOfLine, isDoubleQuote, isNamePart, isSingleQuote, isSpace } from '../scan/characters.ts';
import type { AttributeNode, Expression, TypeNode } from '../tree.ts';
import { expectClose, readApart, unexpected } from './problems.ts';
import type { TokenStream } from './stream.ts';
import { closeOutermost, closeType, readAssembly, readTypeName } from './types.ts';

/** What stands in square brackets before a value, a parameter or a class: a type, or an attribute. */
export function readAttributeOrType(stream: TokenStream): AttributeNode | TypeNode {
  const open = stream.take('expression');
  stream.skipNewlines();
  const name = readTypeName(stream);
  if (stream.peek('type').source !== '(') {
    readAssembly(stream);
    const end = closeOutermost(stream);
    return { ...name, span: { start: open.start, end }, name: stream.text.slice(open.end, end - 1).trim() };
  }
  const bracket = stream.take('expression');
  return stream.nested(bracket, () => {
    const { positional, named } = readAttributeArguments(stream);
    expectClose(stream, bracket, ')');
    const end = closeType(stream, false);
    return { kind: 'attribute', span: { start: open.start, end }, name: name.name, positional, named };
  });
}

function readAttributeArguments(stream: TokenStream): Pick<AttributeNode, 'positional' | 'named'> {
  const positional: Expression[] = [];
  const named: AttributeNode['named'][number][] = [];
  for (;;) {
    stream.skipNewlines();
    const token = stream.peek('member');
    if (token.source === ')' || token.kind === 'end') break;
    if (token.kind === 'word' && !/^\p{N}/u.test(token.source)) {
      stream.take('member');
      stream.roles.set(token.start, 'member');
      stream.skipNewlines();
      const equals = stream.takeIf('expression', '=');
      if (!equals && !/^[,)]$/.test(stream.peek('expression').source)) stream.fail(unexpected(token));
      if (equals) stream.skipNewlines();
      const value = equals && readApart(stream);
      const span = { start: token.start, end: value?.span.end ?? token.end };
      named.push({ span, name: token.value, ...(value && { value }) });
    } else positional.push(readApart(stream));
    stream.skipNewlines();
    if (!stream.takeIf('expression', ',')) break;
  }
  return { positional, named };
}

/** Every `[ … ]` in a row. */
export function readAttributes(stream: TokenStream): readonly (AttributeNode | TypeNode)[] {
  const attributes: (AttributeNode | TypeNode)[] = [];
  while (stream.peek('expression').source === '[') {
    attributes.push(readAttributeOrType(stream));
    stream.skipNewlines();
  }
  return attributes;
}

/** Nobody writes more before a class or a param block. Characters. */
const longestAttributes = 4_000;
const deepestAttributes = 16;

/** The word that follows the attributes which begin at `at`, lower case; empty where there is none. */
export function wordBehindAttributes(text: string, at: number): string {
  let depth = 0;
  const limit = Math.min(text.length, at + longestAttributes);
  for (let i = at; i < limit; i++) {
    const c = text.charAt(i);
    if (isSingleQuote(c) || isDoubleQuote(c)) {
      if (depth === 0) return '';
      const isQuote = isSingleQuote(c) ? isSingleQuote : isDoubleQuote;
      i = endOf(text, i + 1, (other) => !isQuote(other));
    } else if (c === '#') i = endOfLine(text, i);
    else if (c === '[') {
      depth++;
      if (depth > deepestAttributes) return '';
    } else if (c === ']') depth--;
    else if (depth === 0 && isNamePart(c)) return text.slice(i, endOf(text, i, isNamePart)).toLowerCase();
    else if (depth === 0 && !isSpace(c) && c !== '\n' && c !== '\r') return '';
  }
  return '';
}
