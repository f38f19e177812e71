import { formatCommand } from '../lib/format-command.ts';

export const formatList = formatCommand({
  name: 'Format-List',
  aliases: ['fl'],
  shape: 'list',
  synopsis: 'Shows objects as lists, a property a line.',
  examples: [
    { line: 'Get-Mailbox anna | Format-List', what: 'All its properties.' },
    { line: 'Get-Mailbox anna | Format-List *quota*', what: 'Those of which the name has quota in it.' },
  ],
  parameters: [],
  keys: [{ key: 'formatstring' }],
  request: () => ({}),
});
