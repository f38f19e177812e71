import type {
  Connection,
  Diagnosis,
  Failure,
  HistoryEntry,
  HistoryWalk,
  HostPrompt,
  ListView,
  LoggedLine,
  Preferences,
  ProgressFacts,
  SavedCommand,
  ShellReport,
  Transcript,
} from '../../domain/index.ts';
import type { SessionFacts } from '../session/facts.ts';
import type { RemovalOutcome } from '../shells/outcome.ts';

/** Everything that the screen shows. One immutable value; only `Transcript` is mutable, and carries its version. */
export interface AppState {
  /** The ticker's clock, milliseconds since 1970 UTC: remaining times are derived from it, never stored. */
  readonly now: number;
  readonly connections: readonly Connection[];
  /** How the program is set. */
  readonly preferences: Preferences;
  /** By connection name, as spelled in `connections`. Every connection has one; a fresh one is `closed`. */
  readonly sessions: Readonly<Record<string, SessionView>>;
  /** By their place, `@prod`: groups that have been looked at, each shown as one session that is made of its members'. */
  readonly groups: Readonly<Record<string, GroupView>>;
  readonly list: ListView;
  /** The connection whose pane is shown, or the place of a group. */
  readonly active: string | undefined;
  /** What stands in a connection's pane; its session where it is not named. */
  readonly panes: Readonly<Record<string, Pane>>;
  /** The lines of all connections, oldest first. */
  readonly history: readonly HistoryEntry[];
  readonly focus: 'prompt' | 'connections';
  /** By connection name: what has happened in panes that are not shown. */
  readonly news: Readonly<Record<string, News>>;
  readonly orphans: OrphanScan;
  /** The examination that runs or ran last. */
  readonly doctor: DoctorView | undefined;
  /** The last one is on top; what a session asks is there only while its own pane is shown (see `shownDialog`). */
  readonly dialogs: readonly Dialog[];
  readonly flash: Flash | undefined;
  /** Every remote action taken, oldest first, bounded. */
  readonly actions: readonly ActionLine[];
  /** Set while exterm closes its sessions on the way out. */
  readonly quitting: { readonly total: number; readonly closed: number; readonly deadline: number } | undefined;
}

/** What has happened in a pane since somebody last looked at it: something was printed there. */
export interface News {
  /** The line that ended last, with what came of it; undefined where none has. */
  readonly ended: LoggedLine | undefined;
  /** The group whose pane shows all of it as well. */
  readonly place?: string | undefined;
}

/** What stands in a connection's pane in place of its session; `version` grows with each change of what is shown. */
export type Pane = { readonly version: number } /** A result, or what a watch sees. */ & (
  | { readonly kind: 'grid'; readonly result: number; readonly isWatched: boolean }
  /** Its transcript, to be searched and copied from. */
  | { readonly kind: 'reading' }
);

/** What is true of a session, and what its pane shows besides. */
export interface SessionView extends SessionFacts {
  readonly connection: string;
  /** Keep the session alive until then; undefined: do not. */
  readonly keepAliveUntil: number | undefined;
  /** Close it by itself at this time if it stays idle; undefined: do not. Derived from the connection. */
  readonly closesAt: number | undefined;
  readonly transcript: Transcript;
  /** `transcript.version` at the last notification: what makes a pane draw anew. */
  readonly transcriptVersion: number;
  /** The pipeline's progress records that are not completed, outermost first. */
  readonly progress: readonly ProgressFacts[];
  /** Lines that were typed ahead and wait for their turn, the next one first. */
  readonly queue: readonly string[];
  /** The objects that the last line gave; undefined where none gave any. */
  readonly result: { readonly id: number; readonly count: number } | undefined;
  /** Lower-case names of all commands that the session has; undefined where nobody can tell. */
  readonly commands: ReadonlySet<string> | undefined;
  /** Names of the session's variables, as far as its engine knows them. */
  readonly variables: readonly string[];
  readonly pane: PaneView;
}

/** A group as one session that is made of its members': as open as they are, with a transcript and a prompt of its own. */
export interface GroupView extends SessionView {
  /** The line that is on its way through the members; undefined while none is. */
  readonly run: { readonly line: string; readonly at: number; readonly members: readonly GroupMember[] } | undefined;
}

/** A server's part of a line that runs on several. */
export interface GroupMember {
  readonly name: string;
  /** `waits` for its place, or until something else has ended (`busy`); `closed`: it is not open. */
  readonly state: 'waits' | 'busy' | 'runs' | 'slow' | 'asks' | 'answered' | 'failed' | 'stopped' | 'closed';
}

/** A pane's own state: it stays as it was when another pane is shown. */
export interface PaneView {
  readonly text: string;
  /** UTF-16 offset into `text`. */
  readonly cursor: number;
  /** Where Up and Down stand in the history; undefined while something is typed. */
  readonly walk: HistoryWalk | undefined;
  /** First visible line's number and the row within it; undefined follows the end. */
  readonly scroll: { readonly line: number; readonly row: number } | undefined;
}

export interface DoctorView {
  readonly diagnosis: Diagnosis;
  readonly isRunning: boolean;
}

export interface OrphanScan {
  readonly state: 'never' | 'scanning' | 'done' | 'removing';
  readonly reports: readonly ShellReport[];
  /** Servers that could not be asked, and why. */
  readonly problems: readonly { readonly connection: string; readonly failure: Failure }[];
  /** What came of removing, by shell id. */
  readonly outcomes: Readonly<Record<string, RemovalOutcome>>;
}

export interface Flash {
  readonly level: 'info' | 'warning' | 'failure';
  readonly text: string;
  /** What to do next; empty where nothing needs doing. */
  readonly next: string;
  readonly at: number;
  readonly connection: string | undefined;
  /** What it is about, where it goes away with that. */
  readonly cause?: string | undefined;
}

export interface ActionLine {
  readonly at: number;
  readonly connection: string;
  /** Such as "opened shell …", "removed shell …", or a line that was run. */
  readonly text: string;
  readonly outcome: 'done' | 'failed' | 'pending';
  /** The line that was run, and what came of it. */
  readonly entry?: LoggedLine;
}

export type Dialog = { readonly id: number } & DialogBody;

export type DialogBody =
  | {
      readonly kind: 'credential';
      readonly connection: string;
      readonly user: string;
      /** 1 for the first question; exterm gives up after the third, because accounts lock. */
      readonly attempt: number;
      /** Why it is asked again; empty the first time. */
      readonly reason: string;
      /** The session of this connection asks, in its own pane; else something that the user opened. */
      readonly inPane?: boolean;
      /** The group that is being connected with it: its password opens the others, and is asked for in the group's pane too. */
      readonly group?: string;
      /** The key ring, where the program has one: undefined `problem` means that it can be used. */
      readonly keyRing?: { readonly problem: string | undefined };
    }
  /** `line` is what runs and led to the question; empty while connecting. */
  | {
      readonly kind: 'hostPrompt';
      readonly connection: string;
      readonly line: string;
      readonly prompt: HostPrompt;
    }
  | {
      readonly kind: 'confirm';
      readonly title: string;
      readonly text: string;
      readonly confirmLabel: string;
      readonly danger: boolean;
    }
  /** `existing` is the name of the connection that is edited; undefined adds one. */
  | { readonly kind: 'connectionForm'; readonly existing: string | undefined }
  | { readonly kind: 'failure'; readonly connection: string | undefined; readonly failure: Failure }
  | {
      readonly kind: 'doctor' | 'copyResult' | 'saveResult' | 'saveTranscript' | 'chooseColumns';
      readonly connection: string;
    }
  /** To be put at the prompt, to be run for the marked rows, or to be removed. */
  | {
      readonly kind: 'savedCommands';
      readonly connection: string | undefined;
      readonly use: 'prompt' | 'rows' | 'remove';
    }
  /** What a saved command asks for, or a line of one's own, for the prompt or for the marked rows. */
  | {
      readonly kind: 'fillIn';
      readonly connection: string;
      readonly command: SavedCommand | undefined;
      readonly forRows: boolean;
      /** The line of one's own as it was typed so far; without it, what stands at the prompt. */
      readonly line?: string;
    }
  /** `existing` is changed; without it the line is saved under a new name. */
  | {
      readonly kind: 'saveCommand';
      readonly connection: string | undefined;
      readonly line: string;
      readonly existing?: SavedCommand;
    }
  | { readonly kind: 'orphans' | 'help' | 'palette' | 'historySearch' | 'actions' | 'watches' | 'settings' };
