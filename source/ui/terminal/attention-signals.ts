import type { StoreApi } from 'zustand/vanilla';
import type { AppState } from '../../app/screen/state.ts';
import { toAscii } from '../../text/ascii.ts';
import { attentionOf, type Call, endsInSight } from '../attention.ts';
import { notification, takesOsc } from './notification.ts';

export interface SignalPorts {
  readonly store: StoreApi<AppState>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly write: (bytes: string) => void;
  /** False while another program has the terminal. */
  readonly hasTerminal: () => boolean;
  /** False where the terminal has said that somebody works in another window. */
  readonly isLookedAt: () => boolean;
  /** The terminal has no other characters. */
  readonly isAscii: () => boolean;
}

const bell = '\x07';
/** Connections that a notification names at most. */
const mostNamed = 3;

export interface Signals {
  /** The terminal is there again, with a title that is not ours: says what holds, and what came meanwhile. */
  again(): void;
  end(): void;
}

/**
 * Tells the terminal of what wants attention: its title says what, the bell rings once for each, and what is out of sight
 * is told on the desktop. Each as far as the settings have it.
 */
export function signalAttention(ports: SignalPorts): Signals {
  const { store, environment, write, hasTerminal, isLookedAt, isAscii } = ports;
  let title = '';
  let heard: ReadonlySet<string> = new Set();
  const hasTitle = takesOsc(environment);
  const titleOf = (state: AppState, wanted: string) => {
    const next = state.preferences.title ? wanted : title === '' ? '' : 'exterm';
    if (!hasTitle || next === title) return '';
    title = next;
    return `\x1b]2;${next}\x07`;
  };
  const tell = (state: AppState, before: AppState) => {
    if (!hasTerminal()) return;
    const next = attentionOf(state);
    const fresh = [...next.calls].filter(([key]) => !heard.has(key)).map(([, call]) => call);
    heard = new Set(next.calls.keys());
    const isAway = !isLookedAt();
    const calls = isAway ? [...fresh, ...endsInSight(state, before)] : fresh;
    const outOfSight = calls.filter(({ connection }) => isAway || connection !== state.active);
    const { notifications } = state.preferences;
    const told = outOfSight.length > 0 ? notification(summary(outOfSight), notifications, environment) : '';
    const bytes = titleOf(state, next.title) + (calls.length > 0 && state.preferences.bell ? bell : '') + told;
    if (bytes !== '') write(isAscii() ? inAscii(bytes) : bytes);
  };
  tell(store.getState(), store.getState());
  const end = store.subscribe((state, before) => {
    const { sessions, groups, dialogs, now, news, actions, preferences } = before;
    const isSame =
      state.sessions === sessions &&
      state.groups === groups &&
      state.dialogs === dialogs &&
      state.now === now &&
      state.news === news &&
      state.actions === actions &&
      state.preferences === preferences;
    if (!isSame) tell(state, before);
  });
  return {
    end,
    again: () => {
      title = '';
      tell(store.getState(), store.getState());
    },
  };
}

/** The characters between the controls. */
function inAscii(bytes: string): string {
  return bytes.replaceAll(/[^\x00-\x7f]+/g, toAscii);
}

function summary(calls: readonly Call[]): string {
  const texts = calls.slice(0, mostNamed).map(({ text }) => text);
  const more = calls.length - texts.length;
  return [...texts, ...(more > 0 ? [`and ${more} more`] : [])].join(' · ');
}
