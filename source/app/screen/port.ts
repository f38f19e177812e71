import type { StoreApi } from 'zustand/vanilla';
import type {
  CompletionResult,
  Connection,
  ListView,
  Preferences,
  SavedCommand,
  ShellReport,
  WatchRequest,
} from '../../domain/index.ts';
import type { EditedText } from '../deps.ts';
import type { Reading } from '../output/reading.ts';
import type { OpenGrid } from '../results/open-grid.ts';
import type { RowValues } from '../results/row-values.ts';
import type { ExportRequest } from '../results/selection.ts';
import type { DialogAnswer } from './dialog-answer.ts';
import type { AppState, Dialog, DialogBody, PaneView } from './state.ts';

export type { EditedText } from '../deps.ts';

/**
 * What the screen may ask for. Nothing here throws: a failure becomes the session's `failure`, a flash and a line in
 * the transcript. Names are connection names, or places of groups (`@prod`): what is done to a group is done to all of its
 * connections, and a line that is submitted there runs on all that are open.
 */
export interface App {
  readonly store: StoreApi<AppState>;

  /** Shows that connection's pane, or that of a group. */
  select(name: string): void;
  /** Changes what the list of connections shows. */
  setList(change: Partial<ListView>): void;
  setFocus(focus: AppState['focus']): void;
  updatePane(name: string, change: Partial<PaneView>): void;

  /** Connects it; of a group all that are not open, some at a time. */
  connect(name: string): void;
  disconnect(name: string): void;
  reconnect(name: string): void;
  /** Keeps the session alive for so many milliseconds from now; undefined ends that. */
  keepAlive(name: string, milliseconds: number | undefined): void;

  /**
   * Runs a line of the REPL. It goes to the history and, behind the prompt (`ex01> `), to the transcript; the pane's text
   * is emptied and follows the end again. A session that is not ready says so and leaves the text alone.
   */
  submit(name: string, text: string, width: number): void;
  /** Stops the running pipeline, or the connecting. */
  stop(name: string): void;
  /** The pane has so many cells for a line of the transcript now: the last tables are laid out for them. */
  fit(name: string, width: number): void;
  /** The line that was typed ahead last stands at the prompt again; nothing where none waits. */
  takeBack(name: string): void;
  /** Takes into the history what other exterms have written to it meanwhile. */
  renewHistory(): void;
  complete(name: string, text: string, cursor: number, signal: AbortSignal): Promise<CompletionResult>;
  isComplete(name: string, text: string): boolean;
  clearTranscript(name: string): void;

  /** Opens a result over the pane, the last one where none is named. */
  openResult(name: string, id?: number): void;
  /** Opens the next older result of a connection (1), or the next newer one (-1); false where there is none. */
  openOtherResult(name: string, by: 1 | -1): boolean;
  /** A part of the open grid as text, for the clipboard; undefined where it cannot be had, which is said. */
  exportText(name: string, request: ExportRequest): Promise<{ text: string; isCut: boolean } | undefined>;
  /** Saves a part of the open grid. Asks before it replaces a file. Gives why not; undefined once it is saved. */
  saveResult(name: string, path: string, request: ExportRequest): Promise<string | undefined>;
  /** Opens the user's own editor on a text. The terminal has to be free for it. */
  editText(text: string): Promise<EditedText>;
  /** Hands a text to the system's clipboard, where there is one beside the terminal's. */
  copyOut(text: string): void;
  /** Has a connection's transcript read in its pane, from that line on; the newest where none is given. */
  read(name: string, line?: number): void;
  /** The transcript that is read in a connection's pane. */
  reading(name: string): Reading | undefined;
  /** After a change of what is read that is done at once. */
  touchReading(name: string): void;
  /** Saves a transcript; see `saveResult`. */
  saveTranscript(name: string, path: string): Promise<string | undefined>;
  /** Runs a line every few seconds and shows what it gives in a grid over the pane. */
  watch(name: string, request: WatchRequest): void;
  /** What the rows that are marked in the open grid, or the one with the cursor, give to a line. */
  rowValues(name: string, properties: readonly string[]): Promise<RowValues>;
  /** The saved commands that are meant for the connection, all where none is named; reads their file anew. */
  savedCommands(name?: string): readonly SavedCommand[];
  /** Gives why it is not saved, or undefined where it is. */
  saveCommand(command: SavedCommand, existing?: string): Promise<string | undefined>;
  /** Gives why it is not removed, or undefined where it is. */
  removeCommand(name: string): Promise<string | undefined>;
  /** The session is back in its pane. */
  closePane(name: string): void;
  /** The grid that stands in a connection's pane. */
  grid(name: string): OpenGrid | undefined;

  openDialog(body: DialogBody): number;
  /** Closes it; a question that nobody answered counts as cancelled. */
  closeDialog(id: number): void;
  answerDialog(id: number, answer: DialogAnswer): void;
  /** Asks; resolves false on Esc. */
  confirm(question: Omit<Extract<Dialog, { kind: 'confirm' }>, 'id' | 'kind'>): Promise<boolean>;

  /** Saves a new connection or the edited one. Answers with a problem to show in the form, or undefined when saved. */
  saveConnection(connection: Connection, existing: string | undefined): Promise<string | undefined>;
  removeConnection(name: string): Promise<void>;
  /** Moves a connection, or a group with all that is listed below it, by one in the list. Gives why not, or undefined. */
  moveInList(place: string, by: 1 | -1): Promise<string | undefined>;
  /** Changes how the program is set. Answers with a problem to show, or undefined when saved. */
  savePreferences(change: Partial<Preferences>): Promise<string | undefined>;

  /** Reads the ledger and asks the servers; the result is in `state.orphans`. */
  scanOrphans(): Promise<void>;
  /** Removes, without a question, what exterms of this user left behind when they ended. */
  removeLeftBehind(): Promise<void>;
  removeShells(reports: readonly ShellReport[]): Promise<void>;

  /** Opens the doctor's dialog and walks the way to a session; closing the dialog ends it. */
  diagnose(name: string): void;

  dismissFlash(): void;
  /** Closes every session under a deadline, then resolves; a second call gives up waiting. */
  quit(): Promise<void>;
}
