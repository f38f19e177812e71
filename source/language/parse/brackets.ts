import { LanguageError } from '../errors.ts';
import type { Token } from '../tokens.ts';
import type { Expression, HashtableNode, ScriptBlockNode, Statement } from '../tree.ts';
import { readLiteral } from './literals.ts';
import { unexpected } from './refusals.ts';
import { Stop, type TokenStream } from './stream.ts';

function expectClose(stream: TokenStream, open: Token, close: string): Token {
  const token = stream.peek('command');
  if (token.source === close && token.kind === 'punctuation') return stream.take('command');
  const missing = token.kind === 'end';
  const error = missing
    ? new LanguageError(`The ${open.source} is not closed.`, open, `Close it with ${close}.`, 'incomplete')
    : unexpected(token);
  return stream.fail(error);
}

/** The one expression of a statement that is nothing else. */
function onlyExpression(statement: Statement | undefined): Expression | undefined {
  const [element, ...rest] = statement?.pipeline.elements ?? [];
  return statement && !statement.target && element?.kind === 'expression' && rest.length === 0
    ? element.expression
    : undefined;
}

function commandInside(stream: TokenStream, where: string, statement: Statement): Expression {
  stream.report(
    new LanguageError(
      `A command ${where} is not understood here.`,
      statement.span,
      'Run it on a line of its own as $x = …, and use $x. If it is meant as text, put it in quotes.',
      'unsupported',
    ),
  );
  return { kind: 'unsupported', span: statement.span };
}

export function readParentheses(stream: TokenStream): Expression {
  const open = stream.take('command');
  return stream.nested(open, () => {
    stream.skipNewlines();
    const statement = stream.grammar.readPipeline(stream, 'parentheses');
    stream.skipNewlines();
    const close = expectClose(stream, open, ')');
    const span = { start: open.start, end: close.end };
    const expression = onlyExpression(statement);
    return expression
      ? { kind: 'parentheses', span, expression }
      : { ...commandInside(stream, 'in parentheses', { ...statement, span }), span };
  });
}

export function readArrayExpression(stream: TokenStream): Expression {
  const open = stream.take('command');
  return stream.nested(open, () => {
    const statements = stream.grammar.readStatements(stream, ')');
    const close = expectClose(stream, open, ')');
    const items = statements.map(
      (statement) => onlyExpression(statement) ?? commandInside(stream, 'in @( )', statement),
    );
    return { kind: 'arrayExpression', span: { start: open.start, end: close.end }, items };
  });
}

export function readHashtable(stream: TokenStream): HashtableNode {
  const open = stream.take('command');
  return stream.nested(open, () => {
    const entries: { key: Expression; value: Expression }[] = [];
    for (;;) {
      while (stream.peek('member').kind === 'newline' || stream.peek('member').kind === 'semicolon')
        stream.take('member');
      const token = stream.peek('member');
      if (token.source === '}' || token.kind === 'end') break;
      entries.push(readEntry(stream));
      const after = stream.peek('command');
      if (after.kind !== 'newline' && after.kind !== 'semicolon') break;
    }
    const close = expectClose(stream, open, '}');
    return { kind: 'hashtable', span: { start: open.start, end: close.end }, entries };
  });
}

function readEntry(stream: TokenStream): { key: Expression; value: Expression } {
  const token = stream.take('member');
  stream.roles.set(token.start, 'member');
  const span = { start: token.start, end: token.end };
  const key: Expression | undefined =
    token.kind === 'word' ? { kind: 'text', span, form: 'bare', value: token.value } : readLiteral(token);
  if (!key) stream.fail(unexpected(token));
  const equals = stream.peek('expression');
  if (equals.source !== '=') {
    stream.fail(
      new LanguageError(
        `An = is missing behind the key ${token.source}.`,
        equals,
        'Write @{ Key = value; Other = value }, with quotes around a key that is more than one word.',
        equals.kind === 'end' ? 'incomplete' : 'syntax',
      ),
    );
  }
  stream.take('expression');
  stream.skipNewlines();
  const statement = stream.grammar.readPipeline(stream, 'value');
  const value = onlyExpression(statement) ?? commandInside(stream, 'as a value in @{ }', statement);
  return { key, value };
}

/**
 * A script block: text to a remote command, an expression to Where-Object. So what is not understood inside is kept
 * beside it, and matters only to who wants the expression.
 */
export function readScriptBlock(stream: TokenStream): ScriptBlockNode {
  const open = stream.take('command');
  return stream.nested(open, () => {
    const outer = stream.errors;
    stream.errors = [];
    let statements: readonly Statement[] = [];
    try {
      statements = stream.grammar.readStatements(stream, '}');
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
    }
    const inside = stream.errors;
    stream.errors = [...outer, ...inside.filter((error) => error.kind !== 'unsupported')];
    const close = expectClose(stream, open, '}');
    const problems = inside.filter((error) => error.kind === 'unsupported');
    const expression = statements.length === 1 && inside.length === 0 ? onlyExpression(statements[0]) : undefined;
    return {
      kind: 'scriptBlock',
      span: { start: open.start, end: close.end },
      text: stream.text.slice(open.end, close.start),
      problems,
      ...(expression && { expression }),
    };
  });
}
