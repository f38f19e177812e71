import { LiveArray, type ScriptBlock, type Value, type Worth } from './value.ts';

/** Lower case, `$PSItem` as what it is. */
export const variableKey = (name: string): string => {
  const key = name.toLowerCase();
  return key === 'psitem' ? '_' : key;
};

export class Variable {
  readonly name: string;
  value: Worth;
  /** What a new value is made of before it is kept: conversion to the type, validation. */
  constraint: ((value: Value) => Value) | undefined;
  isPrivate = false;
  /** It was taken out of its scope, where another of its name may stand. */
  isRemoved = false;
  /** `constant` can never be changed, `readOnly` only by force. */
  lock: 'constant' | 'readOnly' | undefined;

  constructor(name: string, value: Worth) {
    this.name = name;
    this.value = value;
  }

  /** Whether it takes any value as it is. */
  get isFree(): boolean {
    return this.constraint === undefined && this.lock === undefined && !this.isRemoved;
  }
}

export interface FunctionEntry {
  readonly name: string;
  readonly script: ScriptBlock;
  readonly isFilter: boolean;
}

/** Variables and functions of a script block while it runs. Lookups go outwards, new ones are made inside. */
export class Scope {
  readonly parent: Scope | undefined;
  /** What is in it is taken out by `remove` alone. */
  readonly variables = new Map<string, Variable>();
  functions: Map<string, FunctionEntry> | undefined;
  /** The scope that `$script:` names. */
  readonly script: Scope;
  readonly global: Scope;

  constructor(parent: Scope | undefined, isScript = parent === undefined) {
    this.parent = parent;
    this.script = isScript ? this : parent!.script;
    this.global = parent?.global ?? this;
  }

  /** By lower-case name. */
  find(key: string): Variable | undefined {
    return this.variables.get(key) ?? this.findOutside(key);
  }

  /** The same for what is not in this scope itself. */
  findOutside(key: string): Variable | undefined {
    for (let scope = this.parent; scope !== undefined; scope = scope.parent) {
      const variable = scope.variables.get(key);
      if (variable !== undefined && !variable.isPrivate) return variable;
    }
    return undefined;
  }

  findFunction(key: string): FunctionEntry | undefined {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      const found = scope.functions?.get(key);
      if (found) return found;
    }
    return undefined;
  }

  /** In this scope itself, without a look at what holds a variable to its type. */
  put(name: string, value: Worth): Variable {
    const key = variableKey(name);
    const there = this.variables.get(key);
    if (there !== undefined) {
      there.value = value;
      return there;
    }
    const variable = new Variable(name, value);
    this.variables.set(key, variable);
    return variable;
  }

  /** By lower-case name; whether it was there. */
  remove(key: string): boolean {
    const variable = this.variables.get(key);
    if (variable) variable.isRemoved = true;
    return this.variables.delete(key);
  }

  defineFunction(entry: FunctionEntry): void {
    this.functions ??= new Map();
    this.functions.set(entry.name.toLowerCase(), entry);
  }
}

/** `$args` of what was given none. */
export const noArguments = new LiveArray([]);

/** What runs in the scope of whoever called has arguments of its own while it runs: what gives the caller's back. */
export function lendArguments(scope: Scope, args: LiveArray): () => void {
  const variable = scope.variables.get('args');
  const before = variable?.value ?? null;
  scope.put('args', args);
  return () => {
    if (variable) variable.value = before;
    else scope.remove('args');
  };
}

/** `script:x` as the scope and the name; other prefixes are drives. */
export function splitName(name: string): { readonly prefix: string | undefined; readonly rest: string } {
  const at = name.indexOf(':');
  return at < 0
    ? { prefix: undefined, rest: name }
    : { prefix: name.slice(0, at).toLowerCase(), rest: name.slice(at + 1) };
}

/** The scope that a prefix names, seen from a scope; undefined for a drive. `1` is the parent. */
export function scopeNamed(from: Scope, prefix: string | undefined): Scope | undefined {
  switch (prefix) {
    case undefined:
    case 'local':
    case 'private':
    case 'variable':
      return from;
    case 'script':
      return from.script;
    case 'global':
      return from.global;
    default: {
      if (!/^\d+$/.test(prefix)) return undefined;
      let scope: Scope = from;
      for (let up = Number(prefix); up > 0 && scope.parent; up--) scope = scope.parent;
      return scope;
    }
  }
}
