import { customObject, LiveObject, type LiveType, type Value } from '../../run/value.ts';
import type { Work } from '../../run/work.ts';
import { TypeFailure } from '../../types/type.ts';
import type { CommandContext, CommandDeclaration } from '../command.ts';
import { argumentException, stop } from '../lib/fail.ts';
import { bare, entriesOf, several } from '../lib/items.ts';
import { settle } from '../lib/settle.ts';

export const newObject: CommandDeclaration = {
  name: 'New-Object',
  synopsis: 'Makes an object: of a type that is known here, or with properties of your own.',
  examples: [
    { line: "New-Object PSObject -Property @{ Name = 'anna'; Size = 5 }", what: 'An object with two properties.' },
    { line: 'New-Object System.Collections.ArrayList', what: 'An empty list.' },
    {
      line: "New-Object System.Net.Mail.MailAddress 'anna@contoso.com'",
      what: 'What is behind the type goes to its constructor.',
    },
  ],
  parameters: [
    { name: 'TypeName', type: 'string', position: 0, isMandatory: true, sets: ['Net'], what: 'The type.' },
    {
      name: 'ArgumentList',
      aliases: ['Args'],
      type: 'object[]',
      position: 1,
      allowsNull: true,
      sets: ['Net'],
      what: 'For its constructor.',
    },
    {
      name: 'ComObject',
      type: 'string',
      isMandatory: true,
      sets: ['Com'],
      what: 'A COM object.',
      refused: 'COM is there on Windows only; use the engine powershell.',
    },
    {
      name: 'Strict',
      type: 'switch',
      sets: ['Com'],
      what: 'For -ComObject.',
      refused: 'COM is there on Windows only; use the engine powershell.',
    },
    { name: 'Property', type: 'object', what: 'A hashtable: properties, or values for those of the type.' },
  ],
  defaultSet: 'Net',
  create: (bound, context) => ({
    *process() {
      const asked = bound.text('TypeName') ?? '';
      const entries = entriesOf(bound.get('Property') ?? null) ?? [];
      if (/^(?:System\.Management\.Automation\.)?PS(?:Custom)?Object$/i.test(asked)) {
        yield* context.out(objectOf(several(bound.get('ArgumentList'))[0], entries, context));
        return;
      }
      const type = context.semantics.findType(asked);
      if (!type) {
        throw stop(
          `Cannot find type [${asked}]: verify that the assembly containing this type is loaded.`,
          'TypeNotFound',
          'InvalidType',
          {
            exceptionType: argumentException,
          },
        );
      }
      const args = several(bound.get('ArgumentList')).map(bare);
      const made = yield* constructed(type, args, context);
      yield* setProperties(made, entries, context);
      yield* context.out(made);
    },
  }),
};

function* constructed(type: LiveType, args: readonly Value[], context: CommandContext): Work<Value> {
  try {
    return yield* settle(context.semantics.create(type, args, context.scripts));
  } catch (error) {
    if (!(error instanceof TypeFailure)) throw error;
    throw stop(error.message, 'ConstructorInvokedThrowException', 'InvalidOperation', {
      exceptionType: 'System.Management.Automation.MethodInvocationException',
    });
  }
}

function objectOf(
  base: Value | undefined,
  entries: readonly (readonly [Value, Value])[],
  { semantics }: CommandContext,
): LiveObject {
  const named = entries.map(([key, value]): [string, Value] => [semantics.toText(key), value]);
  if (base === undefined || base === null) return customObject(named);
  return new LiveObject(named, semantics.typeNamesOf(base), base);
}

function* setProperties(
  made: Value,
  entries: readonly (readonly [Value, Value])[],
  context: CommandContext,
): Work<void> {
  for (const [key, value] of entries) {
    const name = context.semantics.toText(key);
    if (context.semantics.property(made, name, context.scripts) === undefined) {
      yield* context.error({
        message: `The member "${name}" was not found for the specified ${context.semantics.typeNameOf(made)} object.`,
        id: 'InvalidOperationException',
        category: 'InvalidOperation',
        target: made,
        exceptionType: 'System.InvalidOperationException',
      });
      continue;
    }
    context.semantics.setMember(made, name, value);
  }
}
