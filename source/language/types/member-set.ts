import { LiveInstance, LiveList, LiveObject, type Value } from '../run/value.ts';
import { toText } from '../values/convert.ts';
import { typeNameOf } from '../values/kinds.ts';
import { wildcard } from '../values/wildcard.ts';
import { defineType } from './define.ts';

/** How a value's properties are reached, by whoever makes the member set. */
export interface PropertyAccess {
  names(): readonly string[];
  get(name: string): Value;
  set(name: string, value: Value): void;
  add(name: string, value: Value): void;
  remove(name: string): void;
  /** As a list: of an object that was made here, what is inserted counts. */
  typeNames(): Value;
  readonly target: Value;
}

class PropertyState {
  readonly access: PropertyAccess;
  readonly name: string;

  constructor(access: PropertyAccess, name: string) {
    this.access = access;
    this.name = name;
  }

  toText(): string {
    const value = this.access.get(this.name);
    return `${value === null ? 'object' : typeNameOf(value)} ${this.name}=${value === null ? 'null' : toText(value)}`;
  }
}

const propertyType = 'System.Management.Automation.PSNoteProperty';
const setType = 'System.Management.Automation.PSMemberSet';
const listType =
  'System.Management.Automation.PSMemberInfoIntegratingCollection`1[System.Management.Automation.PSPropertyInfo]';

/** What `.PSObject.Properties` is: a list that also finds by name. */
class PropertyList extends LiveList {
  readonly access: PropertyAccess;

  constructor(access: PropertyAccess) {
    const items = access.names().map((name) => new LiveInstance(propertyType, new PropertyState(access, name)));
    super(items, listType, 'System.Management.Automation.PSPropertyInfo');
    this.access = access;
  }

  index(key: Value): Value | undefined {
    if (typeof key !== 'string') return undefined;
    const lower = key.toLowerCase();
    return this.items.find((one) => (one as LiveInstance<PropertyState>).state.name.toLowerCase() === lower) ?? null;
  }
}

/** The object and the property's name behind one of `.PSObject.Properties`; undefined for what is none. */
export function propertyBehind(value: Value): { readonly target: Value; readonly name: string } | undefined {
  if (!(value instanceof LiveInstance) || value.typeName !== propertyType) return undefined;
  const { access, name } = (value as LiveInstance<PropertyState>).state;
  return { target: access.target, name };
}

const isScripted = ({ access: { target }, name }: PropertyState) =>
  target instanceof LiveObject && target.scripts.get(name.toLowerCase())?.kind === 'property';

/** `$value.PSObject` */
export const memberSetOf = (access: PropertyAccess): LiveInstance<PropertyAccess> => new LiveInstance(setType, access);

type MemberSet = LiveInstance<PropertyAccess>;
type Property = LiveInstance<PropertyState>;

export const memberSetTypes = [
  defineType({
    name: setType,
    summary: 'What PowerShell knows of an object: its properties, its type names.',
    is: (value) => value instanceof LiveInstance && value.typeName === setType,
    members: {
      'System.Management.Automation.PSPropertyInfo[] Properties {get;}': (set: MemberSet) =>
        new PropertyList(set.state),
      'System.Collections.ObjectModel.Collection`1[System.String] TypeNames {get;}': (set: MemberSet) =>
        set.state.typeNames(),
      'System.Object BaseObject {get;}': (set: MemberSet) => set.state.target,
      'System.Object ImmediateBaseObject {get;}': (set: MemberSet) => set.state.target,
      'System.Object Copy()': (set: MemberSet) => {
        const { target } = set.state;
        if (!(target instanceof LiveObject)) return target;
        const copy = new LiveObject(
          [...target.properties.values()].map(({ name, value }) => [name, value] as const),
          target.typeNames,
          target.base,
        );
        for (const [key, script] of target.scripts) copy.scripts.set(key, script);
        return copy;
      },
    },
  }),
  defineType({
    name: propertyType,
    bases: ['System.Management.Automation.PSPropertyInfo', 'System.Management.Automation.PSMemberInfo'],
    summary: 'A property of an object, with its name and value.',
    is: (value) => value instanceof LiveInstance && value.typeName === propertyType,
    members: {
      'string Name {get;}': ({ state }: Property) => state.name,
      'System.Object Value {get;}': ({ state }: Property) => state.access.get(state.name),
      'set System.Object Value(System.Object value)': ({ state }: Property, value: Value) =>
        state.access.set(state.name, value),
      'string MemberType {get;}': ({ state }: Property) => (isScripted(state) ? 'ScriptProperty' : 'NoteProperty'),
      'string TypeNameOfValue {get;}': ({ state }: Property) =>
        typeNameOf(state.access.get(state.name)) || 'System.Object',
      'bool IsSettable {get;}': () => true,
      'bool IsGettable {get;}': () => true,
      'bool IsInstance {get;}': () => true,
      'new(string name, System.Object value)': (_type: Value, name: string, value: Value) => lone(name, value),
    },
  }),
  defineType({
    name: listType,
    summary: 'The properties of an object.',
    is: (value) => value instanceof PropertyList,
    members: {
      'int Count {get;}': (list: PropertyList) => list.items.length,
      'void Add(System.Object member)': (list: PropertyList, member: Value) => {
        if (!(member instanceof LiveInstance) || member.typeName !== propertyType) return;
        const { name, access } = (member as Property).state;
        list.access.add(name, access.get(name));
      },
      'System.Object Item(string name)': (list: PropertyList, name: string) => list.index(name),
      'void Remove(string name)': (list: PropertyList, name: string) => list.access.remove(name),
      'System.Object[] Match(string name)': (list: PropertyList, name: string) => {
        const matches = wildcard(name);
        return list.items.filter((one) => matches((one as Property).state.name));
      },
    },
  }),
];

/** A property that belongs to no object yet. */
function lone(name: string, value: Value): Value {
  let current = value;
  const access: PropertyAccess = {
    names: () => [name],
    get: () => current,
    set: (_name, next) => {
      current = next;
    },
    add: () => {},
    remove: () => {},
    typeNames: () => null,
    target: null,
  };
  return new LiveInstance(propertyType, new PropertyState(access, name));
}
