import type { PsValue } from '../../objects/index.ts';
import type { Arguments, LocalParameter } from '../bind.ts';
import { LanguageError, type Span } from '../errors.ts';
import { evaluate, located } from '../evaluate.ts';
import { firstRefusal } from '../refusals/index.ts';
import { type ComparisonName, comparisonNames, comparisonOf } from '../scan/operators.ts';
import { expressionOfBody } from '../statement-value.ts';
import type { ScriptBlockNode } from '../tree.ts';
import { TypeFailure } from '../types/type.ts';
import { toBoolean } from '../values/convert.ts';
import { nextOf } from '../values/errors.ts';
import { member } from '../values/members.ts';
import { compare } from '../values/operators.ts';
import type { LocalCommand, Stage, StageContext } from './stage.ts';

const operatorParameters: readonly LocalParameter[] = comparisonNames.flatMap((name) => [
  { name, isSwitch: true, aliases: [`i${name}`] },
  { name: `c${name}`, isSwitch: true },
]);

/** Where-Object: `Name -like 'A*'`, or a script block over `$_`. */
export const whereObject: LocalCommand = {
  name: 'Where-Object',
  aliases: ['where', '?'],
  parameters: [
    { name: 'FilterScript' },
    { name: 'Property', position: 0 },
    { name: 'Value', position: 1 },
    { name: 'Not', isSwitch: true },
    ...operatorParameters,
    { name: 'Is', refused: 'Compare with a value, not with a type.' },
    { name: 'IsNot', refused: 'Compare with a value, not with a type.' },
    { name: 'InputObject', refused: 'Put the values before the pipe.' },
  ],
  check: (args, span) => {
    const block = filterBlock(args);
    if (block) checkBlock(block);
    else checkSimple(args, span);
  },
  create: (args, context) => {
    const block = filterBlock(args);
    return block ? byBlock(block, context) : bySimpleForm(args, context);
  },
};

export function filterBlock(args: Arguments): ScriptBlockNode | undefined {
  const expression = args.expression('FilterScript') ?? args.expression('Property');
  return expression?.kind === 'scriptBlock' ? expression : undefined;
}

function checkBlock(block: ScriptBlockNode): void {
  const problem = firstRefusal(block.body);
  if (problem) throw problem;
  if (expressionOfBody(block.body)) return;
  throw new LanguageError(
    'The script block of Where-Object has to be one expression over $_ here.',
    block.span,
    "For instance { $_.Name -like 'A*' -and $_.Database -eq 'DB01' }.",
    'unsupported',
  );
}

function operatorOf(args: Arguments): { readonly name: ComparisonName; readonly caseSensitive: boolean } | undefined {
  for (const name of args.names()) {
    const comparison = comparisonOf(name);
    if (comparison) return comparison;
  }
  return undefined;
}

function checkSimple(args: Arguments, span: Span): void {
  const operators = args.names().filter((name) => comparisonOf(name) !== undefined);
  const second = operators[1] ?? (args.has('Not') ? operators[0] : undefined);
  if (second) {
    throw new LanguageError(
      'The simple form of Where-Object takes one comparison.',
      args.span(second) ?? span,
      'Join several in a script block: { $_.A -eq 1 -and $_.B -eq 2 }.',
      'value',
    );
  }
  if (!args.has('Property')) {
    throw new LanguageError(
      'Where-Object wants a property or a script block.',
      span,
      "For instance Where-Object Name -like 'A*'.",
      'value',
    );
  }
  if (operators.length === 0 && args.has('Value')) {
    throw new LanguageError(
      'Where-Object has a value but no comparison.',
      args.span('Value') ?? span,
      'Write -eq or another comparison before it.',
      'value',
    );
  }
  if (operators.length === 1 && !args.has('Value')) {
    throw new LanguageError(
      `-${operators[0]} wants a value.`,
      args.span(operators[0] as string) ?? span,
      'Write it behind the comparison.',
      'value',
    );
  }
}

function bySimpleForm(args: Arguments, context: StageContext): Stage {
  const [name = ''] = args.texts('Property', context);
  const value = args.expression('Value');
  const right = value ? evaluate(value, context) : null;
  const comparison = operatorOf(args);
  const not = args.isOn('Not', context);
  const report = once(context);
  return {
    push(item, emit) {
      const left = member(item, name);
      const keeps = report(() =>
        comparison
          ? toBoolean(
              located(args.span('Value') ?? context.span, () =>
                compare(comparison.name, left, right, comparison.caseSensitive),
              ),
            )
          : toBoolean(left) !== not,
      );
      if (keeps) emit(item);
    },
  };
}

function byBlock(block: ScriptBlockNode, context: StageContext): Stage {
  const report = once(context);
  const expression = expressionOfBody(block.body);
  return {
    push(item: PsValue, emit) {
      if (
        expression &&
        report(() => toBoolean(evaluate(expression, { environment: context.environment, current: item })))
      )
        emit(item);
    },
  };
}

/** A value that cannot be compared is left out and reported, each message once; what is endless with one ends the line. */
function once({ report, span }: StageContext): (test: () => boolean) => boolean {
  const told = new Set<string>();
  return (test) => {
    try {
      return test();
    } catch (error) {
      const problem =
        error instanceof TypeFailure ? new LanguageError(error.message, span, nextOf(error), 'value') : error;
      if (!(problem instanceof LanguageError) || problem.kind === 'endless') throw problem;
      if (!told.has(problem.message) && told.size < 10) {
        told.add(problem.message);
        report(problem);
      }
      return false;
    }
  };
}
