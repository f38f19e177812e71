import { type Failure, FailureError, localFailure } from '../domain/index.ts';

/** What the system's codes mean for who owns the folder. */
const reasons: Readonly<Record<string, string>> = {
  EROFS: 'Its file system is read-only.',
  ENOSPC: 'The disk is full, or takes no more files.',
  EDQUOT: 'The quota of this user is used up.',
  EACCES: 'This user has no right to it.',
  EPERM: 'This user has no right to it.',
  EISDIR: 'A folder of that name is there, where a file should be.',
  ERR_FS_EISDIR: 'A folder of that name is there, where a file should be.',
  EEXIST: 'A file of that name is there, where a folder should be.',
  ENOTDIR: 'A part of its path is no folder.',
  ENOENT: 'Its folder is not there any more.',
  ELOOP: 'It is a symbolic link that leads in a circle.',
  EMFILE: 'Too many files are open.',
  ENFILE: 'Too many files are open on this computer.',
  EIO: 'The disk reports an error.',
};

export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}

/** What the system's refusal means, in words. */
export function reasonOf(error: unknown): string {
  return reasons[codeOf(error) ?? ''] ?? (error as Error).message;
}

/** The system's refusal to read or write that file, in words; anything else as it is. */
export function fileTrouble(what: 'read' | 'write', file: string, error: unknown): unknown {
  return inWords(error, (reason) => localFailure('local.file', { what, file, reason }));
}

/** Does it; the system's refusal is thrown in words. */
export function withFile<T>(what: 'read' | 'write', file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw fileTrouble(what, file, error);
  }
}

/** The same for the folder of what does not fit into memory. */
export function spoolTrouble(folder: string, error: unknown): unknown {
  return inWords(error, (reason) => localFailure('local.spool', { folder, reason }));
}

function inWords(error: unknown, failure: (reason: string) => Failure): unknown {
  const code = codeOf(error);
  if (code === undefined || error instanceof FailureError) return error;
  return new FailureError(failure(reasonOf(error)), { cause: error });
}
