import type { CommandDeclaration } from '../command.ts';
import { fileOutput } from '../lib/file-output.ts';
import { filesOf } from '../lib/files.ts';
import { encodingParameter, inputObject, literalPath, yesWithoutAsking } from '../lib/parameters.ts';

export const outFile: CommandDeclaration = {
  name: 'Out-File',
  synopsis: 'Writes into a file what would be shown.',
  examples: [
    { line: 'Get-Mailbox | Format-Table Name, Alias | Out-File list.txt', what: 'The table in a file.' },
    { line: 'Get-Date | Out-File log.txt -Append', what: 'Adds a line at the end.' },
  ],
  parameters: [
    {
      name: 'FilePath',
      aliases: ['Path'],
      type: 'string',
      position: 0,
      isMandatory: true,
      sets: ['ByPath'],
      what: 'The file.',
    },
    literalPath(['ByLiteralPath'], 'string'),
    { ...encodingParameter, position: 1 },
    { name: 'Append', type: 'switch', what: 'Adds at the end of what is there.' },
    yesWithoutAsking('Writes also where the file is read-only.'),
    { name: 'NoClobber', aliases: ['NoOverwrite'], type: 'switch', what: 'Not where the file is there already.' },
    { name: 'Width', type: 'int', range: [2, 2147483647], what: 'Characters of a line; those of the screen.' },
    { name: 'NoNewline', type: 'switch', what: 'Without line ends.' },
    inputObject,
  ],
  defaultSet: 'ByPath',
  supportsShouldProcess: true,
  create: (bound, context) => {
    const path = bound.text('FilePath') ?? bound.text('LiteralPath') ?? '';
    const file = fileOutput(
      {
        path,
        append: bound.isOn('Append'),
        noClobber: bound.isOn('NoClobber'),
        force: bound.isOn('Force'),
        encoding: bound.text('Encoding'),
        width: bound.number('Width'),
        noNewline: bound.isOn('NoNewline'),
      },
      context,
    );
    let isWanted: boolean | undefined;
    return {
      *begin() {
        isWanted = yield* context.shouldProcess(filesOf(context).resolve(path), 'Output to File');
      },
      *process(input) {
        if (isWanted) yield* file.add(input);
      },
      *end() {
        if (isWanted) yield* file.close();
      },
      abandon: () => file.abandon(),
    };
  },
};
