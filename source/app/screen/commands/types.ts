import { findConnection } from '../../../domain/index.ts';
import type { App } from '../port.ts';
import type { AppState, SessionView } from '../state.ts';
import { viewOf } from '../store.ts';
import type { Action, ActionName, ActionScope } from './actions.ts';

/**
 * Where a command's keys count. A place of the screen has several scopes, tried in order: the prompt has `completion`
 * while the list is open, `prompt`, `field`, and last comes `anywhere`.
 */
export const scopes = [
  'anywhere',
  'prompt',
  'completion',
  'connections',
  'listSearch',
  'reading',
  'readingSearch',
  'grid',
  'gridFilter',
  'tree',
  'treeSearch',
  'columns',
  'field',
  'list',
  'dialog',
  'orphans',
  'form',
  'copying',
  'filling',
  'question',
  'answers',
  'choice',
  'confirm',
  'picker',
  'savedList',
  'failure',
  'report',
] as const;
export type Scope = (typeof scopes)[number];

export type CommandGroup =
  | 'General'
  | 'Connections'
  | 'Session'
  | 'Results'
  | 'Transcript'
  | 'Prompt'
  | 'Lists and dialogs';

/** What the screen itself does for a command. */
export interface ScreenPort {
  /** Hands it to what has the focus. */
  act(action: Action): void;
  /** Switches between the screen with the connections beside the pane and the pane alone. */
  toggleWide(): void;
  /** Reads the transcript of the pane, or copies what its last command gave. */
  read(how: 'search' | 'read' | 'command' | 'copyOutput'): void;
  /** Opens the user's own editor on what stands at the prompt. */
  editOutside(): void;
  redraw(): void;
  suspend(): void;
  /**
   * Hands a text to the clipboard, by way of the terminal and of the system; whether they take it nobody can tell.
   * `said` is what the user should know of it besides.
   */
  copy(text: string, said?: string): void;
  quit(): void;
  /** Says something at the bottom of the screen. */
  notice(text: string): void;
}

/** Everything about a command in one record: its keys, hints, help, palette and the README's table come from it. */
export interface CommandRecord {
  readonly id: string;
  readonly scope: Scope;
  /** As `keyName` spells them; the first one is shown. Empty: only in the palette and in help. */
  readonly keys: readonly string[];
  /** How the keys are shown where the first one does not say it all. */
  readonly keysLabel?: string;
  /** Imperative, sentence case, no full stop. */
  readonly title: string;
  readonly group: CommandGroup;
  /** Can't be undone: drawn as such, and asks first. */
  readonly danger: boolean;
  /**
   * Word for the hint line, and its rank there: small ones stay longest where room is short. With `when` it stands there
   * only then, and before all others. What works everywhere comes behind what a place has of its own, but for what
   * `isEarly`: that has its rank among those.
   */
  readonly hint?: {
    readonly text: string;
    readonly rank: number;
    readonly isEarly?: boolean;
    readonly when?: (state: AppState) => boolean;
  };
  /** Works with a dialog open as well. */
  readonly overDialogs?: boolean;
  /** Left out of the palette: it needs the key, or makes no sense from there. */
  readonly hidden?: boolean;
  /** A sentence that says why it can't be done now; undefined: it can. */
  disabledReason(state: AppState): string | undefined;
  /** `pressed` is the key's name, empty when it was chosen from a list. */
  run(app: App, screen: ScreenPort, pressed: string): void;
}

type Optional = 'danger' | 'disabledReason';
type Said = Omit<CommandRecord, Optional | 'id' | 'scope' | 'run'> & Partial<Pick<CommandRecord, Optional>>;
type Own = Pick<CommandRecord, 'id' | 'scope' | 'run'>;
/** Done by what has the focus; its id is the scope and the action's name. */
export type Acting = { [S in ActionScope]: { readonly scope: S; readonly act: ActionName<S> } }[ActionScope];

/** A record with the usual answers filled in: not dangerous, always enabled. */
export function command(record: Said & (Own | Acting)): CommandRecord {
  const usual = { danger: false, disabledReason: () => undefined };
  if (!('act' in record)) return { ...usual, ...record };
  const { act, ...said } = record;
  const action = { scope: record.scope, name: act } as Action;
  return { ...usual, ...said, id: `${record.scope}.${act}`, run: (_app, screen) => screen.act(action) };
}

/** The session whose pane is shown; a group's is made of those of its members. */
export function activeSession(state: AppState): SessionView | undefined {
  return state.active === undefined ? undefined : viewOf(state, state.active);
}

export { isConnectable, isOpen, whyNotStopped } from '../openness.ts';

export const noConnection = 'There is no connection yet: ^N adds one.';

/** Why nothing can be done where the list is empty. */
export function needsAny({ connections }: AppState): string | undefined {
  return connections.length > 0 ? undefined : noConnection;
}

/** Why nothing can be done that is done to one connection; undefined where one is shown. */
export function needsConnection(state: AppState): string | undefined {
  if (activeConnection(state)) return undefined;
  return state.active === undefined ? noConnection : `${state.active} is a group: choose one of its connections.`;
}

export function activeConnection(state: AppState) {
  return state.active === undefined ? undefined : findConnection(state.connections, state.active);
}
