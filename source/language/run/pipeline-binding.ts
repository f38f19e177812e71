import { acceptArgument } from './accept-argument.ts';
import type { Bindable, BoundArguments } from './bind.ts';
import { ambiguousSet, bindingFailure, type Named } from './binding-failure.ts';
import type { RuntimeFailure } from './failure.ts';
import { type Parameter, placeIn } from './parameters.ts';
import type { Semantics } from './semantics.ts';
import { LiveDictionary, type Value } from './value.ts';

/** Binds what comes through the pipe, object after object, beside what the command line gave. */
export class PipelineBinding {
  readonly #to: Bindable;
  readonly #bound: BoundArguments;
  readonly #semantics: Semantics;
  readonly #fromPipeline: readonly Parameter[];
  readonly #byName: readonly Parameter[];
  /** Keys that the object before was bound to. */
  #last: string[] = [];

  constructor(to: Bindable, bound: BoundArguments, semantics: Semantics) {
    this.#to = to;
    this.#bound = bound;
    this.#semantics = semantics;
    const open = to.parameters.filter(({ name }) => !bound.values.has(name.toLowerCase()));
    const takes = (key: 'fromPipeline' | 'fromPipelineByPropertyName') =>
      open.filter((one) => bound.sets.some((set) => placeIn(one, set)?.[key]));
    this.#fromPipeline = takes('fromPipeline');
    this.#byName = takes('fromPipelineByPropertyName');
  }

  get takesInput(): boolean {
    return this.#fromPipeline.length > 0 || this.#byName.length > 0;
  }

  /** Whether a parameter still waits for what comes through the pipe. */
  waitsFor(parameter: Parameter): boolean {
    return this.#fromPipeline.includes(parameter) || this.#byName.includes(parameter);
  }

  /** Binds an object; false where nothing takes it. Throws where what takes it cannot be given it. */
  bind(input: Value): boolean {
    for (const key of this.#last) this.#bound.values.delete(key);
    this.#last = [];
    const quick = this.#fromPipeline.length === 1 && this.#byName.length === 0 ? this.#fromPipeline[0] : undefined;
    if (quick) {
      this.#set(quick, acceptArgument(quick, { value: input, span: none }, this.#to, this.#semantics));
      return true;
    }
    const exact = this.#fromPipeline.find((one) => one.isOfType(input));
    if (exact) this.#try(exact, input);
    const named = this.#byName.flatMap((parameter) => {
      const value = this.#propertyFor(parameter, input);
      return value === undefined || parameter === exact ? [] : [{ parameter, value }];
    });
    if (!exact && named.length === 0) {
      const [any] = this.#fromPipeline;
      if (!any) return false;
      this.#set(any, acceptArgument(any, { value: input, span: none }, this.#to, this.#semantics));
      return true;
    }
    for (const { parameter, value } of named) {
      this.#set(parameter, acceptArgument(parameter, { value, span: none }, this.#to, this.#semantics));
    }
    return true;
  }

  #try(parameter: Parameter, input: Value): void {
    this.#set(parameter, acceptArgument(parameter, { value: input, span: none }, this.#to, this.#semantics));
  }

  #set(parameter: Parameter, value: Value): void {
    const key = parameter.name.toLowerCase();
    this.#bound.values.set(key, value);
    this.#last.push(key);
  }

  #propertyFor(parameter: Parameter, input: Value): Value | undefined {
    if (input === null || typeof input === 'string' || input instanceof LiveDictionary) return undefined;
    for (const name of [parameter.name, ...parameter.aliases]) {
      if (!this.#semantics.propertyNamesOf(input).some((one) => one.toLowerCase() === name.toLowerCase())) continue;
      const value = this.#semantics.member(input, name);
      if (value !== undefined) return value;
    }
    return undefined;
  }
}

const none = { start: 0, end: 0 };

/** The set that counts, and what it wants that is not there yet. */
export function resolveSet(
  to: Bindable,
  bound: BoundArguments,
  waits: (parameter: Parameter) => boolean,
): { readonly set: string; readonly missing: readonly Parameter[] } {
  const missingIn = (set: string) =>
    to.parameters.filter(
      (one) => placeIn(one, set)?.isMandatory && !bound.values.has(one.name.toLowerCase()) && !waits(one),
    );
  const preferred = to.defaultSet?.toLowerCase();
  const [only] = bound.sets;
  if (bound.sets.length === 1 && only !== undefined) return { set: only, missing: missingIn(only) };
  if (preferred !== undefined && bound.sets.includes(preferred) && missingIn(preferred).length === 0) {
    return { set: preferred, missing: [] };
  }
  const complete = bound.sets.filter((set) => missingIn(set).length === 0);
  if (complete.length >= 1) return { set: complete[0]!, missing: [] };
  const set = preferred !== undefined && bound.sets.includes(preferred) ? preferred : undefined;
  if (set === undefined) throw ambiguousSet(to);
  return { set, missing: missingIn(set) };
}

export const missingMandatory = (missing: readonly Parameter[], command: Named): RuntimeFailure =>
  bindingFailure(
    `Cannot process command because of one or more missing mandatory parameters: ${missing.map(({ name }) => name).join(' ')}.`,
    'MissingMandatoryParameter',
    command,
  );

export const notBound = (command: Named): RuntimeFailure =>
  bindingFailure(
    'The input object cannot be bound to any parameters for the command either because the command does not take pipeline input or the input and its properties do not match any of the parameters that take pipeline input.',
    'InputObjectNotBound',
    command,
  );
