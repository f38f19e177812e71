import { open } from 'node:fs/promises';
import { type Connection, classify, FailureError, hostOf } from '../../domain/index.ts';
import { certificatesProblem } from '../../http/index.ts';

/** Bytes; a bundle of all public authorities has some 200 KB. */
const largest = 4 * 1024 * 1024;

/** The connection's further authorities as PEM, or undefined for none. Throws FailureError for a file without them. */
export async function authoritiesOf(connection: Connection): Promise<string | undefined> {
  const { caFile } = connection;
  if (caFile === undefined) return undefined;
  const failure = (text: string, cause?: unknown) =>
    new FailureError(
      classify({ layer: 'local', network: 'caFile', host: hostOf(connection), text, details: { file: caFile } }),
      { cause },
    );
  let text: string;
  try {
    text = await readBounded(caFile);
  } catch (error) {
    throw failure(reasonOf(error), error);
  }
  const problem = certificatesProblem(text);
  if (problem !== undefined) throw failure(problem);
  return text;
}

async function readBounded(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size > largest) throw new RangeError(`It is larger than ${largest / 1024 / 1024} MB.`);
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof RangeError) return error.message;
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'There is no such file.';
  if (code === 'EACCES' || code === 'EPERM') return 'You may not read it.';
  if (code === 'EISDIR') return 'It is a folder.';
  return `It cannot be read (${code ?? 'for an unknown reason'}).`;
}
