import { activeSession } from '../../app/screen/commands/index.ts';
import type { App } from '../../app/screen/port.ts';
import {
  type HistoryEntry,
  healthLine,
  healthSeconds,
  historyOf,
  isGroupPlace,
  savedWatches,
} from '../../domain/index.ts';
import { changesIn } from '../../language/text.ts';
import { once } from '../once.ts';
import { span } from '../widgets/line.ts';
import type { PickerItem, PickerParts } from './picker.ts';

/** Seconds between looks of a line that nothing was said about. */
const usual = 10;

/** What can be watched: what comes with exterm, what stands at the prompt, and what was run. */
export function watches(app: App): PickerParts {
  const looks = once((history: readonly HistoryEntry[], connection: string) =>
    historyOf(history, connection)
      .map(({ line }) => line)
      .filter((line) => /^(?:Get|Test|Measure|Search)-/i.test(line) && changesIn(line).length === 0),
  );
  return {
    title: 'Watch',
    placeholder: 'part of a line; or type watch 10 Get-Queue at the prompt',
    nothing: 'Nothing here has that in it. At the prompt: watch 10 Get-Queue',
    width: 76,
    exact: true,
    items: () => {
      const state = app.store.getState();
      const session = activeSession(state);
      if (!session) return [];
      const { history } = state;
      const { connection, pane } = session;
      const item = (label: string, line: string, seconds: number): PickerItem => ({
        label: [span(label)],
        detail: [span(`every ${seconds} s`, 'quiet')],
        search: `${label} ${line}`,
        disabled: undefined,
        take: () => {
          app.watch(connection, { line, seconds });
          app.setFocus('prompt');
        },
      });
      const typed = pane.text.trim();
      return [
        ...(typed === '' ? [] : [item(typed, typed, usual)]),
        ...(isGroupPlace(connection) ? [item('Watch the health of all', healthLine, healthSeconds)] : []),
        ...savedWatches.map(({ title, line, seconds }) => item(`${title}: ${line}`, line, seconds)),
        ...looks(history, connection)
          .filter((line) => line !== typed)
          .map((line) => item(line, line, usual)),
      ];
    },
  };
}
