import { LiveObject, type Value } from '../../run/value.ts';
import type { Work } from '../../run/work.ts';
import { wildcard } from '../../values/wildcard.ts';
import type { Bound, CommandContext, CommandDeclaration, CommandRun } from '../command.ts';
import { argumentException, stop } from '../lib/fail.ts';
import { bare, several } from '../lib/items.ts';
import {
  expressionKey,
  nameKey,
  type PropertyResult,
  type PropertySpec,
  readSpecs,
  valuesOf,
} from '../lib/property-spec.ts';
import { pickOf } from './pick.ts';
import { Unique } from './unique.ts';

const usual = ['DefaultParameter', 'SkipLastParameter'];
const count = { type: 'int', range: [0, 2147483647] as const };

export const selectObject: CommandDeclaration = {
  name: 'Select-Object',
  aliases: ['select'],
  synopsis: 'Takes properties of objects, or some of the objects.',
  examples: [
    { line: 'Get-Mailbox | Select-Object Name, Database', what: 'Objects with these two properties.' },
    {
      line: "Get-Mailbox | Select-Object Name, @{ Name = 'Server'; Expression = { $_.ServerName.ToUpper() } }",
      what: 'A property that is worked out for each object.',
    },
    {
      line: 'Get-Mailbox | Select-Object -ExpandProperty EmailAddresses',
      what: 'The addresses themselves, one by one.',
    },
    { line: 'Get-Mailbox | Select-Object -First 5', what: 'The first five; the rest is not asked for.' },
  ],
  parameters: [
    {
      name: 'InputObject',
      type: 'psobject',
      fromPipeline: true,
      what: 'The objects; usually they come through the pipe.',
    },
    {
      name: 'Property',
      type: 'object[]',
      position: 0,
      sets: usual,
      what: 'Names, wildcards, script blocks, or @{ Name = …; Expression = … }.',
    },
    {
      name: 'ExcludeProperty',
      type: 'string[]',
      sets: usual,
      what: 'Properties to leave out; wildcards are understood.',
    },
    {
      name: 'ExpandProperty',
      type: 'string',
      sets: usual,
      what: 'Gives the values of this property, lists item by item.',
    },
    { name: 'Unique', type: 'switch', what: 'Of equal objects only the first. Upper and lower case differ.' },
    { name: 'CaseInsensitive', type: 'switch', what: 'With -Unique: upper and lower case are the same.' },
    { name: 'Last', ...count, sets: ['DefaultParameter'], what: 'So many from the end.' },
    { name: 'First', ...count, sets: ['DefaultParameter'], what: 'So many from the beginning.' },
    { name: 'Skip', ...count, sets: usual, what: 'Leaves so many out: at the beginning, with -Last at the end.' },
    { name: 'SkipLast', ...count, sets: ['SkipLastParameter'], what: 'Leaves so many out at the end.' },
    {
      name: 'Wait',
      type: 'switch',
      sets: ['DefaultParameter', 'IndexParameter'],
      what: 'Lets the commands before it go on to their end.',
    },
    {
      name: 'Index',
      type: 'int[]',
      range: [0, 2147483647],
      sets: ['IndexParameter'],
      what: 'Those at these places, from 0.',
    },
    {
      name: 'SkipIndex',
      type: 'int[]',
      range: [0, 2147483647],
      sets: ['SkipIndexParameter'],
      what: 'All but those at these places.',
    },
  ],
  defaultSet: 'DefaultParameter',
  create: (bound, context) => new Selection(bound, context),
};

const customObject = 'System.Management.Automation.PSCustomObject';

class Selection implements CommandRun {
  readonly #context: CommandContext;
  readonly #specs: readonly PropertySpec[];
  readonly #expand: PropertySpec | undefined;
  readonly #excluded: ((name: string) => boolean) | undefined;
  readonly #pick: ReturnType<typeof pickOf>;
  readonly #unique: Unique | undefined;
  readonly #waits: boolean;

  constructor(bound: Bound, context: CommandContext) {
    this.#context = context;
    const excluded = bound.texts('ExcludeProperty').map((pattern) => wildcard(pattern));
    this.#excluded = excluded.length > 0 ? (name) => excluded.some((matches) => matches(name)) : undefined;
    const asked = several(bound.get('Property'));
    const properties = asked.length === 0 && this.#excluded ? '*' : bound.get('Property');
    this.#specs = readSpecs(properties ?? undefined, [nameKey, expressionKey], context);
    this.#expand = bound.text('ExpandProperty')
      ? readSpecs(bound.text('ExpandProperty'), [expressionKey], context)[0]
      : undefined;
    this.#pick = pickOf(bound, context);
    this.#unique = bound.isOn('Unique') ? new Unique(!bound.isOn('CaseInsensitive'), context) : undefined;
    this.#waits = bound.isOn('Wait');
  }

  get done(): boolean {
    return !this.#waits && this.#pick.isSatisfied;
  }

  *process(input: Value): Work<void> {
    if (input === null) return;
    for (const one of this.#pick.take(input)) yield* this.#select(one);
  }

  *end(): Work<void> {
    for (const one of this.#pick.rest()) yield* this.#select(one);
    for (const value of this.#unique?.values ?? []) yield* this.#context.out(value);
  }

  *#select(input: Value): Work<void> {
    if (this.#specs.length === 0 && !this.#expand) {
      yield* this.#give(input, [], input);
      return;
    }
    const notes: PropertyResult[] = [];
    for (const spec of this.#specs) yield* this.#collect(spec, input, notes);
    if (this.#expand) yield* this.#expanded(this.#expand, input, notes);
    else yield* this.#give(yield* this.#made(input, notes), notes, input);
  }

  *#collect(spec: PropertySpec, input: Value, notes: PropertyResult[]): Work<void> {
    const kept = (name: string) => !this.#excluded?.(name);
    const found = (yield* valuesOf(spec, input, this.#context)).filter(({ name }) => kept(name));
    if (found.length === 0 && !spec.isPattern) found.push({ name: spec.property ?? '', value: null });
    else if (spec.label !== undefined && found.length > 1) {
      yield* this.#context.error({
        message: 'Cannot rename multiple results.',
        id: 'RenamingMultipleResults',
        category: 'InvalidOperation',
        target: input,
        exceptionType: 'System.InvalidOperationException',
      });
      return;
    }
    for (const result of found) {
      if (!kept(result.name)) continue;
      const name = spec.label ?? result.name;
      if (name === '') {
        throw stop(
          'A property is an empty script block and does not provide a name.',
          'EmptyScriptBlockAndNoName',
          'InvalidArgument',
          {
            exceptionType: argumentException,
          },
        );
      }
      notes.push({ ...result, name });
    }
  }

  *#made(input: Value, notes: readonly PropertyResult[]): Work<LiveObject> {
    const made = new LiveObject();
    for (const { name, value } of notes) {
      if (made.properties.has(name.toLowerCase()))
        yield* this.#exists(name, input, 'AlreadyExistingUserSpecifiedPropertyNoExpand');
      else made.properties.set(name.toLowerCase(), { name, value });
    }
    return made;
  }

  *#expanded(spec: PropertySpec, input: Value, notes: readonly PropertyResult[]): Work<void> {
    const asked = spec.property ?? '';
    const results = yield* valuesOf(spec, input, this.#context);
    const [result] = results;
    if (!result || results.length > 1) {
      yield* this.#context.error({
        message: result ? 'Multiple properties cannot be expanded.' : `Property "${asked}" cannot be found.`,
        id: result ? 'MutlipleExpandProperties' : 'ExpandPropertyNotFound',
        category: 'InvalidArgument',
        target: input,
        exceptionType: argumentException,
      });
      return;
    }
    if (result.value === null) return;
    for (const item of this.#context.semantics.itemsOf(result.value) ?? [result.value]) {
      if (item === null) continue;
      yield* this.#give(notes.length > 0 ? yield* this.#withNotes(item, input, notes) : item, notes, input);
    }
  }

  *#withNotes(item: Value, input: Value, notes: readonly PropertyResult[]): Work<Value> {
    const { semantics } = this.#context;
    const made = item instanceof LiveObject ? copyOf(item) : new LiveObject([], semantics.typeNamesOf(item), item);
    for (const { name, value } of notes) {
      const taken = semantics.property(made, name, this.#context.scripts) !== undefined;
      if (taken) yield* this.#exists(name, input, 'AlreadyExistingUserSpecifiedPropertyExpand');
      else made.properties.set(name.toLowerCase(), { name, value });
    }
    return made;
  }

  *#exists(name: string, target: Value, id: string): Work<void> {
    yield* this.#context.error({
      message: `The property cannot be processed because the property "${name}" already exists.`,
      id,
      category: 'InvalidOperation',
      target,
      exceptionType: argumentException,
    });
  }

  *#give(value: Value, notes: readonly PropertyResult[], input: Value): Work<void> {
    if (value instanceof LiveObject && value.base === undefined && value.typeNames.includes(customObject)) {
      const of = bare(input);
      // A name of its own for a type is no type of .NET's.
      const isCustom = of instanceof LiveObject && of.typeNames.includes(customObject);
      const selected = `Selected.${isCustom ? customObject : this.#context.semantics.typeNameOf(of)}`;
      if (!value.typeNames.includes(selected)) value.typeNames.unshift(selected);
    }
    if (this.#unique) this.#unique.add(value, notes);
    else yield* this.#context.out(value);
  }
}

function copyOf(item: LiveObject): LiveObject {
  const made = new LiveObject([], item.typeNames, item.base);
  for (const [key, property] of item.properties) made.properties.set(key, { ...property });
  for (const [key, script] of item.scripts) made.scripts.set(key, script);
  made.text = item.text;
  return made;
}
