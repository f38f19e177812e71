import type { ScriptCaller } from '../run/script-caller.ts';
import type { Value } from '../run/value.ts';
import type { Work } from '../run/work.ts';

/**
 * A type of .NET or PowerShell as far as it is known here. One declaration serves evaluation, casts, completion, Get-Member
 * and the list in docs/. Names are .NET's, spelled as Get-Member spells them; lookups ignore case.
 */
export interface TypeDeclaration {
  /** `System.DateTime` */
  readonly name: string;
  /** What else stands in brackets for it: `datetime`, and names without `System.` are found without being listed. */
  readonly accelerators?: readonly string[];
  /** Full names of what it derives from, nearest first, without System.Object; interfaces too. */
  readonly bases?: readonly string[];
  /** One line for completion and docs. */
  readonly summary: string;
  /** Whether a value is of this type itself, not of one that derives from it. */
  readonly is: (value: Value) => boolean;
  readonly properties?: readonly PropertyDeclaration[];
  readonly methods?: readonly MethodDeclaration[];
  readonly staticProperties?: readonly StaticPropertyDeclaration[];
  readonly staticMethods?: readonly MethodDeclaration[];
  /** `[T]::new(…)` and New-Object. */
  readonly constructors?: readonly Overload[];
  /** `[T]value`, also for parameters and assignments with a type. Undefined: it cannot be converted. */
  readonly convert?: (value: Value) => Value | undefined;
  /** For enums: names and numbers. */
  readonly values?: Readonly<Record<string, number>>;
}

export interface PropertyDeclaration {
  readonly name: string;
  /** Full name of its type, as Get-Member shows it. */
  readonly type: string;
  readonly get: (self: Value) => Value;
  readonly set?: (self: Value, value: Value) => void;
}

export interface StaticPropertyDeclaration {
  readonly name: string;
  readonly type: string;
  readonly get: () => Value;
}

export interface MethodDeclaration {
  readonly name: string;
  readonly overloads: readonly Overload[];
}

export interface Overload {
  readonly parameters: readonly { readonly name: string; readonly type: string; readonly isParams?: boolean }[];
  /** Full name, `System.Void` for none. */
  readonly returns: string;
  /**
   * `self` is null for statics and constructors. `args` are converted to the parameters' types. Throws TypeFailure with
   * .NET's message. What calls script blocks is work.
   */
  readonly call: (self: Value, args: readonly Value[], scripts: ScriptCaller) => Value | Work<Value>;
}

/** What .NET would have thrown: the type of the exception and its message. */
export class TypeFailure extends Error {
  override readonly name = 'TypeFailure';
  /** `System.FormatException` */
  readonly exceptionType: string;
  /** The error id where PowerShell gives one of its own, such as `InvalidCastFromStringToInteger`. */
  readonly id: string | undefined;
  /** PowerShell's ErrorCategory. */
  readonly category: string | undefined;

  /** Where PowerShell wraps it, for instance as a MethodInvocationException: the exception within. */
  inner: { readonly message: string; readonly exceptionType: string } | undefined;

  constructor(message: string, exceptionType: string, id?: string, category?: string) {
    super(message);
    this.exceptionType = exceptionType;
    this.id = id;
    this.category = category;
  }
}

/** A member that cannot be set, in PowerShell's words. */
export const settingFailure = (name: string, why: string) =>
  new TypeFailure(
    `Exception setting "${name}": "${why}"`,
    'System.Management.Automation.SetValueInvocationException',
    'ExceptionWhenSetting',
    'NotSpecified',
  );

/** A property that was given a value, and takes none. */
export const readOnlyProperty = (name: string) =>
  new TypeFailure(
    `'${name}' is a ReadOnly property.`,
    'System.Management.Automation.RuntimeException',
    'PropertyAssignmentException',
    'InvalidOperation',
  );
