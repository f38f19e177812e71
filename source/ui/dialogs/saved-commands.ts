import type { App } from '../../app/screen/port.ts';
import type { DialogBody } from '../../app/screen/state.ts';
import { neverRejects } from '../../async/background.ts';
import type { SavedCommand } from '../../domain/index.ts';
import { putAtPrompt } from '../prompt/put-at-prompt.ts';
import { span } from '../widgets/line.ts';
import type { PickerItem, PickerParts } from './picker.ts';

type Use = Extract<DialogBody, { kind: 'savedCommands' }>['use'];

const titles: Readonly<Record<Use, string>> = {
  prompt: 'Saved commands',
  rows: 'Run for the marked rows',
  remove: 'Remove a saved command',
};

/** The saved commands that are meant for a connection, to be used or removed. */
export function savedCommands(app: App, connection: string | undefined, use: Use): PickerParts {
  const saved = app.savedCommands(connection);
  const own = (line: string): PickerItem => ({
    label: line === '' ? [span('a line of your own')] : [span('the line  '), span(line, 'strong')],
    detail: [span('$Identity stands for the row’s', 'quiet')],
    search: '',
    disabled: undefined,
    take: () => {
      const typed = line === '' ? {} : { line };
      if (connection !== undefined) {
        app.openDialog({ kind: 'fillIn', connection, command: undefined, forRows: true, ...typed });
      }
    },
  });
  const items = saved.map((command) => ({
    ...shown(command),
    take: () => {
      if (use === 'remove') neverRejects(remove(app, command));
      else if (connection !== undefined) take(app, connection, command, use === 'rows');
    },
    edit: () => app.openDialog({ kind: 'saveCommand', connection, line: command.line, existing: command }),
    // Whatever was answered, the list is what somebody was in.
    remove: () =>
      neverRejects(remove(app, command).then(() => app.openDialog({ kind: 'savedCommands', connection, use }))),
  }));
  return {
    title: titles[use],
    placeholder: use === 'rows' ? 'a line, or part of a saved one' : 'part of a name or a line',
    nothing:
      saved.length === 0
        ? 'None is saved yet: ^P, Save what stands at the prompt.'
        : 'No saved command has that in it.',
    width: 76,
    exact: true,
    areEditable: true,
    items: () => items,
    ...(use === 'rows' ? { other: own } : {}),
  };
}

/** For the palette: each by its name. */
export function savedItems(app: App): readonly PickerItem[] {
  const { active } = app.store.getState();
  if (active === undefined) return [];
  return app.savedCommands(active).map((command) => ({
    ...shown(command),
    take: () => take(app, active, command, false),
  }));
}

function shown({ name, description, line }: SavedCommand) {
  const what = (description ?? line).replaceAll(/\s+/g, ' ');
  return {
    label: [span(name), span(`  ${what}`, 'quiet')],
    detail: [span('saved', 'quiet')],
    search: `${name} ${description ?? ''} ${line}`,
    disabled: undefined,
  };
}

function take(app: App, connection: string, command: SavedCommand, forRows: boolean): void {
  const asks = (command.parameters ?? []).length > 0;
  if (asks || forRows) app.openDialog({ kind: 'fillIn', connection, command, forRows });
  else putAtPrompt(app, connection, command.line);
}

async function remove(app: App, { name, line }: SavedCommand): Promise<void> {
  const question = { title: 'Remove a saved command', text: `${name}: ${line}`, confirmLabel: 'Remove', danger: true };
  if (!(await app.confirm(question))) return;
  const refused = await app.removeCommand(name);
  if (refused !== undefined) {
    await app.confirm({ title: 'Not removed', text: refused, confirmLabel: 'Close', danger: false });
  }
}
