import { ScriptBlock, type Value } from '../../run/value.ts';
import type { Work } from '../../run/work.ts';
import { hasWildcard } from '../../scan/has-wildcard.ts';
import { wildcard } from '../../values/wildcard.ts';
import type { CommandContext } from '../command.ts';
import { stop } from './fail.ts';
import { bare, entriesOf, several } from './items.ts';
import { settle } from './settle.ts';

/** What a hashtable in the place of a property may say. */
export interface SpecKey {
  readonly key: string;
  /** Other names of the key. */
  readonly also?: readonly string[];
}

export const expressionKey: SpecKey = { key: 'expression' };
export const nameKey: SpecKey = { key: 'name', also: ['label'] };
export const labelKey: SpecKey = { key: 'label', also: ['name'] };

/** One property that was asked for: by name, by wildcard, or calculated. */
export interface PropertySpec {
  readonly property: string | undefined;
  readonly isPattern: boolean;
  readonly script: ScriptBlock | undefined;
  /** What it is called, where that was said. */
  readonly label: string | undefined;
  /** What else the hashtable says, by the full name of the key. */
  readonly more: ReadonlyMap<string, Value>;
}

export interface PropertyResult {
  /** As the object spells it; the script's text for a calculated one. */
  readonly name: string;
  readonly value: Value;
  /** Why a script gave none. */
  readonly failure?: unknown;
}

/** Reads `Name`, `Na*`, `{ script }` and `@{ Name = …; Expression = … }`; the keys may be cut as long as they are clear. */
export function readSpecs(
  argument: Value | undefined,
  keys: readonly SpecKey[],
  context: CommandContext,
): readonly PropertySpec[] {
  return several(argument).map((one) => readSpec(bare(one), keys, context));
}

function readSpec(value: Value, keys: readonly SpecKey[], context: CommandContext): PropertySpec {
  const entries = entriesOf(value);
  if (!entries) return specOf(value, undefined, new Map(), context);
  const found = new Map<string, Value>();
  for (const [key, item] of entries) {
    if (typeof key !== 'string')
      throw illegal(
        `The ${context.semantics.toText(key)} key type is not valid. The key must be a string.`,
        'DictionaryKeyNonString',
      );
    const full = matchKey(key, keys);
    if (found.has(full))
      throw illegal(`The duplicated key "${key}" conflicts with "${full}".`, 'DictionaryKeyDuplicate');
    if (item === null && full === 'expression')
      throw illegal(`The ${key} key has no value.`, 'DictionaryKeyMissingValue');
    found.set(full, item);
  }
  const expression = found.get('expression');
  if (expression === undefined)
    throw illegal('A mandatory entry for expression is missing.', 'DictionaryKeyMandatoryEntry');
  const label = found.get('name') ?? found.get('label');
  return specOf(bare(expression), label === undefined ? undefined : context.semantics.toText(label), found, context);
}

function specOf(
  value: Value,
  label: string | undefined,
  more: ReadonlyMap<string, Value>,
  context: CommandContext,
): PropertySpec {
  const said = { label: label === '' ? undefined : label, more };
  if (value instanceof ScriptBlock) return { ...said, property: undefined, isPattern: false, script: value };
  if (value === null) {
    throw illegal(
      'The value of a parameter was null; one of the following types was expected: {System.String, System.Management.Automation.ScriptBlock}.',
      'DictionaryKeyUnknownType',
    );
  }
  const property = context.semantics.toText(value);
  if (property === '') throw illegal('An empty string value is not allowed.', 'ExpressionEmptyString1');
  return { ...said, property, isPattern: hasWildcard(property), script: undefined };
}

function matchKey(key: string, keys: readonly SpecKey[]): string {
  const lower = key.toLowerCase();
  const fits = ({ key: name, also = [] }: SpecKey) => [name, ...also].some((one) => one.startsWith(lower));
  const [first, second] = keys.filter(fits);
  if (!first || lower === '') throw illegal(`The ${key} key is not valid.`, 'DictionaryKeyIllegal');
  if (second)
    throw illegal(`The ${key} key is ambiguous; ${first.key} and ${second.key} conflict.`, 'DictionaryKeyAmbiguous');
  return first.key;
}

const illegal = (message: string, id: string) =>
  stop(message, id, 'InvalidArgument', { exceptionType: 'System.NotSupportedException' });

/** What it gives of an object: nothing where it has no such property, several for a wildcard. */
export function* valuesOf(spec: PropertySpec, input: Value, context: CommandContext): Work<readonly PropertyResult[]> {
  if (spec.script) return [yield* scriptValue(spec.script, input, context)];
  const { semantics, scripts } = context;
  const asked = spec.property!;
  if (!spec.isPattern) {
    const value = yield* settle(semantics.property(input, asked, scripts));
    return value === undefined ? [] : [{ name: spelled(asked, input, context), value }];
  }
  const matches = wildcard(asked);
  const results: PropertyResult[] = [];
  for (const name of semantics.propertyNamesOf(input)) {
    if (!matches(name)) continue;
    results.push({ name, value: (yield* settle(semantics.property(input, name, scripts))) ?? null });
  }
  return results;
}

/** Select-Object, Format-Table and their like call a property as it was written only where the object has none. */
function spelled(asked: string, input: Value, { semantics }: CommandContext): string {
  const lower = asked.toLowerCase();
  return semantics.propertyNamesOf(input).find((name) => name.toLowerCase() === lower) ?? asked;
}

function* scriptValue(script: ScriptBlock, input: Value, context: CommandContext): Work<PropertyResult> {
  try {
    const values = yield* context.scripts.invoke(script, { current: input });
    return {
      name: script.text,
      value: values.length === 1 ? values[0]! : values.length === 0 ? null : context.semantics.arrayOf(values),
    };
  } catch (failure) {
    if (!context.scripts.isFailure(failure)) throw failure;
    return { name: script.text, value: null, failure };
  }
}
