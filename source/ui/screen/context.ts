import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { AppState } from '../../app/screen/state.ts';
import type { ScreenState } from '../laid-out.ts';
import type { ScreenModel } from '../screen-model.ts';

export const ModelContext = createContext<ScreenModel | undefined>(undefined);

export function useModel(): ScreenModel {
  const model = useContext(ModelContext);
  if (!model) throw new Error('The screen has no model: render it below ModelContext.');
  return model;
}

/** A part of the app's state; draws anew only when that part is another one. */
export function useApp<T>(select: (state: AppState) => T): T {
  return useStore(useModel().app.store, select);
}

export function useScreen<T>(select: (state: ScreenState) => T): T {
  return useStore(useModel().state, select);
}

/** The time that is shown: where the screen is read aloud, it moves by the minute. */
export function useNow(): number {
  return useApp(({ now, preferences }) => (preferences.reader ? now - (now % 60_000) : now));
}

export function useLayout() {
  const model = useModel();
  useScreen((state) => state);
  useApp((state) => state.flash);
  useApp((state) => state.active);
  useApp((state) => state.focus);
  useApp((state) => state.preferences.reader);
  useApp((state) => state.dialogs);
  // Esc is no way to put a message away where a pane has been opened over the session.
  useApp(({ active, panes }) => active !== undefined && panes[active] !== undefined);
  // A hook has to follow some store: without a question the one that is followed anyway.
  useStore(model.question?.version ?? model.state);
  return model.layout;
}
