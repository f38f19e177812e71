import { formatCommand } from '../lib/format-command.ts';

export const formatTable = formatCommand({
  name: 'Format-Table',
  aliases: ['ft'],
  shape: 'table',
  synopsis: 'Shows objects as a table.',
  examples: [
    { line: 'Get-Mailbox | Format-Table Name, Database -AutoSize', what: 'Two columns.' },
    {
      line: "Get-MailboxDatabase -Status | Format-Table Name, @{ Label = 'Size'; Expression = { $_.DatabaseSize }; Alignment = 'Right' }",
      what: 'A column with a heading of its own.',
    },
  ],
  parameters: [
    { name: 'AutoSize', type: 'switch', what: 'Columns as wide as all of their cells need.' },
    { name: 'RepeatHeader', type: 'switch', what: 'Heeded by no one here.' },
    { name: 'HideTableHeaders', type: 'switch', what: 'Without headings.' },
    { name: 'Wrap', type: 'switch', what: 'Long cells go on in the next line.' },
  ],
  keys: [{ key: 'formatstring' }, { key: 'width' }, { key: 'alignment' }],
  request: (bound) => ({
    ...(bound.isOn('AutoSize') && { autoSize: true }),
    ...(bound.isOn('Wrap') && { wrap: true }),
    ...(bound.isOn('HideTableHeaders') && { hideHeaders: true }),
  }),
});
