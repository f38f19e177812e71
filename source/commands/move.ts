import type { Command } from 'commander';
import { type OrderPlace, placedAt } from '../domain/index.ts';
import type { CommandContext } from './context.ts';
import { usageError } from './exit.ts';
import { writeLine } from './io.ts';
import { requireConnection } from './names.ts';

interface MoveOptions {
  readonly before?: string;
  readonly after?: string;
  readonly first?: true;
  readonly last?: true;
}

const help = `
Examples:
  exterm connections move dr01 --before ex01
  exterm connections move lab --last

The screen lists them in this order, below the headings of their groups; there Ctrl+↑ and Ctrl+↓ move them.`;

export function addMoveCommand(group: Command, context: CommandContext): void {
  group
    .command('move <name>')
    .description('puts a connection into another place of the list')
    .option('--before <name>', 'directly before that one')
    .option('--after <name>', 'directly behind that one')
    .option('--first', 'before all others')
    .option('--last', 'behind all others')
    .addHelpText('after', help)
    .action(async (name: string, options: MoveOptions) => {
      const connections = await context.connections();
      const all = connections.list();
      const { name: moved } = requireConnection(all, name);
      const place = placeOf(options);
      if (typeof place === 'object') requireConnection(all, 'before' in place ? place.before : place.after);
      if (!connections.areSaved)
        throw usageError('Nothing is saved yet: the sandbox servers stand as exterm offers them.');
      const order = placedAt(all, moved, place);
      await connections.arrange(order);
      await writeLine(context.io.stderr, `The order is now: ${order.join(', ')}.`);
    });
}

function placeOf({ before, after, first, last }: MoveOptions): OrderPlace {
  const given: readonly OrderPlace[] = [
    ...(before === undefined ? [] : [{ before }]),
    ...(after === undefined ? [] : [{ after }]),
    ...(first ? (['first'] as const) : []),
    ...(last ? (['last'] as const) : []),
  ];
  const [place] = given;
  if (place === undefined || given.length > 1) {
    throw usageError('Say where to: one of --before <name>, --after <name>, --first and --last.');
  }
  return place;
}
