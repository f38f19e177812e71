import type { CommandDeclaration } from '../command.ts';
import { fileObject, joined, separatorOf, splitPath } from '../lib/file-objects.ts';
import { filesOf, missing, needed } from '../lib/files.ts';
import { attempt } from '../lib/move-items.ts';
import { credentialParameter, literalPath } from '../lib/parameters.ts';

export const renameItem: CommandDeclaration = {
  name: 'Rename-Item',
  aliases: ['rni', 'ren'],
  synopsis: 'Gives a file or a folder another name.',
  examples: [{ line: 'Rename-Item report.csv report-old.csv', what: 'In the same folder.' }],
  parameters: [
    {
      name: 'Path',
      type: 'string',
      position: 0,
      isMandatory: true,
      fromPipeline: true,
      fromPipelineByPropertyName: true,
      sets: ['ByPath'],
      what: 'What.',
    },
    literalPath(['ByLiteralPath'], 'string'),
    {
      name: 'NewName',
      type: 'string',
      position: 1,
      isMandatory: true,
      fromPipelineByPropertyName: true,
      what: 'Its new name, without a folder.',
    },
    { name: 'Force', type: 'switch', what: 'Also what is hidden or read-only.' },
    { name: 'PassThru', type: 'switch', what: 'Gives what came of it.' },
    credentialParameter,
  ],
  defaultSet: 'ByPath',
  supportsShouldProcess: true,
  create: (bound, context) => ({
    *process() {
      const files = filesOf(context);
      const path = bound.text('Path') ?? bound.text('LiteralPath') ?? '';
      const info = yield* needed(() => files.info(path));
      if (!info) {
        yield* missing(path, context);
        return;
      }
      const target = joined(
        splitPath(info.path).folder,
        splitPath(bound.text('NewName') ?? '').name,
        separatorOf(files),
      );
      const kind = info.kind === 'folder' ? 'Directory' : 'File';
      if (!(yield* context.shouldProcess(`Item: ${info.path} Destination: ${target}`, `Rename ${kind}`))) return;
      const isThere = (yield* needed(() => files.info(target))) !== undefined;
      const failure = isThere
        ? { message: 'Cannot create a file when that file already exists.' }
        : yield* attempt(() => files.move(info.path, target));
      if (failure) {
        yield* context.error({
          message: failure.message,
          id: 'RenameItemIOError',
          category: 'WriteError',
          target: info.path,
          exceptionType: 'System.IO.IOException',
        });
      } else if (bound.isOn('PassThru')) {
        const made = yield* needed(() => files.info(target));
        if (made) yield* context.out(fileObject(made));
      }
    },
  }),
};
