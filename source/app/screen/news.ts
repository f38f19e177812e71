import type { StoreApi } from 'zustand/vanilla';
import { isConnecting, type LoggedLine, openPlace } from '../../domain/index.ts';
import { isOver } from './groups/group-run.ts';
import { groupMembers } from './groups/views.ts';
import type { AppState, News, SessionView } from './state.ts';

/** The lines that have ended between two states, oldest first. */
export function endedBetween(state: Pick<AppState, 'actions'>, before: Pick<AppState, 'actions'>): LoggedLine[] {
  if (state.actions === before.actions) return [];
  const last = before.actions.at(-1);
  const from = last === undefined ? 0 : state.actions.lastIndexOf(last) + 1;
  return state.actions.slice(from).flatMap(({ entry }) => entry ?? []);
}

/** Notes what happens in panes that are not shown, for as long as they are not. */
export function keepNews(store: StoreApi<AppState>): void {
  store.subscribe((state, before) => {
    const news = nextNews(state, before);
    if (news !== state.news) store.setState({ news });
  });
}

function nextNews(state: AppState, before: AppState): AppState['news'] {
  const { sessions, active } = state;
  let { news } = state;
  const note = (name: string, one: News) => {
    if (name === active || one.place === active) return;
    // What else came is to be seen in its own pane alone.
    const known = news[name];
    news = { ...news, [name]: known && known.place === undefined ? { ended: one.ended } : one };
  };
  if (sessions !== before.sessions) {
    for (const [name, session] of Object.entries(sessions)) {
      const known = before.sessions[name];
      const hasPrinted = known !== undefined && known.transcriptVersion !== session.transcriptVersion;
      if (hasPrinted && !news[name])
        note(name, { ended: undefined, place: groupOf(name, state) ?? wayOf(session, state) });
    }
  }
  for (const ended of endedBetween(state, before)) {
    note(ended.connection, { ended, place: groupOf(ended.connection, state, ended) });
  }
  const seen = Object.keys(news).filter((name) => [name, news[name]?.place].includes(active) || !sessions[name]);
  return seen.length === 0 ? news : Object.fromEntries(Object.entries(news).filter(([name]) => !seen.includes(name)));
}

/** The group whose line a connection runs, or is about to; for a line that has ended, the one whose line it was. */
function groupOf(name: string, { groups }: AppState, ended?: LoggedLine): string | undefined {
  const found = Object.values(groups).find(({ run }) => {
    const member = run?.members.find((one) => one.name === name);
    if (!run || !member || isOver(member)) return false;
    return ['runs', 'slow', 'asks'].includes(member.state) || ended === undefined || ended.line === run.line;
  });
  return found?.connection;
}

/** The shown group for what a session prints as it is opened or let go: the list says the same of all of them. */
function wayOf({ connection, state, failure }: SessionView, all: AppState): string | undefined {
  const { active, groups } = all;
  const isLetGo = (state === 'closing' || state === 'closed') && failure === undefined;
  if (active === undefined || !groups[active] || !(isConnecting(state) || isLetGo)) return undefined;
  const isMember = active === openPlace || groupMembers(all, active).some(({ name }) => name === connection);
  return isMember ? active : undefined;
}
