import { isAbort } from '../../async/abort.ts';
import { type Connection, findConnection, groupsOf, openPlace, placeOf, Transcripts } from '../../domain/index.ts';
import { type AppDeps, engineKindOf } from '../deps.ts';
import { failureOf } from '../failing.ts';
import { offeredConnections } from '../offered-connections.ts';
import { Results } from '../results/results.ts';
import { CredentialVault } from '../sign-in/credentials.ts';
import { Remembered } from '../sign-in/remembered.ts';
import { UsedPasswords } from '../sign-in/used-passwords.ts';
import { SavedConnections } from './connections.ts';
import { Dialogs } from './dialogs.ts';
import { ScreenDoctor } from './doctor.ts';
import { Exports } from './exports.ts';
import { Feedback } from './feedback.ts';
import { Grids } from './grids.ts';
import { byPlace } from './groups/calls.ts';
import { Groups } from './groups/groups.ts';
import { claimsOf, Janitor } from './janitor.ts';
import { OpenSet } from './last-set.ts';
import { LineHistory } from './line-history.ts';
import { keepNews } from './news.ts';
import { Notifier } from './notifier.ts';
import type { App } from './port.ts';
import { followSettings, savePreferences } from './preferences.ts';
import { Readings } from './readings.ts';
import { resultCalls } from './result-calls.ts';
import { SavedLines } from './saved.ts';
import { sessionCalls } from './session-calls.ts';
import { LiveSessions } from './sessions.ts';
import { Shutdown } from './shutdown.ts';
import { dialogFlow } from './sign-in.ts';
import { createAppStore, freshSession, initialState, viewOf } from './store.ts';
import { Ticker } from './ticker.ts';
import { Watches } from './watches.ts';

/** The use cases behind the screen, and what the composition root needs besides. */
export interface ExtermApp extends App {
  /** Starts the clock and says what earlier exterms left behind. Asks no server. */
  start(): Promise<void>;
  /** Shows the connection or the group `front`, with the keys at its prompt, and connects all of these, some at a time. */
  open(names: readonly string[], front: string): Promise<void>;
  /** Offers to connect what was open when exterm ended last. */
  offerLast(): Promise<void>;
  /** For signals and crashes: leaves the ledger right without waiting for anything. Sessions stay in it as orphans. */
  lastResort(): void;
}

export function createApp(deps: AppDeps): ExtermApp {
  const kindOf = (connection: Connection) => engineKindOf(connection, deps);
  const { settings } = deps;
  const store = createAppStore(
    initialState(offeredConnections(settings), kindOf, deps.clock(), settings.preferences()),
  );
  const vault = new CredentialVault();
  const dialogs = new Dialogs(store);
  const feedback = new Feedback(store, deps.clock);
  const notifier = new Notifier(store, deps);
  const history = new LineHistory(deps, store, feedback);
  const ending = new AbortController();
  const notice = (what: string, next: string) => feedback.flash('warning', what, next);
  const remembered = new Remembered({ ring: deps.keyRing, notice });
  const used = new UsedPasswords();
  const flow = dialogFlow({ dialogs, vault, remembered, used });
  const inPane = dialogFlow(
    { dialogs, vault, remembered, used },
    { inPane: true, groupOf: (name) => groups.connectedWith(name) },
  );
  const tell = (error: unknown) => {
    if (!isAbort(error)) feedback.failed(failureOf(error));
  };
  const background = (work: Promise<unknown> | undefined) => {
    work?.catch(tell);
  };
  const sessions: LiveSessions = new LiveSessions(store, (connection) => ({
    deps,
    notifier,
    feedback,
    history,
    prompts: (line) => dialogs.prompts(connection.name, line),
    flow: inPane,
    view: () => store.getState().sessions[connection.name] ?? freshSession(connection.name, kindOf(connection)),
    results,
    openResult: (id) => grids.open(connection.name, id),
    ended: () => grids.of(connection.name)?.watch?.end(`${connection.name} is not open any more`),
    isRead: () => readings.of(connection.name) !== undefined,
    resultGrew: () => grids.grown(connection.name),
    becameReady: () => {
      const session = sessions.existing(connection.name);
      if (session) background(janitor.settleLeft(session));
    },
  }));
  const results = new Results({ spool: deps.spool, budget: deps.budget, failed: tell });
  const grids = new Grids({ store, results, budget: deps.budget, failed: tell });
  const readings = new Readings({ store, budget: deps.budget, failed: tell });
  const exports = new Exports({ store, grids, dialogs, feedback });
  const lines = new SavedLines(deps, feedback, () => store.getState().connections);
  const transcripts = new Transcripts(deps.transcriptBytes);
  const saved = new SavedConnections({
    deps,
    store,
    feedback,
    sessions,
    history,
    transcripts,
    forgotten: (name) => {
      readings.end(name);
      grids.forget(name);
    },
  });
  let stopWatching = () => {};
  const all = () => sessions;
  const inUse = (connection: Connection) => sessions.credentialOf(connection);
  const doctor = new ScreenDoctor({
    deps,
    store,
    dialogs,
    flow: (above) =>
      dialogFlow({ dialogs, vault, remembered, used, inUse }, above === undefined ? undefined : { above }),
    claims: () => claimsOf(all()),
    signal: ending.signal,
  });
  const janitor = new Janitor({ deps, store, feedback, flow, sessions: all, signal: ending.signal });
  const ticker = new Ticker(deps, store, feedback, all);
  const shutdown = new Shutdown(deps, store, all);

  const readHistory = () => {
    const { connections } = store.getState();
    history.read([...connections.map(({ name }) => name), ...groupsOf(connections).map(placeOf), openPlace]);
  };

  const ofResults = resultCalls({ grids, readings, exports });
  const watches = new Watches({ deps, results, grids, session: (name) => sessions.of(name) });
  const isRead = (place: string) => readings.of(place) !== undefined;
  const groups = new Groups({
    ...{ store, deps, sessions, transcripts, notifier, feedback, dialogs, results, grids, history, watches },
    isRead,
    background,
  });
  const { closePane } = ofResults;
  const ofConnections = sessionCalls({ deps, sessions, feedback, watches, readings, background, closePane });
  const ofPlaces = byPlace(ofConnections, groups);
  const select = (name: string) => {
    const place = findConnection(store.getState().connections, name)?.name ?? groups.look(name);
    if (place !== undefined) store.setState({ active: place });
  };
  const open = (names: readonly string[], front: string) => {
    select(front);
    // What is asked first, a password mostly, is typed where one looks.
    store.setState({ focus: 'prompt' });
    return groups.connectAll(
      names.flatMap((name) => findConnection(store.getState().connections, name) ?? []),
      ending.signal,
      groups.look(front),
    );
  };
  const openSet = new OpenSet({ deps, store, dialogs, feedback, open });
  let told = 0;
  const tellDamage = () => {
    const found = deps.notices.slice(told);
    told = deps.notices.length;
    for (const { what, kept } of found) feedback.flash('warning', what, `What stood there is kept in ${kept}.`);
  };

  return {
    store,
    start: async () => {
      ticker.start();
      keepNews(store);
      openSet.start();
      stopWatching = settings.watch(() => {
        try {
          saved.refresh();
          followSettings({ deps, store });
        } catch (error) {
          tell(error);
        }
      });
      readHistory();
      background(deps.spool?.sweep());
      try {
        await janitor.lookBack();
      } catch (error) {
        feedback.failed(failureOf(error));
      }
      // Damage counts more than orphans: it is what the flash shows last. Files are read again later, too.
      tellDamage();
      store.subscribe(tellDamage);
    },
    open,
    offerLast: () => openSet.offer(),
    lastResort: () => {
      openSet.stop();
      deps.ledger.flushSync();
      results.end();
      vault.wipeAll();
    },

    select,
    setList: (change) => store.setState(({ list }) => ({ list: { ...list, ...change } })),
    setFocus: (focus) => store.setState({ focus }),
    updatePane: (name, change) => {
      const view = viewOf(store.getState(), name);
      if (view) notifier.now(name, { pane: { ...view.pane, ...change } });
    },

    renewHistory: readHistory,
    savedCommands: (name) => lines.list(name),
    saveCommand: (command, existing) => lines.save(command, existing),
    removeCommand: (name) => lines.remove(name),
    ...ofPlaces,
    submit: (name, text, width) => {
      const user = used.userOf(text);
      if (user === undefined) ofPlaces.submit(name, text, width);
      else feedback.flash('warning', ...passwordTyped(user), name);
    },

    ...ofResults,
    editText: async (text) => (await deps.editor?.(text)) ?? { problem: 'This exterm opens no editor.' },
    copyOut: (text) => background(deps.clipboard?.(text)),

    openDialog: (body) => dialogs.open(body),
    closeDialog: (id) => {
      dialogs.close(id);
      doctor.closed(id);
    },
    answerDialog: (id, answer) => dialogs.answer(id, answer),
    confirm: (question) => dialogs.confirm(question),

    saveConnection: (connection, existing) => saved.save(connection, existing),
    moveInList: (place, by) => saved.move(place, by),
    removeConnection: (name) => saved.remove(name).catch(tell),
    savePreferences: (change) => savePreferences({ deps, store }, change),

    scanOrphans: () => janitor.scan().catch(tell),
    removeLeftBehind: () => janitor.removeLeftBehind().catch(tell),
    removeShells: (reports) => janitor.remove(reports).catch(tell),
    diagnose: (name) => {
      const found = findConnection(store.getState().connections, name);
      if (found && !store.getState().quitting) background(doctor.examine(found));
    },
    dismissFlash: () => store.setState({ flash: undefined }),
    quit: async () => {
      stopWatching();
      dialogs.closeAll();
      ending.abort();
      await shutdown.run();
      await Promise.all([doctor.idle(), remembered.idle()]);
      ticker.stop();
      grids.closeAll();
      results.end();
      vault.wipeAll();
    },
  };
}

const passwordTyped = (user: string) =>
  [
    `That line is the password of ${user}: it was not run, and is kept nowhere.`,
    'Nothing here asks for it now.',
  ] as const;
