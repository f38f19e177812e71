import type { Value } from '../../run/value.ts';
import type { CommandContext, CommandDeclaration } from '../command.ts';
import { stop } from '../lib/fail.ts';
import { wholeText } from '../lib/file-text.ts';
import { namedPaths } from '../lib/files.ts';
import { literalPath, pathParameter } from '../lib/parameters.ts';
import { clixmlOf } from './export-clixml.ts';

export const importClixml: CommandDeclaration = {
  name: 'Import-Clixml',
  synopsis: 'Reads objects that Export-Clixml kept in a file.',
  examples: [{ line: '$before = Import-Clixml before.xml', what: 'The objects of then.' }],
  parameters: [
    { ...pathParameter, sets: ['ByPath'], what: 'The files.' },
    literalPath(['ByLiteralPath']),
    {
      name: 'IncludeTotalCount',
      type: 'switch',
      what: 'How many there are.',
      refused: 'Leave it out, and measure what comes: | Measure-Object.',
    },
    { name: 'Skip', type: 'long', range: [0, Number.MAX_SAFE_INTEGER], what: 'Leaves so many out at the beginning.' },
    { name: 'First', type: 'long', range: [0, Number.MAX_SAFE_INTEGER], what: 'So many at most.' },
  ],
  defaultSet: 'ByPath',
  create: (bound, context) => ({
    *process() {
      for (const { path } of yield* namedPaths(bound, context, 'open')) {
        const text = yield* wholeText(path, undefined, context);
        const [skip, first] = [bound.number('Skip') ?? 0, bound.number('First')];
        const values = valuesOf(text, context);
        for (const value of values.slice(skip, first === undefined ? undefined : skip + first))
          yield* context.out(value);
      }
    },
  }),
};

function valuesOf(text: string, context: CommandContext): readonly Value[] {
  try {
    return clixmlOf(context).read(text);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw stop(error.message, 'ImportClixmlXmlException', 'InvalidData', { exceptionType: 'System.Xml.XmlException' });
  }
}
