import { type CommandRecord, commandRecords, keysLabel, type Scope } from '../../app/screen/commands/index.ts';
import type { AppState } from '../../app/screen/state.ts';
import { type Line, lineWidth, type Span, span } from '../widgets/line.ts';

/** Keys that count where the focus is, as many as fit, the important ones longest. */
export function hintLine(scopes: readonly Scope[], state: AppState, columns: number): Line {
  // On the screen every place has its own and the common ones; a dialog has its own alone.
  const candidates = commandRecords.filter(
    (record) =>
      record.hint &&
      scopes.includes(record.scope) &&
      record.disabledReason(state) === undefined &&
      record.hint.when?.(state) !== false,
  );
  const placeFirst = ({ scope, hint }: CommandRecord) =>
    (hint!.when ? 0 : scope === 'anywhere' && !hint!.isEarly ? 200 : 100) + hint!.rank;
  const ranked = candidates.toSorted((a, b) => placeFirst(a) - placeFirst(b));
  for (let count = ranked.length; count > 0; count -= 1) {
    const row = [span(' '), ...ranked.slice(0, count).flatMap(hint)];
    if (lineWidth(row) <= columns) return row;
  }
  return [];
}

function hint(record: CommandRecord): readonly Span[] {
  return [span(keysLabel(record), 'keyCap'), span(` ${record.hint!.text}  `)];
}
