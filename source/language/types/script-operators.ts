import type { ScriptCaller } from '../run/script-caller.ts';
import { LiveArray, type ScriptBlock, type Value } from '../run/value.ts';
import type { Work } from '../run/work.ts';
import { arrayItems, toBoolean, toText } from '../values/convert.ts';
import { type Found, findAll } from '../values/replace.ts';
import { fromTheEnd, mindsCase, replaceArguments, replacePattern, splitArguments } from '../values/text-operators.ts';
import { matchValue } from './match.ts';

const textOfOutput = (output: readonly Value[]) => output.map(toText).join(' ');

/** `left -replace pattern, { … }`: the script block gets the match as `$_`. */
export function* replaceByScript(operator: string, left: Value, right: Value, scripts: ScriptCaller): Work<Value> {
  const [pattern = '', script] = replaceArguments(right);
  const regex = replacePattern(toText(pattern), mindsCase(operator));
  const one = function* (value: Value): Work<string> {
    const text = toText(value);
    let out = '';
    let end = 0;
    for (const found of findAll(regex, text) as readonly Found[]) {
      const output = yield* scripts.invoke(script as ScriptBlock, { current: matchValue(found, regex, text) });
      out += text.slice(end, found.index) + textOfOutput(output);
      end = found.index + found.text.length;
    }
    return out + text.slice(end);
  };
  const items = arrayItems(left);
  if (!items) return yield* one(left);
  const replaced: Value[] = [];
  for (const item of items) replaced.push(yield* one(item));
  return new LiveArray(replaced);
}

/** `left -split { … }, most`: where the script block holds for a character, given as `$_`, the text is cut. */
export function* splitByScript(left: Value, right: Value, scripts: ScriptCaller): Work<Value> {
  const { by, most } = splitArguments(right);
  const parts: Value[] = [];
  for (const item of arrayItems(left) ?? [left]) {
    const text = toText(item);
    const places = [];
    for (let i = 0; i < text.length && (most <= 0 || places.length < most - 1); i++) {
      const output = yield* scripts.invoke(by as ScriptBlock, { current: text.charAt(i) });
      if (output.length > 1 || toBoolean(output[0] ?? null)) places.push({ start: i, end: i + 1, taken: [] });
    }
    parts.push(...fromTheEnd(places, text, most < 0 ? -most : places.length + 1));
  }
  return new LiveArray(parts, 'System.String');
}
