import { stop } from '../lib/fail.ts';
import { formatCommand } from '../lib/format-command.ts';

export const formatWide = formatCommand({
  name: 'Format-Wide',
  aliases: ['fw'],
  shape: 'wide',
  synopsis: 'Shows one property of objects, several side by side.',
  examples: [{ line: 'Get-Mailbox | Format-Wide Alias -Column 4', what: 'The aliases in four columns.' }],
  parameters: [
    { name: 'AutoSize', type: 'switch', what: 'As many columns as there is room for.' },
    { name: 'Column', type: 'int', range: [1, 2147483647], what: 'So many columns; 2.' },
  ],
  keys: [{ key: 'formatstring' }],
  request(bound) {
    if (bound.isOn('AutoSize') && bound.has('Column')) {
      throw stop(
        'Cmdlet parameters AutoSize and Column are mutually exclusive.',
        'FormatCannotSpecifyAutosizeAndColumns',
      );
    }
    const across = bound.number('Column');
    return { ...(bound.isOn('AutoSize') && { autoSize: true }), ...(across !== undefined && { across }) };
  },
});
