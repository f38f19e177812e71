import { LanguageError } from '../errors.ts';
import type { ScannedToken } from '../scan/make-token.ts';
import type { CommandElement, CommandNode, Expression, ParameterNode, RedirectionNode } from '../tree.ts';
import { readWord, refuseSplat } from './literals.ts';
import { readPostfix } from './postfix.ts';
import { readBracketed } from './primary.ts';
import { endsStatement, noValue, unexpected } from './problems.ts';
import type { TokenStream } from './stream.ts';

export const endsCommand = (token: ScannedToken) =>
  endsStatement(token) || token.kind === 'pipe' || (token.kind === 'operator' && /^(?:&&|\|\||&)$/.test(token.source));

export const isRedirection = ({ kind, source }: ScannedToken) => kind === 'operator' && /[<>]/.test(source);

/** A command's name with its parameters, arguments and redirections. */
export function readCommand(stream: TokenStream): CommandNode {
  const first = stream.peek('command');
  const isCall = (first.kind === 'operator' && first.source === '&') || (first.kind === 'word' && first.source === '.');
  const invocation = isCall ? stream.take('command') : undefined;
  const name = stream.peek('command');
  if (endsCommand(name)) {
    const what = `A command is missing behind ${first.source}.`;
    stream.fail(invocation ? new LanguageError(what, first, 'Type its name.') : unexpected(name));
  }
  const called = invocation ? readArgumentValue(stream) : readName(stream);
  const nameSpan = called.span;
  stream.roles.set(nameSpan.start, 'command');
  const elements: CommandElement[] = [];
  const redirections: RedirectionNode[] = [];
  let end = nameSpan.end;
  // Behind -- no word is a parameter.
  let hasParameters = true;
  for (let token = stream.peek('command'); !endsCommand(token); token = stream.peek('command')) {
    if (isRedirection(token)) redirections.push(readRedirection(stream));
    else elements.push(...readElement(stream, token, hasParameters));
    if (token.source === '--') hasParameters = false;
    end = stream.end;
  }
  return {
    kind: 'command',
    span: { start: first.start, end },
    ...(invocation && { invocation: { start: first.start, end: first.end, source: first.source } }),
    name: called.kind === 'text' ? called.value : '',
    nameSpan,
    called,
    elements,
    redirections,
  };
}

function readName(stream: TokenStream): Expression {
  const token = stream.take('command');
  const plain = token.kind === 'parameter' || token.kind === 'operator';
  if (plain) return { kind: 'text', span: { start: token.start, end: token.end }, form: 'bare', value: token.source };
  // What looks like a variable in a name is a part of it.
  if (token.kind === 'expandable' && !token.quote) {
    readWord(stream, token);
    return { kind: 'text', span: { start: token.start, end: token.end }, form: 'bare', value: token.value };
  }
  return readWord(stream, token) ?? stream.fail(noValue(stream, token));
}

function readElement(stream: TokenStream, token: ScannedToken, hasParameters: boolean): readonly CommandElement[] {
  if (token.kind === 'parameter' && hasParameters) return [readParameter(stream)];
  const expression = readArgument(stream);
  const argument = { kind: 'argument', span: expression.span, expression } as const;
  if (expression.kind !== 'text' || token.source !== '--%') return [argument];
  const rest = stream.peek('verbatim');
  if (rest.kind !== 'verbatim') return [argument];
  stream.take('verbatim');
  const span = { start: rest.start, end: rest.end };
  const verbatim = { kind: 'text', span, form: 'bare', value: rest.source } as const;
  return [argument, { kind: 'argument', span, expression: verbatim, isVerbatim: true }];
}

function readParameter(stream: TokenStream): ParameterNode {
  const token = stream.take('command');
  const span = { start: token.start, end: token.end };
  if (!token.source.endsWith(':')) return { kind: 'parameter', span, name: token.value };
  const next = stream.peek('command');
  if (endsCommand(next) || next.kind === 'comma' || isRedirection(next) || next.source === '--') {
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
  if (stream.peek('command').kind !== 'comma') return first;
  const items = [first];
  while (stream.peek('command').kind === 'comma') {
    const comma = stream.take('command');
    stream.skipNewlines();
    const token = stream.peek('command');
    if (endsCommand(token) || token.kind === 'comma' || isRedirection(token)) {
      stream.fail(stream.missing('A value is missing behind the comma.', comma, 'Type it, or remove the comma.'));
    }
    items.push(readArgumentValue(stream));
  }
  for (const item of items) refuseSplat(stream, item);
  const last = items.at(-1) as Expression;
  return { kind: 'array', span: { start: first.span.start, end: last.span.end }, items };
}

/** One value as it stands among arguments: a bare word, a literal, a variable, what stands in brackets. */
export function readArgumentValue(stream: TokenStream): Expression {
  const token = stream.peek('command');
  if (token.kind === 'comma') {
    stream.report(new LanguageError('A value is missing before the comma.', token, 'Type it, or remove the comma.'));
    stream.take('command');
    return { kind: 'text', span: { start: token.start, end: token.end }, form: 'bare', value: '' };
  }
  const bracketed = readBracketed(stream, token);
  if (bracketed) return readPostfix(stream, bracketed, 'command');
  stream.take('command');
  // Behind a comma a dash begins no parameter.
  if (token.kind === 'parameter' || token.kind === 'operator') {
    return { kind: 'text', span: { start: token.start, end: token.end }, form: 'bare', value: token.source };
  }
  const value = readWord(stream, token) ?? stream.fail(noValue(stream, token));
  const isWhole =
    value.kind === 'variable' || ((value.kind === 'text' || value.kind === 'expandable') && value.form !== 'bare');
  if (!isWhole) return value;
  const whole = readPostfix(stream, value, 'command');
  if (whole !== value) refuseSplat(stream, value);
  return whole;
}

export function readRedirections(stream: TokenStream): readonly RedirectionNode[] {
  const redirections: RedirectionNode[] = [];
  while (isRedirection(stream.peek('command'))) redirections.push(readRedirection(stream));
  return redirections;
}

function readRedirection(stream: TokenStream): RedirectionNode {
  const { start, end, source } = stream.take('command');
  const operator = { start, end, source };
  if (source === '<') {
    stream.report(
      new LanguageError(
        '< is kept for later versions of PowerShell.',
        operator,
        'Pipe the values in: Get-Content file | …',
      ),
    );
  }
  if (source.includes('&')) return { kind: 'redirection', span: { start, end }, operator };
  const next = stream.peek('command');
  if (endsCommand(next) || next.kind === 'comma') {
    stream.fail(new LanguageError(`A file is missing behind ${source}.`, operator, 'Write its name behind it.'));
  }
  const target = readArgumentValue(stream);
  return { kind: 'redirection', span: { start, end: target.span.end }, operator, target };
}
