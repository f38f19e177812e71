import type { CommandDeclaration } from '../command.ts';
import { CsvLines, csvParameters, csvStyle } from '../lib/csv-writer.ts';

export const convertToCsv: CommandDeclaration = {
  name: 'ConvertTo-Csv',
  synopsis: 'Makes lines of comma-separated values of objects.',
  examples: [
    {
      line: "Get-Mailbox | Select-Object Name, Alias | ConvertTo-Csv -Delimiter ';'",
      what: 'A line for each, below a heading.',
    },
  ],
  parameters: [
    {
      name: 'InputObject',
      type: 'psobject',
      position: 0,
      isMandatory: true,
      fromPipeline: true,
      fromPipelineByPropertyName: true,
      what: 'The objects.',
    },
    ...csvParameters,
  ],
  defaultSet: 'Delimiter',
  outputs: ['System.String'],
  create: (bound, context) => {
    const lines = new CsvLines(csvStyle(bound), context);
    const options = { noHeader: bound.isOn('NoHeader'), withType: bound.isOn('IncludeTypeInformation') };
    return {
      *process(input) {
        const value = bound.get('InputObject') ?? input;
        if (value === null) return;
        for (const line of yield* lines.add(value, options)) yield* context.out(line);
      },
    };
  },
};
