import { TypeFailure } from '../types/type.ts';
import type { Frame } from './frame.ts';
import { type Scope, scopeNamed, splitName, variableKey } from './scope.ts';
import { type Value, type Worth, withoutNothing } from './value.ts';

const session = 'System.Management.Automation.SessionStateUnauthorizedAccessException';

const constants: Readonly<Record<string, Value>> = { true: true, false: false, null: null };

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
    return (frame) => {
      const variable = frame.scope.find(key);
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

const locked = new Set(['true', 'false', 'null', '?', 'error', 'home', 'host', 'pid', 'pshome', 'psversiontable']);

const notWritable = (name: string) =>
  new TypeFailure(
    `Cannot overwrite variable ${name} because it is read-only or constant.`,
    session,
    'VariableNotWritable',
    'WriteError',
  );

/** What gives a variable a value, found out once a text. */
export function writeVariable(name: string): (frame: Frame, value: Worth) => void {
  const { prefix, rest } = splitName(name);
  const key = variableKey(rest);
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
      variable.value = variable.constraint ? variable.constraint(withoutNothing(value)) : value;
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
  if (variable?.constraint) variable.value = variable.constraint(withoutNothing(value));
  else {
    const made = scope.put(name, value);
    if (isPrivate) made.isPrivate = true;
  }
}
