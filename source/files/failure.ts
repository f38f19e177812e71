import { FileFailure } from '../language/index.ts';

const kinds: Readonly<Record<string, FileFailure['kind']>> = {
  ...{ ENOENT: 'notFound', ENOTDIR: 'notFound', ENAMETOOLONG: 'notFound', EEXIST: 'exists', ENOTEMPTY: 'notEmpty' },
  ...{ EACCES: 'denied', EPERM: 'denied', EROFS: 'denied', EISDIR: 'denied', ENOSPC: 'full', EDQUOT: 'full' },
};

/** The system's refusal in .NET's words; anything else as it is. */
export function asFileFailure(error: unknown, path: string, purpose: 'read' | 'write' | 'change'): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (error instanceof FileFailure || code === undefined || !(error instanceof Error)) return error;
  const kind = kinds[code] ?? 'other';
  return new FileFailure(messageOf(kind, code, path, purpose, error), kind, { cause: error });
}

function messageOf(kind: FileFailure['kind'], code: string, path: string, purpose: string, error: Error): string {
  if (kind === 'notFound') {
    return purpose === 'read' && code === 'ENOENT'
      ? `Could not find file '${path}'.`
      : `Could not find a part of the path '${path}'.`;
  }
  if (kind === 'denied')
    return code === 'EROFS' ? `Read-only file system : '${path}'` : `Access to the path '${path}' is denied.`;
  if (kind === 'exists') return `The file '${path}' already exists.`;
  if (kind === 'notEmpty') return `Directory not empty : '${path}'`;
  if (kind === 'full') return `${code === 'ENOSPC' ? 'No space left on device' : 'Disk quota exceeded'} : '${path}'`;
  return error.message;
}
