import {
  type CommandRecord,
  commandRecords,
  keyLabel,
  keysLabel,
  type ScreenPort,
} from '../../app/screen/commands/index.ts';
import type { App } from '../../app/screen/port.ts';
import { askingConnections } from '../../app/screen/questions.ts';
import { truncate } from '../../text/width.ts';
import { span } from '../widgets/line.ts';
import { sessionStatus } from '../widgets/session-status.ts';
import type { PickerItem, PickerParts } from './picker.ts';
import { savedItems } from './saved-commands.ts';

/** Everything that can be done by name: the connections first, then what is saved, then the commands. */
export function palette(app: App, screen: ScreenPort): PickerParts {
  const saved = savedItems(app);
  return {
    title: 'Palette',
    placeholder: 'a command or a connection',
    nothing: 'No command or connection fits.',
    width: 76,
    items: () => [
      ...connectionItems(app),
      ...saved,
      ...commandRecords
        .filter((record) => !record.hidden)
        .map((record) => ({
          label: [span(record.title), ...(record.danger ? [span(' !', 'bad')] : [])],
          detail: [span(keysLabel(record), 'keyCap')],
          search: record.title,
          ...executable(record, app, screen),
        })),
    ],
  };
}

function connectionItems(app: App): readonly PickerItem[] {
  const { connections, sessions, dialogs, now, news } = app.store.getState();
  const asking = askingConnections({ dialogs });
  return connections.map(({ name }, index) => {
    const status = sessions[name] && sessionStatus(sessions[name], now, asking.has(name), news[name]?.ended);
    return {
      label: [span(name, 'strong'), span(`  ${status ? `${status.sign} ${status.word}` : ''}`, 'quiet')],
      detail: index < 9 ? [span(`Alt+${index + 1}`, 'keyCap')] : [],
      search: name,
      disabled: undefined,
      take: () => {
        app.select(name);
        app.setFocus('prompt');
      },
    };
  });
}

/** All keys there are, each with what it does; what works from here runs from here. */
export function help(app: App, screen: ScreenPort): PickerParts {
  return {
    title: 'Help: keys and commands',
    placeholder: 'type to filter; Enter runs what is selected',
    nothing: 'No command fits.',
    width: 96,
    items: () =>
      commandRecords.map((record) => {
        const keys = record.keysLabel ?? record.keys.slice(0, 2).map(keyLabel).join(' ');
        return {
          label: [
            span(`${truncate(keys, 15).padEnd(16)}`, 'keyCap'),
            span(record.title),
            ...(record.danger ? [span(' !', 'bad')] : []),
          ],
          detail: [span(record.group, 'quiet')],
          search: `${record.title} ${keys} ${record.group}`,
          ...executable(record, app, screen),
        };
      }),
  };
}

function executable(record: CommandRecord, app: App, screen: ScreenPort): Pick<PickerItem, 'disabled' | 'take'> {
  const reason = record.hidden ? hiddenReason(record) : record.disabledReason(app.store.getState());
  return { disabled: reason, take: () => record.run(app, screen, '') };
}

function hiddenReason(record: CommandRecord): string {
  return record.scope === 'anywhere'
    ? `Press ${keysLabel(record)} on the screen.`
    : `Press ${keysLabel(record)} where it counts: ${record.group.toLowerCase()}.`;
}
