import type { Value } from '../../run/value.ts';
import type { CommandContext } from '../command.ts';
import { bare, entriesOf } from '../lib/items.ts';
import { isWork } from '../lib/settle.ts';
import { isScalar } from './scalar-text.ts';

/** Format-Custom: `class Name { property = value }`, objects opened so many levels deep. */
export function customLines(value: Value, depth: number, context: CommandContext): readonly string[] {
  return [...objectLines(value, depth, '', context), ''];
}

function* objectLines(value: Value, depth: number, margin: string, context: CommandContext): Generator<string> {
  const { semantics, scripts } = context;
  const type = semantics.typeNameOf(bare(value));
  yield `${margin}class ${type.slice(type.lastIndexOf('.') + 1)}`;
  yield `${margin}{`;
  for (const name of semantics.propertyNamesOf(value)) {
    const got = semantics.property(value, name, scripts);
    yield* memberLines(name, got === undefined || isWork<Value>(got) ? null : got, depth, `${margin}  `, context);
  }
  yield `${margin}}`;
}

function* memberLines(
  name: string,
  value: Value,
  depth: number,
  margin: string,
  context: CommandContext,
): Generator<string> {
  const { semantics } = context;
  const entries = entriesOf(value);
  const items = entries ? undefined : semantics.itemsOf(bare(value));
  if (items) {
    yield `${margin}${name} = `;
    yield `${margin}  [`;
    for (const item of items) {
      if (depth <= 1 || isScalar(item, context)) yield `${margin}    ${semantics.toText(item)}`;
      else yield* objectLines(item, depth - 1, `${margin}    `, context);
    }
    yield `${margin}  ]`;
    yield margin;
  } else if (depth <= 1 || value === null || entries || isScalar(value, context)) {
    yield `${margin}${name} = ${value === null ? '' : semantics.toText(value)}`;
  } else {
    yield `${margin}${name} = `;
    yield* objectLines(value, depth - 1, `${margin}  `, context);
  }
}
