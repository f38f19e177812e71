import { PsNumber } from '../../../objects/index.ts';
import type { Value } from '../../run/value.ts';
import type { Work } from '../../run/work.ts';
import type { Bound, CommandContext, CommandDeclaration, FileInfo } from '../command.ts';
import { stop } from '../lib/fail.ts';
import { each, linesIn, textOf, wholeText } from '../lib/file-text.ts';
import { filesOf, namedPaths } from '../lib/files.ts';
import { credentialParameter, encodingParameter, filterParameters, literalPath } from '../lib/parameters.ts';

export const getContent: CommandDeclaration = {
  name: 'Get-Content',
  aliases: ['gc', 'cat', 'type'],
  synopsis: 'Reads a file, line by line.',
  examples: [
    { line: 'Get-Content users.txt | ForEach-Object { Get-Mailbox $_ }', what: 'A mailbox for each line.' },
    { line: '$text = Get-Content page.html -Raw', what: 'All of it as one text.' },
    { line: 'Get-Content log.txt -Tail 20', what: 'The last twenty lines.' },
  ],
  parameters: [
    {
      name: 'ReadCount',
      type: 'long',
      fromPipelineByPropertyName: true,
      what: 'Lines that go down the pipe together, as a list; 0 for all.',
    },
    {
      name: 'TotalCount',
      aliases: ['First', 'Head'],
      type: 'long',
      range: [0, Number.MAX_SAFE_INTEGER],
      fromPipelineByPropertyName: true,
      what: 'So many from the beginning.',
    },
    {
      name: 'Tail',
      aliases: ['Last'],
      type: 'int',
      range: [0, 2147483647],
      fromPipelineByPropertyName: true,
      what: 'So many from the end.',
    },
    {
      name: 'Path',
      type: 'string[]',
      position: 0,
      isMandatory: true,
      fromPipelineByPropertyName: true,
      sets: ['Path'],
      what: 'The files; wildcards are understood.',
    },
    literalPath(['LiteralPath']),
    ...filterParameters,
    { name: 'Force', type: 'switch', what: 'Heeded by no one here.' },
    credentialParameter,
    { name: 'Delimiter', type: 'string', what: 'What ends a line; a line end.' },
    {
      name: 'Wait',
      type: 'switch',
      what: 'Waits for more lines.',
      refused: 'Leave it out, and read again with -Tail.',
    },
    { name: 'Raw', type: 'switch', what: 'The file as one text, line ends included.' },
    encodingParameter,
    { name: 'AsByteStream', type: 'switch', what: 'Byte by byte; with -Raw as one array.' },
  ],
  defaultSet: 'Path',
  outputs: ['System.String'],
  create: (bound, context) => ({
    *process() {
      if (bound.has('Tail') && bound.has('TotalCount')) {
        throw stop(
          'The parameters TotalCount and Tail cannot be used together. Please specify only one parameter.',
          'TailAndHeadCannotCoexist',
          'InvalidOperation',
          {
            exceptionType: 'System.InvalidOperationException',
          },
        );
      }
      for (const info of yield* namedPaths(bound, context, 'read')) {
        if (info.kind === 'folder') yield* isFolder(info, context);
        else if (bound.isOn('AsByteStream')) yield* bytes(info, bound, context);
        else if (bound.isOn('Raw')) yield* context.out(yield* wholeText(info.path, bound.text('Encoding'), context));
        else yield* lines(info, bound, context);
      }
    },
  }),
};

function* isFolder({ path }: FileInfo, context: CommandContext): Work<void> {
  yield* context.error({
    message: `Unable to get content because it is a directory: '${path}'. Please use 'Get-ChildItem' instead.`,
    id: 'GetContainerContentException',
    category: 'InvalidOperation',
    target: path,
    exceptionType: 'System.InvalidOperationException',
  });
}

function* lines({ path }: FileInfo, bound: Bound, context: CommandContext): Work<void> {
  const give = giver(bound, context);
  const tail = bound.number('Tail');
  const most = bound.number('TotalCount') ?? Number.POSITIVE_INFINITY;
  if (most <= 0) return;
  const delimiter = bound.text('Delimiter');
  const parts = textOf(filesOf(context).read(path), bound.text('Encoding'));
  const kept: string[] = [];
  let count = 0;
  yield* each(delimiter === undefined ? linesIn(parts) : piecesIn(parts, delimiter), function* (line): Work<boolean> {
    if (tail === undefined) yield* give.add(line);
    else {
      kept.push(line);
      if (kept.length > tail) kept.shift();
    }
    count++;
    return count < most;
  });
  for (const line of kept) yield* give.add(line);
  yield* give.end();
}

/** Hands lines on one by one, or so many together. */
function giver(bound: Bound, context: CommandContext) {
  const out = (value: Value) => context.out(value);
  const size = bound.number('ReadCount') ?? 1;
  if (size === 1) return { add: out, *end(): Work<void> {} };
  let together: Value[] = [];
  const flush = function* (): Work<void> {
    const items = together;
    together = [];
    if (items.length > 0) yield* out(context.semantics.arrayOf(items));
  };
  return {
    *add(line: string): Work<void> {
      together.push(line);
      if (together.length === size) yield* flush();
    },
    end: flush,
  };
}

async function* piecesIn(parts: AsyncIterable<string>, delimiter: string): AsyncGenerator<string> {
  let rest = '';
  for await (const part of parts) {
    const pieces = (rest + part).split(delimiter);
    rest = pieces.pop() ?? '';
    yield* pieces;
  }
  if (rest !== '') yield rest;
}

function* bytes({ path }: FileInfo, bound: Bound, context: CommandContext): Work<void> {
  const all: Uint8Array[] = [];
  yield* each(filesOf(context).read(path), function* (part): Work<void> {
    if (bound.isOn('Raw')) all.push(part);
    else for (const byte of part) yield* context.out(new PsNumber('Byte', byte));
  });
  if (bound.isOn('Raw')) yield* context.out(new Uint8Array(Buffer.concat(all)));
}
