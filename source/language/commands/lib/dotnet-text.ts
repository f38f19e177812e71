import { PsNumber, PsObject } from '../../../objects/index.ts';
import { LiveArray, LiveDictionary, LiveList, LiveObject, type Value } from '../../run/value.ts';
import { shortest } from '../../values/format-number.ts';
import { isNumberWithMore } from '../../values/kinds.ts';
import type { CommandContext } from '../command.ts';

/**
 * What .NET's own ToString() gives, which CSV, HTML and JSON are written with: numbers with all their digits, lists and
 * hashtables the names of their types. A list that came over the wire has the text of its items, as PowerShell gives it.
 */
export function dotNetText(value: Value, { semantics }: CommandContext): string {
  // A number that was an argument is written as it was typed: 0042.
  if (isNumberWithMore(value) && value.text !== undefined) return value.text;
  if (value instanceof LiveObject && value.base !== undefined)
    return dotNetText(value.base, { semantics } as CommandContext);
  if (value instanceof PsNumber && (value.type === 'Double' || value.type === 'Single'))
    return numberText(Number(value.value), value.type === 'Single');
  if (value instanceof LiveArray || value instanceof LiveList || value instanceof LiveDictionary)
    return semantics.typeNameOf(value);
  if (value instanceof PsObject && value.collection?.kind === 'dictionary')
    return semantics.typeNameOf(value).replace(/^Deserialized\./, '');
  return value instanceof PsObject && value.collection && value.text !== undefined
    ? value.text
    : semantics.toText(value);
}

/** All digits that it takes to read the same number. */
function numberText(value: number, isSingle: boolean): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  return shortest(value, isSingle);
}
