import { Collected } from '../../run/out.ts';
import type { Semantics } from '../../run/semantics.ts';
import { LiveType, ScriptBlock, type Value } from '../../run/value.ts';
import type { Work } from '../../run/work.ts';
import type { Bound, CommandContext, CommandDeclaration, CommandParameter, CommandRun } from '../command.ts';
import { argumentException, stop } from '../lib/fail.ts';
import { isWork } from '../lib/settle.ts';

/** Comparison, its set without and with case, what it does. */
const comparisons = [
  ['EQ', 'EqualSet', 'is equal to'],
  ['NE', 'NotEqualSet', 'is not equal to'],
  ['GT', 'GreaterThanSet', 'is greater than'],
  ['LT', 'LessThanSet', 'is less than'],
  ['GE', 'GreaterOrEqualSet', 'is not less than'],
  ['LE', 'LessOrEqualSet', 'is not greater than'],
  ['Like', 'LikeSet', 'fits the wildcard pattern'],
  ['NotLike', 'NotLikeSet', 'does not fit the wildcard pattern'],
  ['Match', 'MatchSet', 'fits the regular expression'],
  ['NotMatch', 'NotMatchSet', 'does not fit the regular expression'],
  ['Contains', 'ContainsSet', 'has among its items'],
  ['NotContains', 'NotContainsSet', 'has not among its items'],
  ['In', 'InSet', 'is one of'],
  ['NotIn', 'NotInSet', 'is none of'],
] as const;

const operatorParameters: readonly CommandParameter[] = comparisons.flatMap(([name, set, what]): CommandParameter[] => [
  {
    name,
    aliases: [`I${name}`],
    type: 'switch',
    isMandatory: name !== 'EQ',
    sets: [set],
    what: `The property ${what} the value.`,
  },
  {
    name: `C${name}`,
    type: 'switch',
    isMandatory: true,
    sets: [`CaseSensitive${set}`],
    what: `The same, upper and lower case told apart.`,
  },
]);

const others: readonly CommandParameter[] = [
  { name: 'Is', type: 'switch', isMandatory: true, sets: ['IsSet'], what: 'The property is of the type.' },
  { name: 'IsNot', type: 'switch', isMandatory: true, sets: ['IsNotSet'], what: 'The property is not of the type.' },
  { name: 'Not', type: 'switch', isMandatory: true, sets: ['Not'], what: 'The property is false, empty or not there.' },
];

const valueSets = [...comparisons.flatMap(([, set]) => [set, `CaseSensitive${set}`]), 'IsSet', 'IsNotSet'];

export const whereObject: CommandDeclaration = {
  name: 'Where-Object',
  aliases: ['where', '?'],
  synopsis: 'Lets through the objects for which a condition holds.',
  examples: [
    { line: 'Get-Mailbox | Where-Object { $_.Database -eq "DB01" }', what: 'The mailboxes of one database.' },
    { line: "Get-Mailbox | Where-Object Alias -like 'a*'", what: 'The same kind of question in the short form.' },
    { line: 'Get-Mailbox | Where-Object HiddenFromAddressListsEnabled', what: 'Those of which the property is true.' },
  ],
  parameters: [
    {
      name: 'InputObject',
      type: 'psobject',
      fromPipeline: true,
      what: 'The objects; usually they come through the pipe.',
    },
    {
      name: 'FilterScript',
      type: 'scriptblock',
      position: 0,
      isMandatory: true,
      sets: ['ScriptBlockSet'],
      what: 'Is run for each object, which is $_; what it gives decides.',
    },
    {
      name: 'Property',
      type: 'string',
      position: 0,
      isMandatory: true,
      notNullOrEmpty: true,
      sets: [...valueSets, 'Not'],
      what: 'The property that is looked at.',
    },
    { name: 'Value', type: 'object', position: 1, sets: valueSets, what: 'What it is compared with.' },
    ...operatorParameters,
    ...others,
  ],
  defaultSet: 'EqualSet',
  create: (bound, context) => {
    const script = bound.get('FilterScript');
    return script instanceof ScriptBlock ? byScript(script, context) : byProperty(bound, context);
  },
};

function byScript(script: ScriptBlock, context: CommandContext): CommandRun {
  const given = new Given();
  const test = context.scripts.prepare(script, { inCallersScope: true, out: given });
  const { pass, semantics } = context;
  const settle = (input: Value) => {
    if (given.isTrue(semantics)) pass.write(input);
    given.items.length = 0;
  };
  return {
    process(input) {
      const work = test(input);
      if (work) return waited(work, input);
      settle(input);
      return pass.waits ? pass.drain() : undefined;
    },
  };

  function* waited(work: Work<void>, input: Value): Work<void> {
    yield* work;
    settle(input);
    if (pass.waits) yield* pass.drain();
  }
}

/** What the script gave of one object. */
class Given extends Collected {
  isTrue(semantics: Semantics): boolean {
    const { items } = this;
    if (items.length === 1) return semantics.toBoolean(items[0]!);
    return items.length > 1;
  }
}

function byProperty(bound: Bound, context: CommandContext): CommandRun {
  const name = bound.text('Property')!;
  const holds = testOf(bound, context);
  return {
    *process(input) {
      const got = input === null ? null : context.semantics.property(input, name, context.scripts);
      const value = isWork<Value>(got) ? yield* got : got;
      if (holds(value ?? null)) yield* context.out(input);
    },
  };
}

function testOf(bound: Bound, context: CommandContext): (value: Value) => boolean {
  const { semantics } = context;
  if (bound.isOn('Not')) return (value) => !semantics.toBoolean(value);
  const named = comparisons
    .flatMap(([name]) => [name, `C${name}`])
    .concat('Is', 'IsNot')
    .find((one) => bound.isOn(one));
  if (!named) {
    if (!bound.has('Value')) return (value) => semantics.toBoolean(value);
    throw stop(
      'An operator is required to compare the two specified values. Include a valid operator in the command, and then try the command again. For example, Get-Process | Where-Object -Property Name -eq Idle',
      'OperatorNotSpecified',
      'InvalidArgument',
      { exceptionType: argumentException },
    );
  }
  if (!bound.has('Value')) {
    throw stop(
      'The specified operator requires both the -Property and -Value parameters. Provide values for both parameters, and then try the command again.',
      'ValueNotSpecifiedForWhereObject',
      'InvalidArgument',
      { exceptionType: argumentException },
    );
  }
  const operator = `-${named.toLowerCase()}`;
  const right = typeValue(bound.get('Value')!, operator, context);
  if (/^-c?(?:not)?match$/.test(operator)) {
    return (value) => semantics.toBoolean(semantics.match(operator, value, right).result);
  }
  const compare = semantics.binary(operator)!;
  return (value) => semantics.toBoolean(compare(value, right));
}

/** `-Is datetime` names a type without its brackets. */
function typeValue(value: Value, operator: string, { semantics }: CommandContext): Value {
  if (!/^-is(?:not)?$/.test(operator) || value instanceof LiveType) return value;
  return semantics.findType(semantics.toText(value).replace(/^\[|\]$/g, '')) ?? value;
}
