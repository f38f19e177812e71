import type { App } from '../../app/screen/port.ts';
import { viewOf } from '../../app/screen/store.ts';
import { insert } from '../fields/line-editor.ts';

/** Puts a text at a connection's prompt, where the cursor is: what is half typed there stays. */
export function putAtPrompt(app: App, connection: string, text: string): void {
  app.closePane(connection);
  const pane = viewOf(app.store.getState(), connection)?.pane;
  if (pane) app.updatePane(connection, { ...insert(pane, text), walk: undefined });
  app.setFocus('prompt');
}
