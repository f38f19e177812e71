import {
  type CommandRecord,
  commandRecords,
  keyLabel,
  keysLabel,
  type ScreenPort,
} from '../../app/screen/commands/index.ts';
import type { App } from '../../app/screen/port.ts';
import { askingConnections } from '../../app/screen/questions.ts';
import { groupsOf, listOrder, openPlace, placeOf } from '../../domain/index.ts';
import { truncate } from '../../text/width.ts';
import { groupCounts } from '../panes/group-heading.ts';
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
      ...groupItems(app),
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
  const { connections, sessions, dialogs, list, now, news } = app.store.getState();
  const asking = askingConnections({ dialogs });
  return listOrder(connections, list.order).map(({ name, groups = [] }, index) => {
    const status = sessions[name] && sessionStatus(sessions[name], now, asking.has(name), news[name]?.ended);
    return {
      label: [
        span(name, 'strong'),
        span(`  ${status ? `${status.sign} ${status.word}` : ''}`, 'quiet'),
        ...groups.map((group) => span(`  ${placeOf(group)}`, 'quiet')),
      ],
      detail: index < 9 ? [span(`Alt+${index + 1}`, 'keyCap')] : [],
      search: [name, ...groups.map(placeOf)].join(' '),
      disabled: undefined,
      take: () => {
        app.select(name);
        app.setFocus('prompt');
      },
    };
  });
}

/** What is done to several at once: a line to all of them, and all of them connected. */
function groupItems(app: App): readonly PickerItem[] {
  const state = app.store.getState();
  const places = [...groupsOf(state.connections).map(placeOf), openPlace];
  return [...new Set(places)].flatMap((place): readonly PickerItem[] => {
    const { all, open } = groupCounts(state, place, new Set());
    const show = () => {
      app.select(place);
      app.setFocus('prompt');
    };
    const item = (text: string, take: () => void): PickerItem => ({
      label: [span(place, 'strong'), span(`  ${text}`), span(`  ${open} of ${all} open`, 'quiet')],
      detail: [],
      search: `${place} ${text}`,
      disabled: undefined,
      take,
    });
    const toAll = item('One line to all of them', show);
    if (place === openPlace) return [toAll];
    const connect = () => {
      show();
      app.connect(place);
    };
    return [toAll, item('Connect all of them', connect)];
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
          column: span(truncate(keys, 15).padEnd(16), 'keyCap'),
          label: [span(record.title), ...(record.danger ? [span(' !', 'bad')] : [])],
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
