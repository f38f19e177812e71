import { activeSession, type CommandRecord, command, noConnection } from './types.ts';

/** Editing keys of every text field, the prompt included: name, keys, title. */
const edits = [
  ['left', ['left', 'ctrl+b'], 'Character left'],
  ['right', ['right', 'ctrl+f'], 'Character right'],
  ['wordLeft', ['ctrl+left', 'alt+left', 'alt+b'], 'Word left'],
  ['wordRight', ['ctrl+right', 'alt+right', 'alt+f'], 'Word right'],
  ['lineStart', ['ctrl+a', 'home'], 'Start of the line'],
  ['lineEnd', ['ctrl+e', 'end'], 'End of the line'],
  ['backspace', ['backspace', 'shift+backspace'], 'Delete the character before the cursor'],
  ['delete', ['delete', 'ctrl+d'], 'Delete the character at the cursor'],
  ['deleteWordLeft', ['ctrl+w', 'alt+backspace', 'ctrl+backspace'], 'Cut the word before the cursor'],
  ['deleteWordRight', ['alt+d', 'ctrl+delete'], 'Cut the word after the cursor'],
  ['killToStart', ['ctrl+u'], 'Cut to the start of the line'],
  ['killToEnd', ['ctrl+k'], 'Cut to the end of the line'],
  ['yank', ['ctrl+y'], 'Paste what was cut'],
] as const;

export const promptCommands: readonly CommandRecord[] = [
  command({
    scope: 'prompt',
    act: 'enter',
    keys: ['enter'],
    title: 'Run the line, after those that run or wait; connect where the session is closed',
    group: 'Prompt',
    hidden: true,
  }),
  command({
    scope: 'prompt',
    act: 'newline',
    keys: ['alt+enter', 'ctrl+j', 'shift+enter'],
    title: 'Begin another line',
    group: 'Prompt',
    hidden: true,
  }),
  command({
    scope: 'prompt',
    act: 'tab',
    keys: ['tab'],
    title: 'Complete the word; on an empty prompt go to the connections',
    group: 'Prompt',
    hidden: true,
  }),
  command({
    id: 'prompt.leave',
    scope: 'prompt',
    keys: ['shift+tab'],
    title: 'Go to the connections',
    group: 'Prompt',
    hidden: true,
    run: (app) => app.setFocus('connections'),
  }),
  command({
    scope: 'prompt',
    act: 'up',
    keys: ['up'],
    title:
      'Line up, the line that was typed ahead last, or the previous line of the history that begins with what is typed',
    group: 'Prompt',
    hidden: true,
  }),
  command({
    scope: 'prompt',
    act: 'down',
    keys: ['down'],
    title: 'Line down, or the next line of the history',
    group: 'Prompt',
    hidden: true,
  }),
  command({
    id: 'prompt.history',
    scope: 'anywhere',
    keys: ['ctrl+r'],
    title: 'Search the history of all connections',
    group: 'Prompt',
    hint: { text: 'history', rank: 8 },
    disabledReason: (state) => {
      if (!activeSession(state)) return noConnection;
      return state.history.length > 0 ? undefined : 'Nothing has been run yet.';
    },
    run: (app) => {
      app.renewHistory();
      app.openDialog({ kind: 'historySearch' });
    },
  }),
  command({
    id: 'prompt.editor',
    scope: 'anywhere',
    keys: ['alt+e'],
    title: 'Open the editor on what stands at the prompt',
    group: 'Prompt',
    overDialogs: true,
    run: (_app, screen) => screen.editOutside(),
  }),
  command({
    scope: 'prompt',
    act: 'interrupt',
    keys: ['ctrl+c'],
    title: 'Stop what runs and take back what waits; with nothing running clear the prompt',
    group: 'Prompt',
    hidden: true,
  }),
  command({
    scope: 'prompt',
    act: 'escape',
    keys: ['escape'],
    title: 'Follow the newest line; put a message away',
    group: 'Prompt',
    hidden: true,
  }),
  ...(
    [
      ['next', ['tab', 'down'], 'Next candidate'],
      ['previous', ['shift+tab', 'up'], 'Previous candidate'],
      ['accept', ['enter', 'right'], 'Take the candidate'],
      ['close', ['escape', 'ctrl+c'], 'Close the list'],
    ] as const
  ).map(([name, keys, title], index) =>
    command({
      scope: 'completion',
      act: name,
      keys,
      title,
      group: 'Prompt',
      hint: { text: ['next', 'previous', 'take', 'close'][index]!, rank: index },
      hidden: true,
    }),
  ),
  ...edits.map(([name, keys, title]) =>
    command({ scope: 'field', act: name, keys, title, group: 'Prompt', hidden: true }),
  ),
];
