import { isUtf8, transcode } from 'node:buffer';
import type { Readable } from 'node:stream';
import { Secret } from '../domain/index.ts';
import { encodingOf, type MarkedEncoding } from '../text/marked.ts';
import { usageError } from './exit.ts';
import { bytesOf, longestPassword } from './io.ts';

const lineFeed = 10;
const carriageReturn = 13;

/**
 * The first line of standard input as a password, in UTF-8, or in UTF-16 where a byte order mark says so; the mark is no
 * part of it. The bytes that carried it are wiped. The rest is not read. Throws a usage error for what is no text.
 */
export async function readPassword(stdin: Readable): Promise<Secret> {
  // A character of three bytes in UTF-8 takes two in UTF-16; one of one byte takes two as well.
  const bytes = Buffer.alloc(2 * longestPassword + 8);
  let length = 0;
  /** True when the line is whole, or longer than any password. */
  const take = (part: Uint8Array): boolean => {
    const room = bytes.length - length;
    bytes.set(part.subarray(0, room), length);
    length += Math.min(part.length, room);
    part.fill(0);
    return length === bytes.length || endOfLine(bytes.subarray(0, length)) !== undefined;
  };
  try {
    await chunksUntil(stdin, (chunk) => take(bytesOf(chunk)));
    const all = bytes.subarray(0, length);
    const line = all.subarray(encodingOf(all).mark, endOfLine(all) ?? length);
    const password = asUtf8(line, encodingOf(all));
    if (password.length > longestPassword) {
      password.fill(0);
      throw usageError('The password on standard input is longer than 4096 bytes.');
    }
    if (password.length === 0) throw usageError('--password-stdin was given, but standard input held no password.');
    return new Secret(password);
  } finally {
    bytes.fill(0);
  }
}

/** Where the first line ends; undefined while it may go on. */
function endOfLine(bytes: Uint8Array): number | undefined {
  const { name, mark } = encodingOf(bytes);
  if (name === 'utf-8') {
    const at = bytes.indexOf(lineFeed);
    return at < 0 ? undefined : at;
  }
  const [low, high] = name === 'utf-16le' ? [0, 1] : [1, 0];
  for (let at = mark; at + 1 < bytes.length; at += 2) {
    if (bytes[at + low] === lineFeed && bytes[at + high] === 0) return at;
  }
  return undefined;
}

/** The line's bytes as a password has them, without the CR that Windows writes before the line's end. */
function asUtf8(line: Buffer, { name }: MarkedEncoding): Uint8Array<ArrayBuffer> {
  if (name !== 'utf-8' && line.length % 2 !== 0) throw notText();
  if (name === 'utf-16be') line.swap16();
  const text = name === 'utf-8' ? line : transcode(line, 'utf16le', 'utf8');
  try {
    // UTF-16 without a mark reads as letters with zeros between them: nobody's password.
    if (text.includes(0) || !isUtf8(text)) throw notText();
    const end = text.at(-1) === carriageReturn ? text.length - 1 : text.length;
    return Uint8Array.from(text.subarray(0, end));
  } finally {
    text.fill(0);
  }
}

function notText() {
  return usageError(
    'The password on standard input is no text in UTF-8. Save the file as UTF-8, or pipe the password in.',
  );
}

/** Chunks as they came, not joined into new ones as an iteration does; resolves at the end of the stream at the latest. */
function chunksUntil(stdin: Readable, enough: (chunk: unknown) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    stdin.on('data', (chunk) => {
      if (enough(chunk)) stdin.destroy();
    });
    stdin.once('close', resolve).once('end', resolve).once('error', reject);
  });
}
