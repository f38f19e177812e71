/**
 * What the interpreter asks of values and types: the one place where it reaches them. All throw TypeFailure with .NET's or
 * PowerShell's message where a value does not fit. What may call script blocks is work.
 */

import type { ScriptCaller } from './script-caller.ts';
import type { LiveDictionary, LiveType, Value } from './value.ts';
import type { Work } from './work.ts';

export interface Semantics {
  toBoolean(value: Value): boolean;
  /** `"$value"` */
  toText(value: Value): string;
  /** The items of what a pipeline takes one by one; undefined for what goes as it is (texts, dictionaries, objects). */
  itemsOf(value: Value): readonly Value[] | undefined;
  /** `Object[]` of items that a pipeline gave. */
  arrayOf(items: readonly Value[]): Value;
  /** By its spelling in lower case (`+`, `-ceq`, `..`, `-f`, `-is`); looked up once a text, called often. */
  binary(operator: string): ((left: Value, right: Value) => Value) | undefined;
  /** `-`, `+`, `-not`, `!`, `-bnot`, `-join`, `-split` and its case forms. */
  unary(operator: string): ((operand: Value) => Value) | undefined;
  /** `-match` and its case forms: what it gives, and what `$Matches` is to hold (undefined: left as it is). */
  match(
    operator: string,
    left: Value,
    right: Value,
  ): { readonly result: Value; readonly groups: LiveDictionary | undefined };
  /** `-replace` and `-split` with a script block. */
  replaceByScript(operator: string, left: Value, right: Value, scripts: ScriptCaller): Work<Value>;

  /** By what stands in the brackets; undefined where the type is not known here. */
  findType(name: string): LiveType | undefined;
  /** `[T]value`. */
  convert(value: Value, type: LiveType): Value;
  isOfType(value: Value, type: LiveType): boolean;
  /** .NET's full name, the wire's `Deserialized.` left in place. */
  typeNameOf(value: Value): string;
  /** What `.PSTypeNames` holds: the most derived first. */
  typeNamesOf(value: Value): readonly string[];
  /**
   * Below zero, zero, above zero, as Sort-Object sees the two; undefined where they cannot be put in an order. Sizes by their
   * bytes.
   */
  order(left: Value, right: Value, isCaseSensitive: boolean): number | undefined;
  /** Names of the properties that the value itself shows, in their order. */
  propertyNamesOf(value: Value): readonly string[];
  /**
   * A property of the value itself: of a list the list's own, of a dictionary the entry too. Undefined where it has none of
   * that name. Work where a script has to be run for it.
   */
  property(target: Value, name: string, scripts: ScriptCaller): Value | undefined | Work<Value>;
  /** What Get-Member tells, in its order of kinds and names. */
  membersOf(target: Value): readonly MemberDescription[];
  staticMembersOf(type: LiveType): readonly MemberDescription[];
  /** Whether a type that is known has it, as far as is known here. */
  hasStaticMember(type: LiveType, kind: 'property' | 'method', name: string): boolean;
  /** `[T]::new(…)` */
  create(type: LiveType, args: readonly Value[], scripts: ScriptCaller): Value | Work<Value>;

  /** `$value.Name`; of a list without such a member, that of each item. Undefined where there is none. */
  member(target: Value, name: string): Value | undefined;
  setMember(target: Value, name: string, value: Value): void;
  call(target: Value, name: string, args: readonly Value[], scripts: ScriptCaller): Value | Work<Value>;
  staticMember(type: LiveType, name: string): Value;
  callStatic(type: LiveType, name: string, args: readonly Value[], scripts: ScriptCaller): Value | Work<Value>;
  /** `$value[…]`, `$value[a, b]` */
  index(target: Value, index: Value): Value;
  setIndex(target: Value, index: Value, value: Value): void;
}

export interface MemberDescription {
  readonly name: string;
  readonly kind: 'AliasProperty' | 'Event' | 'Method' | 'NoteProperty' | 'Property' | 'ScriptMethod' | 'ScriptProperty';
  /** `int Length {get;}`, `string Substring(int startIndex), string Substring(int startIndex, int length)` */
  readonly definition: string;
}
