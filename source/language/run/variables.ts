import { TypeFailure } from '../types/type.ts';
import type { Frame } from './frame.ts';
import { type Scope, scopeNamed, splitName, variableKey } from './scope.ts';
import { LiveObject, ScriptBlock, type Value, type Worth, withoutNothing } from './value.ts';

const session = 'System.Management.Automation.SessionStateUnauthorizedAccessException';

const constants: Readonly<Record<string, Value>> = { true: true, false: false, null: null };

/** `$PWD`: where relative paths begin. */
function locationOf({ session }: Frame): Value {
  const path = session.ports?.files?.location;
  if (path === undefined) return null;
  const location = new LiveObject([['Path', path]], ['System.Management.Automation.PathInfo', 'System.Object']);
  location.text = path;
  return location;
}

/** The key of a name that stands for a variable and nothing else; undefined for what is read in a way of its own. */
export function plainKey(name: string): string | undefined {
  const key = variableKey(name);
  return name.includes(':') || Object.hasOwn(constants, key) || key === '?' || key === 'pwd' ? undefined : key;
}

/** What reads a variable, found out once a text. */
export function readVariable(name: string): (frame: Frame) => Worth {
  const { prefix, rest } = splitName(name);
  const key = variableKey(rest);
  if (prefix === undefined) {
    if (Object.hasOwn(constants, key)) {
      const value = constants[key]!;
      return () => value;
    }
    if (key === '?') return (frame) => frame.session.succeeded;
    if (key === 'pwd') return locationOf;
    return ({ scope }) => {
      const variable = scope.variables.get(key) ?? scope.findOutside(key);
      return variable === undefined ? null : variable.value;
    };
  }
  if (prefix === 'env') return (frame) => frame.session.env(rest);
  if (prefix === 'function') {
    return (frame) => frame.scope.findFunction(key)?.script ?? null;
  }
  if (prefix === 'variable' || prefix === 'local' || prefix === 'private') {
    const isHere = prefix !== 'variable';
    return (frame) => (isHere ? frame.scope.variables.get(key) : frame.scope.find(key))?.value ?? null;
  }
  return (frame) => scopeNamed(frame.scope, prefix)?.variables.get(key)?.value ?? null;
}

const locked = new Set(['true', 'false', '?', 'error', 'home', 'host', 'pid', 'pshome', 'psversiontable']);

/** Whether a plain name may be given a value. */
export const isLocked = (key: string): boolean => locked.has(key);

const notWritable = (name: string) =>
  new TypeFailure(
    `Cannot overwrite variable ${name} because it is read-only or constant.`,
    session,
    'VariableNotWritable',
    'WriteError',
  );

/** A value held to what a variable may have. Throws with PowerShell's words where it does not pass. */
export function held(name: string, constraint: (value: Value) => Value, worth: Worth): Value {
  const value = withoutNothing(worth);
  try {
    return constraint(value);
  } catch (error) {
    if (!(error instanceof TypeFailure) || !error.exceptionType.endsWith('ValidationMetadataException')) throw error;
    const shown = typeof value === 'object' ? '' : String(value);
    throw new TypeFailure(
      `The variable cannot be validated because the value ${shown} is not a valid value for the ${name} variable.`,
      error.exceptionType,
      'ValidateSetFailure',
      'MetadataError',
    );
  }
}

/** What gives a variable a value, found out once a text. */
export function writeVariable(name: string): (frame: Frame, value: Worth) => void {
  const { prefix, rest } = splitName(name);
  const key = variableKey(rest);
  // What is given to $null is thrown away.
  if (prefix === undefined && key === 'null') return () => {};
  if (prefix === undefined && locked.has(key)) {
    return () => {
      throw notWritable(rest);
    };
  }
  if (prefix === 'env') {
    return (frame, value) => {
      const { semantics, environment } = frame.session;
      environment.set(key, semantics.toText(withoutNothing(value)));
    };
  }
  if (prefix === undefined) {
    return (frame, value) => {
      const variable = frame.scope.variables.get(key);
      if (variable === undefined) {
        frame.scope.put(rest, value);
        return;
      }
      if (variable.lock) throw notWritable(rest);
      variable.value = variable.constraint ? held(rest, variable.constraint, value) : value;
    };
  }
  if (prefix === 'function') {
    return (frame, value) => {
      if (value instanceof ScriptBlock) frame.scope.defineFunction({ name: rest, script: value, isFilter: false });
      else throw new TypeFailure(`The function ${rest} cannot be set to what is no script block.`, session);
    };
  }
  return (frame, value) => {
    const scope = scopeNamed(frame.scope, prefix);
    if (!scope) throw new TypeFailure(`$${name} names a drive that there is none of here.`, session, 'DriveNotFound');
    setIn(scope, rest, value, prefix === 'private');
  };
}

/** In a scope itself, through what holds the variable to its type. Throws where it cannot be changed. */
export function setIn(scope: Scope, name: string, value: Worth, isPrivate = false): void {
  const variable = scope.variables.get(variableKey(name));
  if (variable?.lock) throw notWritable(name);
  if (variable?.constraint) variable.value = held(name, variable.constraint, value);
  else {
    const made = scope.put(name, value);
    if (isPrivate) made.isPrivate = true;
  }
}
