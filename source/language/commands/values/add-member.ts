import { literalOf } from '../../../domain/index.ts';
import { PsObject } from '../../../objects/index.ts';
import { LiveObject, overlays, ScriptBlock, type Value } from '../../run/value.ts';
import type { Work } from '../../run/work.ts';
import type { Bound, CommandContext, CommandDeclaration } from '../command.ts';
import { invalidOperation, stop } from '../lib/fail.ts';
import { entriesOf } from '../lib/items.ts';

const sets = ['MemberSet', 'NotePropertySingleMemberSet', 'NotePropertyMultiMemberSet'];

export const addMember: CommandDeclaration = {
  name: 'Add-Member',
  synopsis: 'Gives an object a property or a method of your own.',
  examples: [
    { line: "$x | Add-Member Note 'checked'", what: 'A property Note.' },
    { line: '$x | Add-Member @{ Note = 1; Owner = "anna" } -PassThru', what: 'Two of them; the object goes on.' },
    { line: '$x | Add-Member ScriptProperty Double { $this.Size * 2 }', what: 'A property that is worked out.' },
  ],
  parameters: [
    { name: 'InputObject', type: 'psobject', isMandatory: true, fromPipeline: true, what: 'The object.' },
    {
      name: 'MemberType',
      aliases: ['Type'],
      type: 'string',
      values: ['NoteProperty', 'ScriptProperty', 'ScriptMethod', 'AliasProperty'],
      position: 0,
      isMandatory: true,
      sets: ['MemberSet'],
      what: 'What kind of member.',
    },
    { name: 'Name', type: 'string', position: 1, isMandatory: true, sets: ['MemberSet'], what: 'Its name.' },
    {
      name: 'Value',
      type: 'object',
      position: 2,
      sets: ['MemberSet'],
      what: 'Its value: for scripts, the script block.',
    },
    {
      name: 'SecondValue',
      type: 'object',
      position: 3,
      sets: ['MemberSet'],
      what: 'For a ScriptProperty: the script that sets it.',
    },
    {
      name: 'TypeName',
      type: 'string',
      isMandatory: true,
      optionalIn: sets,
      notNullOrEmpty: true,
      sets: ['TypeNameSet', ...sets],
      what: 'A type name that the object gets.',
    },
    { name: 'Force', type: 'switch', sets, what: 'Takes the place of a member of that name.' },
    { name: 'PassThru', type: 'switch', what: 'The object goes on down the pipe.' },
    {
      name: 'NotePropertyName',
      type: 'string',
      position: 0,
      isMandatory: true,
      notNullOrEmpty: true,
      sets: ['NotePropertySingleMemberSet'],
      what: 'The name of a property.',
    },
    {
      name: 'NotePropertyValue',
      type: 'object',
      position: 1,
      isMandatory: true,
      allowsNull: true,
      sets: ['NotePropertySingleMemberSet'],
      what: 'Its value.',
    },
    {
      name: 'NotePropertyMembers',
      type: 'hashtable',
      position: 0,
      isMandatory: true,
      notNullOrEmpty: true,
      sets: ['NotePropertyMultiMemberSet'],
      what: 'Several properties: names and values.',
    },
  ],
  defaultSet: 'TypeNameSet',
  create: (bound, context) => ({
    *process(input) {
      const value = bound.get('InputObject') ?? input;
      const target = ownerOf(value, context);
      yield* addAll(target, bound, context);
      const typeName = bound.text('TypeName');
      if (typeName !== undefined && target.typeNames[0] !== typeName) target.typeNames.unshift(typeName);
      if (bound.isOn('PassThru')) yield* context.out(value instanceof PsObject ? value : target);
    },
  }),
};

/** Whatever members can be given to: an object of the wire keeps them beside it, what is no object gets a shell. */
function ownerOf(value: Value, { semantics }: CommandContext): LiveObject {
  if (value instanceof LiveObject) return value;
  if (value instanceof PsObject) {
    const known = overlays.get(value);
    if (known) return known;
    const made = new LiveObject([], semantics.typeNamesOf(value), value);
    overlays.set(value, made);
    return made;
  }
  return new LiveObject([], semantics.typeNamesOf(value), value);
}

function* addAll(target: LiveObject, bound: Bound, context: CommandContext): Work<void> {
  const several = bound.get('NotePropertyMembers');
  if (several !== undefined) {
    for (const [key, value] of entriesOf(several) ?? [])
      yield* addNote(target, context.semantics.toText(key), value, bound, context);
    return;
  }
  const single = bound.text('NotePropertyName');
  if (single !== undefined) {
    yield* addNote(target, single, bound.get('NotePropertyValue') ?? null, bound, context);
    return;
  }
  const kind = bound.text('MemberType')?.toLowerCase();
  if (kind === undefined) return;
  const name = bound.text('Name') ?? '';
  const value = bound.get('Value') ?? null;
  if (kind === 'noteproperty') yield* addNote(target, name, value, bound, context);
  else if (kind === 'aliasproperty') yield* addAlias(target, name, value, bound, context);
  else yield* addScript(target, name, kind, value, bound, context);
}

function* addNote(target: LiveObject, name: string, value: Value, bound: Bound, context: CommandContext): Work<void> {
  if (yield* isTaken(target, name, bound, context)) return;
  target.scripts.delete(name.toLowerCase());
  target.properties.set(name.toLowerCase(), { name, value });
}

/** Another name for a property is a script that reads it. */
function* addAlias(target: LiveObject, name: string, value: Value, bound: Bound, context: CommandContext): Work<void> {
  if (yield* isTaken(target, name, bound, context)) return;
  const property = literalOf(context.semantics.toText(value));
  target.scripts.set(name.toLowerCase(), {
    name,
    kind: 'property',
    script: context.scripts.fromText(`$this.${property}`),
  });
}

function* addScript(
  target: LiveObject,
  name: string,
  kind: string,
  value: Value,
  bound: Bound,
  context: CommandContext,
): Work<void> {
  if (!(value instanceof ScriptBlock)) {
    const type = kind === 'scriptmethod' ? 'ScriptMethod' : 'ScriptProperty';
    throw stop(
      `The Value parameter should not be null for a member of type "${type}". Specify a non-null value for the Value parameter when adding members of this type.`,
      'Value1ShouldNotBeNull',
      'InvalidArgument',
      { exceptionType: invalidOperation },
    );
  }
  if (yield* isTaken(target, name, bound, context)) return;
  const setter = bound.get('SecondValue');
  target.properties.delete(name.toLowerCase());
  target.scripts.set(name.toLowerCase(), {
    name,
    kind: kind === 'scriptmethod' ? 'method' : 'property',
    script: value,
    ...(setter instanceof ScriptBlock ? { setter } : {}),
  });
}

function* isTaken(target: LiveObject, name: string, bound: Bound, context: CommandContext): Work<boolean> {
  const key = name.toLowerCase();
  if (bound.isOn('Force') || (!target.properties.has(key) && !target.scripts.has(key))) return false;
  yield* context.error({
    message: `Cannot add a member with the name "${name}" because a member with that name already exists. To overwrite the member anyway, add the Force parameter to your command.`,
    id: 'MemberAlreadyExists',
    category: 'InvalidOperation',
    target,
    exceptionType: 'System.InvalidOperationException',
  });
  return true;
}
