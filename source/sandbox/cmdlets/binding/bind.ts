import type { PsValue } from '../../../objects/index.ts';
import type { BoundableCommand } from '../../catalogue/commands.ts';
import { commonParameters } from '../../catalogue/common-parameters.ts';
import { kinds, type ParameterKind } from '../../catalogue/parameter-kinds.ts';
import { textOf } from '../../directory/text-values.ts';
import { bindingFailures } from '../failures.ts';
import type { CommandArgument } from '../types.ts';
import { ConversionFailure, convert } from './convert.ts';

interface Bindable {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly kind: ParameterKind;
}

/**
 * Arguments bound as PowerShell binds them: a name may be any unique beginning, a switch needs no value, what has no
 * name goes to positions in order. Throws CmdletFailure. Mandatory parameters are checked later, with the pipeline's.
 * @returns lower-cased full names to converted values
 */
export function bindArguments(command: BoundableCommand, given: readonly CommandArgument[]): Map<string, PsValue> {
  const bound = new Map<string, PsValue>();
  const positional: PsValue[] = [];
  for (let index = 0; index < given.length; index += 1) {
    const argument = given[index];
    if (!argument) continue;
    if (!argument.name) {
      positional.push(argument.value);
      continue;
    }
    const parameter = matchParameter(command, parameterWord(argument.name));
    let value = argument.value;
    const bare = value === null && argument.name.startsWith('-') && !argument.name.endsWith(':');
    if (bare && parameter.kind.kind !== 'switch') {
      const next = given[index + 1];
      if (!next || next.name) throw bindingFailures.missingArgument(command.name, parameter.name);
      value = next.value;
      index += 1;
    }
    bindTo(command, bound, parameter, value);
  }
  bindPositions(command, bound, positional);
  return bound;
}

/** A parameter's name without what it may be written with: PowerShell's own client sends `-Name:` for a splatted one. */
export function parameterWord(written: string): string {
  return written.replace(/^-/, '').replace(/:$/, '');
}

function bindTo(command: BoundableCommand, bound: Map<string, PsValue>, parameter: Bindable, value: PsValue): void {
  const key = parameter.name.toLowerCase();
  if (bound.has(key)) throw bindingFailures.boundTwice(command.name, parameter.name);
  const mandatory = command.parameters.some((one) => one.mandatory && one.name === parameter.name);
  if (mandatory && (value === null || value === '')) {
    throw bindingFailures.emptyMandatory(command.name, parameter.name, value === null);
  }
  bound.set(key, convertFor(command, parameter, value));
}

/** The value in the parameter's kind; a CmdletFailure that names the parameter where it does not fit. */
export function convertFor(
  command: BoundableCommand,
  parameter: { readonly name: string; readonly kind: ParameterKind },
  value: PsValue,
): PsValue {
  try {
    return convert(value, parameter.kind);
  } catch (failure) {
    if (failure instanceof ConversionFailure) {
      throw bindingFailures.conversion(command.name, parameter.name, failure.message);
    }
    throw failure;
  }
}

function bindPositions(command: BoundableCommand, bound: Map<string, PsValue>, values: readonly PsValue[]): void {
  const free = command.parameters
    .filter((parameter) => parameter.position !== undefined && !bound.has(parameter.name.toLowerCase()))
    .sort((left, right) => (left.position ?? 0) - (right.position ?? 0));
  for (const value of values) {
    const parameter = free.shift();
    if (!parameter) throw bindingFailures.extraArgument(command.name, textOf(value) ?? 'System.Object[]');
    const kind = command.parameterKinds.get(parameter.name) ?? kinds.any;
    bindTo(command, bound, { name: parameter.name, aliases: [], kind }, value);
  }
}

function matchParameter(command: BoundableCommand, given: string): Bindable {
  const wanted = given.toLowerCase();
  const all: Bindable[] = [
    ...command.parameters.map(({ name, aliases }) => ({
      name,
      aliases,
      kind: command.parameterKinds.get(name) ?? kinds.any,
    })),
    ...commonParameters,
  ];
  const exact = all.find((one) => [one.name, ...one.aliases].some((name) => name.toLowerCase() === wanted));
  if (exact) return exact;
  const starting = all.filter((one) =>
    [one.name, ...one.aliases].some((name) => name.toLowerCase().startsWith(wanted)),
  );
  const own = starting.filter((one) => command.parameterKinds.has(one.name));
  const candidates = own.length === 1 ? own : starting;
  const [only] = candidates;
  if (!only || !wanted) throw bindingFailures.unknownParameter(command.name, given);
  if (candidates.length > 1) {
    throw bindingFailures.ambiguousParameter(
      command.name,
      given,
      candidates.map((one) => one.name),
    );
  }
  return only;
}

/** Names of the mandatory parameters that nothing was bound to. */
export function missingMandatory(command: BoundableCommand, bound: ReadonlyMap<string, PsValue>): readonly string[] {
  return command.parameters
    .filter((parameter) => parameter.mandatory && !bound.has(parameter.name.toLowerCase()))
    .map((parameter) => parameter.name);
}
