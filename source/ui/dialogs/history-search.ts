import type { App } from '../../app/screen/port.ts';
import { ageText, durationText, type HistoryEntry, historyOf } from '../../domain/index.ts';
import { type Span, span } from '../widgets/line.ts';
import type { PickerParts } from './picker.ts';

/** The lines of all connections, the shown one's first, the newest first; the taken one goes to its prompt. */
export function historySearch(app: App): PickerParts {
  const { active, history } = app.store.getState();
  // What came last when the list was opened: it must not move under the fingers.
  const entries = active === undefined ? [] : historyOf(history, active).filter(({ isHidden }) => !isHidden);
  const items = entries.map((entry) => ({
    label: [span(entry.line)],
    // Of thousands of lines a few are seen.
    get detail() {
      return facts(entry, active, app.store.getState().now);
    },
    keepsDetail: true,
    search: `${entry.line} ${entry.connection} ${entry.server ?? ''} ${entry.outcome === 'completed' ? '' : (entry.outcome ?? '')}`,
    disabled: undefined,
    take: () => {
      if (active === undefined) return;
      const text = entry.line;
      app.closePane(active);
      app.updatePane(active, { text, cursor: text.length, walk: undefined });
      app.setFocus('prompt');
    },
  }));
  return {
    title: 'History',
    placeholder: 'parts of a line, in any order; a connection, a server',
    nothing: 'No line has that in it.',
    width: 110,
    exact: true,
    items: () => items,
  };
}

/** Where, when, for how long, and how it ended where it did not end well. */
function facts(entry: HistoryEntry, active: string | undefined, now: number): readonly Span[] {
  const { connection, at, milliseconds, outcome, errors = 0 } = entry;
  const parts = [
    ...(connection === active ? [] : [connection]),
    ...(milliseconds === undefined ? [] : [durationText(milliseconds)]),
    ...(at === undefined ? [] : [`${ageText(now - at)} ago`]),
  ];
  const bad = outcome !== undefined && outcome !== 'completed' ? outcome : errors > 0 ? 'errors' : '';
  return [...(bad === '' ? [] : [span(`✗ ${bad} `, 'bad')]), span(parts.join(' · '), 'quiet')];
}
