import { formatCommand } from '../lib/format-command.ts';

export const formatCustom = formatCommand({
  name: 'Format-Custom',
  aliases: ['fc'],
  shape: 'custom',
  synopsis: 'Shows objects with the objects that are in them.',
  examples: [{ line: '$x | Format-Custom -Depth 2', what: 'Two levels of it.' }],
  parameters: [{ name: 'Depth', type: 'int', range: [1, 2147483647], what: 'So many levels; 5.' }],
  keys: [{ key: 'depth' }],
  request: (bound) => ({ depth: bound.number('Depth') ?? 5 }),
});
