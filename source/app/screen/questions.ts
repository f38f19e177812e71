import type { AppState, Dialog } from './state.ts';

type Shown = Pick<AppState, 'dialogs' | 'active'>;

/** The connection in whose pane a dialog lives, because its session or its server asks; undefined for the user's own. */
export function paneOf(dialog: Dialog | undefined): string | undefined {
  const isAsked = dialog?.kind === 'hostPrompt' || (dialog?.kind === 'credential' && dialog.inPane === true);
  return isAsked ? dialog.connection : undefined;
}

/** Whether a question is asked in that pane: in its connection's own, and where a group is signed in to, in the group's. */
function isAskedIn(dialog: Dialog, pane: string | undefined): boolean {
  if (pane === undefined) return false;
  return paneOf(dialog) === pane || (dialog.kind === 'credential' && dialog.group === pane);
}

/** The dialog that is drawn: what the user opened last, or else what is asked in the shown pane. */
export function shownDialog({ dialogs, active }: Shown): Dialog | undefined {
  return dialogs.findLast((dialog) => paneOf(dialog) === undefined || isAskedIn(dialog, active));
}

/** Whether what the connection asks is asked in the shown pane. */
export function isAskedHere({ dialogs, active }: Shown, connection: string): boolean {
  return dialogs.some((dialog) => paneOf(dialog) === connection && isAskedIn(dialog, active));
}

/** The dialog that has the keys: a pane's question only where the user is in that pane, not on the way through the list. */
export function dialogWithKeys(state: Shown & Pick<AppState, 'focus'>): Dialog | undefined {
  const shown = shownDialog(state);
  return paneOf(shown) !== undefined && state.focus !== 'prompt' ? undefined : shown;
}

/** Connections whose panes wait for an answer. */
export function askingConnections({ dialogs }: Pick<AppState, 'dialogs'>): ReadonlySet<string> {
  return new Set(dialogs.flatMap((dialog) => paneOf(dialog) ?? []));
}
