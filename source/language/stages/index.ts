import { forEachObject } from './for-each.ts';
import { groupObject } from './group.ts';
import { measureObject } from './measure.ts';
import { selectObject } from './select.ts';
import { sortObject } from './sort.ts';
import type { LocalCommand } from './stage.ts';
import { whereObject } from './where.ts';

export const localCommands: readonly LocalCommand[] = [
  selectObject,
  whereObject,
  sortObject,
  measureObject,
  groupObject,
  forEachObject,
];

export function findLocal<Command extends { readonly name: string; readonly aliases: readonly string[] }>(
  commands: readonly Command[],
  name: string,
): Command | undefined {
  const lower = name.toLowerCase();
  return commands.find((command) => command.name.toLowerCase() === lower || command.aliases.includes(lower));
}
