import { PsNumber } from '../../../objects/index.ts';
import type { Value } from '../../run/value.ts';
import { type Work, waitFor } from '../../run/work.ts';
import { hasWildcard } from '../../scan/has-wildcard.ts';
import {
  type Bound,
  type CommandContext,
  type CommandDeclaration,
  type CommandRun,
  CommandStopped,
  type FileWriter,
} from '../command.ts';
import { dotNetText } from './dotnet-text.ts';
import { markedEncoding } from './encoding.ts';
import { stop } from './fail.ts';
import { TextFile } from './file-text.ts';
import { filesOf, needed, nothingFits } from './files.ts';
import { bare, several } from './items.ts';
import {
  credentialParameter,
  encodingParameter,
  filterParameters,
  literalPath,
  yesWithoutAsking,
} from './parameters.ts';

/** Set-Content and Add-Content. */
export function contentCommand(
  described: Pick<CommandDeclaration, 'name' | 'aliases' | 'synopsis' | 'examples'>,
  append: boolean,
): CommandDeclaration {
  return {
    ...described,
    parameters: [
      {
        name: 'Value',
        type: 'object[]',
        position: 1,
        isMandatory: true,
        allowsNull: true,
        fromPipeline: true,
        fromPipelineByPropertyName: true,
        what: 'What is written, a line each.',
      },
      { name: 'PassThru', type: 'switch', what: 'Hands on what was written.' },
      {
        name: 'Path',
        type: 'string[]',
        position: 0,
        isMandatory: true,
        fromPipelineByPropertyName: true,
        sets: ['Path'],
        what: 'The files.',
      },
      literalPath(['LiteralPath']),
      ...filterParameters,
      yesWithoutAsking('Writes also where the file is read-only.'),
      credentialParameter,
      { name: 'NoNewline', type: 'switch', what: 'Without line ends.' },
      encodingParameter,
      { name: 'AsByteStream', type: 'switch', what: 'The values are bytes.' },
    ],
    defaultSet: 'Path',
    supportsShouldProcess: true,
    create: (bound, context) => new Writing(bound, context, append),
  };
}

class Writing implements CommandRun {
  readonly #bound: Bound;
  readonly #context: CommandContext;
  readonly #append: boolean;
  #texts: readonly TextFile[] = [];
  #bytes: FileWriter[] = [];

  constructor(bound: Bound, context: CommandContext, append: boolean) {
    this.#bound = bound;
    this.#context = context;
    this.#append = append;
  }

  *begin(): Work<void> {
    const files = filesOf(this.#context);
    const paths: string[] = [...this.#bound.texts('LiteralPath')];
    for (const path of this.#bound.texts('Path')) {
      const named = hasWildcard(path) ? yield* needed(() => files.expand(path)) : [path];
      if (named.length === 0) yield* this.#context.error(nothingFits(path));
      paths.push(...named);
    }
    const how = { append: this.#append, force: this.#bound.isOn('Force') };
    const texts: TextFile[] = [];
    for (const path of paths) {
      const action = this.#append ? 'Add Content' : 'Set Content';
      if (!(yield* this.#context.shouldProcess(`Path: ${files.resolve(path)}`, action))) continue;
      try {
        if (this.#bound.isOn('AsByteStream')) this.#bytes.push(yield* needed(() => files.write(path, how)));
        else {
          const encoding =
            this.#bound.text('Encoding') ?? (this.#append ? yield* this.#encodingThere(path) : undefined);
          const file = new TextFile(path, { ...how, encoding }, this.#context);
          this.#texts = [...texts, file];
          yield* file.open();
          texts.push(file);
        }
      } catch (error) {
        yield* this.#notOpened(error, path);
      }
    }
    this.#texts = texts;
  }

  *process(input: Value): Work<void> {
    const given = this.#bound.get('Value');
    for (const value of several(given === undefined ? input : given)) {
      if (value === null) continue;
      if (this.#bound.isOn('AsByteStream')) yield* this.#writeByte(bare(value));
      else {
        const text = `${dotNetText(value, this.#context)}${this.#bound.isOn('NoNewline') ? '' : '\n'}`;
        for (const file of this.#texts) yield* file.write(text);
      }
    }
    if (this.#bound.isOn('PassThru')) {
      yield* this.#context.out(this.#context.semantics.arrayOf(several(given === undefined ? input : given)));
    }
  }

  *end(): Work<void> {
    for (const file of this.#texts) yield* file.close();
    const writers = this.#bytes;
    this.#bytes = [];
    for (const writer of writers) yield* needed(() => writer.close());
  }

  *abandon(): Work<void> {
    for (const file of this.#texts) yield* file.abandon();
    for (const writer of this.#bytes) yield* waitFor(writer.abandon().catch(() => {}));
  }

  *#writeByte(value: Value): Work<void> {
    const byte = value instanceof PsNumber ? Number(value.value) : value;
    if (typeof byte !== 'number' || !Number.isInteger(byte) || byte < 0 || byte > 255) {
      throw stop(
        'Cannot proceed with byte encoding. When using byte encoding the content must be of type byte.',
        'ByteEncodingError',
        'InvalidArgument',
      );
    }
    for (const writer of this.#bytes) yield* waitFor(writer.write(Uint8Array.of(byte)));
  }

  /** What is added has the encoding of what is there. */
  *#encodingThere(path: string): Work<string | undefined> {
    const files = filesOf(this.#context);
    const info = yield* needed(() => files.info(path));
    if (!info || info.kind === 'folder' || info.length === 0) return undefined;
    const start = yield* needed(async () => {
      for await (const part of files.read(path)) return part.subarray(0, 4);
      return new Uint8Array();
    });
    return markedEncoding(start)?.encoding.name;
  }

  /** One of several files that cannot be opened does not keep the others from being written. */
  *#notOpened(error: unknown, path: string): Work<void> {
    if (!(error instanceof CommandStopped)) throw error;
    const { failure } = error;
    const isNoFolder = failure.exceptionType === 'System.IO.DirectoryNotFoundException';
    const isDenied = failure.exceptionType === 'System.UnauthorizedAccessException';
    yield* this.#context.error({
      ...failure,
      target: path,
      id: isNoFolder
        ? 'GetContentWriterDirectoryNotFoundError'
        : isDenied
          ? 'GetContentWriterUnauthorizedAccessError'
          : 'GetContentWriterIOError',
      category: isNoFolder ? 'ObjectNotFound' : isDenied ? 'PermissionDenied' : 'WriteError',
    });
  }
}
