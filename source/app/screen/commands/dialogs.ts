import type { ActionName } from './actions.ts';
import { type Acting, type CommandRecord, command } from './types.ts';

type Scope =
  | 'dialog'
  | 'list'
  | 'picker'
  | 'savedList'
  | 'orphans'
  | 'form'
  | 'copying'
  | 'filling'
  | 'choice'
  | 'question'
  | 'answers'
  | 'confirm'
  | 'failure'
  | 'report';
type Row = readonly [keys: readonly string[], title: string, hint?: string, rank?: number];

const rows: { readonly [S in Scope]: { readonly [N in ActionName<S>]: Row } } = {
  dialog: { close: [['escape', 'ctrl+c'], 'Close the dialog', 'close', 1] },
  list: {
    up: [['up', 'ctrl+p'], 'Row up'],
    down: [['down', 'ctrl+n'], 'Row down'],
    pageUp: [['pageup'], 'Page up'],
    pageDown: [['pagedown'], 'Page down'],
  },
  picker: { accept: [['enter', 'tab'], 'Take what is selected', 'take', 0] },
  savedList: {
    edit: [['f4'], 'Edit the selected saved command', 'edit', 2],
    remove: [['delete'], 'Remove the selected saved command', 'remove', 3],
  },
  orphans: {
    mark: [['space'], 'Mark the session', 'mark', 2],
    markAll: [['a'], 'Mark all orphans, or none', 'all orphans', 3],
    rescan: [['r'], 'Ask the servers again', 'ask again', 5],
    remove: [['enter', 'd', 'delete'], 'Remove the marked sessions from their servers', 'remove', 0],
  },
  form: {
    next: [['tab', 'down'], 'Next field', 'next field', 2],
    previous: [['shift+tab', 'up'], 'Previous field'],
    accept: [['enter', 'ctrl+s'], 'Save', 'save', 0],
  },
  copying: {
    next: [['tab', 'down'], 'Next choice', 'next choice', 2],
    previous: [['shift+tab', 'up'], 'Previous choice'],
    accept: [['enter'], 'Copy what is chosen', 'copy', 0],
  },
  filling: {
    next: [['tab', 'down'], 'Next field', 'next field', 2],
    previous: [['shift+tab', 'up'], 'Previous field'],
    accept: [['enter'], 'Put the line at the prompt', 'to the prompt', 0],
  },
  choice: {
    previous: [['left'], 'Previous value'],
    next: [['right', 'space'], 'Next value', 'change', 3],
  },
  question: {
    next: [['tab', 'down'], 'Next field', 'next field', 2],
    previous: [['shift+tab', 'up'], 'Previous field'],
    accept: [['enter'], 'Answer', 'answer', 0],
  },
  answers: {
    accept: [['enter'], 'Take the selected answer; its letter only selects it', 'answer', 0],
    next: [['tab', 'right'], 'Next answer'],
    previous: [['shift+tab', 'left'], 'Previous answer'],
  },
  confirm: {
    yes: [['y', 'Y'], 'Yes', 'yes', 2],
    no: [['n', 'N'], 'No', 'no', 3],
    move: [['left', 'right', 'tab', 'shift+tab', 'up', 'down'], 'Other answer'],
    accept: [['enter', 'space'], 'Take the answer', 'answer', 0],
  },
  failure: { retry: [['r'], 'Try again', 'try again', 0] },
  report: { copy: [['c'], 'Copy the failure with its details', 'copy', 2] },
};

/** Those that can't be undone. */
const dangerous: ReadonlySet<Row> = new Set([rows.orphans.remove, rows.savedList.remove]);

export const dialogCommands: readonly CommandRecord[] = Object.entries(rows).flatMap(([scope, ofScope]) =>
  Object.entries<Row>(ofScope).map(([act, row]) => {
    const [keys, title, hint, rank = 9] = row;
    return command({
      ...({ scope, act } as Acting),
      keys,
      title,
      group: 'Lists and dialogs',
      danger: dangerous.has(row),
      hidden: true,
      ...(hint === undefined ? {} : { hint: { text: hint, rank } }),
    });
  }),
);
