import { connectionCommands } from './connections.ts';
import { dialogCommands } from './dialogs.ts';
import { generalCommands } from './general.ts';
import { gridCommands } from './grid.ts';
import { listCommands } from './list.ts';
import { promptCommands } from './prompt.ts';
import { readingCommands } from './reading.ts';
import { savedCommands } from './saved.ts';
import { sessionCommands } from './session.ts';
import type { CommandGroup, CommandRecord, Scope } from './types.ts';

export { type Action, type ActionName, type ActionScope, type Actions, perform } from './actions.ts';
export { activeRow, rowsOf, step } from './list.ts';
export {
  activeConnection,
  activeSession,
  type CommandGroup,
  type CommandRecord,
  isConnectable,
  isOpen,
  noConnection,
  type Scope,
  type ScreenPort,
  whyNotStopped,
} from './types.ts';

/** Every command of the screen: the one source of keys, hints, help, palette and the README's key table. */
export const commandRecords: readonly CommandRecord[] = [
  ...generalCommands,
  ...connectionCommands,
  ...listCommands,
  ...sessionCommands,
  ...gridCommands,
  ...readingCommands,
  ...promptCommands,
  ...savedCommands,
  ...dialogCommands,
];

const byKey = new Map(
  commandRecords.flatMap((record) => record.keys.map((pressed) => [`${record.scope} ${pressed}`, record] as const)),
);

/** The command that a key stands for in the first of these scopes that has one. */
export function commandFor(pressed: string, scopes: readonly Scope[]): CommandRecord | undefined {
  for (const scope of scopes) {
    const found = byKey.get(`${scope} ${pressed}`);
    if (found) return found;
  }
  return undefined;
}

const shown: Readonly<Record<string, string>> = {
  enter: 'Enter',
  tab: 'Tab',
  escape: 'Esc',
  backspace: 'Backspace',
  delete: 'Del',
  insert: 'Ins',
  space: 'Space',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  home: 'Home',
  end: 'End',
  pageup: 'PgUp',
  pagedown: 'PgDn',
};

/** A key as it is written for people: `^P`, `Alt+1`, `F1`, `PgUp`. */
export function keyLabel(pressed: string): string {
  const parts = pressed.split('+');
  const name = parts.pop() || '+';
  const label = shown[name] ?? (parts.length > 0 || name.length > 1 ? name.toUpperCase() : name);
  if (parts.join() === 'ctrl' && label.length === 1) return `^${label}`;
  return [...parts.filter((part) => part !== '').map((part) => part[0]!.toUpperCase() + part.slice(1)), label].join(
    '+',
  );
}

/** The keys of a command as they are shown: the first one, or the record's own words. */
export function keysLabel(record: CommandRecord): string {
  return record.keysLabel ?? (record.keys[0] === undefined ? '' : keyLabel(record.keys[0]));
}

/** The key table of the README: a heading and a Markdown table a group, in the order of the records. */
export function keyTable(): string {
  const groups = [...new Set(commandRecords.map((record) => record.group))];
  return groups.map((group) => groupTable(group)).join('\n\n');
}

function groupTable(group: CommandGroup): string {
  const rows = commandRecords
    .filter((record) => record.group === group && record.keys.length > 0)
    .map((record) => {
      const keys = record.keysLabel ?? record.keys.map(keyLabel).join(', ');
      return `| ${keys.replaceAll('|', '\\|')} | ${record.title} |`;
    });
  return [`### ${group}`, '', '| Keys | What they do |', '|---|---|', ...rows].join('\n');
}
