import { PsObject, type PsProperties, type PsValue } from '../../../objects/index.ts';
import { kinds } from '../../catalogue/parameter-kinds.ts';
import type { HelperCommand, HelperContext } from '../pipeline/endpoint.ts';
import { helperCommand, helperError, inputOf, isWildcard, propertyOf, textsOf, wildcard } from './helper.ts';

/** Select-Object without calculated properties, which a NoLanguage session cannot have. */
export const selectObject: HelperCommand = {
  command: helperCommand('Select-Object', 'Chooses objects, or properties of objects.', {
    Property: { kind: kinds.any, position: 0 },
    ExcludeProperty: { kind: kinds.any },
    ExpandProperty: { kind: kinds.text },
    First: { kind: kinds.integer },
    Last: { kind: kinds.integer },
    Skip: { kind: kinds.integer },
    Index: { kind: kinds.any },
    Unique: { kind: kinds.switch },
    InputObject: { kind: kinds.any },
  }),
  async run(context) {
    const shape = shaping(context);
    const seen = new Set<string>();
    for await (const item of windowed(context)) {
      for await (const shaped of shape(item)) {
        if (context.bound.get('unique') === true) {
          const key = identity(shaped);
          if (seen.has(key)) continue;
          seen.add(key);
        }
        await context.host.writeOutput(shaped);
      }
    }
  },
};

/** The objects that -First, -Last, -Skip and -Index leave; ends as soon as no more can follow. */
async function* windowed(context: HelperContext): AsyncGenerator<PsValue> {
  const number = (name: string): number | undefined => {
    const value = context.bound.get(name);
    return typeof value === 'number' && value >= 0 ? value : undefined;
  };
  const [first, last, skip = 0] = [number('first'), number('last'), number('skip')];
  const indexes = textsOf(context.bound.get('index')).map(Number);
  if (indexes.length > 0) {
    const highest = Math.max(...indexes);
    let index = 0;
    for await (const item of inputOf(context)) {
      if (indexes.includes(index)) yield item;
      index += 1;
      if (index > highest) return;
    }
    return;
  }
  if (first === 0 && last === undefined) return;
  const tail: PsValue[] = [];
  let index = 0;
  for await (const item of inputOf(context)) {
    index += 1;
    if (last !== undefined) {
      tail.push(item);
      if (tail.length > last + skip) tail.shift();
    } else if (index > skip) {
      yield item;
      if (first !== undefined && index - skip >= first) return;
    }
  }
  yield* last === undefined ? [] : tail.slice(0, Math.max(0, tail.length - skip));
}

/** What becomes of one object: itself, a selection of its properties, or what one property holds. */
function shaping(context: HelperContext): (item: PsValue) => AsyncIterable<PsValue> {
  const expand = context.bound.get('expandproperty');
  const names = textsOf(context.bound.get('property'));
  const excluded = textsOf(context.bound.get('excludeproperty')).map(wildcard);
  return async function* shape(item) {
    if (typeof expand === 'string') {
      const value = propertyOf(item, expand);
      if (value === undefined) {
        await context.host.writeError(
          helperError('SelectObjectCommand', 'Select-Object', {
            message: `Property "${expand}" cannot be found.`,
            category: 'InvalidArgument',
            id: 'ExpandPropertyNotFound',
            target: item,
          }),
        );
      } else if (value instanceof PsObject && value.collection && value.collection.kind !== 'dictionary') {
        yield* value.collection.items;
      } else if (value !== null) yield value;
    } else if (names.length === 0 && excluded.length === 0) yield item;
    else yield selection(item, names.length === 0 ? ['*'] : names, excluded);
  };
}

function selection(item: PsValue, names: readonly string[], excluded: readonly ((name: string) => boolean)[]): PsValue {
  const own = item instanceof PsObject ? item.propertyNames : [];
  const chosen = new Map<string, readonly [string, PsValue]>();
  for (const name of names) {
    const matching = isWildcard(name) ? own.filter(wildcard(name)) : [name];
    for (const match of matching) {
      const key = match.toLowerCase();
      if (!chosen.has(key) && !excluded.some((matches) => matches(match))) {
        const spelled = own.find((candidate) => candidate.toLowerCase() === key) ?? match;
        chosen.set(key, [spelled, propertyOf(item, match) ?? null]);
      }
    }
  }
  const extended: PsProperties = {
    names: [...chosen.values()].map(([name]) => name),
    values: [...chosen.values()].map(([, value]) => value),
  };
  return new PsObject({
    typeNames: [`Selected.${typeNameOf(item)}`, 'System.Management.Automation.PSCustomObject', 'System.Object'],
    extended,
  });
}

function typeNameOf(item: PsValue): string {
  if (item instanceof PsObject) return item.typeNames[0] ?? 'System.Object';
  return typeof item === 'string' ? 'System.String' : 'System.Object';
}

function identity(value: PsValue): string {
  return JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? `${part}n` : part));
}
