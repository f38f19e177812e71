import { type ListOrder, listOrders } from './connection-list.ts';
import { type ConnectionField, choiceField } from './field-kinds.ts';

/** How the program behaves on this computer, whatever the connection. Each has a value: its own or the usual one. */
export interface Preferences {
  readonly theme: 'terminal' | 'dark' | 'light' | 'contrast' | 'none';
  readonly characters: 'auto' | 'unicode' | 'ascii';
  readonly mouse: boolean;
  readonly reader: boolean;
  readonly title: boolean;
  readonly bell: boolean;
  readonly notifications: 'auto' | 'osc9' | 'osc777' | 'off';
  /** Seconds. */
  readonly patience: number;
  /** Megabytes. */
  readonly transcripts: number;
  /** Servers of a group. */
  readonly servers: number;
  readonly record: boolean;
  readonly lastSet: boolean;
  readonly order: ListOrder;
}

export type PreferenceName = keyof Preferences;

/** A setting: what a connection's field says of itself, and where the settings file has it. */
export type PreferenceField<T = unknown> = Omit<ConnectionField<T>, 'option' | 'form'> & {
  readonly initial: T;
  readonly section: string;
  readonly key: string;
};

type Said<T> = Pick<PreferenceField<T>, 'label' | 'help' | 'initial' | 'section' | 'key'>;

function toggle(said: Said<boolean>): PreferenceField<boolean> {
  const choices = ['on', 'off'];
  return {
    ...said,
    choices,
    rule: { type: 'boolean' },
    problem: (text) => (choices.includes(text) ? undefined : `"${text}" is none of ${choices.join(', ')}.`),
    parse: (text) => text === 'on',
    show: (value) => (value ? 'on' : 'off'),
  };
}

function choice<T extends string>(said: Said<T>, choices: readonly T[]): PreferenceField<T> {
  return { ...choiceField<T>(said, choices), ...said };
}

function amount(said: Said<number>, unit: string, least: number, most: number): PreferenceField<number> {
  const fits = (text: string) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most;
  return {
    ...said,
    rule: { type: 'number', minimum: least, maximum: most },
    problem: (text) => (fits(text) ? undefined : `It takes whole ${unit} from ${least} to ${most}, not "${text}".`),
    parse: Number,
    show: String,
  };
}

/** Where the file has those of the screen. */
const section = 'screen';

/** In the order in which they are shown. */
export const preferenceFields: { readonly [N in PreferenceName]: PreferenceField<Preferences[N]> } = {
  theme: choice(
    {
      label: 'Colours',
      help: "the terminal's own sixteen, or exterm's on a ground: dark, light, contrast; none: weight alone",
      initial: 'terminal',
      section,
      key: 'theme',
    },
    ['terminal', 'dark', 'light', 'contrast', 'none'],
  ),
  characters: choice(
    {
      label: 'Characters',
      help: 'lines and signs of Unicode, or of ASCII alone; auto goes by LC_ALL, LC_CTYPE and LANG',
      initial: 'auto',
      section,
      key: 'characters',
    },
    ['auto', 'unicode', 'ascii'],
  ),
  mouse: toggle({
    label: 'Mouse',
    help: 'the wheel scrolls and a click chooses; to select text with the mouse hold Shift then',
    initial: false,
    section,
    key: 'mouse',
  }),
  reader: toggle({
    label: 'Screen reader',
    help: 'no frames, one pane at a time, the cursor on what is selected, and clocks that move by the minute',
    initial: false,
    section,
    key: 'reader',
  }),
  title: toggle({
    label: 'Title',
    help: "the terminal's title says what wants attention",
    initial: true,
    section,
    key: 'title',
  }),
  bell: toggle({
    label: 'Bell',
    help: 'it rings once when a server asks, a session is about to end, or a long command has ended out of sight',
    initial: true,
    section,
    key: 'bell',
  }),
  notifications: choice(
    {
      label: 'Notifications',
      help: 'of the same on the desktop, by OSC 9 or OSC 777; auto: where the terminal is known to take them',
      initial: 'auto',
      section,
      key: 'notifications',
    },
    ['auto', 'osc9', 'osc777', 'off'],
  ),
  patience: amount(
    {
      label: 'Long command',
      help: 'seconds after which a command counts as long: its end out of sight is told',
      initial: 10,
      section,
      key: 'patience',
    },
    'seconds',
    1,
    86_400,
  ),
  transcripts: amount(
    {
      label: 'Transcripts',
      help: 'megabytes for the transcripts of all sessions together; counts from the next start on',
      initial: 64,
      section: 'transcripts',
      key: 'megabytes',
    },
    'megabytes',
    1,
    4096,
  ),
  servers: amount(
    {
      label: 'Servers at once',
      help: 'of a group that connect, or run a line, at the same time; counts from the next start on',
      initial: 8,
      section: 'groups',
      key: 'atOnce',
    },
    'servers',
    1,
    999,
  ),
  record: toggle({
    label: 'Record',
    help: 'the lines that are run are kept on disk, with what came of them (exterm log shows them)',
    initial: false,
    section: 'record',
    key: 'keep',
  }),
  lastSet: toggle({
    label: 'Open again',
    help: 'at its start exterm offers to connect what was open last',
    initial: true,
    section,
    key: 'lastSet',
  }),
  order: choice(
    {
      label: 'List',
      help: 'connections as they were saved, and moved by hand, or by name',
      initial: 'saved',
      section,
      key: 'order',
    },
    listOrders,
  ),
};

/** One that stands for all where only texts and rules count. */
export type AnyPreferenceField = PreferenceField<never> & { readonly initial: unknown };

export const allPreferences = Object.entries(preferenceFields) as unknown as readonly (readonly [
  PreferenceName,
  AnyPreferenceField,
])[];

export const usualPreferences = Object.fromEntries(
  allPreferences.map(([name, { initial }]) => [name, initial]),
) as unknown as Preferences;

export function preferenceText(preferences: Preferences, name: PreferenceName): string {
  return preferenceFields[name].show(preferences[name] as never);
}

/** What texts make of some of them: the values, and what is wrong with the others. */
export function readPreferences(texts: Partial<Record<PreferenceName, string>>): {
  readonly change: Partial<Preferences>;
  readonly problems: Partial<Record<PreferenceName, string>>;
} {
  const change: Record<string, unknown> = {};
  const problems: Partial<Record<PreferenceName, string>> = {};
  for (const [name, field] of allPreferences) {
    const text = texts[name]?.trim();
    if (text === undefined) continue;
    const problem = field.problem(text);
    if (problem === undefined) change[name] = field.parse(text);
    else problems[name] = problem;
  }
  return { change, problems };
}
