import type { Bound, CommandDeclaration } from '../command.ts';
import { stop } from '../lib/fail.ts';
import { separatorOf, splitPath as split } from '../lib/file-objects.ts';
import { filesOf, needed } from '../lib/files.ts';
import { credentialParameter, literalPath, pathParameter } from '../lib/parameters.ts';

const parts = [
  ['Qualifier', 'QualifierSet', 'The drive.'],
  ['NoQualifier', 'NoQualifierSet', 'All but the drive.'],
  ['Leaf', 'LeafSet', 'The last part.'],
  ['LeafBase', 'LeafBaseSet', 'The last part without its extension.'],
  ['Extension', 'ExtensionSet', 'The extension, with its dot.'],
  ['IsAbsolute', 'IsAbsoluteSet', 'Whether it begins at a root.'],
] as const;

export const splitPath: CommandDeclaration = {
  name: 'Split-Path',
  synopsis: 'A part of a path: the folder, or what is asked for.',
  examples: [
    { line: 'Split-Path $file', what: 'The folder that it is in.' },
    { line: 'Split-Path $file -LeafBase', what: 'Its name without the extension.' },
  ],
  parameters: [
    { ...pathParameter, sets: ['ParentSet', ...parts.map(([, set]) => set)], what: 'The path.' },
    literalPath(['LiteralPathSet']),
    { name: 'Parent', type: 'switch', sets: ['ParentSet'], what: 'The folder, which is given anyway.' },
    ...parts.map(([name, set, what]) => ({ name, type: 'switch', isMandatory: true, sets: [set], what })),
    { name: 'Resolve', type: 'switch', what: 'Wildcards are opened first.' },
    credentialParameter,
  ],
  defaultSet: 'ParentSet',
  create: (bound, context) => ({
    *process() {
      const files = filesOf(context);
      for (const path of [...bound.texts('Path'), ...bound.texts('LiteralPath')]) {
        const named = bound.isOn('Resolve') ? yield* needed(() => files.expand(path)) : [path];
        for (const one of named) yield* context.out(partOf(one, bound, separatorOf(files)));
      }
    },
  }),
};

function partOf(path: string, bound: Bound, separator: string): string | boolean {
  const qualifier = /^([A-Za-z][A-Za-z0-9]*:)/.exec(path)?.[1];
  if (bound.isOn('IsAbsolute')) return qualifier !== undefined || /^[/\\]/.test(path);
  if (bound.isOn('NoQualifier')) return path.slice(qualifier?.length ?? 0);
  if (bound.isOn('Qualifier')) {
    if (qualifier !== undefined) return qualifier;
    throw stop(
      `Cannot parse path because path '${path}' does not have a qualifier specified.`,
      'ParsePathFormatError',
      'InvalidArgument',
      {
        target: path,
        exceptionType: 'System.FormatException',
      },
    );
  }
  if (/^[/\\]+$/.test(path) && !bound.isOn('Leaf')) {
    throw stop(
      'Cannot process argument because the value of argument "path" is not valid. Change the value of the "path" argument and run the operation again.',
      'Argument',
      'InvalidArgument',
      { exceptionType: 'System.Management.Automation.PSArgumentException' },
    );
  }
  const { folder, name } = split(/.[/\\]+$/.test(path) ? path.replace(/[/\\]+$/, '') : path);
  const dot = name.lastIndexOf('.');
  if (bound.isOn('Leaf')) return name;
  if (bound.isOn('LeafBase')) return dot < 0 ? name : name.slice(0, dot);
  if (bound.isOn('Extension')) return dot < 0 ? '' : name.slice(dot);
  // PowerShell gives no parent for what lies at the root.
  return (folder === '/' ? '' : folder).replace(/[/\\]/g, separator);
}
