import type { StoreApi } from 'zustand/vanilla';
import type { AppState } from '../../app/screen/state.ts';
import { attentionOf } from '../attention.ts';

const bell = '\x07';
const titleOf = (text: string) => `\x1b]2;${text}\x07`;

/** Tells the terminal of what wants attention: its title says what, the bell rings once for each. Gives what ends it. */
export function signalAttention(store: StoreApi<AppState>, write: (bytes: string) => void): () => void {
  let title = '';
  let heard: ReadonlySet<string> = new Set();
  const tell = (state: AppState) => {
    const next = attentionOf(state);
    const isNew = [...next.calls].some((call) => !heard.has(call));
    heard = next.calls;
    const changed = next.title === title ? '' : titleOf(next.title);
    title = next.title;
    if (changed !== '' || isNew) write(changed + (isNew ? bell : ''));
  };
  tell(store.getState());
  return store.subscribe((state, before) => {
    if (state.sessions !== before.sessions || state.dialogs !== before.dialogs || state.now !== before.now) tell(state);
  });
}
