import { answered } from '../../run/answered.ts';
import { type Work, waitFor } from '../../run/work.ts';
import { type Bound, type CommandContext, type CommandDeclaration, FileFailure, type FileInfo } from '../command.ts';
import { stop } from '../lib/fail.ts';
import { filesOf, namedPaths, tried } from '../lib/files.ts';
import {
  credentialParameter,
  filterParameters,
  literalPath,
  pathParameter,
  yesWithoutAsking,
} from '../lib/parameters.ts';

export const removeItem: CommandDeclaration = {
  name: 'Remove-Item',
  aliases: ['ri', 'rm', 'del', 'erase', 'rd', 'rmdir'],
  synopsis: 'Removes files and folders.',
  examples: [
    { line: 'Remove-Item old.csv -WhatIf', what: 'Says what would be removed.' },
    { line: 'Remove-Item reports -Recurse', what: 'A folder with all that is in it.' },
  ],
  parameters: [
    pathParameter,
    literalPath(['LiteralPath']),
    ...filterParameters,
    { name: 'Recurse', type: 'switch', what: 'Folders with what is in them.' },
    yesWithoutAsking('Hidden and read-only ones, too.'),
    credentialParameter,
  ],
  defaultSet: 'Path',
  supportsShouldProcess: true,
  create: (bound, context) => ({
    *process() {
      for (const info of yield* namedPaths(bound, context)) yield* remove(info, bound, context);
    },
  }),
};

function* remove(info: FileInfo, bound: Bound, context: CommandContext): Work<void> {
  const files = filesOf(context);
  const isFolder = info.kind === 'folder';
  if (isFolder && files.location.startsWith(info.path) && isWithin(files.location, info.path)) {
    throw stop(
      `Cannot remove the item at '${info.path}' because it is in use.`,
      'InvalidOperation',
      'InvalidOperation',
      { target: info.path, exceptionType: 'System.Management.Automation.PSInvalidOperationException' },
    );
  }
  let recurse = bound.isOn('Recurse');
  if (!(yield* context.shouldProcess(info.path, isFolder ? 'Remove Directory' : 'Remove File'))) return;
  if (isFolder && !recurse && ((yield* tried(() => files.list(info.path), context, info.path)) ?? []).length > 0) {
    recurse = yield* isWanted(info.path, context);
    if (!recurse) return;
  }
  try {
    yield* waitFor(files.remove(info.path, { recurse }));
  } catch (error) {
    if (!(error instanceof FileFailure)) throw error;
    const isDenied = error.kind === 'denied';
    yield* context.error({
      message: `Cannot remove item ${info.path}: ${error.message}`,
      id: isDenied ? 'RemoveFileSystemItemUnAuthorizedAccess' : 'RemoveFileSystemItemIOError',
      category: isDenied ? 'PermissionDenied' : 'WriteError',
      target: info.path,
      exceptionType: isDenied ? 'System.UnauthorizedAccessException' : 'System.IO.IOException',
    });
  }
}

const isWithin = (location: string, folder: string) =>
  location === folder || /^[/\\]/.test(location.slice(folder.length));

/** A folder that is not empty goes only when somebody says so. */
function* isWanted(path: string, context: CommandContext): Work<boolean> {
  const { prompts } = context.session;
  const message = `The item at ${path} has children and the Recurse parameter was not specified. If you continue, all children will be removed with the item. Are you sure you want to continue?`;
  if (!prompts) {
    yield* context.error({
      message: `Directory ${path} cannot be removed because it is not empty.`,
      id: 'DirectoryNotEmpty',
      category: 'WriteError',
      target: path,
      exceptionType: 'System.IO.IOException',
      recommendedAction: 'Add -Recurse.',
    });
    return false;
  }
  const choices = [
    { label: '&Yes', help: 'Removes it with all that is in it.' },
    { label: '&No', help: 'Leaves it.' },
  ];
  return (yield* answered(prompts.choice('Confirm', message, choices, 0))) === 0;
}
