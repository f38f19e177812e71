import { withScriptsRun } from '../../run/scripted.ts';
import type { Value } from '../../run/value.ts';
import type { CommandContext, CommandDeclaration } from '../command.ts';
import { stop } from '../lib/fail.ts';
import { TextFile } from '../lib/file-text.ts';
import { filesOf } from '../lib/files.ts';
import { encodingParameter, literalPath, yesWithoutAsking } from '../lib/parameters.ts';

export const exportClixml: CommandDeclaration = {
  name: 'Export-Clixml',
  synopsis: 'Keeps objects with their types in a file, for Import-Clixml.',
  examples: [{ line: 'Get-Mailbox | Export-Clixml before.xml', what: 'As it is now, to be compared later.' }],
  parameters: [
    { name: 'Depth', type: 'int', range: [1, 2147483647], what: 'Levels of objects in one another; 2.' },
    { name: 'Path', type: 'string', position: 0, isMandatory: true, sets: ['ByPath'], what: 'The file.' },
    literalPath(['ByLiteralPath'], 'string'),
    {
      name: 'InputObject',
      type: 'psobject',
      isMandatory: true,
      allowsNull: true,
      fromPipeline: true,
      what: 'The objects.',
    },
    yesWithoutAsking('Writes also where the file is read-only.'),
    { name: 'NoClobber', aliases: ['NoOverwrite'], type: 'switch', what: 'Not where the file is there already.' },
    encodingParameter,
  ],
  defaultSet: 'ByPath',
  supportsShouldProcess: true,
  create: (bound, context) => {
    const path = bound.text('Path') ?? bound.text('LiteralPath') ?? '';
    const all: Value[] = [];
    let file: TextFile | undefined;
    return {
      *begin() {
        if (!(yield* context.shouldProcess(filesOf(context).resolve(path), 'Export-Clixml'))) return;
        file = new TextFile(
          path,
          { noClobber: bound.isOn('NoClobber'), force: bound.isOn('Force'), encoding: bound.text('Encoding') },
          context,
        );
        yield* file.open();
      },
      *process(input) {
        all.push(yield* withScriptsRun(bound.get('InputObject') ?? input, context.semantics, context.scripts));
      },
      *end() {
        if (!file) return;
        yield* file.write(clixmlOf(context).write(all, bound.number('Depth') ?? 2));
        yield* file.close();
      },
      abandon: () => file?.abandon(),
    };
  },
};

export function clixmlOf({ session }: CommandContext): NonNullable<CommandContext['session']['clixml']> {
  if (session.clixml) return session.clixml;
  throw stop('This session cannot read or write CLIXML.', 'NoClixml', 'NotImplemented');
}
