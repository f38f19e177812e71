import { type Work, waitFor } from '../../run/work.ts';
import type { CommandContext, FileWriter } from '../command.ts';
import { type Encoding, encodingOf, markedEncoding } from './encoding.ts';
import { filesOf, needed } from './files.ts';

/** Characters of a file that are taken into one text. */
const longestText = 256 * 1024 * 1024;
/** Characters that are handed to a file at a time. */
const written = 64 * 1024;

/** The text of a file in parts as they are read; a mark at its beginning wins over the encoding that was asked for. */
export async function* textOf(
  parts: AsyncIterable<Uint8Array>,
  encodingName: string | undefined,
): AsyncGenerator<string> {
  let start = new Uint8Array();
  let decode: ((bytes?: Uint8Array) => string) | undefined;
  const begin = () => {
    const marked = markedEncoding(start);
    decode = (marked?.encoding ?? encodingOf(encodingName)).decoder();
    return decode(start.subarray(marked?.length ?? 0));
  };
  for await (const part of parts) {
    if (decode) {
      yield decode(part);
      continue;
    }
    start = Uint8Array.from([...start, ...part]);
    if (start.length >= 4) yield begin();
  }
  if (!decode) yield begin();
  yield decode!();
}

/** The lines of a text that comes in parts, without their ends; what follows the last end is a line where it is not empty. */
export async function* linesIn(parts: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const part of parts) {
    const text = rest + part;
    let from = 0;
    for (const { 0: end, index } of text.matchAll(/\r\n|\n|\r/g)) {
      // A carriage return at the end may be half of an end that goes on in the next part.
      if (end === '\r' && index === text.length - 1) break;
      yield text.slice(from, index);
      from = index + end.length;
    }
    rest = text.slice(from);
  }
  if (rest.endsWith('\r')) yield rest.slice(0, -1);
  else if (rest !== '') yield rest;
}

/** A file whole. */
export function* wholeText(path: string, encoding: string | undefined, context: CommandContext): Work<string> {
  const read = async () => {
    const parts: string[] = [];
    let length = 0;
    for await (const part of textOf(filesOf(context).read(path), encoding)) {
      length += part.length;
      if (length > longestText) throw new RangeError(`${path} is too large to be one text.`);
      parts.push(part);
    }
    return parts.join('');
  };
  return yield* needed(read);
}

/** A text file that is written: opened with the first piece, renamed into place by `close`. */
export class TextFile {
  readonly #open: () => Promise<FileWriter>;
  readonly #encoding: Encoding;
  readonly #isNew: () => Promise<boolean>;
  #opening: Promise<FileWriter> | undefined;
  #writer: FileWriter | undefined;
  #waiting = '';

  constructor(
    path: string,
    options: {
      readonly append?: boolean;
      readonly noClobber?: boolean;
      readonly force?: boolean;
      readonly encoding?: string | undefined;
    },
    context: CommandContext,
  ) {
    const { encoding, ...how } = options;
    this.#encoding = encodingOf(encoding);
    this.#isNew = async () => !how.append || !(await filesOf(context).info(path))?.length;
    this.#open = () => filesOf(context).write(path, how);
  }

  *open(): Work<void> {
    if (this.#writer) return;
    const isNew = yield* needed(this.#isNew);
    this.#opening = this.#open();
    this.#opening.catch(() => {});
    this.#writer = yield* needed(() => this.#opening!);
    if (isNew && this.#encoding.preamble.length > 0) yield* needed(() => this.#writer!.write(this.#encoding.preamble));
  }

  *write(text: string): Work<void> {
    this.#waiting += text;
    if (this.#waiting.length >= written) yield* this.#flush();
  }

  *close(): Work<void> {
    yield* this.open();
    yield* this.#flush();
    const writer = this.#writer!;
    this.#writer = undefined;
    this.#opening = undefined;
    yield* needed(() => writer.close());
  }

  /** Leaves what was there before, also where the opening was not waited for. */
  *abandon(): Work<void> {
    const opening = this.#opening;
    this.#opening = undefined;
    this.#writer = undefined;
    if (opening !== undefined) yield* waitFor(opening.then((writer) => writer.abandon()).catch(() => {}));
  }

  *#flush(): Work<void> {
    yield* this.open();
    const bytes = this.#encoding.encode(this.#waiting);
    this.#waiting = '';
    if (bytes.length > 0) yield* needed(() => this.#writer!.write(bytes));
  }
}

/** The items of an asynchronous source one by one, until false is given. */
export function* each<Item>(
  items: AsyncIterable<Item>,
  take: (item: Item) => boolean | Work<boolean> | Work<void>,
): Work<void> {
  const iterator = items[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = yield* needed(() => iterator.next());
      if (next.done) return;
      const taken = take(next.value);
      if ((typeof taken === 'boolean' ? taken : yield* taken) === false) return;
    }
  } finally {
    const ended = iterator.return?.();
    if (ended !== undefined) yield* waitFor(ended);
  }
}
