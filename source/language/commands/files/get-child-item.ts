import type { Work } from '../../run/work.ts';
import { hasWildcard } from '../../scan/has-wildcard.ts';
import { compareText } from '../../values/collate.ts';
import type { Bound, CommandContext, CommandDeclaration, FileInfo } from '../command.ts';
import { fileObject } from '../lib/file-objects.ts';
import { filesOf, filterOf, missing, tried } from '../lib/files.ts';
import { filterParameters } from '../lib/parameters.ts';

const noAttributes = 'Files have no such attribute here; use Where-Object on the properties.';

export const getChildItem: CommandDeclaration = {
  name: 'Get-ChildItem',
  aliases: ['gci', 'dir', 'ls'],
  synopsis: 'What is in a folder.',
  examples: [
    { line: 'Get-ChildItem reports -Filter *.csv', what: 'The CSV files of a folder.' },
    {
      line: 'Get-ChildItem -Recurse -File | Sort-Object Length -Descending | Select-Object -First 5',
      what: 'The five biggest files below.',
    },
  ],
  parameters: [
    {
      name: 'Path',
      type: 'string[]',
      position: 0,
      fromPipeline: true,
      fromPipelineByPropertyName: true,
      sets: ['Items'],
      what: 'The folders; where the session stands.',
    },
    {
      name: 'LiteralPath',
      aliases: ['PSPath', 'LP'],
      type: 'string[]',
      isMandatory: true,
      fromPipelineByPropertyName: true,
      sets: ['LiteralItems'],
      what: 'The same, wildcards taken as they stand.',
    },
    { ...filterParameters[0]!, position: 1 },
    ...filterParameters.slice(1),
    { name: 'Recurse', aliases: ['s', 'r'], type: 'switch', what: 'What is in the folders in it, too.' },
    { name: 'Depth', type: 'int', range: [0, 2147483647], what: 'So many folders deep.' },
    { name: 'Force', type: 'switch', what: 'Hidden ones, too.' },
    { name: 'Name', type: 'switch', what: 'Names only.' },
    { name: 'Attributes', type: 'string', what: 'Only with these attributes.', refused: noAttributes },
    {
      name: 'FollowSymlink',
      type: 'switch',
      what: 'Goes into linked folders.',
      refused: 'Name the linked folder itself.',
    },
    { name: 'Directory', aliases: ['ad', 'd'], type: 'switch', what: 'Folders only.' },
    { name: 'File', aliases: ['af'], type: 'switch', what: 'Files only.' },
    { name: 'Hidden', aliases: ['ah', 'h'], type: 'switch', what: 'Hidden ones only.' },
    { name: 'ReadOnly', aliases: ['ar'], type: 'switch', what: 'Read-only ones.', refused: noAttributes },
    { name: 'System', aliases: ['as'], type: 'switch', what: "The system's.", refused: noAttributes },
  ],
  defaultSet: 'Items',
  outputs: ['System.IO.FileInfo', 'System.IO.DirectoryInfo'],
  create: (bound, context) => ({
    *process() {
      const paths = [...bound.texts('LiteralPath'), ...bound.texts('Path')];
      for (const path of paths.length > 0 ? paths : [filesOf(context).location]) yield* listed(path, bound, context);
    },
  }),
};

function* listed(path: string, bound: Bound, context: CommandContext): Work<void> {
  const files = filesOf(context);
  const opened =
    !bound.has('LiteralPath') && hasWildcard(path)
      ? ((yield* tried(() => files.expand(path), context, path)) ?? [])
      : [path];
  for (const one of opened) {
    const info = yield* tried(() => files.info(one), context, one);
    if (!info) {
      yield* missing(one, context);
      continue;
    }
    const isNamed = opened.length > 1 || one !== path;
    if (info.kind === 'file' || (isNamed && !bound.isOn('Recurse'))) yield* give(info, '', bound, context);
    else yield* folder(info, '', 0, bound, context);
  }
}

function* folder(info: FileInfo, prefix: string, depth: number, bound: Bound, context: CommandContext): Work<void> {
  const items = (yield* tried(() => filesOf(context).list(info.path), context, info.path)) ?? [];
  const shown = items.filter(({ name }) => bound.isOn('Force') || bound.isOn('Hidden') || !name.startsWith('.'));
  const sorted = shown.toSorted((left, right) =>
    left.kind === right.kind ? compareText(left.name, right.name, false) : left.kind === 'folder' ? -1 : 1,
  );
  for (const item of sorted) yield* give(item, prefix, bound, context);
  const most = bound.number('Depth') ?? (bound.isOn('Recurse') ? Number.POSITIVE_INFINITY : 0);
  if (depth >= most) return;
  for (const item of sorted) {
    if (item.kind === 'folder') yield* folder(item, `${prefix}${item.name}/`, depth + 1, bound, context);
  }
}

function* give(info: FileInfo, prefix: string, bound: Bound, context: CommandContext): Work<void> {
  if (bound.isOn('Directory') && !bound.isOn('File') && info.kind !== 'folder') return;
  if (bound.isOn('File') && !bound.isOn('Directory') && info.kind !== 'file') return;
  if (bound.isOn('Hidden') && !info.name.startsWith('.')) return;
  if (!filterOf(bound)(info)) return;
  yield* context.out(bound.isOn('Name') ? `${prefix}${info.name}` : fileObject(info));
}
