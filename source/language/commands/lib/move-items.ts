import { type Work, waitFor } from '../../run/work.ts';
import { type Bound, type CommandContext, type CommandDeclaration, FileFailure, type FileInfo } from '../command.ts';
import { fileObject, joined, separatorOf } from './file-objects.ts';
import { filesOf, namedPaths, needed } from './files.ts';
import { credentialParameter, filterParameters, literalPath, yesWithoutAsking } from './parameters.ts';

/** Copy-Item and Move-Item. */
export function moveCommand(
  described: Pick<CommandDeclaration, 'name' | 'aliases' | 'synopsis' | 'examples'>,
  verb: 'Copy' | 'Move',
): CommandDeclaration {
  return {
    ...described,
    parameters: [
      {
        name: 'Path',
        type: 'string[]',
        position: 0,
        isMandatory: true,
        fromPipeline: true,
        fromPipelineByPropertyName: true,
        sets: ['Path'],
        what: 'What; wildcards are understood.',
      },
      literalPath(['LiteralPath']),
      {
        name: 'Destination',
        type: 'string',
        position: 1,
        fromPipelineByPropertyName: true,
        what: 'Where to: a folder, or the new path.',
      },
      ...(verb === 'Copy'
        ? [
            { name: 'Container', type: 'switch', what: 'Heeded by no one here.' },
            { name: 'Recurse', type: 'switch', what: 'Folders with what is in them.' },
          ]
        : []),
      yesWithoutAsking('Takes the place of a file that is there.'),
      ...filterParameters,
      { name: 'PassThru', type: 'switch', what: 'Gives what came of it.' },
      credentialParameter,
    ],
    defaultSet: 'Path',
    supportsShouldProcess: true,
    create: (bound, context) => ({
      *process() {
        for (const info of yield* namedPaths(bound, context)) yield* moveOne(info, verb, bound, context);
      },
    }),
  };
}

function* moveOne(info: FileInfo, verb: 'Copy' | 'Move', bound: Bound, context: CommandContext): Work<void> {
  const files = filesOf(context);
  const asked = bound.text('Destination') ?? files.location;
  const there = yield* needed(() => files.info(asked));
  const target = there?.kind === 'folder' ? joined(there.path, info.name, separatorOf(files)) : files.resolve(asked);
  const kind = info.kind === 'folder' ? 'Directory' : 'File';
  if (!(yield* context.shouldProcess(`Item: ${info.path} Destination: ${target}`, `${verb} ${kind}`))) return;
  if (target === info.path) {
    yield* context.error({
      message: `Cannot overwrite the item ${info.path} with itself.`,
      id: `${verb}Error`,
      category: 'WriteError',
      target: info.path,
      exceptionType: 'System.IO.IOException',
    });
    return;
  }
  const failure = yield* attempt(() =>
    verb === 'Copy' ? copied(files, info, target, bound) : moved(files, info.path, target, bound),
  );
  if (failure) {
    yield* context.error({
      message: failure.message,
      id: `${verb}${kind}InfoItemIOError`,
      category: 'WriteError',
      target: info.path,
      exceptionType: 'System.IO.IOException',
    });
    return;
  }
  if (!bound.isOn('PassThru')) return;
  const made = yield* needed(() => files.info(target));
  if (made) yield* context.out(fileObject(made));
}

export function* attempt(work: () => Promise<void>): Work<FileFailure | undefined> {
  try {
    yield* waitFor(work());
    return undefined;
  } catch (error) {
    if (error instanceof FileFailure) return error;
    throw error;
  }
}

type Files = ReturnType<typeof filesOf>;

async function copied(files: Files, info: FileInfo, target: string, bound: Bound): Promise<void> {
  if (info.kind === 'file') return await files.copy(info.path, target);
  await files.makeFolder(target);
  if (!bound.isOn('Recurse')) return;
  for (const item of await files.list(info.path))
    await copied(files, item, joined(target, item.name, separatorOf(files)), bound);
}

async function moved(files: Files, from: string, target: string, bound: Bound): Promise<void> {
  const there = await files.info(target);
  if (there && !bound.isOn('Force'))
    throw new FileFailure('Cannot create a file when that file already exists.', 'exists');
  await files.move(from, target);
}
