import { createStore } from 'zustand/vanilla';
import {
  type Action,
  type Actions,
  activeSession,
  isConnectable,
  noConnection,
  perform,
  type Scope,
  type ScreenPort,
  whyNotStopped,
} from '../../app/screen/commands/index.ts';
import type { App } from '../../app/screen/port.ts';
import type { PaneView, SessionView } from '../../app/screen/state.ts';
import { viewOf } from '../../app/screen/store.ts';
import { neverRejects } from '../../async/background.ts';
import { type CompletionCandidate, walk } from '../../domain/index.ts';
import { type EditOperation, edit, insert, moveLine } from '../fields/line-editor.ts';
import { commonStart } from './common-start.ts';
import { nextWord, shownGhost } from './ghost.ts';

/** The list of candidates while it is open. */
export interface CompletionList {
  readonly connection: string;
  /** What the chosen candidate replaces in the text as it is now; UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly CompletionCandidate[];
  /** -1 while none is chosen. */
  readonly selected: number;
  /** The server is still asked for them. */
  readonly isAsking?: boolean;
}

/** Whether there is something to choose from. */
export function hasCandidates(list: CompletionList | undefined): boolean {
  return list !== undefined && list.isAsking !== true;
}

/** Milliseconds after which it is seen that candidates are waited for. */
const silence = 200;

/** What the keys do in a pane's prompt. The text itself is the store's, so that it stays when panes change. */
export class PromptController {
  readonly completion = createStore<CompletionList | undefined>(() => undefined);
  readonly #app: App;
  readonly #screen: ScreenPort;
  /** Cells of a line that the pane shows; the formatter lays out for it. */
  readonly #width: () => number;
  #cut = '';
  #asking: AbortController | undefined;

  constructor(app: App, screen: ScreenPort, width: () => number) {
    this.#app = app;
    this.#screen = screen;
    this.#width = width;
  }

  get scopes(): readonly Scope[] {
    return hasCandidates(this.completion.getState())
      ? ['completion', 'prompt', 'field', 'anywhere']
      : ['prompt', 'field', 'anywhere'];
  }

  get #session(): SessionView | undefined {
    return activeSession(this.#app.store.getState());
  }

  type(text: string): void {
    this.#change(({ pane }) => insert(pane, text));
  }

  act(action: Action): void {
    perform(action, this.#actions);
  }

  readonly #actions: Actions<'prompt' | 'completion' | 'field'> = {
    prompt: {
      enter: () => this.#enter(),
      newline: () => this.type('\n'),
      tab: () => this.#tab(),
      up: () => this.#upDown(-1),
      down: () => this.#upDown(1),
      interrupt: () => this.#interrupt(),
      escape: () => this.#escape(),
    },
    completion: {
      next: () => this.#choose(1),
      previous: () => this.#choose(-1),
      accept: () => this.closeCompletion(),
      close: () => this.closeCompletion(),
    },
    field: (operation) => this.#edit(operation),
  };

  /** The pane changed under the list, or another one is shown. */
  closeCompletion(): void {
    this.#asking?.abort();
    this.#asking = undefined;
    if (this.completion.getState()) this.completion.setState(undefined, true);
  }

  /** Whoever changes the text has ended the walk through the history. */
  #change(to: (session: SessionView) => Partial<PaneView>): void {
    const session = this.#session;
    if (!session) return;
    this.closeCompletion();
    const { text, cursor } = to(session);
    this.#app.updatePane(session.connection, {
      text: text ?? session.pane.text,
      cursor: cursor ?? session.pane.cursor,
      walk: text === undefined || text === session.pane.text ? session.pane.walk : undefined,
    });
  }

  #edit(operation: EditOperation): void {
    const ghost =
      offeredTo[operation] &&
      shownGhost(this.#app.store.getState(), this.#session, hasCandidates(this.completion.getState()));
    if (ghost !== undefined) {
      this.type(operation === 'wordRight' ? nextWord(ghost) : ghost);
      return;
    }
    this.#change(({ pane }) => {
      const { cut, ...edited } = edit(pane, operation, this.#cut);
      if (cut !== undefined) this.#cut = cut;
      return edited;
    });
  }

  #enter(): void {
    const session = this.#session;
    if (session && isConnectable(session)) this.#app.connect(session.connection);
    else if (session?.pane.text.trim() !== '') this.#submit(session);
  }

  #submit(session: SessionView | undefined): void {
    const obstacle = session ? whyNotNow(session) : noConnection;
    if (!session || obstacle !== undefined) this.#screen.notice(obstacle ?? '');
    else if (!this.#app.isComplete(session.connection, session.pane.text)) this.type('\n');
    else {
      const { connection, pane } = session;
      this.closeCompletion();
      this.#app.updatePane(connection, { text: '', cursor: 0, scroll: undefined });
      this.#app.submit(connection, pane.text, this.#width());
    }
  }

  #upDown(by: -1 | 1): void {
    const session = this.#session;
    if (!session) return;
    const { connection, pane, queue } = session;
    if (by < 0 && pane.text === '' && queue.length > 0) {
      this.#app.takeBack(connection);
      return;
    }
    const moved = moveLine(pane, by);
    if (moved) {
      this.#change(() => moved);
      return;
    }
    const walked = walk(this.#app.store.getState().history, connection, pane.walk, by, pane.text);
    if (!walked) {
      if (by < 0 && !pane.walk && pane.text !== '') this.#screen.notice('No other line begins so: ^R searches within.');
      return;
    }
    this.closeCompletion();
    this.#app.updatePane(connection, { walk: walked.walk, text: walked.text, cursor: walked.text.length });
  }

  #interrupt(): void {
    const session = this.#session;
    const obstacle = whyNotStopped(session);
    if (session && obstacle === undefined) this.#app.stop(session.connection);
    else if (session && session.pane.text !== '') this.#change(() => ({ text: '', cursor: 0 }));
    else this.#screen.notice(obstacle ?? '');
  }

  #escape(): void {
    if (this.completion.getState()) {
      this.closeCompletion();
      return;
    }
    this.#app.dismissFlash();
    const session = this.#session;
    if (session?.pane.scroll) this.#app.updatePane(session.connection, { scroll: undefined });
  }

  #tab(): void {
    const session = this.#session;
    if (!session || session.pane.text.trim() === '') this.#app.setFocus('connections');
    else neverRejects(this.#ask(session));
  }

  async #ask({ connection, pane }: SessionView): Promise<void> {
    this.closeCompletion();
    const asking = new AbortController();
    this.#asking = asking;
    const result = await this.#waitedFor(
      { connection, start: pane.cursor, end: pane.cursor, candidates: [], selected: -1, isAsking: true },
      this.#app.complete(connection, pane.text, pane.cursor, asking.signal),
      asking.signal,
    );
    const now = this.#session;
    // Whoever went on typing does not want the text changed under the fingers.
    if (asking.signal.aborted || now?.connection !== connection || now.pane.text !== pane.text) return;
    if (now.pane.cursor !== pane.cursor) return;
    const { start, end, candidates } = result;
    if (candidates.length === 0) {
      this.#screen.notice(result.help ?? 'Nothing completes that here.');
      return;
    }
    const common = candidates.length === 1 ? candidates[0]!.text : commonStart(candidates.map(({ text }) => text));
    const typed = pane.text.slice(start, end);
    const insertion = common.length >= typed.length ? common : typed;
    this.#replace(connection, start, end, insertion);
    if (candidates.length === 1) return;
    this.completion.setState({ connection, start, end: start + insertion.length, candidates, selected: -1 }, true);
  }

  /** What takes long is seen to be waited for. */
  async #waitedFor<T>(list: CompletionList, work: Promise<T>, signal: AbortSignal): Promise<T> {
    const late = setTimeout(() => {
      if (!signal.aborted) this.completion.setState(list, true);
    }, silence);
    try {
      return await work;
    } finally {
      clearTimeout(late);
      if (this.completion.getState() === list) this.completion.setState(undefined, true);
    }
  }

  #choose(by: 1 | -1): void {
    const list = this.completion.getState();
    if (!list) return;
    const count = list.candidates.length;
    const selected = by > 0 ? (list.selected + 1) % count : list.selected <= 0 ? count - 1 : list.selected - 1;
    const { text } = list.candidates[selected]!;
    this.#replace(list.connection, list.start, list.end, text);
    this.completion.setState({ ...list, selected, end: list.start + text.length }, true);
  }

  #replace(connection: string, start: number, end: number, text: string): void {
    const pane = viewOf(this.#app.store.getState(), connection)?.pane;
    if (!pane) return;
    const replaced = pane.text.slice(0, start) + text + pane.text.slice(end);
    this.#app.updatePane(connection, { text: replaced, cursor: start + text.length, walk: undefined });
  }
}

/** What takes the ghost, at the end of the text. */
const offeredTo: Partial<Readonly<Record<EditOperation, true>>> = { right: true, lineEnd: true, wordRight: true };

/** Why a line can neither be run nor wait for its turn, or undefined where it can. */
function whyNotNow({ connection, state }: SessionView): string | undefined {
  return state === 'closing' ? `${connection} is being closed.` : undefined;
}
