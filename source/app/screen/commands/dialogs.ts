import { type CommandRecord, command, type Scope } from './types.ts';

type Row = readonly [id: string, scope: Scope, keys: readonly string[], title: string, hint?: string, rank?: number];

const rows: readonly Row[] = [
  ['dialog.close', 'dialog', ['escape', 'ctrl+c'], 'Close the dialog', 'close', 1],
  ['select.up', 'list', ['up', 'ctrl+p'], 'Row up'],
  ['select.down', 'list', ['down', 'ctrl+n'], 'Row down'],
  ['select.pageUp', 'list', ['pageup'], 'Page up'],
  ['select.pageDown', 'list', ['pagedown'], 'Page down'],
  ['picker.accept', 'picker', ['enter', 'tab'], 'Take what is selected', 'take', 0],
  ['orphans.mark', 'orphans', ['space'], 'Mark the session', 'mark', 2],
  ['orphans.markAll', 'orphans', ['a'], 'Mark all orphans, or none', 'all orphans', 3],
  ['orphans.rescan', 'orphans', ['r'], 'Ask the servers again', 'ask again', 5],
  ['form.next', 'form', ['tab', 'down'], 'Next field', 'next field', 2],
  ['form.previous', 'form', ['shift+tab', 'up'], 'Previous field'],
  ['form.accept', 'form', ['enter', 'ctrl+s'], 'Save', 'save', 0],
  ['form.change', 'choice', ['left'], 'Previous value'],
  ['form.changeNext', 'choice', ['right', 'space'], 'Next value', 'change', 3],
  ['question.next', 'question', ['tab', 'down'], 'Next field', 'next field', 2],
  ['question.previous', 'question', ['shift+tab', 'up'], 'Previous field'],
  ['question.accept', 'question', ['enter'], 'Answer', 'answer', 0],
  ['answers.accept', 'answers', ['enter'], 'Take the selected answer; its letter only selects it', 'answer', 0],
  ['answers.next', 'answers', ['tab'], 'Next answer'],
  ['answers.previous', 'answers', ['shift+tab'], 'Previous answer'],
  ['confirm.yes', 'confirm', ['y', 'Y'], 'Yes', 'yes', 2],
  ['confirm.no', 'confirm', ['n', 'N'], 'No', 'no', 3],
  ['confirm.move', 'confirm', ['left', 'right', 'tab', 'shift+tab', 'up', 'down'], 'Other answer'],
  ['confirm.accept', 'confirm', ['enter', 'space'], 'Take the answer', 'answer', 0],
  ['failure.retry', 'failure', ['r'], 'Try again', 'try again', 0],
  ['failure.copy', 'report', ['c'], 'Copy the failure with its details', 'copy', 2],
];

export const dialogCommands: readonly CommandRecord[] = [
  ...rows.map(([id, scope, keys, title, hint, rank]) =>
    command({
      id,
      scope,
      keys,
      title,
      group: 'Lists and dialogs',
      hidden: true,
      ...(hint === undefined ? {} : { hint: { text: hint, rank: rank ?? 9 } }),
    }),
  ),
  command({
    id: 'orphans.remove',
    scope: 'orphans',
    keys: ['enter', 'd', 'delete'],
    title: 'Remove the marked sessions from their servers',
    group: 'Lists and dialogs',
    danger: true,
    hint: { text: 'remove', rank: 0 },
    hidden: true,
  }),
];
