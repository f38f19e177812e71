import type {
  ArrayExpressionNode,
  Expression,
  HashtableNode,
  ParenthesesNode,
  ScriptBlockNode,
  Statement,
  SubexpressionNode,
} from '../tree.ts';
import { expectClose, expected } from './problems.ts';
import type { TokenStream } from './stream.ts';

export function readParentheses(stream: TokenStream): ParenthesesNode {
  const open = stream.take('command');
  return stream.nested(open, () => {
    stream.skipNewlines();
    const statement = stream.grammar.readPipeline(stream);
    if (!statement) {
      const token = stream.peek('command');
      return stream.fail(expected(stream, 'A value', 'Write one between the brackets.', token));
    }
    stream.skipNewlines();
    const close = expectClose(stream, open, ')');
    return { kind: 'parentheses', span: { start: open.start, end: close.end }, statement };
  });
}

/** `$( … )` */
export function readSubexpression(stream: TokenStream): SubexpressionNode {
  const { span, statements } = readStatementsIn(stream);
  return { kind: 'subexpression', span, statements };
}

/** `@( … )` */
export function readArrayExpression(stream: TokenStream): ArrayExpressionNode {
  const { span, statements } = readStatementsIn(stream);
  return { kind: 'arrayExpression', span, statements };
}

function readStatementsIn(stream: TokenStream): Pick<SubexpressionNode, 'span' | 'statements'> {
  const open = stream.take('command');
  return stream.nested(open, () => {
    const statements = stream.grammar.readStatements(stream, ')');
    const close = expectClose(stream, open, ')');
    return { span: { start: open.start, end: close.end }, statements };
  });
}

export function readHashtable(stream: TokenStream, readKey: (stream: TokenStream) => Expression): HashtableNode {
  const open = stream.take('command');
  return stream.nested(open, () => {
    const entries: { key: Expression; value: Statement }[] = [];
    stream.orAtEnd(() => {
      for (;;) {
        stream.skipSeparators();
        const token = stream.peek('member');
        if (token.source === '}' || token.kind === 'end') break;
        const entry = readEntry(stream, readKey);
        if (!entry) break;
        entries.push(entry);
        const after = stream.peek('command');
        if (after.kind !== 'newline' && after.kind !== 'semicolon') break;
      }
    });
    const close = expectClose(stream, open, '}');
    return { kind: 'hashtable', span: { start: open.start, end: close.end }, entries };
  });
}

/** Undefined where the key has no =: then all up to the closing brace is passed over. */
function readEntry(
  stream: TokenStream,
  readKey: (stream: TokenStream) => Expression,
): HashtableNode['entries'][number] | undefined {
  const key = readKey(stream);
  const equals = stream.peek('expression');
  if (equals.source !== '=') {
    stream.report(
      stream.missing(
        `An = is missing behind the key ${stream.text.slice(key.span.start, key.span.end)}.`,
        equals,
        'Write @{ Key = value; Other = value }, with quotes around a key that is more than one word.',
      ),
    );
    stream.skipToBracket();
    return undefined;
  }
  stream.take('expression');
  stream.skipNewlines();
  const value = stream.grammar.readStatement(stream);
  if (!value) {
    const what = `A value is missing behind ${stream.text.slice(key.span.start, key.span.end)} =.`;
    return stream.fail(stream.missing(what, stream.peek('command'), 'Type it.'));
  }
  return { key, value };
}

/** A script block: text to a remote command, statements to Where-Object. */
export function readScriptBlock(stream: TokenStream): ScriptBlockNode {
  const open = stream.take('command');
  return stream.nested(open, () => {
    const body = stream.grammar.readBody(stream);
    const close = expectClose(stream, open, '}');
    const span = { start: open.start, end: close.end };
    return { kind: 'scriptBlock', span, body, text: stream.text.slice(open.end, close.start) };
  });
}
