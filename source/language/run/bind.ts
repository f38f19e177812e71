import type { Span } from '../errors.ts';
import { acceptArgument } from './accept-argument.ts';
import { type Argument, type ArgumentValue, withTyped } from './arguments.ts';
import { ambiguousSet, bindingFailure, type Named } from './binding-failure.ts';
import { commonParameters, shouldProcessParameters } from './common-parameters.ts';
import type { DefaultValue } from './default-parameters.ts';
import { fail } from './failure.ts';
import { nextPositional } from './next-positional.ts';
import { type Parameter, placeIn, setsOf } from './parameters.ts';
import type { Semantics } from './semantics.ts';
import type { Value } from './value.ts';

export interface Bindable extends Named {
  readonly parameters: readonly Parameter[];
  readonly defaultSet: string | undefined;
  /** Arguments that fit nowhere are errors; else they are left over. */
  readonly isStrict: boolean;
  readonly hasCommon: boolean;
  readonly hasShouldProcess: boolean;
}

export interface BoundArguments {
  /** By the parameter's name in lower case. */
  readonly values: Map<string, Value>;
  readonly spans: ReadonlyMap<string, Span>;
  /** Common parameters by their full name in lower case; a switch alone is true. */
  readonly common: ReadonlyMap<string, Value>;
  /** What fits nowhere: `$args`. */
  readonly rest: readonly Value[];
  /** Sets that are still possible; `everySet` where there are none. */
  readonly sets: readonly string[];
}

/** Gives each argument of a command line its parameter. Throws RuntimeFailure for what does not fit. */
export function bindArguments(
  args: readonly Argument[],
  to: Bindable,
  semantics: Semantics,
  defaults: readonly DefaultValue[] = noDefaults,
): BoundArguments {
  return new Binder(to, semantics).bind(args, defaults);
}

class Binder {
  readonly #to: Bindable;
  readonly #semantics: Semantics;
  readonly #given = new Map<Parameter, ArgumentValue>();
  readonly #common = new Map<string, Value>();
  /** What fits nowhere, with its place in the line. */
  readonly #rest: { readonly value: Value; readonly at: number }[] = [];
  #sets: readonly string[];

  constructor(to: Bindable, semantics: Semantics) {
    this.#to = to;
    this.#semantics = semantics;
    this.#sets = setsOf(to.parameters);
  }

  bind(args: readonly Argument[], defaults: readonly DefaultValue[]): BoundArguments {
    const positional: ArgumentValue[] = [];
    const places: number[] = [];
    for (let at = 0; at < args.length; at++) {
      const argument = args[at]!;
      if (argument.kind === 'value') {
        positional.push(argument.given);
        places.push(at);
        continue;
      }
      const loose = this.#looseArgument(argument);
      if (loose) {
        positional.push(...loose);
        continue;
      }
      const next = args[at + 1];
      const behind = next?.kind === 'value' ? next.given : undefined;
      if (this.#named(argument, behind, at)) at++;
    }
    this.#positional(positional, places);
    for (const one of defaults) this.#default(one);
    const values = new Map<string, Value>();
    const spans = new Map<string, Span>();
    for (const [parameter, given] of this.#given) {
      const key = parameter.name.toLowerCase();
      values.set(key, acceptArgument(parameter, given, this.#to, this.#semantics));
      spans.set(key, given.span);
    }
    return { values, spans, common: this.#common, rest: this.#inOrder(), sets: this.#sets };
  }

  /** Whether the argument behind was taken. */
  #named(argument: Extract<Argument, { kind: 'parameter' }>, behind: ArgumentValue | undefined, at: number): boolean {
    const found = this.#find(argument.name);
    if (!found) {
      if (this.#to.isStrict) {
        throw bindingFailure(
          `A parameter cannot be found that matches parameter name '${argument.name}'.`,
          'NamedParameterNotFound',
          this.#to,
        );
      }
      this.#rest.push({ value: `-${argument.name}${argument.given ? ':' : ''}`, at });
      const given = argument.given ?? behind;
      if (given) this.#rest.push({ value: withTyped(given, this.#semantics), at });
      return !argument.given && behind !== undefined;
    }
    const isSwitch = typeof found === 'string' ? isCommonSwitch(found) : found.isSwitch;
    const given = argument.given ?? (isSwitch ? { value: true, span: argument.span } : behind);
    const name = typeof found === 'string' ? found : found.name;
    if (!given) {
      const type = typeof found === 'string' ? 'System.String' : found.typeName;
      throw bindingFailure(
        `Missing an argument for parameter '${name}'. Specify a parameter of type '${type}' and try again.`,
        'MissingArgument',
        this.#to,
      );
    }
    if (typeof found === 'string') this.#common.set(found.toLowerCase(), given.value);
    else this.#take(found, given);
    return !argument.given && !isSwitch;
  }

  /** For what no argument was given for, as far as the sets allow that are left. */
  #default({ fits, value }: DefaultValue): void {
    const isOpen = (one: Parameter) => !this.#given.has(one) && this.#sets.some((set) => placeIn(one, set));
    for (const own of this.#to.parameters)
      if (fits(own.name) && isOpen(own)) this.#take(own, { value, span: { start: 0, end: 0 } });
    const common = this.#to.hasCommon ? [...commonParameters, ...shouldProcessParameters] : [];
    const found = common.find(([name]) => fits(name))?.[0].toLowerCase();
    if (found !== undefined && !this.#common.has(found)) this.#common.set(found, value);
  }

  #take(parameter: Parameter, given: ArgumentValue): void {
    if (parameter.refused !== undefined) {
      throw fail({
        message: `-${parameter.name} of ${this.#to.name} is not understood here.`,
        id: `ParameterNotUnderstood,${this.#to.name}`,
        category: 'NotImplemented',
        recommendedAction: parameter.refused,
        activity: this.#to.name,
      });
    }
    if (this.#given.has(parameter)) {
      throw bindingFailure(
        `Cannot bind parameter because parameter '${parameter.name}' is specified more than once. To provide multiple values to parameters that can accept multiple values, use the array syntax. For example, "-parameter value1,value2,value3".`,
        'ParameterAlreadyBound',
        this.#to,
      );
    }
    this.#given.set(parameter, given);
    const left = this.#sets.filter((set) => placeIn(parameter, set) !== undefined);
    if (left.length === 0) throw ambiguousSet(this.#to);
    this.#sets = left;
  }

  /** The parameter of that name, alias or unambiguous beginning; the name of a common one. */
  #find(typed: string): Parameter | string | undefined {
    const lower = typed.toLowerCase();
    const own = this.#to.parameters.find((one) => namesOf(one).includes(lower));
    if (own) return own;
    const common = [
      ...(this.#to.hasCommon ? commonParameters : []),
      ...(this.#to.hasShouldProcess ? shouldProcessParameters : []),
    ];
    const exact = common.find(([name, alias]) => name.toLowerCase() === lower || alias === lower);
    if (exact) return exact[0];
    const starting: (Parameter | string)[] = this.#to.parameters.filter((one) =>
      namesOf(one).some((name) => name.startsWith(lower)),
    );
    const isCommon = common.filter(([name]) => name.toLowerCase().startsWith(lower)).map(([name]) => name);
    // A cmdlet's own parameters go before the common ones where a beginning fits both.
    const all = starting.length > 0 ? starting : isCommon;
    if (all.length <= 1) return all[0];
    const list = all.map((one) => `-${typeof one === 'string' ? one : one.name}`).join(' ');
    throw bindingFailure(
      `Parameter cannot be processed because the parameter name '${typed}' is ambiguous. Possible matches include: ${list}.`,
      'AmbiguousParameter',
      this.#to,
    );
  }

  #positional(args: readonly ArgumentValue[], places: readonly number[]): void {
    const remaining: ArgumentValue[] = [];
    const left: number[] = [];
    for (const [index, given] of args.entries()) {
      const parameter = nextPositional(given.value, this.#to, this.#sets, this.#given);
      if (parameter && index < args.length - 1 && this.#takesRemaining(parameter)) {
        remaining.push(...args.slice(index));
        break;
      }
      if (parameter) this.#take(parameter, given);
      else {
        remaining.push(given);
        left.push(places[index] ?? 0);
      }
    }
    if (remaining.length === 0) return;
    const taker = this.#to.parameters.find((one) => !this.#given.has(one) && this.#takesRemaining(one));
    if (taker) {
      const typed = remaining.map((one) => (typeof one.typed === 'string' ? one.typed : undefined));
      const [first] = remaining;
      const value = this.#semantics.arrayOf(
        remaining.length === 1
          ? (this.#semantics.itemsOf(first!.value) ?? [first!.value])
          : remaining.map((one) => (taker.keepsTyped ? withTyped(one, this.#semantics) : one.value)),
      );
      this.#take(taker, { value, typed, span: first!.span });
      return;
    }
    if (this.#to.isStrict) {
      throw bindingFailure(
        `A positional parameter cannot be found that accepts argument '${this.#semantics.toText(remaining[0]!.value)}'.`,
        'PositionalParameterNotFound',
        this.#to,
      );
    }
    for (const [index, given] of remaining.entries())
      this.#rest.push({ value: withTyped(given, this.#semantics), at: left[index] ?? 0 });
  }

  #inOrder(): readonly Value[] {
    if (this.#rest.length === 0) return nothingLeft;
    return this.#rest.toSorted((one, other) => one.at - other.at).map(({ value }) => value);
  }

  /** What names no parameter is a word like others, for a command that takes all that is left. */
  #looseArgument({
    name,
    span,
    given,
  }: Extract<Argument, { kind: 'parameter' }>): readonly ArgumentValue[] | undefined {
    if (!this.#to.isStrict || this.#find(name)) return undefined;
    if (!this.#to.parameters.some((one) => !this.#given.has(one) && this.#takesRemaining(one))) return undefined;
    return [{ value: `-${name}${given ? ':' : ''}`, span }, ...(given ? [given] : [])];
  }

  #takesRemaining(parameter: Parameter): boolean {
    return this.#sets.some((set) => placeIn(parameter, set)?.takesRemaining);
  }
}

const nothingLeft: readonly Value[] = [];
const noDefaults: readonly DefaultValue[] = [];

const isCommonSwitch = (name: string) =>
  [...commonParameters, ...shouldProcessParameters].some(([one, , isSwitch]) => one === name && isSwitch);

const namesOf = ({ name, aliases }: Parameter) => [name, ...aliases].map((one) => one.toLowerCase());
