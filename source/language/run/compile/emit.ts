import type { Out } from '../out.ts';
import type { Semantics } from '../semantics.ts';
import { nothing, type Worth } from '../value.ts';

/** Writes what an expression is worth: lists item by item. */
export function emit(out: Out, worth: Worth, semantics: Semantics): void {
  if (worth === nothing) return;
  if (typeof worth !== 'object' || worth === null) {
    out.write(worth);
    return;
  }
  const items = semantics.itemsOf(worth);
  if (items) for (let i = 0; i < items.length; i++) out.write(items[i]!);
  else out.write(worth);
}
