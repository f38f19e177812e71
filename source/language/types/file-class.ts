import { FileFailure, type FilePort } from '../file-port.ts';
import type { ScriptCaller } from '../run/script-caller.ts';
import type { LiveInstance, LiveType } from '../run/value.ts';
import { type Work, waitFor } from '../run/work.ts';
import { defineType, type Native } from './define.ts';
import { bytesOf, decoded, type EncodingState, markOf } from './encoding.ts';
import { surroundingsOf } from './environment.ts';
import { TypeFailure } from './type.ts';

/** A file that is taken whole may have as many bytes. */
const largest = 256 * 1024 * 1024;

type Encoding = LiveInstance<EncodingState> | null;

function filesOf({ files }: ScriptCaller): FilePort {
  if (files) return files;
  throw new TypeFailure('Files cannot be reached here.', 'System.NotSupportedException');
}

/** What .NET says of a file that cannot be had. */
function failure(error: unknown, path: string): unknown {
  if (!(error instanceof FileFailure)) return error;
  switch (error.kind) {
    case 'notFound':
      return new TypeFailure(`Could not find file '${path}'.`, 'System.IO.FileNotFoundException');
    case 'denied':
    case 'isFolder':
      return new TypeFailure(`Access to the path '${path}' is denied.`, 'System.UnauthorizedAccessException');
    default:
      return new TypeFailure(error.message, 'System.IO.IOException');
  }
}

function* told<Result>(path: string, work: Promise<Result>): Work<Result> {
  try {
    return yield* waitFor(work);
  } catch (error) {
    throw failure(error, path);
  }
}

async function whole(files: FilePort, path: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of files.read(path)) {
    size += part.byteLength;
    if (size > largest) throw new FileFailure(`${path} is too large to be read whole.`, 'other');
    parts.push(part);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}

/** A file's bytes, whole; failures as .NET has them. */
export function* readFile(given: string, scripts: ScriptCaller): Work<Uint8Array> {
  const files = filesOf(scripts);
  const path = files.resolve(given);
  return yield* told(path, whole(files, path));
}

/** Writes a file whole, or behind what is in it; failures as .NET has them. */
export function* writeFile(given: string, bytes: Uint8Array, append: boolean, scripts: ScriptCaller): Work<void> {
  const files = filesOf(scripts);
  const path = files.resolve(given);
  const writer = yield* told(path, files.write(path, { append }));
  try {
    yield* told(path, writer.write(bytes));
    yield* told(path, writer.close());
  } catch (error) {
    yield* waitFor(writer.abandon());
    throw error;
  }
}

const lines = (text: string): string[] => {
  const all = text.split(/\r\n|\n|\r/);
  if (all.at(-1) === '') all.pop();
  return all;
};
const joined = (texts: readonly string[]) => texts.map((text) => text + surroundingsOf().newLine).join('');
const encoded = (text: string, encoding: Encoding) => bytesOf(encoding?.state.name ?? 'utf-8', text);

/** With the encoding's mark before it, where the file is new. */
function marked(text: string, encoding: Encoding): Uint8Array {
  const mark = encoding ? markOf(encoding.state) : [];
  return Uint8Array.from([...mark, ...encoded(text, encoding)]);
}

/** Written without and with an encoding behind the other parameters. */
function twice(signature: string, native: (...args: never[]) => unknown): Readonly<Record<string, Native>> {
  const call = native as (...args: unknown[]) => unknown;
  const count = signature.split(',').length;
  return {
    [`${signature})`]: ((_: LiveType, ...args: unknown[]) =>
      call(...args.slice(0, count), null, args[count])) as unknown as Native,
    [`${signature}, System.Text.Encoding encoding)`]: ((_: LiveType, ...args: unknown[]) =>
      call(...args.slice(0, count + 1), args[count + 1])) as unknown as Native,
  };
}

export const fileClass = defineType({
  name: 'System.IO.File',
  summary: 'Files read and written whole; relative paths begin where the session stands.',
  is: () => false,
  members: {
    *'static bool Exists(string path)'(_: LiveType, path: string, scripts: ScriptCaller): Work<boolean> {
      const files = filesOf(scripts);
      return (yield* waitFor(files.info(files.resolve(path))))?.kind === 'file';
    },
    'static byte[] ReadAllBytes(string path)': (_: LiveType, path: string, scripts: ScriptCaller) =>
      readFile(path, scripts),
    ...twice(
      'static string ReadAllText(string path',
      function* (path: string, encoding: Encoding, scripts: ScriptCaller) {
        return decoded(yield* readFile(path, scripts), encoding?.state.name);
      },
    ),
    ...twice(
      'static string[] ReadAllLines(string path',
      function* (path: string, encoding: Encoding, scripts: ScriptCaller) {
        return lines(decoded(yield* readFile(path, scripts), encoding?.state.name));
      },
    ),
    'static void WriteAllBytes(string path, byte[] bytes)': (
      _: LiveType,
      path: string,
      bytes: readonly number[],
      scripts: ScriptCaller,
    ) => writeFile(path, Uint8Array.from(bytes), false, scripts),
    ...twice(
      'static void WriteAllText(string path, string contents',
      (path: string, text: string | null, encoding: Encoding, scripts: ScriptCaller) =>
        writeFile(path, marked(text ?? '', encoding), false, scripts),
    ),
    ...twice(
      'static void WriteAllLines(string path, string[] contents',
      (path: string, texts: readonly string[], encoding: Encoding, scripts: ScriptCaller) =>
        writeFile(path, marked(joined(texts), encoding), false, scripts),
    ),
    ...twice(
      'static void AppendAllText(string path, string contents',
      (path: string, text: string | null, encoding: Encoding, scripts: ScriptCaller) =>
        writeFile(path, encoded(text ?? '', encoding), true, scripts),
    ),
    *'static void Delete(string path)'(_: LiveType, given: string, scripts: ScriptCaller): Work<void> {
      const files = filesOf(scripts);
      const path = files.resolve(given);
      if ((yield* waitFor(files.info(path)))?.kind === 'file') yield* told(path, files.remove(path, {}));
    },
  } as Readonly<Record<string, Native>>,
});
