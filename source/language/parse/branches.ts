import { LanguageError } from '../errors.ts';
import type { BlockNode, Expression, IfNode, Statement, SwitchNode } from '../tree.ts';
import { readArgumentValue } from './commands.ts';
import { takeKeyword, wordAt } from './keywords.ts';
import { expectClose, expected, openBrace } from './problems.ts';
import type { TokenStream } from './stream.ts';

/** `( … )` with a pipeline in it, as a keyword wants it. */
export function readCondition(stream: TokenStream, keyword: string): Statement {
  stream.skipNewlines();
  const open = stream.peek('command');
  if (open.source !== '(' || open.kind !== 'punctuation') {
    return stream.fail(expected(stream, `The ( … ) behind ${keyword}`, 'Write it.', open));
  }
  stream.take('command');
  const before = stream.errors.length;
  return stream.nested(open, () => {
    stream.skipNewlines();
    let condition: Statement | undefined;
    const read = () => {
      condition = stream.grammar.readPipeline(stream);
    };
    // Of all keywords' brackets, PowerShell waits for those of if over line ends too.
    if (keyword === 'if') stream.orAtEnd(read);
    else read();
    const close = () => expectClose(stream, open, ')', keyword === 'if');
    if (!condition) {
      if (stream.errors.length > before) close();
      return stream.fail(expected(stream, `What stands in the ( ) of ${keyword}`, 'Write it.', stream.peek('command')));
    }
    stream.skipNewlines();
    close();
    return condition;
  });
}

export function readIf(stream: TokenStream): IfNode {
  const keyword = takeKeyword(stream);
  const clauses: { condition: Statement; block: BlockNode }[] = [];
  const readClause = () => {
    const condition = readCondition(stream, 'if');
    clauses.push({ condition, block: stream.grammar.readBlock(stream) });
  };
  readClause();
  let otherwise: BlockNode | undefined;
  for (;;) {
    const word = nextWord(stream, ['elseif', 'else']);
    if (word === undefined) break;
    takeKeyword(stream);
    if (word === 'elseif') readClause();
    else {
      otherwise = stream.grammar.readBlock(stream);
      break;
    }
  }
  const end = (otherwise ?? clauses.at(-1)?.block)?.span.end ?? keyword.end;
  return { kind: 'if', span: { start: keyword.start, end }, keyword, clauses, ...(otherwise && { otherwise }) };
}

/** One of those words, here or on a line below; it is left to be taken. Undefined where there is none. */
export function nextWord(stream: TokenStream, words: readonly string[]): string | undefined {
  const mark = stream.mark();
  stream.skipNewlines();
  const word = wordAt(stream);
  if (words.includes(word)) return word;
  stream.reset(mark);
  return undefined;
}

const flagNames = ['regex', 'wildcard', 'exact', 'casesensitive', 'parallel', 'file'];

export function readSwitch(stream: TokenStream, start: number, label?: string): SwitchNode {
  const keyword = takeKeyword(stream);
  const flags: string[] = [];
  let value: Statement | Expression | undefined;
  for (let token = stream.peek('command'); token.kind === 'parameter'; token = stream.peek('command')) {
    stream.take('command');
    const typed = token.value.toLowerCase();
    const flag = flagNames.find((name) => typed !== '' && name.startsWith(typed));
    if (!flag) {
      stream.report(new LanguageError(`switch has no ${token.source}.`, token, `It has -${flagNames.join(', -')}.`));
    } else flags.push(flag);
    if (flag === 'file') {
      stream.skipNewlines();
      value = readArgumentValue(stream);
    }
  }
  value ??= readCondition(stream, 'switch');
  return readClauses(stream, { start, keyword, flags, value, ...(label !== undefined && { label }) });
}

function readClauses(
  stream: TokenStream,
  { start, ...head }: Pick<SwitchNode, 'keyword' | 'flags' | 'value' | 'label'> & { readonly start: number },
): SwitchNode {
  const open = openBrace(stream, 'The block { … } of switch');
  return stream.nested(open, () => {
    const clauses: { test: Expression; block: BlockNode }[] = [];
    let otherwise: BlockNode | undefined;
    let hasTest = false;
    const readClause = () => {
      if (wordAt(stream) === 'default') {
        takeKeyword(stream);
        hasTest = true;
        otherwise = stream.grammar.readBlock(stream);
        return;
      }
      const test = readArgumentValue(stream);
      hasTest = true;
      clauses.push({ test, block: stream.grammar.readBlock(stream) });
    };
    stream.orAtEnd(() => {
      for (stream.skipSeparators(); hasMore(stream); stream.skipSeparators()) readClause();
    });
    const close = expectClose(stream, open, '}', hasTest);
    const span = { start, end: close.end };
    return { kind: 'switch', span, ...head, clauses, ...(otherwise && { otherwise }) };
  });
}

function hasMore(stream: TokenStream): boolean {
  const token = stream.peek('command');
  return token.kind !== 'end' && token.source !== '}';
}
