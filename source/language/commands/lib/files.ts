import type { Value } from '../../run/value.ts';
import { type Work, waitFor } from '../../run/work.ts';
import { hasWildcard } from '../../scan/has-wildcard.ts';
import { wildcard } from '../../values/wildcard.ts';
import {
  type Bound,
  type CommandContext,
  type CommandFailure,
  FileFailure,
  type FileInfo,
  type FilePort,
} from '../command.ts';
import { stop } from './fail.ts';

export function filesOf({ session }: CommandContext): FilePort {
  if (session.files) return session.files;
  throw stop('This session has no files.', 'NoFiles', 'NotSpecified');
}

/** How the kinds of failure are called where a path is looked at. */
const categories: Readonly<Record<FileFailure['kind'], readonly [category: string, id: string]>> = {
  notFound: ['ObjectNotFound', 'PathNotFound'],
  denied: ['PermissionDenied', 'ItemUnauthorizedAccessError'],
  exists: ['ResourceExists', 'NoClobber'],
  isFolder: ['InvalidOperation', 'GetContainerContentException'],
  notFolder: ['InvalidArgument', 'NotADirectory'],
  notEmpty: ['WriteError', 'DirectoryNotEmpty'],
  full: ['WriteError', 'WriteError'],
  other: ['NotSpecified', 'IOError'],
};

function exceptionOf({ kind, message }: FileFailure): string {
  if (kind === 'notFound')
    return /^Could not find a part/.test(message)
      ? 'System.IO.DirectoryNotFoundException'
      : 'System.IO.FileNotFoundException';
  return kind === 'denied' ? 'System.UnauthorizedAccessException' : 'System.IO.IOException';
}

/** What a failure of the file system is as an error; undefined for what is none. */
export function fileFailure(
  thrown: unknown,
  target?: Value,
  more: Partial<CommandFailure> = {},
): CommandFailure | undefined {
  if (!(thrown instanceof FileFailure)) return undefined;
  const [category, id] = categories[thrown.kind];
  return {
    message: thrown.message,
    id,
    category,
    exceptionType: exceptionOf(thrown),
    ...(target === undefined ? {} : { target }),
    ...more,
  };
}

/** A promise of the port; a failure of the file system becomes an error of the command, and undefined is given. */
export function* tried<Result>(
  work: () => Promise<Result>,
  context: CommandContext,
  target?: Value,
  more: Partial<CommandFailure> = {},
): Work<Result | undefined> {
  try {
    return yield* waitFor(work());
  } catch (thrown) {
    const failure = fileFailure(thrown, target, more);
    if (!failure) throw thrown;
    yield* context.error(failure);
    return undefined;
  }
}

/** The same for a file that a command cannot do without: a failure ends it. */
export function* needed<Result>(work: () => Promise<Result>): Work<Result> {
  try {
    return yield* waitFor(work());
  } catch (thrown) {
    if (!(thrown instanceof FileFailure)) throw thrown;
    const isThere = thrown.kind === 'exists';
    throw stop(thrown.message, isThere ? 'NoClobber' : 'FileOpenFailure', isThere ? 'ResourceExists' : 'OpenError', {
      exceptionType: exceptionOf(thrown),
    });
  }
}

/**
 * What -Path and -LiteralPath name, wildcards opened, -Filter, -Include and -Exclude heeded. What is not there is told;
 * where the file is to be opened it ends the command. A wildcard that fits nothing is an error only where something is to
 * be read of what it names.
 */
export function* namedPaths(
  bound: Bound,
  context: CommandContext,
  purpose: 'look' | 'read' | 'open' = 'look',
): Work<readonly FileInfo[]> {
  const files = filesOf(context);
  const found: FileInfo[] = [];
  const keeps = filterOf(bound);
  const add = function* (path: string): Work<void> {
    const info = yield* tried(() => files.info(path), context, path);
    if (info && keeps(info)) found.push(info);
    if (info) return;
    if (purpose !== 'open') yield* missing(path, context);
    else yield* needed(() => Promise.reject(noFile(files.resolve(path))));
  };
  for (const path of bound.texts('LiteralPath')) yield* add(path);
  for (const path of bound.texts('Path')) {
    const named = hasWildcard(path) ? yield* tried(() => files.expand(path), context, path) : [path];
    const before = found.length;
    for (const one of named ?? []) yield* add(one);
    if (named === undefined || !hasWildcard(path) || found.length > before) continue;
    if (purpose === 'read') yield* context.error(nothingFits(path));
    if (purpose === 'open') throw stop(...noFileFits(path));
  }
  return found;
}

/** What a wildcard is told that fits nothing, where there was to be something to read or to write. */
export const nothingFits = (path: string): CommandFailure => ({
  message: `An object at the specified path ${path} does not exist, or has been filtered by the -Include or -Exclude parameter.`,
  id: 'ItemNotFound',
  category: 'ObjectNotFound',
  target: path,
  exceptionType: 'System.Exception',
});

const noFileFits = (path: string) =>
  [
    `Cannot perform operation because the wildcard path ${path} did not resolve to a file.`,
    'FileOpenFailure',
    'OpenError',
    { target: path, exceptionType: 'System.IO.FileNotFoundException' },
  ] as const;

const noFile = (path: string) => new FileFailure(`Could not find file '${path}'.`, 'notFound');

export function filterOf(bound: Bound): (info: FileInfo) => boolean {
  const tests = (name: string) => bound.texts(name).map((pattern) => wildcard(pattern));
  const [filter, include, exclude] = [tests('Filter'), tests('Include'), tests('Exclude')];
  return ({ name }) =>
    filter.every((fits) => fits(name)) &&
    (include.length === 0 || include.some((fits) => fits(name))) &&
    !exclude.some((fits) => fits(name));
}

export function* missing(path: string, context: CommandContext): Work<void> {
  // One letter may be a disk's; what has more is a drive of PowerShell.
  const drive = /^(\w{2,}):/.exec(path)?.[1];
  if (drive !== undefined) {
    yield* context.error({
      message: `Cannot find drive. A drive with the name '${drive}' does not exist.`,
      id: 'DriveNotFound',
      category: 'ObjectNotFound',
      target: drive,
      exceptionType: 'System.Management.Automation.DriveNotFoundException',
    });
    return;
  }
  const whole = filesOf(context).resolve(path);
  yield* context.error({
    message: `Cannot find path '${whole}' because it does not exist.`,
    id: 'PathNotFound',
    category: 'ObjectNotFound',
    target: whole,
    exceptionType: 'System.Management.Automation.ItemNotFoundException',
  });
}
