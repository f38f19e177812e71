import type { StoreApi } from 'zustand/vanilla';
import type { LoggedLine } from '../../domain/index.ts';
import type { AppState, News } from './state.ts';

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
    news = { ...news, [name]: one };
  };
  if (sessions !== before.sessions) {
    for (const [name, session] of Object.entries(sessions)) {
      const known = before.sessions[name];
      const hasPrinted = known !== undefined && known.transcriptVersion !== session.transcriptVersion;
      if (hasPrinted && name !== active && !news[name]) note(name, { ended: undefined });
    }
  }
  for (const ended of endedBetween(state, before)) {
    if (ended.connection !== active) note(ended.connection, { ended });
  }
  const seen = Object.keys(news).filter((name) => name === active || !sessions[name]);
  return seen.length === 0 ? news : Object.fromEntries(Object.entries(news).filter(([name]) => !seen.includes(name)));
}
