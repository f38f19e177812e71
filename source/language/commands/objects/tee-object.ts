import type { Value } from '../../run/value.ts';
import type { CommandDeclaration } from '../command.ts';
import { fileOutput } from '../lib/file-output.ts';
import { encodingParameter } from '../lib/parameters.ts';

export const teeObject: CommandDeclaration = {
  name: 'Tee-Object',
  aliases: ['tee'],
  synopsis: 'Keeps what comes in, in a file or a variable, and hands it on as well.',
  examples: [
    { line: 'Get-Mailbox | Tee-Object mailboxes.txt | Measure-Object', what: 'Writes the list and counts it.' },
    { line: 'Get-Mailbox | Tee-Object -Variable all | Select-Object -First 3', what: 'Keeps them in $all.' },
  ],
  parameters: [
    {
      name: 'InputObject',
      type: 'psobject',
      fromPipeline: true,
      what: 'The objects; usually they come through the pipe.',
    },
    {
      name: 'FilePath',
      aliases: ['Path'],
      type: 'string',
      position: 0,
      isMandatory: true,
      sets: ['File'],
      what: 'The file, as text.',
    },
    {
      name: 'LiteralPath',
      aliases: ['PSPath', 'LP'],
      type: 'string',
      isMandatory: true,
      sets: ['LiteralFile'],
      what: 'The same, wildcards taken as they stand.',
    },
    { name: 'Append', type: 'switch', sets: ['File', 'Variable'], what: 'Adds at the end of what is there.' },
    { ...encodingParameter, sets: ['File', 'LiteralFile'] },
    { name: 'Variable', type: 'string', isMandatory: true, sets: ['Variable'], what: 'The variable, without $.' },
  ],
  defaultSet: 'File',
  create: (bound, context) => {
    const variable = bound.text('Variable');
    if (variable === undefined) {
      const path = bound.text('FilePath') ?? bound.text('LiteralPath') ?? '';
      const file = fileOutput({ path, append: bound.isOn('Append'), encoding: bound.text('Encoding') }, context);
      return {
        *process(input) {
          yield* file.add(input);
          yield* context.out(input);
        },
        end: () => file.close(),
        abandon: () => file.abandon(),
      };
    }
    const kept: Value[] = [];
    return {
      *process(input) {
        kept.push(input);
        yield* context.out(input);
      },
      end() {
        const before = bound.isOn('Append') ? (context.variables.get(variable) ?? null) : null;
        const all = [...(before === null ? [] : (context.semantics.itemsOf(before) ?? [before])), ...kept];
        context.variables.set(variable, all.length === 1 ? all[0]! : context.semantics.arrayOf(all));
      },
    };
  },
};
