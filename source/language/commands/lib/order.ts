import type { Value } from '../../run/value.ts';
import type { Work } from '../../run/work.ts';
import { compareText } from '../../values/collate.ts';
import type { CommandContext } from '../command.ts';
import { bare } from './items.ts';
import { type PropertyResult, type PropertySpec, valuesOf } from './property-spec.ts';
import { isWork } from './settle.ts';

/** An order for any two values: by what they are, else as text. */
export function compareValues(
  left: Value,
  right: Value,
  isCaseSensitive: boolean,
  { semantics }: Pick<CommandContext, 'semantics'>,
): number {
  const [first, second] = [bare(left), bare(right)];
  return (
    semantics.order(first, second, isCaseSensitive) ??
    compareText(semantics.toText(first), semantics.toText(second), isCaseSensitive)
  );
}

/** A key of an object that is put in order; undefined where it has no such property, which comes last. */
export type OrderKey = Value | undefined;

export interface Keyed {
  readonly value: Value;
  readonly keys: readonly OrderKey[];
}

export interface OrderBy {
  readonly specs: readonly PropertySpec[];
  readonly isCaseSensitive: boolean;
  /** By place among the keys. */
  readonly isDescending?: readonly boolean[];
  readonly context: CommandContext;
}

/** The keys of one object, wildcards opened, and errors of scripts told. Without specs the object itself is its key. */
export function* keyed(value: Value, specs: readonly PropertySpec[], context: CommandContext): Work<Keyed> {
  if (specs.length === 0) return { value, keys: [value] };
  const keys: OrderKey[] = [];
  for (const spec of specs) {
    if (spec.property !== undefined && !spec.isPattern) {
      const got = context.semantics.property(value, spec.property, context.scripts);
      keys.push(isWork<Value>(got) ? yield* got : got);
      continue;
    }
    const results = yield* valuesOf(spec, value, context);
    if (results.length === 0) keys.push(undefined);
    for (const result of results) {
      if (result.failure !== undefined) yield* evaluationError(result, value, context);
      keys.push(result.value);
    }
  }
  return { value, keys };
}

function* evaluationError({ failure }: PropertyResult, target: Value, context: CommandContext): Work<void> {
  yield* context.error({
    message: failure instanceof Error ? failure.message : 'The script of a property failed.',
    id: 'ExpressionEvaluation',
    category: 'InvalidResult',
    target,
    exceptionType: 'System.Management.Automation.RuntimeException',
  });
}

export function compareKeys(left: Keyed, right: Keyed, by: OrderBy): number {
  const length = Math.max(left.keys.length, right.keys.length);
  for (let index = 0; index < length; index++) {
    const [key, other] = [left.keys[index], right.keys[index]];
    if (key === undefined || other === undefined) {
      if (key !== other) return key === undefined ? 1 : -1;
      continue;
    }
    const step = compareValues(key, other, by.isCaseSensitive, by.context);
    if (step !== 0) return by.isDescending?.[index] ? -step : step;
  }
  return 0;
}
