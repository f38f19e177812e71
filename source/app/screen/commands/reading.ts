import type { AppState } from '../state.ts';
import type { ActionName } from './actions.ts';
import { type Acting, activeSession, type CommandRecord, command } from './types.ts';

type Scope = 'reading' | 'readingSearch';
type Row = readonly [keys: readonly string[], title: string, hint?: string, rank?: number];

const rows: { readonly [S in Scope]: { readonly [N in ActionName<S>]: Row } } = {
  reading: {
    search: [['/', 'ctrl+s'], 'Search the transcript', 'search', 1],
    next: [['n'], 'Next place above', 'next', 2],
    previous: [['N'], 'Next place below'],
    olderCommand: [['[', 'alt+pageup'], 'To the command before', 'command', 3],
    newerCommand: [[']', 'alt+pagedown'], 'To the command behind'],
    mark: [['v', 'space'], 'Mark from here; again: mark nothing', 'mark', 4],
    copy: [['y', 'enter'], 'Copy the marked lines, or this one', 'copy', 5],
    copyOutput: [['o'], 'Copy what this command gave', 'output', 6],
    copyPage: [['p'], 'Copy what is seen', 'page', 8],
    save: [['s'], 'Save the transcript', 'save', 7],
    close: [['escape', 'q', 'ctrl+c'], 'Back to the prompt', 'back', 0],
    up: [['up', 'k', 'shift+up'], 'Line up'],
    down: [['down', 'j', 'shift+down'], 'Line down'],
    pageUp: [['pageup'], 'Page up'],
    pageDown: [['pagedown'], 'Page down'],
    halfUp: [['u', 'ctrl+u'], 'Half a page up'],
    halfDown: [['d', 'ctrl+d'], 'Half a page down'],
    first: [['home', 'g', 'ctrl+home'], 'Oldest line'],
    last: [['end', 'G', 'ctrl+end'], 'Newest line'],
    leave: [['tab', 'shift+tab'], 'Go to the connections'],
  },
  readingSearch: {
    accept: [['enter'], 'Back to the lines', 'to the lines', 0],
    cancel: [['escape', 'ctrl+c'], 'End the search', 'end', 1],
    up: [['up'], 'Next place above', 'next', 2],
    down: [['down'], 'Next place below'],
  },
};

const needsLines = (state: AppState) => {
  const transcript = activeSession(state)?.transcript;
  return transcript && transcript.end > transcript.start ? undefined : 'The transcript is empty.';
};

export const readingCommands: readonly CommandRecord[] = [
  command({
    id: 'transcript.search',
    scope: 'anywhere',
    keys: ['ctrl+s'],
    title: 'Search the transcript',
    group: 'Transcript',
    hint: { text: 'search', rank: 8 },
    disabledReason: needsLines,
    run: (_app, screen) => screen.read('search'),
  }),
  command({
    id: 'transcript.read',
    scope: 'anywhere',
    keys: [],
    title: 'Read the transcript: mark and copy lines, go from command to command',
    group: 'Transcript',
    disabledReason: needsLines,
    run: (_app, screen) => screen.read('read'),
  }),
  command({
    id: 'transcript.older',
    scope: 'anywhere',
    keys: ['alt+pageup'],
    title: 'Go to the command before, in the transcript',
    group: 'Transcript',
    disabledReason: needsLines,
    run: (_app, screen) => screen.read('command'),
  }),
  command({
    id: 'transcript.copyOutput',
    scope: 'anywhere',
    keys: ['alt+o'],
    title: 'Copy what the last command gave',
    group: 'Transcript',
    disabledReason: needsLines,
    run: (_app, screen) => screen.read('copyOutput'),
  }),
  command({
    id: 'transcript.save',
    scope: 'anywhere',
    keys: [],
    title: 'Save the transcript',
    group: 'Transcript',
    disabledReason: needsLines,
    run: (app) => {
      const { active } = app.store.getState();
      if (active !== undefined) app.openDialog({ kind: 'saveTranscript', connection: active });
    },
  }),
  ...Object.entries(rows).flatMap(([scope, ofScope]) =>
    Object.entries<Row>(ofScope).map(([act, [keys, title, hint, rank = 9]]) =>
      command({
        ...({ scope, act } as Acting),
        keys,
        title,
        group: 'Transcript',
        hidden: true,
        ...(hint === undefined ? {} : { hint: { text: hint, rank } }),
      }),
    ),
  ),
];
