import { PsObject } from '../../objects/index.ts';
import type { MemberDescription } from '../run/semantics.ts';
import { type Adapted, adaptedOf, LiveObject, type LiveType, overlays, type Value } from '../run/value.ts';
import { toText } from '../values/convert.ts';
import { typeNameOf } from '../values/kinds.ts';
import { shortTypeName } from '../values/type-names.ts';
import { declarationsOf } from './members.ts';
import { declarationOf } from './registry.ts';
import type { Overload, PropertyDeclaration, TypeDeclaration } from './type.ts';

/** Members are told with `System.Object`, values with `object`. */
const memberType = (type: string) => (/^System\.Object(\[\])?$/.test(type) ? type : shortTypeName(type));

/** `int Length {get;}` */
const propertyText = ({ type, name, set }: PropertyDeclaration) =>
  `${memberType(type)} ${name} {get;${set ? 'set;' : ''}}`;

/** `string Substring(int startIndex, int length)` */
export function overloadText(name: string, { parameters, returns }: Overload): string {
  const shown = parameters.map((one) => `${one.isParams ? 'Params ' : ''}${memberType(one.type)} ${one.name}`);
  return `${memberType(returns)} ${name}(${shown.join(', ')})`;
}

/** What Get-Member tells of a value: by kind, then by name. */
export function membersOf(target: Value): readonly MemberDescription[] {
  const found = new Map<string, MemberDescription>();
  const add = (one: MemberDescription) => {
    const key = one.name.toLowerCase();
    if (!found.has(key)) found.set(key, one);
  };
  addOwn(target, add);
  const adapted = adaptedOf(target);
  if (adapted) addAdapted(adapted, add);
  for (const declaration of declarationsOf(target))
    addDeclared(adapted ? { ...declaration, properties: [] } : declaration, add);
  return inOrder([...found.values()]);
}

const kinds = ['AliasProperty', 'Event', 'Method', 'NoteProperty', 'Property', 'ScriptMethod', 'ScriptProperty'];

const inOrder = (members: readonly MemberDescription[]) =>
  members.toSorted(
    (a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1),
  );

function addOwn(target: Value, add: (one: MemberDescription) => void): void {
  const note = (name: string, value: Value) =>
    add({ name, kind: 'NoteProperty', definition: `${shownType(value)} ${name}=${shownText(value)}` });
  const holder = target instanceof PsObject ? overlays.get(target) : target instanceof LiveObject ? target : undefined;
  for (const { name, value } of holder?.properties.values() ?? []) note(name, value);
  for (const { name, kind, script } of holder?.scripts.values() ?? []) {
    const isMethod = kind === 'method';
    add({
      name,
      kind: isMethod ? 'ScriptMethod' : 'ScriptProperty',
      definition: isMethod ? `System.Object ${name}();` : `System.Object ${name} {get=${toText(script)};}`,
    });
  }
  if (target instanceof LiveObject && target.base !== undefined) addOwn(target.base, add);
  if (!(target instanceof PsObject)) return;
  for (const name of target.propertyNames) {
    const isNote = target.extended.names.includes(name);
    const value = target.get(name) ?? null;
    if (isNote) note(name, value);
    else add({ name, kind: 'Property', definition: `${shownType(value)} {get;set;}` });
  }
}

function addAdapted(adapted: Adapted, add: (one: MemberDescription) => void): void {
  for (const name of adapted.names()) {
    const lower = name.toLowerCase();
    const access = adapted.isSettable(lower) ? '{get;set;}' : '{get;}';
    add({ name, kind: 'Property', definition: `${shownType(adapted.get(lower) ?? null)} ${name} ${access}` });
  }
}

const shownType = (value: Value) => (value === null ? 'object' : shortTypeName(typeNameOf(value)));
const shownText = (value: Value) => (value === null ? 'null' : toText(value));

function addDeclared(declaration: TypeDeclaration, add: (one: MemberDescription) => void): void {
  const { properties = [], methods = [] } = declaration;
  const owner = /(?:^|\.)(I[A-Z]\w*)$/.exec(declaration.name)?.[1];
  for (const property of properties) add({ name: property.name, kind: 'Property', definition: propertyText(property) });
  for (const { name, overloads } of methods)
    add({
      name,
      kind: 'Method',
      definition: overloads.map((one) => overloadText(owner ? `${owner}.${name}` : name, one)).join(', '),
    });
}

/** What `Get-Member -Static` tells of a type. */
export function staticMembersOf({ fullName }: LiveType): readonly MemberDescription[] {
  const declaration = declarationOf(fullName);
  if (!declaration) return [];
  const { staticProperties = [], staticMethods = [], constructors = [] } = declaration;
  const properties = staticProperties.map(
    ({ name, type }): MemberDescription => ({
      name,
      kind: 'Property',
      definition: `static ${memberType(type)} ${name} {get;}`,
    }),
  );
  const methods = staticMethods.map(
    ({ name, overloads }): MemberDescription => ({
      name,
      kind: 'Method',
      definition: overloads.map((one) => `static ${overloadText(name, one)}`).join(', '),
    }),
  );
  const created = constructors.map((one) => overloadText('new', { ...one, returns: fullName }));
  const news: MemberDescription[] =
    created.length > 0 ? [{ name: 'new', kind: 'Method', definition: created.join(', ') }] : [];
  return inOrder([...methods, ...news, ...properties]);
}
