import { open } from 'node:fs/promises';
import { type Connection, classify, FailureError, hostOf } from '../../domain/index.ts';
import { type AuthoritiesFault, certificatesFault, codeOf } from '../../http/index.ts';

/** Bytes; a bundle of all public authorities has some 200 KB. */
const largest = 4 * 1024 * 1024;

/** The connection's further authorities as PEM, or undefined for none. Throws FailureError for a file without them. */
export async function authoritiesOf(connection: Connection): Promise<string | undefined> {
  const { caFile } = connection;
  if (caFile === undefined) return undefined;
  const failure = (problem: Problem, found: { certificate?: number | undefined; cause?: unknown }) => {
    const { certificate, cause } = found;
    const code = codeOf(cause);
    const details = {
      file: caFile,
      ...(code === undefined ? {} : { code }),
      ...(certificate === undefined ? {} : { certificate: `${certificate}` }),
    };
    const network = `caFile.${problem}` as const;
    return new FailureError(classify({ layer: 'local', network, host: hostOf(connection), details }), { cause });
  };
  let text: string;
  try {
    text = await readBounded(caFile);
  } catch (error) {
    throw failure(problemOf(error), { cause: error });
  }
  const fault = certificatesFault(text);
  if (fault !== undefined) throw failure(fault.problem, { certificate: fault.certificate });
  return text;
}

async function readBounded(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size > largest) throw new RangeError('too large');
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

type Problem = 'missing' | 'forbidden' | 'folder' | 'too-large' | 'unreadable' | AuthoritiesFault['problem'];

const problems: Readonly<Record<string, Problem>> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EACCES: 'forbidden',
  EPERM: 'forbidden',
  EISDIR: 'folder',
};

function problemOf(error: unknown): Problem {
  return error instanceof RangeError ? 'too-large' : (problems[`${codeOf(error)}`] ?? 'unreadable');
}
