import { psEnum } from '../../../objects/index.ts';
import { LiveType, type Value } from '../../run/value.ts';
import { wildcard } from '../../values/wildcard.ts';
import type { Bound, CommandContext, CommandDeclaration } from '../command.ts';
import { bare, record } from '../lib/items.ts';
import { inputObject } from '../lib/parameters.ts';

const numbers = {
  ...{ AliasProperty: 1, Property: 4, NoteProperty: 8, ScriptProperty: 16, Method: 64, ScriptMethod: 256, Event: 4096 },
};

const kinds = [
  ...[
    'AliasProperty',
    'CodeProperty',
    'Property',
    'NoteProperty',
    'ScriptProperty',
    'Properties',
    'PropertySet',
    'Method',
  ],
  ...['CodeMethod', 'ScriptMethod', 'Methods', 'ParameterizedProperty', 'MemberSet', 'Event', 'Dynamic', 'All'],
];

export const getMember: CommandDeclaration = {
  name: 'Get-Member',
  aliases: ['gm'],
  synopsis: 'Which properties and methods objects have.',
  examples: [
    { line: 'Get-Mailbox anna | Get-Member', what: 'All of them.' },
    { line: 'Get-Mailbox anna | Get-Member *quota*', what: 'Those with quota in their name.' },
    { line: '[datetime] | Get-Member -Static', what: 'What the type itself has.' },
  ],
  parameters: [
    inputObject,
    {
      name: 'Name',
      type: 'string[]',
      position: 0,
      notNullOrEmpty: true,
      what: 'Only these; wildcards are understood.',
    },
    {
      name: 'MemberType',
      aliases: ['Type'],
      type: 'string[]',
      values: kinds,
      takesWildcards: true,
      what: 'Only of these kinds.',
    },
    { name: 'View', type: 'string', what: 'Where the members come from.', refused: 'Leave it out: all are shown.' },
    { name: 'Static', type: 'switch', what: 'Members of the type itself.' },
    { name: 'Force', type: 'switch', what: 'Heeded by no one here: nothing is hidden.' },
  ],
  create: (bound, context) => {
    const seen = new Set<string>();
    return {
      *process(input) {
        if (input === null) return;
        const type = bound.isOn('Static') ? typeOf(input, context) : undefined;
        const typeName = type?.fullName ?? context.semantics.typeNamesOf(input)[0] ?? 'System.Object';
        if (seen.has(typeName)) return;
        seen.add(typeName);
        const members = type ? context.semantics.staticMembersOf(type) : context.semantics.membersOf(input);
        for (const member of members) {
          if (!isAsked(member, bound)) continue;
          yield* context.out(
            record(
              [
                ['TypeName', typeName],
                ['Name', member.name],
                ['MemberType', psEnum('System.Management.Automation.PSMemberTypes', member.kind, numbers[member.kind])],
                ['Definition', member.definition],
              ],
              ['Microsoft.PowerShell.Commands.MemberDefinition', 'System.Object'],
              member.definition,
            ),
          );
        }
      },
      *end() {
        if (seen.size > 0) return;
        yield* context.error({
          message: 'You must specify an object for the Get-Member cmdlet.',
          id: 'NoObjectInGetMember',
          category: 'CloseError',
          exceptionType: 'System.InvalidOperationException',
        });
      },
    };
  },
};

function typeOf(input: Value, { semantics }: CommandContext): LiveType | undefined {
  const plain = bare(input);
  return plain instanceof LiveType ? plain : semantics.findType(semantics.typeNameOf(plain));
}

function isAsked({ name, kind }: { readonly name: string; readonly kind: string }, bound: Bound): boolean {
  const names = bound.texts('Name');
  const asked = bound
    .texts('MemberType')
    .flatMap((one) => one.split(/\s*,\s*/))
    .map((one) => one.toLowerCase());
  const isOfKind = (one: string) =>
    one === 'all' ||
    wildcard(one)(kind) ||
    (one === 'properties' && kind.endsWith('Property')) ||
    (one === 'methods' && kind.endsWith('Method'));
  return (
    (names.length === 0 || names.some((pattern) => wildcard(pattern)(name))) &&
    (asked.length === 0 || asked.some(isOfKind))
  );
}
