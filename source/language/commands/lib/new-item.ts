import type { Value } from '../../run/value.ts';
import { type Work, waitFor } from '../../run/work.ts';
import { type CommandContext, type CommandFailure, FileFailure } from '../command.ts';
import { dotNetText } from './dotnet-text.ts';
import { encodingOf } from './encoding.ts';
import { stop } from './fail.ts';
import { fileObject, splitPath } from './file-objects.ts';
import { filesOf, needed } from './files.ts';

/** Makes a file or a folder and gives it; tells why it cannot. */
export function* newItem(
  path: string,
  type: string,
  value: Value | undefined,
  isForced: boolean,
  context: CommandContext,
): Work<void> {
  const files = filesOf(context);
  const full = files.resolve(path);
  const kind = type.toLowerCase();
  const isFolder = ['directory', 'container', 'd'].includes(kind);
  if (!isFolder && !['file', 'leaf', 'f'].includes(kind)) {
    throw stop(
      'The type is not a known type for the file system. Only "file","directory" or "symboliclink" can be specified.',
      'Argument',
      'InvalidArgument',
      {
        exceptionType: 'System.Management.Automation.PSArgumentException',
      },
    );
  }
  if (!(yield* context.shouldProcess(`Destination: ${full}`, isFolder ? 'Create Directory' : 'Create File'))) return;
  const there = yield* needed(() => files.info(path));
  const failure = isFolder
    ? yield* newFolder(full, there !== undefined, isForced, context)
    : yield* newFile(full, there !== undefined, value, isForced, context);
  if (failure) {
    yield* context.error(failure);
    return;
  }
  const info = yield* needed(() => files.info(path));
  if (info) yield* context.out(fileObject(info));
}

function* newFolder(
  path: string,
  isThere: boolean,
  isForced: boolean,
  context: CommandContext,
): Work<CommandFailure | undefined> {
  if (isThere) {
    if (isForced) return undefined;
    return {
      message: `An item with the specified name ${path} already exists.`,
      id: 'DirectoryExist',
      category: 'ResourceExists',
      target: path,
      exceptionType: 'System.IO.IOException',
    };
  }
  return yield* attempted(() => filesOf(context).makeFolder(path), path, 'CreateDirectoryIOError');
}

function* newFile(
  path: string,
  isThere: boolean,
  value: Value | undefined,
  isForced: boolean,
  context: CommandContext,
): Work<CommandFailure | undefined> {
  if (isThere && !isForced) {
    return {
      message: `The file '${path}' already exists.`,
      id: 'NewItemIOError',
      category: 'WriteError',
      target: path,
      exceptionType: 'System.IO.IOException',
    };
  }
  if (isForced) {
    const failure = yield* attempted(
      () => filesOf(context).makeFolder(splitPath(path).folder),
      path,
      'CreateDirectoryIOError',
    );
    if (failure) return failure;
  }
  const text = value === undefined || value === null ? '' : dotNetText(value, context);
  return yield* attempted(
    async () => {
      const writer = await filesOf(context).write(path, { force: isForced });
      await writer.write(encodingOf(undefined).encode(text));
      await writer.close();
    },
    path,
    'NewItemIOError',
  );
}

function* attempted(work: () => Promise<void>, target: string, id: string): Work<CommandFailure | undefined> {
  try {
    yield* waitFor(work());
    return undefined;
  } catch (error) {
    if (!(error instanceof FileFailure)) throw error;
    const isDenied = error.kind === 'denied';
    return {
      message: error.message,
      id: isDenied ? 'ItemUnauthorizedAccessError' : id,
      category: isDenied ? 'PermissionDenied' : 'WriteError',
      target,
      exceptionType: isDenied ? 'System.UnauthorizedAccessException' : 'System.IO.IOException',
    };
  }
}
