import { PsChar, PsDecimal, PsNumber, type PsNumberType } from '../../objects/index.ts';
import type { ScriptCaller } from '../run/script-caller.ts';
import { LiveArray, nothing, type Value } from '../run/value.ts';
import type { Work } from '../run/work.ts';
import { baseOf, listOf } from '../values/convert.ts';
import { rawOf, toDouble } from '../values/to-number.ts';
import { accelerators, splitArguments } from '../values/type-names.ts';
import { isWork } from './is-work.ts';
import type {
  MethodDeclaration,
  Overload,
  PropertyDeclaration,
  StaticPropertyDeclaration,
  TypeDeclaration,
} from './type.ts';

/**
 * What a member does, on plain JavaScript values as its signature names them: int, short, byte, float and double as number,
 * long and ulong as bigint, string, bool, char as string of one unit, an enum as its number, `T[]` as array, void as
 * undefined; everything else as Value. A caller of scripts comes behind the arguments.
 */
export type Native = (self: never, ...args: never[]) => unknown;

export interface TypeParts extends Pick<TypeDeclaration, 'name' | 'bases' | 'summary' | 'is' | 'convert' | 'values'> {
  /**
   * By signature, as Get-Member writes them: `int Length {get;}`, `string Trim()`, `static datetime Now {get;}`,
   * `static datetime Parse(string s)`, `new(int year, int month)`, `set int Length(int value)`.
   */
  readonly members?: Readonly<Record<string, Native>>;
}

type Members = Required<
  Pick<TypeDeclaration, 'properties' | 'methods' | 'staticProperties' | 'staticMethods' | 'constructors'>
>;

/** A type from its signatures. They are read when a member is first asked for: starting does not wait for all types. */
export function defineType(parts: TypeParts): TypeDeclaration {
  const { members = {}, ...rest } = parts;
  let read: Members | undefined;
  const all = () => {
    read ??= readMembers(members);
    return read;
  };
  return {
    ...rest,
    accelerators: accelerators[parts.name] ?? [],
    get properties() {
      return all().properties;
    },
    get methods() {
      return all().methods;
    },
    get staticProperties() {
      return all().staticProperties;
    },
    get staticMethods() {
      return all().staticMethods;
    },
    get constructors() {
      return all().constructors;
    },
  };
}

const signature = /^(static |set )?(?:(new)|(\S+) (\w+))(?:\((.*)\)| \{get;\})$/;

function readMembers(members: Readonly<Record<string, Native>>): Members {
  const properties = new Map<string, PropertyDeclaration>();
  const staticProperties: StaticPropertyDeclaration[] = [];
  const methods = new Map<string, Overload[]>();
  const staticMethods = new Map<string, Overload[]>();
  const constructors: Overload[] = [];
  for (const [text, native] of Object.entries(members)) {
    const match = signature.exec(text);
    if (!match) throw new Error(`No signature of a member: ${text}`);
    const [, how, isNew, shortType = 'void', name = '', parameters] = match;
    const type = fullTypeName(shortType);
    if (isNew) constructors.push(overload('System.Object', parameters ?? '', native));
    else if (how === 'set ') {
      const { get } = properties.get(name)!;
      properties.set(name, { name, type, get, set: setter(type, native) });
    } else if (parameters === undefined) {
      if (how) staticProperties.push({ name, type, get: () => pack(type, native(null as never)) });
      else properties.set(name, { name, type, get: (self) => pack(type, native(self as never)) });
    } else {
      const group = how ? staticMethods : methods;
      group.set(name, [...(group.get(name) ?? []), overload(type, parameters, native)]);
    }
  }
  const named = (group: ReadonlyMap<string, Overload[]>): MethodDeclaration[] =>
    [...group].map(([name, overloads]) => ({ name, overloads }));
  return {
    properties: [...properties.values()],
    staticProperties,
    methods: named(methods),
    staticMethods: named(staticMethods),
    constructors,
  };
}

function setter(type: string, native: Native): (self: Value, value: Value) => void {
  const set = native as (self: Value, value: unknown) => void;
  return (self, value) => set(self, unpack(type, value));
}

function overload(returns: string, text: string, native: Native): Overload {
  const parameters = text === '' ? [] : splitArguments(text).map(readParameter);
  const call = native as (self: Value, ...args: unknown[]) => unknown;
  return {
    parameters,
    returns,
    call(self: Value, args: readonly Value[], scripts: ScriptCaller): Value | Work<Value> {
      const plain = args.map((arg, index) => unpack(parameters[Math.min(index, parameters.length - 1)]!.type, arg));
      const result = call(self, ...plain, scripts);
      return isWork(result) ? packed(returns, result) : pack(returns, result);
    },
  };
}

function* packed(returns: string, work: Work<unknown>): Work<Value> {
  return pack(returns, yield* work);
}

function readParameter(text: string): Overload['parameters'][number] {
  const [, params, type = '', name = ''] = /^(params )?(\S+) (\w+)$/.exec(text)!;
  return { name, type: fullTypeName(type), ...(params ? { isParams: true } : {}) };
}

const byShort: ReadonlyMap<string, string> = new Map(
  Object.entries(accelerators).flatMap(([full, names]) => names.map((name) => [name, full] as const)),
);

/** `string[]` as `System.String[]`. */
export function fullTypeName(short: string): string {
  const rank = /\[\]$/.test(short) ? '[]' : '';
  const name = rank ? short.slice(0, -2) : short;
  return `${byShort.get(name) ?? name}${rank}`;
}

const numberTypes: Readonly<Record<string, PsNumberType>> = {
  'System.SByte': 'SByte',
  'System.Byte': 'Byte',
  'System.Int16': 'Int16',
  'System.UInt16': 'UInt16',
  'System.UInt32': 'UInt32',
  'System.UInt64': 'UInt64',
  'System.Single': 'Single',
  'System.Double': 'Double',
};

/** What a member gave, as a value of the type that its signature names. */
export function pack(type: string, value: unknown): Value {
  // The interpreter tells what gives nothing from what gives null.
  if (type === 'System.Void') return nothing as never;
  if (value === undefined || value === null) return null;
  const number = Object.hasOwn(numberTypes, type) ? numberTypes[type] : undefined;
  if (number && (typeof value === 'number' || typeof value === 'bigint'))
    return new PsNumber(number, number === 'UInt64' ? BigInt(value) : Number(value));
  if (type === 'System.Int64' && typeof value === 'number') return BigInt(value);
  if (type === 'System.Decimal' && typeof value === 'string') return new PsDecimal(value);
  if (type === 'System.Char' && typeof value === 'string') return new PsChar(value.charCodeAt(0));
  if (Array.isArray(value)) {
    const element = type.endsWith('[]') ? type.slice(0, -2) : 'System.Object';
    return new LiveArray(
      value.map((item) => pack(element, item)),
      element,
    );
  }
  return value as Value;
}

/** A value that was converted to a type, as members take it. */
export function unpack(type: string, value: Value): unknown {
  if (type === 'System.Char') return value instanceof PsChar ? String.fromCharCode(value.code) : value;
  if (type === 'System.Int32' || type === 'System.String' || type === 'System.Boolean' || type === 'System.Object')
    return value;
  if (type === 'System.UInt64' || type === 'System.Int64') return value === null ? 0n : rawOf(value);
  if (Object.hasOwn(numberTypes, type)) return value === null ? 0 : toDouble(rawOf(value));
  if (type.endsWith('[]')) {
    if (value instanceof Uint8Array) return [...value];
    if (value === null) return [];
    const items = listOf(value);
    return items ? items.map((item) => unpack(type.slice(0, -2), item)) : value;
  }
  return baseOf(value) === value ? value : baseOf(value);
}
