import type { ScriptCaller } from '../run/script-caller.ts';
import { LiveArray, LiveList, LiveType, ScriptBlock, type Value } from '../run/value.ts';
import type { Work } from '../run/work.ts';
import { isEnum, toText } from '../values/convert.ts';
import { type NumberType, numberTypeOf, numberTypes, typeNameOf } from '../values/kinds.ts';
import { rawOf, toDouble } from '../values/to-number.ts';
import { argumentsOf, convert, tryConvert } from './convert.ts';
import { isOfType } from './is-a.ts';
import { isWork } from './is-work.ts';
import { type Overload, TypeFailure } from './type.ts';

/** Calls the overload that fits best, with its arguments converted. Failures are told as PowerShell tells a call's. */
export function callBest(
  name: string,
  overloads: readonly Overload[],
  self: Value,
  args: readonly Value[],
  scripts: ScriptCaller,
): Value | Work<Value> {
  const best = bestOf(overloads, args, self);
  if (!best) {
    throw new TypeFailure(
      `Cannot find an overload for "${name === '.ctor' ? 'new' : name}" and the argument count: "${args.length}".`,
      'System.Management.Automation.MethodException',
      'MethodCountCouldNotFindBest',
      'NotSpecified',
    );
  }
  const given = argumentsFor(best, args, name, self);
  return guarded(name, args.length, () => best.call(self, given, scripts));
}

/** Runs what a member does; .NET's exceptions become those of a call, with .NET's within. */
export function guarded(name: string, count: number, call: () => Value | Work<Value>): Value | Work<Value> {
  try {
    const result = call();
    return isWork(result) ? guardedWork(name, count, result) : result;
  } catch (error) {
    throw callFailure(name, count, error);
  }
}

function* guardedWork(name: string, count: number, work: Work<Value>): Work<Value> {
  try {
    return yield* work;
  } catch (error) {
    throw callFailure(name, count, error);
  }
}

function callFailure(name: string, count: number, error: unknown): unknown {
  // What has an id is PowerShell's own already.
  if (!(error instanceof TypeFailure) || error.id !== undefined) return error;
  const type = error.exceptionType;
  const failure = new TypeFailure(
    `Exception calling "${name}" with "${count}" argument(s): "${error.message}"`,
    'System.Management.Automation.MethodInvocationException',
    type.slice(type.lastIndexOf('.') + 1),
    'NotSpecified',
  );
  failure.inner = { message: error.message, exceptionType: type };
  return failure;
}

function bestOf(overloads: readonly Overload[], args: readonly Value[], self: Value): Overload | undefined {
  const fitting = overloads.filter((one) => takes(one, args.length));
  if (fitting.length < 2) return fitting[0];
  let best: { readonly overload: Overload; readonly cost: number; readonly costs: readonly number[] } | undefined;
  for (const overload of fitting) {
    const costs = args.map((arg, index) => costOf(arg, typeAt(overload, index, args.length, self)));
    const sum = costs.reduce((total, one) => total + one, 0);
    const cost = isExpanded(overload, args.length, args) ? sum + 0.5 : sum;
    const isCloser = best === undefined || cost < best.cost || (cost === best.cost && isBefore(costs, best.costs));
    if (isCloser) best = { overload, cost, costs };
  }
  return best?.overload;
}

/** Of two that fit as well as each other the one that fits the first argument better. */
function isBefore(costs: readonly number[], others: readonly number[]): boolean {
  const at = costs.findIndex((cost, index) => cost !== others[index]);
  return at >= 0 && costs[at]! < others[at]!;
}

function takes({ parameters }: Overload, count: number): boolean {
  const hasParams = parameters.at(-1)?.isParams === true;
  return hasParams ? count >= parameters.length - 1 : count === parameters.length;
}

/** Whether the arguments stand for the items of a `params` array rather than for the array. */
function isExpanded({ parameters }: Overload, count: number, args: readonly Value[]): boolean {
  if (parameters.at(-1)?.isParams !== true) return false;
  const last = args.at(-1);
  if (count !== parameters.length) return true;
  // A text of several characters is their array.
  if (typeof last === 'string' && parameters.at(-1)!.type === 'System.Char[]') return last.length === 1;
  if (last === null) return parameters.at(-1)!.type === 'System.Object[]';
  return !(last instanceof LiveArray || last instanceof LiveList);
}

function typeAt(overload: Overload, index: number, count: number, self: Value): string {
  const { parameters } = overload;
  const parameter = parameters[Math.min(index, parameters.length - 1)]!;
  const type = typeFor(parameter.type, self);
  return parameter.isParams && (index >= parameters.length || count !== parameters.length) ? type.slice(0, -2) : type;
}

/** `T`, `TKey` and `TValue` are the type arguments of the value that the member belongs to. */
function typeFor(type: string, self: Value): string {
  if (!/^T(?:Key|Value)?(?:\[\])?$/.test(type)) return type;
  const [first = 'System.Object', second = 'System.Object'] = argumentsOf(typeNameOf(self));
  const bare = type.replace('[]', '');
  return `${bare === 'TValue' ? second : first}${type.endsWith('[]') ? '[]' : ''}`;
}

/** How far a value is from a parameter's type: 0 is the type itself, 100 cannot be converted. */
function costOf(value: Value, type: string): number {
  if (type === 'System.Object') return 9;
  if (value === null) return type === 'System.String' ? 1 : /^System\.(?:Int|Double|Char|Bool)/.test(type) ? 12 : 5;
  if (typeNameOf(value) === type) return 0;
  const number = numberTypeOf(value);
  if (number && type.startsWith('System.') && numberTypes.includes(type.slice(7) as NumberType)) {
    return numberCost(value, number, type.slice(7) as NumberType);
  }
  if (isOfType(value, type)) return 2;
  if (value instanceof ScriptBlock && isDelegate(type)) return 3;
  if (tryConvert(value, type) === undefined) return 100;
  if (type === 'System.Char') return typeof value === 'string' ? 8 : 7;
  if (type === 'System.Double' && typeof value === 'string') return 10.5;
  if (type === 'System.String') return 10;
  if (isEnum(value) || value instanceof LiveType) return 20;
  return type.endsWith('[]') ? 8 : 11;
}

/** Wider is cheap, narrower where the number fits; a whole number becomes a Decimal sooner than a Double. */
function numberCost(value: Value, from: NumberType, to: NumberType): number {
  const step = numberTypes.indexOf(to) - numberTypes.indexOf(from);
  const isWhole = numberTypes.indexOf(from) < numberTypes.indexOf('Single');
  if (step > 0)
    return to === 'Decimal'
      ? isWhole
        ? 0.5
        : 3
      : to === 'Double' || to === 'Single'
        ? Math.max(step * 0.3, isWhole ? 2.1 : 0)
        : step * 0.3;
  const narrowed = tryConvert(value, `System.${to}`);
  return narrowed !== undefined && toDouble(rawOf(narrowed)) === toDouble(rawOf(value)) ? 0.6 : 30;
}

const isDelegate = (type: string) => /^System\.(?:Predicate|Func|Action|Comparison)`/.test(type);

function argumentsFor(overload: Overload, args: readonly Value[], name: string, self: Value): readonly Value[] {
  const { parameters } = overload;
  const converted = args.map((arg, index) => {
    const parameter = parameters[Math.min(index, parameters.length - 1)]!;
    return argumentAs(
      arg,
      typeAt(overload, index, isExpanded(overload, args.length, args) ? -1 : args.length, self),
      parameter.name,
      name,
    );
  });
  if (!isExpanded(overload, args.length, args)) return converted;
  const fixed = parameters.length - 1;
  const type = typeFor(parameters[fixed]!.type, self).slice(0, -2);
  return [...converted.slice(0, fixed), new LiveArray(converted.slice(fixed), type)];
}

function argumentAs(value: Value, type: string, parameter: string, method: string): Value {
  if (value instanceof ScriptBlock && isDelegate(type)) return value;
  if (type.endsWith('&')) return value;
  try {
    return convert(value, type);
  } catch (error) {
    if (!(error instanceof TypeFailure)) throw error;
    throw new TypeFailure(
      `Cannot convert argument "${parameter}", with value: "${toText(value)}", for "${method}" to type "${type}": "${error.message}"`,
      'System.Management.Automation.MethodException',
      'MethodArgumentConversionInvalidCastArgument',
      'NotSpecified',
    );
  }
}
