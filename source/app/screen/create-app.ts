import { isAbort } from '../../async/abort.ts';
import { type Connection, connectionNameProblem, copyOf, findConnection, urlProblem } from '../../domain/index.ts';
import { type AppDeps, engineKindOf } from '../deps.ts';
import { failureOf } from '../failing.ts';
import { offeredConnections } from '../offered-connections.ts';
import { CredentialVault } from '../sign-in/credentials.ts';
import { Remembered } from '../sign-in/remembered.ts';
import { Dialogs } from './dialogs.ts';
import { ScreenDoctor } from './doctor.ts';
import { Feedback } from './feedback.ts';
import { claimsOf, Janitor } from './janitor.ts';
import { LiveSession } from './live-session.ts';
import { Notifier } from './notifier.ts';
import type { App } from './port.ts';
import { Shutdown } from './shutdown.ts';
import { dialogFlow } from './sign-in.ts';
import { createAppStore, freshSession, initialState } from './store.ts';
import { Ticker } from './ticker.ts';

/** The use cases behind the screen, and what the composition root needs besides. */
export interface ExtermApp extends App {
  /** Starts the clock and says what earlier exterms left behind. Asks no server. */
  start(): Promise<void>;
  /** For signals and crashes: leaves the ledger right without waiting for anything. Sessions stay in it as orphans. */
  lastResort(): void;
}

export function createApp(deps: AppDeps): ExtermApp {
  const kindOf = (connection: Connection) => engineKindOf(connection, deps);
  const store = createAppStore(initialState(offeredConnections(deps.settings), kindOf, deps.clock()));
  const vault = new CredentialVault();
  const dialogs = new Dialogs(store);
  const feedback = new Feedback(store, deps.clock);
  const notifier = new Notifier(store, deps.timers);
  const ending = new AbortController();
  const sessions = new Map<string, LiveSession>();
  const notice = (what: string, next: string) => feedback.flash('warning', what, next);
  const remembered = new Remembered({ ring: deps.keyRing, notice });
  const flow = dialogFlow({ dialogs, vault, remembered });
  const all = () => sessions.values();
  const inUse = ({ name }: Connection) => {
    const credential = sessions.get(name)?.driver.access?.access.credential;
    return credential && copyOf(credential);
  };
  const doctor = new ScreenDoctor({
    deps,
    store,
    dialogs,
    flow: (above) => dialogFlow({ dialogs, vault, remembered, inUse }, above),
    claims: () => claimsOf(all()),
    signal: ending.signal,
  });
  const janitor = new Janitor({ deps, store, feedback, flow, sessions: all, signal: ending.signal });
  const ticker = new Ticker(deps, store, feedback, all);
  const shutdown = new Shutdown(deps, store, all);

  const live = (name: string): LiveSession | undefined => {
    const connection = findConnection(store.getState().connections, name);
    if (!connection || store.getState().quitting) return undefined;
    const existing = sessions.get(connection.name);
    if (existing) return existing;
    const session: LiveSession = new LiveSession(connection, {
      deps,
      notifier,
      feedback,
      prompts: dialogs.prompts(connection.name),
      flow,
      view: () => store.getState().sessions[connection.name] ?? freshSession(connection.name, kindOf(connection)),
      becameReady: () => background(janitor.settleLeft(session)),
    });
    sessions.set(connection.name, session);
    return session;
  };
  const background = (work: Promise<unknown> | undefined) => {
    work?.catch((error: unknown) => {
      if (!isAbort(error)) feedback.failed(failureOf(error));
    });
  };
  /** A view for the connection, its history from disk, and no driver of its older self. */
  const begin = (connection: Connection, before: string | undefined) => {
    if (before !== undefined) sessions.delete(before);
    store.setState((state) => {
      const { [before ?? '']: old, ...others } = state.sessions;
      const fresh = freshSession(connection.name, kindOf(connection), deps.history.read(connection.name));
      const view = old ? { ...fresh, transcript: old.transcript, transcriptVersion: old.transcriptVersion } : fresh;
      return { sessions: { ...others, [connection.name]: view } };
    });
  };
  for (const connection of store.getState().connections) begin(connection, undefined);
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
      try {
        await janitor.lookBack();
      } catch (error) {
        feedback.failed(failureOf(error));
      }
      // Damage counts more than orphans: it is what the flash shows last. Files are read again later, too.
      tellDamage();
      store.subscribe(tellDamage);
    },
    lastResort: () => {
      deps.ledger.flushSync();
      vault.wipeAll();
    },

    select: (name) => {
      const found = findConnection(store.getState().connections, name);
      if (found) store.setState({ active: found.name });
    },
    setFocus: (focus) => store.setState({ focus }),
    updatePane: (name, change) => {
      const view = store.getState().sessions[name];
      if (view) notifier.now(name, { pane: { ...view.pane, ...change } });
    },

    connect: (name) => background(live(name)?.connect()),
    disconnect: (name) => background(live(name)?.close()),
    reconnect: (name) => background(live(name)?.reconnect()),
    keepAlive: (name, milliseconds) =>
      live(name)?.keepAlive(milliseconds === undefined ? undefined : deps.clock() + milliseconds),

    submit: (name, text, width) => background(live(name)?.submit(text, width)),
    stop: (name) => background(live(name)?.stop()),
    complete: async (name, text, cursor, signal) => {
      const none = { start: cursor, end: cursor, candidates: [] };
      // Nobody misses candidates that could not be had: the line can be typed without.
      return (
        (await live(name)
          ?.driver.complete(text, cursor, signal)
          .catch(() => none)) ?? none
      );
    },
    isComplete: (name, text) => live(name)?.driver.isComplete(text) ?? true,
    clearTranscript: (name) => live(name)?.clearTranscript(),

    openDialog: (body) => dialogs.open(body),
    closeDialog: (id) => {
      dialogs.close(id);
      doctor.closed(id);
    },
    answerDialog: (id, answer) => dialogs.answer(id, answer),
    confirm: (question) => dialogs.confirm(question),

    saveConnection: async (connection, existing) => {
      const state = store.getState();
      const before = existing === undefined ? undefined : findConnection(state.connections, existing);
      const problem = problemOf(connection, before?.name, state.connections);
      if (problem) return problem;
      if (before && sessions.get(before.name)?.driver.isOpen)
        return `Disconnect "${before.name}" before you change it.`;
      try {
        // One of the sandbox's that was only offered is not in the file yet: changing it saves it.
        const saved = before && findConnection(deps.settings.connections(), before.name);
        const refused = await deps.settings.save(connection, saved?.name);
        if (refused) return refused;
      } catch (error) {
        return failureOf(error).what;
      }
      store.setState(({ connections, active }) => ({
        connections: before
          ? connections.map((one) => (one.name === before.name ? connection : one))
          : [...connections, connection],
        active: active === before?.name || active === undefined ? connection.name : active,
      }));
      begin(connection, before?.name);
      return undefined;
    },
    removeConnection: async (name) => {
      const found = findConnection(store.getState().connections, name);
      if (!found) return;
      try {
        await sessions.get(found.name)?.close();
        await deps.settings.remove(found.name);
        deps.history.remove(found.name);
      } catch (error) {
        return feedback.failed(failureOf(error), found.name);
      }
      sessions.delete(found.name);
      store.setState((state) => {
        const connections = state.connections.filter((one) => one.name !== found.name);
        const { [found.name]: _gone, ...rest } = state.sessions;
        const active = state.active === found.name ? connections[0]?.name : state.active;
        return { connections, sessions: rest, active };
      });
    },

    scanOrphans: () => janitor.scan(),
    removeLeftBehind: () => janitor.removeLeftBehind(),
    removeShells: (reports) => janitor.remove(reports),
    diagnose: (name) => {
      const found = findConnection(store.getState().connections, name);
      if (found && !store.getState().quitting) background(doctor.examine(found));
    },
    dismissFlash: () => store.setState({ flash: undefined }),
    quit: async () => {
      dialogs.closeAll();
      ending.abort();
      await shutdown.run();
      await Promise.all([doctor.idle(), remembered.idle()]);
      ticker.stop();
      vault.wipeAll();
    },
  };
}

function problemOf(connection: Connection, before: string | undefined, all: readonly Connection[]): string | undefined {
  const taken = findConnection(all, connection.name);
  if (taken && taken.name !== before) return `There is a connection "${taken.name}" already.`;
  return connectionNameProblem(connection.name) ?? urlProblem(connection.url);
}
