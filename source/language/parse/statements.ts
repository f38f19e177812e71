import { LanguageError } from '../errors.ts';
import { isDash, isDoubleQuote, isNamePart, isNameStart, isSingleQuote } from '../scan/characters.ts';
import type { ScannedToken } from '../scan/make-token.ts';
import { scanNumber } from '../scan/numbers.ts';
import { isUnaryName } from '../scan/operators.ts';
import type { ExpressionElement, PipelineNode, Script, Statement } from '../tree.ts';
import { readCommand } from './commands.ts';
import { readExpression } from './expressions.ts';
import { endsStatement, isClosing, refuseRedirection, unexpected } from './refusals.ts';
import { Stop, type TokenStream } from './stream.ts';

const keywords = new Set(
  `begin break catch class clean continue data do dynamicparam else elseif end enum exit filter finally for foreach from
  function hidden if in inlinescript parallel param process return sequence static switch throw trap try until using var
  while workflow`.split(/\s+/),
);

/** Every statement of a text. What cannot be read is reported in the stream, and reading goes on behind it. */
export function readScript(stream: TokenStream): Script['statements'] {
  const statements: Statement[] = [];
  for (;;) {
    statements.push(...readStatements(stream, ''));
    const token = stream.peek('command');
    if (token.kind === 'end') {
      stream.take('command');
      return statements;
    }
    // A closing bracket that belongs to nothing: reported where it stands, then passed over.
    if (!stream.errors.some((error) => error.kind !== 'unsupported')) stream.report(unexpected(token));
    stream.take('command');
  }
}

/** Statements up to the closing bracket (not taken), or to the end of the text. */
export function readStatements(stream: TokenStream, close: ')' | '}' | ''): readonly Statement[] {
  const statements: Statement[] = [];
  for (;;) {
    while (stream.peek('command').kind === 'newline' || stream.peek('command').kind === 'semicolon')
      stream.take('command');
    const token = stream.peek('command');
    if (token.kind === 'end' || isClosing(token)) return statements;
    try {
      statements.push(readStatement(stream));
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      stream.skipStatement();
      if (close === ')') throw error;
    }
  }
}

function readStatement(stream: TokenStream): Statement {
  const token = stream.peek('command');
  if (token.kind === 'word' && keywords.has(token.source.toLowerCase())) {
    stream.take('command');
    stream.roles.set(token.start, 'keyword');
    stream.unsupported(
      `The keyword ${token.source} is not understood here: there are pipelines of commands, and variables.`,
      token,
      'Run the commands line by line.',
    );
  }
  const statement = readPipeline(stream, 'statement');
  const after = stream.peek('command');
  if (!endsStatement(after)) refuse(stream, after);
  return statement;
}

function refuse(stream: TokenStream, token: ScannedToken): never {
  if (token.kind === 'operator') {
    stream.take('command');
    if (token.source === '&&' || token.source === '||') {
      stream.unsupported(
        `${token.source} between commands is not understood here.`,
        token,
        'Put the commands on lines of their own.',
      );
    }
    if (token.source === '&') {
      stream.unsupported('Running in the background (&) is not understood here.', token, 'Run it without the &.');
    }
    if (/[<>]/.test(token.source)) refuseRedirection(stream, token);
  }
  return stream.fail(unexpected(token));
}

/** A pipeline; an assignment too where a statement may stand. */
export function readPipeline(stream: TokenStream, where: 'statement' | 'parentheses' | 'value'): Statement {
  const start = stream.peek('command').start;
  const elements: PipelineNode['elements'][number][] = [];
  if (startsExpression(stream)) {
    const element = readExpressionElement(stream);
    const token = stream.peek('expression');
    if (token.kind === 'operator' && /^(?:[-+*/%]|\?\?)?=$/.test(token.source)) {
      return readAssignment(stream, token, element, where);
    }
    if (token.source === '++' || token.source === '--') {
      stream.unsupported(`The operator ${token.source} is not understood here.`, token, 'Assign a new value with =.');
    }
    elements.push(element);
  } else {
    elements.push(readCommand(stream));
  }
  while (nextIsPipe(stream)) {
    const pipe = stream.take('command');
    stream.skipNewlines();
    const token = stream.peek('command');
    if (token.kind === 'end') {
      stream.fail(new LanguageError('A command is missing behind the pipe.', pipe, 'Type it.', 'incomplete'));
    }
    if (startsExpression(stream)) {
      stream.fail(
        new LanguageError('A value can only stand before the first pipe.', token, 'Write a command behind the pipe.'),
      );
    }
    elements.push(readCommand(stream));
  }
  const pipeline = { span: { start, end: elements.at(-1)?.span.end ?? start }, elements };
  return { span: pipeline.span, pipeline };
}

function readExpressionElement(stream: TokenStream): ExpressionElement {
  const expression = readExpression(stream);
  return { kind: 'expression', span: expression.span, expression };
}

function readAssignment(
  stream: TokenStream,
  equals: ScannedToken,
  { expression }: ExpressionElement,
  where: 'statement' | 'parentheses' | 'value',
): Statement {
  stream.take('expression');
  const span = { start: expression.span.start, end: equals.end };
  if (equals.source !== '=') {
    stream.unsupported(`The operator ${equals.source} is not understood here.`, equals, 'Assign a new value with =.');
  }
  if (expression.kind !== 'variable') {
    stream.unsupported('Only a plain variable can be assigned to here.', expression.span, 'Write $name = …');
  }
  if (where !== 'statement') {
    stream.unsupported(
      'An assignment inside another statement is not understood here.',
      span,
      'Put it on a line of its own.',
    );
  }
  stream.skipNewlines();
  const next = stream.peek('command');
  if (endsStatement(next)) {
    stream.fail(
      new LanguageError(
        'A value is missing behind the =.',
        equals,
        'Write a command or a value behind it.',
        next.kind === 'end' ? 'incomplete' : 'syntax',
      ),
    );
  }
  const { pipeline, target } = readStatement(stream);
  if (target) stream.unsupported('Two assignments in one are not understood here.', span, 'Write two lines.');
  return { span: { start: expression.span.start, end: pipeline.span.end }, target: expression, pipeline };
}

/** A pipe here, or on a line below with nothing but comments between. */
function nextIsPipe(stream: TokenStream): boolean {
  if (stream.peek('command').kind === 'pipe') return true;
  if (stream.peek('command').kind !== 'newline') return false;
  const mark = stream.mark();
  stream.skipNewlines();
  if (stream.peek('command').kind === 'pipe') return true;
  stream.reset(mark);
  return false;
}

/** Whether a statement begins with a value rather than a command's name. */
function startsExpression(stream: TokenStream): boolean {
  const token = stream.peek('command');
  const c = token.source.charAt(0);
  const next = stream.text.charAt(token.start + 1);
  if (c === '$' || c === '@' || c === '[' || c === '!' || c === '+' || c === '(' || c === '{' || c === ',') return true;
  if (isSingleQuote(c) || isDoubleQuote(c)) return true;
  if (isDash(c)) {
    if (isNameStart(next)) return isUnaryName(token.kind === 'parameter' ? token.value : '');
    return true;
  }
  if (token.kind === 'number') return true;
  // At the start 1..3 and 1+2 are sums and ranges, where among arguments they would be words.
  const number = scanNumber(stream.text, token.start);
  const after = number && stream.text.charAt(number.end);
  return after !== undefined && after !== '`' && !isNamePart(after);
}
