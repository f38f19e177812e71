import { isDeepStrictEqual } from 'node:util';
import type { StoreApi } from 'zustand/vanilla';
import type { Preferences } from '../../domain/index.ts';
import type { AppDeps } from '../deps.ts';
import { failureOf } from '../failing.ts';
import type { AppState } from './state.ts';

/** The file has changed: the screen follows what is in it now. */
export function followSettings({ deps, store }: Parts): void {
  const preferences = deps.settings.preferences();
  if (!isDeepStrictEqual(preferences, store.getState().preferences)) store.setState(preferring(preferences));
}

/** What settings change of the state. */
function preferring(preferences: Preferences): (state: AppState) => Pick<AppState, 'preferences' | 'list'> {
  return ({ list }) => ({ preferences, list: { ...list, order: preferences.order } });
}

interface Parts {
  readonly deps: Pick<AppDeps, 'settings'>;
  readonly store: StoreApi<AppState>;
}

/** Saves settings, and the screen follows them at once. Gives why not; undefined once they are saved. */
export async function savePreferences(
  { deps, store }: Parts,
  change: Partial<Preferences>,
): Promise<string | undefined> {
  try {
    await deps.settings.savePreferences(change);
  } catch (error) {
    return failureOf(error).what;
  }
  store.setState(preferring(deps.settings.preferences()));
  return undefined;
}
