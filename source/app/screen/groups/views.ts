import type { StoreApi } from 'zustand/vanilla';
import {
  type Connection,
  findGroupPlace,
  isConnecting,
  listOrder,
  membersOf,
  openPlace,
  type SessionState,
  Transcript,
  type Transcripts,
} from '../../../domain/index.ts';
import type { Feedback } from '../feedback.ts';
import { isOpen } from '../openness.ts';
import type { AppState, GroupView } from '../state.ts';
import { freshSession } from '../store.ts';

export interface GroupViewsParts {
  readonly store: StoreApi<AppState>;
  readonly transcripts: Transcripts;
  /** Whether a line of the group's is running somewhere. */
  readonly isRunning: (place: string) => boolean;
  readonly feedback: Feedback;
}

/** The cause of a flash about a place of which nothing is open. */
export const nothingOpen = (place: string) => `nothing of ${place} is open`;

/** The groups' views in the store: each is as open, or as busy, as its members are. */
export class GroupViews {
  readonly #parts: GroupViewsParts;

  constructor(parts: GroupViewsParts) {
    this.#parts = parts;
    parts.store.subscribe((next, before) => {
      if (next.connections !== before.connections) this.#forget(next);
      if (next.sessions !== before.sessions || next.connections !== before.connections) this.refresh();
    });
  }

  /** The place as it is spelled, its view made where it has not been looked at before; undefined: there is no such group. */
  look(name: string): string | undefined {
    const { store, transcripts } = this.#parts;
    const state = store.getState();
    const place = placeIn(state, name);
    if (place === undefined || state.groups[place]) return place;
    const fresh = freshSession(place, 'native', new Transcript(transcripts));
    const view: GroupView = { ...fresh, state: this.#stateOf(place, state), run: undefined };
    store.setState(({ groups }) => ({ groups: { ...groups, [place]: view } }));
    return place;
  }

  refresh(): void {
    const { store, feedback } = this.#parts;
    const state = store.getState();
    for (const place of Object.keys(state.groups)) {
      if (openMembers(state, place).length > 0) feedback.settled(nothingOpen(place));
    }
    const changed = Object.entries(state.groups).flatMap(([place, view]) => {
      const now = this.#stateOf(place, state);
      return now === view.state ? [] : [[place, { ...view, state: now }] as const];
    });
    if (changed.length > 0) store.setState(({ groups }) => ({ groups: { ...groups, ...Object.fromEntries(changed) } }));
  }

  /** Groups that nothing is in any more are no more. */
  #forget({ groups, connections, active, list }: AppState): void {
    const gone = Object.keys(groups).filter((place) => placeIn({ connections }, place) === undefined);
    if (gone.length === 0) return;
    for (const place of gone) groups[place]!.transcript.clear();
    const left = Object.entries(groups).filter(([place]) => !gone.includes(place));
    this.#parts.store.setState({
      groups: Object.fromEntries(left),
      ...(active !== undefined && gone.includes(active) ? { active: listOrder(connections, list.order)[0]?.name } : {}),
    });
  }

  #stateOf(place: string, state: AppState): SessionState {
    if (this.#parts.isRunning(place)) return 'busy';
    const states = groupMembers(state, place).map(({ name }) => state.sessions[name]?.state ?? 'closed');
    if (states.some((one) => one === 'ready' || one === 'busy')) return 'ready';
    if (states.some(isConnecting)) return 'probing';
    return states.includes('closing') ? 'closing' : 'closed';
  }
}

/** The connections that a place stands for; of `@open` those that are open. */
export function groupMembers(
  { connections, sessions }: Pick<AppState, 'connections' | 'sessions'>,
  place: string,
): readonly Connection[] {
  if (place !== openPlace || findGroupPlace(connections, place) !== undefined) return membersOf(connections, place);
  return connections.filter(({ name }) => ['ready', 'busy'].includes(sessions[name]?.state ?? ''));
}

/** The names of those of them that are open. */
export function openMembers(state: Pick<AppState, 'connections' | 'sessions'>, place: string): readonly string[] {
  return groupMembers(state, place).flatMap(({ name }) => {
    const session = state.sessions[name];
    return session && isOpen(session) ? [name] : [];
  });
}

function placeIn({ connections }: Pick<AppState, 'connections'>, name: string): string | undefined {
  return findGroupPlace(connections, name) ?? (name.toLowerCase() === openPlace ? openPlace : undefined);
}
