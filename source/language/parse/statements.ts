import { LanguageError } from '../errors.ts';
import type { BlockNode, FlowNode, Statement } from '../tree.ts';
import { wordBehindAttributes } from './attributes.ts';
import { readIf, readSwitch } from './branches.ts';
import { readClass, readEnum } from './classes.ts';
import { readConfiguration, readFunction } from './functions.ts';
import { readData, readTrap, readTry } from './handlers.ts';
import { takeKeyword, wordAt } from './keywords.ts';
import { readDo, readFor, readForeach, readWhile } from './loops.ts';
import { endPipeline, readPipeline } from './pipelines.ts';
import { startsPrimary } from './primary.ts';
import { endsStatement, expectClose, isClosing, openBrace, unexpected } from './problems.ts';
import { Stop, type TokenStream } from './stream.ts';
import { readUsing } from './using.ts';

type Reader = (stream: TokenStream) => Statement;

const loops: Readonly<Record<string, (stream: TokenStream, start: number, label?: string) => Statement>> = {
  for: readFor,
  foreach: readForeach,
  while: readWhile,
  do: readDo,
  switch: readSwitch,
};

const flow = (kind: FlowNode['kind']): Reader =>
  kind === 'break' || kind === 'continue' ? (stream) => readJump(stream, kind) : (stream) => readLeave(stream, kind);

const readers = new Map<string, Reader>([
  ...Object.entries(loops).map(
    ([word, read]) => [word, (stream) => read(stream, stream.peek('command').start)] as [string, Reader],
  ),
  ['if', readIf],
  ['try', readTry],
  ['trap', readTrap],
  ['data', readData],
  ['function', readFunction],
  ['filter', readFunction],
  ['workflow', readFunction],
  ['configuration', readConfiguration],
  ['class', readClass],
  ['enum', readEnum],
  ['return', flow('return')],
  ['throw', flow('throw')],
  ['exit', flow('exit')],
  ['break', flow('break')],
  ['continue', flow('continue')],
]);

const manyErrors = 100;

/** Statements up to the closing bracket, which is not taken, or to the end of the text. */
export function readStatements(stream: TokenStream, close: ')' | '}' | ''): readonly Statement[] {
  const statements: Statement[] = [];
  for (;;) {
    stream.skipSeparators();
    const token = stream.peek('command');
    if (token.kind === 'end') return statements;
    if (isClosing(token)) {
      if (close !== '') return statements;
      // A closing bracket that belongs to nothing: reported where it stands, then passed over.
      stream.report(unexpected(token));
      stream.take('command');
      continue;
    }
    const start = stream.end;
    try {
      const statement = readStatement(stream);
      if (statement) statements.push(statement);
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      // What could not be read on with is taken for the beginning of another statement, as PowerShell does.
    }
    // A text of nothing but errors would have its words looked at again and again that way: then the line is left.
    if (stream.errors.length > manyErrors && !endsStatement(stream.peek('command'))) stream.skipLine();
    if (stream.end === start) stream.take('command');
  }
}

/** The statement that begins here; undefined where none does. */
export function readStatement(stream: TokenStream): Statement | undefined {
  const token = stream.peek('command');
  if (token.kind === 'word') {
    const word = wordAt(stream);
    const read = readers.get(word);
    if (read) return read(stream);
    if (misplaced.has(word)) return readMisplaced(stream, word);
    if (token.source.startsWith(':') && /^:[\p{L}_]/u.test(token.source)) {
      const labelled = readLabelled(stream);
      if (labelled) return labelled;
    } else if (token.source.startsWith('[')) {
      const behind = wordBehindAttributes(stream.text, token.start);
      if (behind === 'class') return readClass(stream);
      if (behind === 'enum') return readEnum(stream);
    }
  }
  const statement = readPipeline(stream);
  if (statement?.kind !== 'assignment') endPipeline(stream, statement);
  return statement;
}

const misplaced = new Set(['using', 'from', 'define', 'var']);

/** A word that no statement may begin with. */
function readMisplaced(stream: TokenStream, word: string): undefined {
  const place = stream.peek('command');
  if (word === 'using') {
    stream.report(new LanguageError('using has to stand before all else.', place, 'Write it at the beginning.'));
    readUsing(stream);
    return;
  }
  const next = `Write & '${word}' if it is the name of a command.`;
  stream.report(new LanguageError(`The word ${word} is kept for later versions of PowerShell.`, place, next));
  takeKeyword(stream);
}

/** `:name` before a loop; undefined where it is a command's name. */
function readLabelled(stream: TokenStream): Statement | undefined {
  const mark = stream.mark();
  const label = stream.take('command');
  stream.skipNewlines();
  const word = wordAt(stream);
  if (Object.hasOwn(loops, word)) {
    stream.roles.set(label.start, 'keyword');
    return loops[word]?.(stream, label.start, label.source.slice(1));
  }
  stream.reset(mark);
  return undefined;
}

/** Statements in braces. */
export function readBlock(stream: TokenStream): BlockNode {
  const open = openBrace(stream);
  return stream.nested(open, () => {
    const statements = readStatements(stream, '}');
    const close = expectClose(stream, open, '}');
    return { kind: 'block', span: { start: open.start, end: close.end }, statements };
  });
}

function readLeave(stream: TokenStream, kind: FlowNode['kind']): FlowNode {
  const keyword = takeKeyword(stream);
  const value = readPipeline(stream);
  if (value?.kind !== 'assignment') endPipeline(stream, value);
  const span = { start: keyword.start, end: value?.span.end ?? keyword.end };
  return { kind, span, keyword, ...(value && { value }) };
}

function readJump(stream: TokenStream, kind: FlowNode['kind']): FlowNode {
  const keyword = takeKeyword(stream);
  const token = stream.peek('member');
  const isWord = token.kind === 'word' && !/^\p{N}/u.test(token.source);
  // What is no label begins the next statement, as it does behind a label.
  if (!isWord && !startsPrimary(stream.peek('expression')))
    return { kind, span: { start: keyword.start, end: keyword.end }, keyword };
  const { start, end } = token;
  const label = isWord
    ? ({ kind: 'text', span: { start, end }, form: 'bare', value: stream.take('member').value } as const)
    : stream.grammar.readUnary(stream);
  return { kind, span: { start: keyword.start, end: label.span.end }, keyword, label };
}
