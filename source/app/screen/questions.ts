import type { AppState, Dialog } from './state.ts';

type Shown = Pick<AppState, 'dialogs' | 'active'>;

/** The dialog that is drawn: what the user opened last, or else what the server of the shown pane asks. */
export function shownDialog({ dialogs, active }: Shown): Dialog | undefined {
  return dialogs.findLast((dialog) => dialog.kind !== 'hostPrompt' || dialog.connection === active);
}

/** The dialog that has the keys: a server's question only where the user is in its pane, not on the way through the list. */
export function dialogWithKeys(state: Shown & Pick<AppState, 'focus'>): Dialog | undefined {
  const shown = shownDialog(state);
  return shown?.kind === 'hostPrompt' && state.focus !== 'prompt' ? undefined : shown;
}

/** Connections whose servers wait for an answer. */
export function askingConnections({ dialogs }: Pick<AppState, 'dialogs'>): ReadonlySet<string> {
  return new Set(dialogs.flatMap((dialog) => (dialog.kind === 'hostPrompt' ? [dialog.connection] : [])));
}
