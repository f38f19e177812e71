import { fail } from './failure.ts';
import type { Frame } from './frame.ts';
import { type Work, waitFor } from './work.ts';

/** A script or a list of values may have as many bytes. */
const largestText = 64 * 1024 * 1024;

/** A file's text, as UTF-8 or what its mark at the beginning says. */
export function* textOf(path: string, frame: Frame): Work<string> {
  const files = frame.session.ports?.files;
  if (!files) {
    throw fail({ message: 'Files cannot be read here.', id: 'NoFiles', category: 'NotImplemented', target: path });
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  const source = files.read(path)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const step = yield* waitFor(source.next());
      if (step.done) break;
      size += step.value.byteLength;
      if (size > largestText) {
        throw fail({
          message: `${path} is too large to be read whole.`,
          id: 'FileTooLarge',
          category: 'LimitsExceeded',
        });
      }
      parts.push(step.value);
    }
  } finally {
    if (source.return) yield* waitFor(source.return());
  }
  return decode(join(parts, size));
}

function join(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder('utf-8').decode(bytes);
}

export function* linesOf(path: string, frame: Frame): Work<readonly string[]> {
  const text = yield* textOf(path, frame);
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
