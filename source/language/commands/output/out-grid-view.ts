import { Formatted } from '../../run/value.ts';
import type { CommandDeclaration } from '../command.ts';
import { inputObject } from '../lib/parameters.ts';

const noWindow = 'There is no window to choose in; use Where-Object.';

export const outGridView: CommandDeclaration = {
  name: 'Out-GridView',
  aliases: ['ogv'],
  synopsis: 'Opens what comes in as a table to look through, or shows the table where there is no place for that.',
  examples: [{ line: "Get-Mailbox | Out-GridView -Title 'Mailboxes'", what: 'Opens them.' }],
  parameters: [
    inputObject,
    { name: 'Title', type: 'string', position: 0, notNullOrEmpty: true, what: 'What stands above it.' },
    { name: 'Wait', type: 'switch', sets: ['Wait'], what: 'Heeded by no one here: the line ends when it is open.' },
    { name: 'PassThru', type: 'switch', sets: ['PassThru'], what: 'Gives what was chosen.', refused: noWindow },
    { name: 'OutputMode', type: 'string', sets: ['OutputMode'], what: 'Gives what was chosen.', refused: noWindow },
  ],
  defaultSet: 'PassThru',
  create: (bound, context) => {
    const title = bound.text('Title');
    const view = { shape: 'grid', ...(title === undefined ? {} : { title }) } as const;
    return { process: (input) => context.show(new Formatted(input, view)) };
  },
};
