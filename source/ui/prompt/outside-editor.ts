import { activeSession, noConnection } from '../../app/screen/commands/index.ts';
import type { App, EditedText } from '../../app/screen/port.ts';
import type { Dialog } from '../../app/screen/state.ts';
import { viewOf } from '../../app/screen/store.ts';
import { pastedText } from '../input/pastes.ts';

export interface OutsideEditorPorts {
  readonly app: App;
  /** What has the keys in place of the prompt. */
  readonly dialog: Dialog | undefined;
  readonly notice: (text: string) => void;
  /** Gives the terminal away while the work goes on; false where it cannot be given now. */
  readonly lend: (work: () => Promise<void>) => Promise<boolean>;
}

/** Opens the user's editor on what stands at the prompt; what comes back stands there, and runs only by Enter. */
export async function editOutside({ app, dialog, notice, lend }: OutsideEditorPorts): Promise<void> {
  const state = app.store.getState();
  const session = activeSession(state);
  const refusal = whyNot(dialog, session && state.panes[session.connection] !== undefined);
  if (refusal !== undefined || !session) {
    notice(refusal ?? noConnection);
    return;
  }
  const { connection, pane } = session;
  const made: EditedText[] = [];
  await lend(async () => {
    made.push(await app.editText(pane.text));
  });
  const [edited = { problem: 'The terminal cannot be given away just now.' }] = made;
  if ('problem' in edited) notice(edited.problem);
  else take(app, connection, pane.text, pastedText(edited.text));
}

function whyNot(dialog: Dialog | undefined, isCovered: boolean | undefined): string | undefined {
  if (dialog && asksSecret(dialog)) return 'A password goes into no editor: it would stand in a file.';
  if (dialog) return 'The editor takes what stands at the prompt: close this first.';
  return isCovered ? 'The editor takes what stands at the prompt: Esc goes back to it.' : undefined;
}

function asksSecret(dialog: Dialog): boolean {
  if (dialog.kind !== 'hostPrompt') return dialog.kind === 'credential';
  const { prompt } = dialog;
  if (prompt.kind === 'fields') return prompt.fields.some(({ secret }) => secret);
  return prompt.kind === 'credential' || (prompt.kind === 'line' && prompt.secret);
}

/** What came to the prompt meanwhile, lines that waited and were not run, stands below it. */
function take(app: App, connection: string, before: string, text: string): void {
  const now = viewOf(app.store.getState(), connection)?.pane.text;
  if (now === undefined || (text === before && now === before)) return;
  const whole = now === before ? text : `${text}\n${now}`;
  app.updatePane(connection, { text: whole, cursor: text.length, walk: undefined });
  app.setFocus('prompt');
}
