import type { EditedText } from '../../source/app/deps.ts';
import { transcriptText } from '../../source/app/output/reading.ts';
import { ResultKeeper } from '../../source/app/results/keeper.ts';
import { Results } from '../../source/app/results/results.ts';
import { type RowValues, rowValues } from '../../source/app/results/row-values.ts';
import { type ExportRequest, exportedText } from '../../source/app/results/selection.ts';
import type { DialogAnswer } from '../../source/app/screen/dialog-answer.ts';
import { Grids } from '../../source/app/screen/grids.ts';
import type { App } from '../../source/app/screen/port.ts';
import { Readings } from '../../source/app/screen/readings.ts';
import type { AppState, Dialog, DialogBody, GroupView, SessionView } from '../../source/app/screen/state.ts';
import { createAppStore, freshSession, initialState, viewOf } from '../../source/app/screen/store.ts';
import { turnBudget } from '../../source/async/budget.ts';
import {
  arranged,
  type CompletionResult,
  type Connection,
  exchangeUrl,
  findConnection,
  isGroupPlace,
  movedInList,
  type Preferences,
  type SavedCommand,
  type TranscriptLine,
  type WatchRequest,
} from '../../source/domain/index.ts';
import type { PsValue } from '../../source/objects/index.ts';

/** A connection as a person would save it. */
export function connection(name: string, change: Partial<Connection> = {}): Connection {
  return {
    name,
    url: exchangeUrl(`${name}.contoso.com`),
    configurationName: 'Microsoft.Exchange',
    authentication: 'Kerberos',
    user: 'mira@contoso.com',
    engine: 'native',
    ...change,
  };
}

/** What the screen asked of the app, as text: `connect ex01`, `submit ex01 Get-Mailbox 49`. */
export type Call = string;

/**
 * An `App` over a real store that does only what a test tells it to: it notes every call, keeps what belongs to the
 * screen (panes, focus, dialogs), and answers questions from fields that a test sets.
 */
export class FakeApp implements App {
  readonly store;
  readonly calls: Call[] = [];
  readonly answers: { id: number; answer: DialogAnswer }[] = [];
  completions: CompletionResult = { start: 0, end: 0, candidates: [] };
  /** Lines that are saved under a name. */
  commands: readonly SavedCommand[] = [];
  /** What `saveConnection` answers. */
  saveProblem: string | undefined;
  incomplete = /[|{(,]\s*$/;
  #lastDialog = 0;
  #quits = 0;
  readonly #ended = Promise.withResolvers<void>();
  readonly results = new Results({ budget: turnBudget });
  readonly grids: Grids;
  readonly readings: Readings;
  readonly #confirms = new Map<number, (yes: boolean) => void>();

  constructor(connections: readonly Connection[] = [], now = Date.UTC(2026, 0, 5, 9, 0, 0)) {
    this.store = createAppStore(
      initialState(connections, ({ engine }) => (engine === 'auto' ? 'native' : engine), now),
    );
    const failed = (error: unknown) => {
      throw error;
    };
    this.readings = new Readings({ store: this.store, budget: turnBudget, failed });
    this.grids = new Grids({ store: this.store, results: this.results, budget: turnBudget, failed });
  }

  /** `quit` resolves; its second call does this too. */
  finishQuit(): void {
    this.#ended.resolve();
  }

  get state(): AppState {
    return this.store.getState();
  }

  session(name: string): SessionView {
    return this.state.sessions[name]!;
  }

  /** Changes a session as the supervisor would. */
  set(name: string, change: Partial<SessionView>): void {
    this.store.setState(({ sessions }) => ({ sessions: { ...sessions, [name]: { ...sessions[name]!, ...change } } }));
  }

  /** Changes what is shown of a group, which is made where it was not there. */
  setGroup(place: string, change: Partial<GroupView>): void {
    this.store.setState(({ groups }) => {
      const before = groups[place] ?? { ...freshSession(place, 'native'), run: undefined };
      return { groups: { ...groups, [place]: { ...before, ...change } } };
    });
  }

  /** Changes how the program is set. */
  prefer(change: Partial<Preferences>): void {
    this.store.setState(({ preferences, list }) => {
      const next = { ...preferences, ...change };
      return { preferences: next, list: { ...list, order: next.order } };
    });
  }

  /** An open session that has been idle for so many seconds of its 15 minutes. */
  open(name: string, idleSeconds = 28): void {
    const { now } = this.state;
    this.set(name, {
      state: 'ready',
      shellId: '8F5E6C2A-0001-4A6B-9C7D-112233445566',
      openedAt: now - idleSeconds * 1000,
      lastActivity: now - idleSeconds * 1000,
      idleTimeout: 15 * 60_000,
    });
  }

  print(name: string, lines: readonly TranscriptLine[]): void {
    const { transcript } = this.session(name);
    transcript.append(lines);
    this.set(name, { transcriptVersion: transcript.version });
  }

  select(name: string): void {
    this.calls.push(`select ${name}`);
    if (isGroupPlace(name)) this.setGroup(name, {});
    this.store.setState({ active: name });
  }
  setList(change: Partial<AppState['list']>): void {
    this.store.setState(({ list }) => ({ list: { ...list, ...change } }));
  }
  setFocus(focus: AppState['focus']): void {
    this.store.setState({ focus });
  }
  updatePane(name: string, change: Partial<SessionView['pane']>): void {
    const view = viewOf(this.state, name);
    if (!view) return;
    const pane = { ...view.pane, ...change };
    if (isGroupPlace(name)) this.setGroup(name, { pane });
    else this.set(name, { pane });
  }

  connect(name: string): void {
    this.calls.push(`connect ${name}`);
  }
  disconnect(name: string): void {
    this.calls.push(`disconnect ${name}`);
  }
  reconnect(name: string): void {
    this.calls.push(`reconnect ${name}`);
  }
  keepAlive(name: string, milliseconds: number | undefined): void {
    this.calls.push(`keepAlive ${name} ${milliseconds}`);
  }

  submit(name: string, text: string, width: number): void {
    this.calls.push(`submit ${name} ${text} ${width}`);
    this.print(name, [{ kind: 'input', text: `${name}> ${text}` }]);
    const { history, now } = this.state;
    const entry = { id: `${history.length}`, connection: name, line: text, at: now };
    this.store.setState({ history: [...history, entry] });
    this.updatePane(name, { walk: undefined });
  }
  readonly widths: string[] = [];
  fit(name: string, width: number): void {
    this.widths.push(`${name} ${width}`);
  }
  stop(name: string): void {
    this.calls.push(`stop ${name}`);
  }
  takeBack(name: string): void {
    this.calls.push(`takeBack ${name}`);
  }
  complete(_name: string, _text: string, _cursor: number, _signal: AbortSignal): Promise<CompletionResult> {
    return Promise.resolve(this.completions);
  }
  /** What the user's editor makes of a text. */
  editor: (text: string) => Promise<EditedText> = async (text) => ({ text });
  editText(text: string): Promise<EditedText> {
    this.calls.push(`editText ${text}`);
    return this.editor(text);
  }
  renewHistory(): void {}
  isComplete(_name: string, text: string): boolean {
    return !this.incomplete.test(text);
  }
  clearTranscript(name: string): void {
    this.session(name).transcript.clear();
    this.set(name, { transcriptVersion: this.session(name).transcript.version });
  }

  /** What a line gave, as if it had been run. */
  keep(name: string, values: readonly PsValue[], line = 'Get-Mailbox'): void {
    const keeper = new ResultKeeper(this.results, { connection: name, line, at: this.state.now });
    for (const value of values) void keeper.keep({ stream: 'output', value });
    this.set(name, { ...keeper.facts });
    keeper.end();
  }
  openResult(name: string, id?: number): void {
    this.grids.open(name, id);
  }
  openOtherResult(name: string, by: 1 | -1): boolean {
    return this.grids.openOther(name, by);
  }
  readonly saved: { path: string; text: string }[] = [];
  /** What `saveResult` answers. */
  resultProblem: string | undefined;
  exportText(name: string, request: ExportRequest) {
    return exportedText(this.grids.of(name)!, request, 1_000_000);
  }
  async saveResult(name: string, path: string, request: ExportRequest): Promise<string | undefined> {
    if (this.resultProblem !== undefined) return this.resultProblem;
    this.saved.push({ path, text: (await exportedText(this.grids.of(name)!, request, 1_000_000)).text });
    return undefined;
  }
  watch(name: string, { seconds, line }: WatchRequest): void {
    this.calls.push(`watch ${name} ${seconds} ${line}`);
  }
  readonly copied: string[] = [];
  copyOut(text: string): void {
    this.copied.push(text);
  }
  read(name: string, line?: number): void {
    this.grids.end(name);
    this.readings.open(name, line);
  }
  reading(name: string) {
    return this.readings.of(name);
  }
  touchReading(name: string): void {
    this.readings.touched(name);
  }
  async saveTranscript(name: string, path: string): Promise<string | undefined> {
    const { transcript } = this.session(name);
    this.saved.push({ path, text: transcriptText(transcript, transcript.start, transcript.end) });
    return this.resultProblem;
  }
  savedCommands(): readonly SavedCommand[] {
    return this.commands;
  }

  async saveCommand(command: SavedCommand, existing?: string): Promise<string | undefined> {
    this.calls.push(`saveCommand ${command.name}`);
    this.commands = [...this.commands.filter(({ name }) => name !== existing), command];
    return undefined;
  }

  async removeCommand(name: string): Promise<string | undefined> {
    this.calls.push(`removeCommand ${name}`);
    this.commands = this.commands.filter((one) => one.name !== name);
    return undefined;
  }

  async rowValues(name: string, properties: readonly string[]): Promise<RowValues> {
    const open = this.grids.of(name);
    return open ? rowValues(open, properties) : { problem: 'The grid is not open any more.' };
  }

  closePane(name: string): void {
    this.readings.end(name);
    this.grids.close(name);
  }
  grid(name: string) {
    return this.grids.of(name);
  }

  openDialog(body: DialogBody): number {
    this.#lastDialog += 1;
    const dialog = { ...body, id: this.#lastDialog } as Dialog;
    this.store.setState(({ dialogs }) => ({ dialogs: [...dialogs, dialog] }));
    return this.#lastDialog;
  }
  closeDialog(id: number): void {
    this.store.setState(({ dialogs }) => ({ dialogs: dialogs.filter((dialog) => dialog.id !== id) }));
    this.#confirms.get(id)?.(false);
    this.#confirms.delete(id);
  }
  answerDialog(id: number, answer: DialogAnswer): void {
    this.answers.push({ id, answer });
    const confirm = this.#confirms.get(id);
    this.#confirms.delete(id);
    this.store.setState(({ dialogs }) => ({ dialogs: dialogs.filter((dialog) => dialog.id !== id) }));
    if (answer.kind === 'confirm') confirm?.(answer.yes);
  }
  confirm(question: Parameters<App['confirm']>[0]): Promise<boolean> {
    const id = this.openDialog({ kind: 'confirm', ...question });
    return new Promise((resolve) => this.#confirms.set(id, resolve));
  }

  async moveInList(place: string, by: 1 | -1): Promise<string | undefined> {
    this.calls.push(`moveInList ${place} ${by}`);
    const names = movedInList(this.state.connections, place, by);
    if (!names) return `${place} stays.`;
    this.store.setState(({ connections }) => ({ connections: arranged(connections, names) }));
    return undefined;
  }

  async saveConnection(saved: Connection, existing: string | undefined): Promise<string | undefined> {
    this.calls.push(`save ${JSON.stringify(saved)} over ${existing}`);
    if (this.saveProblem !== undefined) return this.saveProblem;
    this.store.setState(({ connections, sessions }) => ({
      connections: [...connections.filter(({ name }) => name !== existing), saved],
      sessions: { ...sessions, [saved.name]: freshSession(saved.name, 'native') },
      active: saved.name,
    }));
    return undefined;
  }
  async removeConnection(name: string): Promise<void> {
    this.calls.push(`remove ${findConnection(this.state.connections, name)?.name}`);
    this.store.setState(({ connections }) => ({ connections: connections.filter((one) => one.name !== name) }));
  }

  async scanOrphans(): Promise<void> {
    this.calls.push('scan');
  }
  async removeLeftBehind(): Promise<void> {
    this.calls.push('removeLeftBehind');
  }

  async removeShells(reports: Parameters<App['removeShells']>[0]): Promise<void> {
    this.calls.push(`removeShells ${reports.map(({ shellId }) => shellId).join()}`);
  }

  diagnose(name: string): void {
    this.calls.push(`diagnose ${name}`);
    this.openDialog({ kind: 'doctor', connection: name });
  }

  /** What `savePreferences` answers. */
  preferenceProblem: string | undefined;
  async savePreferences(change: Partial<Preferences>): Promise<string | undefined> {
    this.calls.push(`settings ${JSON.stringify(change)}`);
    if (this.preferenceProblem === undefined) this.prefer(change);
    return this.preferenceProblem;
  }

  dismissFlash(): void {
    this.store.setState({ flash: undefined });
  }
  quit(): Promise<void> {
    this.calls.push('quit');
    const open = Object.values(this.state.sessions).filter(({ state }) => state === 'ready').length;
    this.store.setState(({ quitting, now }) => ({
      quitting: quitting ?? { total: open, closed: 0, deadline: now + 10_000 },
    }));
    this.#quits += 1;
    if (open === 0 || this.#quits > 1) this.finishQuit();
    return this.#ended.promise;
  }
}
