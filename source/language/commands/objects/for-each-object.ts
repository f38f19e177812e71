import { nothing, ScriptBlock, type Value } from '../../run/value.ts';
import type { Work } from '../../run/work.ts';
import { hasWildcard } from '../../scan/has-wildcard.ts';
import { wildcard } from '../../values/wildcard.ts';
import type { Bound, CommandContext, CommandDeclaration, CommandRun } from '../command.ts';
import { argumentException, stop } from '../lib/fail.ts';
import { bare, several } from '../lib/items.ts';
import { isWork, settle } from '../lib/settle.ts';

const noParallel = 'Commands of one session run one after another; leave -Parallel out.';

export const forEachObject: CommandDeclaration = {
  name: 'ForEach-Object',
  aliases: ['foreach', '%'],
  synopsis: 'Does something with each object that comes in: runs a script block, reads a property, or calls a method.',
  examples: [
    { line: '1..3 | ForEach-Object { $_ * 2 }', what: 'Doubles each number.' },
    { line: 'Get-Mailbox | ForEach-Object Alias', what: 'Gives the alias of each mailbox.' },
    {
      line: '1..3 | ForEach-Object -Begin { $sum = 0 } -Process { $sum += $_ } -End { $sum }',
      what: 'Adds them up: the first block runs before all, the last one after all.',
    },
  ],
  parameters: [
    {
      name: 'InputObject',
      type: 'psobject',
      fromPipeline: true,
      what: 'The objects; usually they come through the pipe.',
    },
    { name: 'Begin', type: 'scriptblock', sets: ['ScriptBlockSet'], what: 'Runs once, before the first object.' },
    {
      name: 'Process',
      type: 'scriptblock[]',
      position: 0,
      isMandatory: true,
      allowsNull: true,
      sets: ['ScriptBlockSet'],
      what: 'Runs for each object, which is $_.',
    },
    { name: 'End', type: 'scriptblock', sets: ['ScriptBlockSet'], what: 'Runs once, after the last object.' },
    {
      name: 'RemainingScripts',
      type: 'scriptblock[]',
      takesRemaining: true,
      allowsNull: true,
      sets: ['ScriptBlockSet'],
      what: 'More script blocks: of several, the first is -Begin and, from three on, the last is -End.',
    },
    {
      name: 'MemberName',
      type: 'string',
      position: 0,
      isMandatory: true,
      notNullOrEmpty: true,
      sets: ['PropertyAndMethodSet'],
      what: 'The property to read or the method to call; wildcards are understood.',
    },
    {
      name: 'ArgumentList',
      aliases: ['Args'],
      type: 'object[]',
      takesRemaining: true,
      sets: ['PropertyAndMethodSet'],
      what: 'What the method is called with.',
    },
    {
      name: 'Parallel',
      type: 'scriptblock',
      sets: ['ParallelParameterSet'],
      what: 'In several threads.',
      refused: noParallel,
    },
    { name: 'ThrottleLimit', type: 'int', sets: ['ParallelParameterSet'], what: 'For -Parallel.', refused: noParallel },
    {
      name: 'TimeoutSeconds',
      type: 'int',
      sets: ['ParallelParameterSet'],
      what: 'For -Parallel.',
      refused: noParallel,
    },
    { name: 'AsJob', type: 'switch', sets: ['ParallelParameterSet'], what: 'For -Parallel.', refused: noParallel },
  ],
  defaultSet: 'ScriptBlockSet',
  supportsShouldProcess: true,
  keepsOfScripts: true,
  create: (bound, context) => (bound.has('MemberName') ? byMember(bound, context) : byScripts(bound, context)),
};

function byScripts(bound: Bound, context: CommandContext): CommandRun {
  const begin = bound.get('Begin');
  const all = [
    ...(begin === undefined ? [] : [begin]),
    ...several(bound.get('Process')),
    ...several(bound.get('RemainingScripts')),
  ].map((one) => (one instanceof ScriptBlock ? one : undefined));
  const start = all.length > 1 ? 1 : 0;
  const isEndLast = !bound.has('End') && all.length > 2;
  const end = isEndLast ? all.at(-1) : bound.get('End');
  const process = all.slice(start, isEndLast ? -1 : undefined);
  const first = start === 1 ? all[0] : undefined;
  const prepared = process.flatMap((script) =>
    script ? [context.scripts.prepare(script, { inCallersScope: true, out: context.pass })] : [],
  );
  const only = prepared.length === 1 ? prepared[0] : undefined;
  return {
    ...(first ? { begin: () => runOnce(first, context) } : {}),
    process:
      only ??
      function* (input) {
        for (const run of prepared) {
          const work = run(input);
          if (work) yield* work;
        }
      },
    ...(end instanceof ScriptBlock ? { end: () => runOnce(end, context) } : {}),
  };
}

function* runOnce(script: ScriptBlock, context: CommandContext): Work<void> {
  for (const value of yield* context.scripts.invoke(script, { inCallersScope: true })) yield* context.out(value);
}

function byMember(bound: Bound, context: CommandContext): CommandRun {
  const asked = bound.text('MemberName')!;
  const args = several(bound.get('ArgumentList'));
  return {
    *process(input) {
      if (input === null || (input as unknown) === nothing) {
        yield* context.out(null);
        return;
      }
      const name = memberName(asked, input, context);
      if (args.length === 0) {
        const got = context.semantics.property(input, name, context.scripts);
        const value = isWork<Value>(got) ? yield* got : got;
        if (value !== undefined) {
          yield* outUnrolled(value, context);
          return;
        }
      }
      if (!isMethod(name, input, context)) {
        yield* context.out(null);
        return;
      }
      if (
        !(yield* context.shouldProcess(
          `InputObject: ${context.semantics.toText(input)}`,
          invocation(name, args, context),
        ))
      )
        return;
      yield* outUnrolled(yield* settle(context.semantics.call(bare(input), name, args, context.scripts)), context);
    },
  };
}

function invocation(name: string, args: readonly Value[], { semantics }: CommandContext): string {
  if (args.length === 0) return `Invoke method '${name}'`;
  return `Invoke method '${name}' with arguments: ${args.map(semantics.toText).join(', ')}`;
}

const isMethod = (name: string, input: Value, { semantics }: CommandContext) =>
  semantics.membersOf(input).some((one) => /Method$/.test(one.kind) && one.name.toLowerCase() === name.toLowerCase());

function memberName(asked: string, input: Value, { semantics }: CommandContext): string {
  if (!hasWildcard(asked)) return asked;
  const matches = wildcard(asked);
  const names = [
    ...semantics.propertyNamesOf(input),
    ...semantics.membersOf(input).flatMap(({ kind, name }) => (/Method$/.test(kind) ? [name] : [])),
  ].filter((name, index, all) => matches(name) && all.indexOf(name) === index);
  if (names.length > 1) {
    throw stop(
      `Input name "${asked}" is ambiguous. It can be resolved to multiple matched members. Possible matches include: ${names.join(' ')}.`,
      'AmbiguousPropertyOrMethodName',
      'InvalidArgument',
      { exceptionType: argumentException, target: input },
    );
  }
  return names[0] ?? asked;
}

function* outUnrolled(value: Value, context: CommandContext): Work<void> {
  const items = context.semantics.itemsOf(value);
  if (!items) yield* context.out(value);
  else for (const item of items) yield* context.out(item);
}
