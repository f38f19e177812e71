import type { Work } from '../../run/work.ts';
import { waitFor } from '../../run/work.ts';
import { type CommandContext, type CommandDeclaration, FileFailure } from '../command.ts';
import { pathObject } from '../lib/file-objects.ts';
import { filesOf, missing } from '../lib/files.ts';

export const setLocation: CommandDeclaration = {
  name: 'Set-Location',
  aliases: ['sl', 'cd', 'chdir'],
  synopsis: 'Goes to another folder: relative paths begin there.',
  examples: [
    { line: 'Set-Location reports', what: 'Into a folder.' },
    { line: 'cd ..', what: 'One up.' },
  ],
  parameters: [
    {
      name: 'Path',
      type: 'string',
      position: 0,
      fromPipeline: true,
      fromPipelineByPropertyName: true,
      sets: ['Path'],
      what: 'Where; the home folder.',
    },
    {
      name: 'LiteralPath',
      aliases: ['PSPath', 'LP'],
      type: 'string',
      isMandatory: true,
      fromPipelineByPropertyName: true,
      sets: ['LiteralPath'],
      what: 'The same, wildcards taken as they stand.',
    },
    { name: 'PassThru', type: 'switch', what: 'Gives the folder.' },
    {
      name: 'StackName',
      type: 'string',
      sets: ['Stack'],
      what: 'A stack of folders.',
      refused: 'Use Push-Location and Pop-Location.',
    },
  ],
  defaultSet: 'Path',
  create: (bound, context) => ({
    *process() {
      const path = bound.text('Path') ?? bound.text('LiteralPath') ?? '~';
      if ((yield* goTo(path, context)) && bound.isOn('PassThru'))
        yield* context.out(pathObject(filesOf(context).location));
    },
  }),
};

/** Whether the session stands there now; else it has been told why not. */
export function* goTo(path: string, context: CommandContext): Work<boolean> {
  try {
    yield* waitFor(filesOf(context).setLocation(path));
    return true;
  } catch (error) {
    if (!(error instanceof FileFailure)) throw error;
    if (error.kind === 'notFound' || error.kind === 'notFolder') yield* missing(path, context);
    else
      yield* context.error({
        message: error.message,
        id: 'PathError',
        category: 'PermissionDenied',
        target: path,
        exceptionType: 'System.UnauthorizedAccessException',
      });
    return false;
  }
}
