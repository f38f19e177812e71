import type { Span } from '../errors.ts';
import type { Code } from './code.ts';
import type { LiveType, ScriptBlock, Value } from './value.ts';

/** How a parameter stands in a parameter set. */
export interface SetPlace {
  readonly isMandatory: boolean;
  readonly position: number | undefined;
  readonly fromPipeline: boolean;
  readonly fromPipelineByPropertyName: boolean;
  readonly takesRemaining: boolean;
}

/** The name of what belongs to all sets. */
export const everySet = '*';

/** What the binder needs to know of a parameter, whoever declares it. */
export interface Parameter {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly isSwitch: boolean;
  /** By the set's name, lower case; `everySet` for all. */
  readonly sets: ReadonlyMap<string, SetPlace>;
  /** The type's name as messages have it: `System.String`. */
  readonly typeName: string;
  /** Takes several values, or whatever comes. */
  readonly isList: boolean;
  /** A text gets a number as it was typed. */
  readonly isText: boolean;
  /** A number says how it was typed, where it is shown. */
  readonly keepsTyped?: boolean;
  /** Whether a value is of the type already: looked at before what comes in is converted. */
  isOfType(value: Value): boolean;
  /** To the type, then validated. Throws. */
  accept(value: Value): Value;
  readonly allowsNull: boolean;
  readonly allowsEmpty: boolean;
  readonly help: string;
  /** The only values it takes (ValidateSet); empty where others are taken too. */
  readonly values: readonly string[];
  /** Some of those that it takes. */
  readonly offered?: readonly string[] | undefined;
  /** Why it is not understood here. */
  readonly refused: string | undefined;
}

/** A parameter of a function or script. */
export interface ScriptParameter extends Parameter {
  readonly key: string;
  readonly initial: Code<Value> | undefined;
  readonly type: LiveType | undefined;
  readonly span: Span;
  /** What later assignments to the variable go through as well. */
  readonly constraint: ((value: Value) => Value) | undefined;
  /** Sets that its attributes name, as they are spelled. */
  readonly setNames: readonly string[];
  /** ValidateScript. */
  readonly scripts: readonly ScriptBlock[];
}

/** What a parameter is in a set; undefined where the set has not got it. */
export const placeIn = (parameter: Parameter, set: string): SetPlace | undefined =>
  parameter.sets.get(set) ?? parameter.sets.get(everySet);

const knownSets = new WeakMap<readonly Parameter[], readonly string[]>();

/** The sets that parameters name; `everySet` where they name none. Kept: calls are many. */
export function setsOf(parameters: readonly Parameter[]): readonly string[] {
  let sets = knownSets.get(parameters);
  if (!sets) {
    const names = new Set(parameters.flatMap((one) => [...one.sets.keys()]));
    names.delete(everySet);
    sets = names.size === 0 ? [everySet] : [...names];
    knownSets.set(parameters, sets);
  }
  return sets;
}
