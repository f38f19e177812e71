import type { CompletionCandidate } from '../../domain/index.ts';
import { PsObject } from '../../objects/index.ts';
import { splitName, variableKey } from '../run/scope.ts';
import type { Session } from '../run/session.ts';
import { LiveDictionary, LiveObject, LiveType, overlays, type Value } from '../run/value.ts';
import { overloadText } from '../types/describe.ts';
import { declarationsNamed, declarationsOf, ownMember, propertyNamesOf } from '../types/members.ts';
import type { MethodDeclaration, TypeDeclaration } from '../types/type.ts';
import { listOf } from '../values/convert.ts';
import { enums } from '../values/enums.ts';
import { typeNameOf } from '../values/kinds.ts';
import { shortTypeName } from '../values/type-names.ts';
import { candidate, matcher, quoted } from './candidate.ts';
import type { MemberPlace, MemberStep } from './member-place.ts';

/** What a variable holds; undefined where it was never set. */
export function variableValue(name: string, session: Session): Value | undefined {
  const { prefix, rest } = splitName(name);
  if (prefix === 'env') return session.env(rest);
  const found = session.global.find(variableKey(prefix === undefined ? name : rest))?.value;
  return typeof found === 'symbol' ? undefined : found;
}

/** What stands before the last dot, read without running anything. `current` is what `$_` holds. */
export function valueBefore(
  { root, steps }: MemberPlace,
  session: Session,
  current: Value | undefined,
): Value | undefined {
  const { semantics } = session;
  let value: Value | undefined;
  if (root.kind === 'text') value = '';
  else if (root.kind === 'type') value = semantics.findType(root.name);
  else if (root.kind === 'brackets') value = undefined;
  else value = variableKey(root.name) === '_' ? current : variableValue(root.name, session);
  try {
    for (const step of steps) value = value === undefined ? undefined : follow(value, step, session);
  } catch {
    // A property that cannot be read has no members to offer.
    return undefined;
  }
  return value;
}

function follow(value: Value, step: MemberStep, { semantics }: Session): Value | undefined {
  const items = listOf(value);
  if (step.kind === 'index') return step.index === undefined ? undefined : items?.at(step.index);
  if (step.isStatic) return value instanceof LiveType ? semantics.staticMember(value, step.name) : undefined;
  const own = ownMember(value, step.name);
  const [first] = items ?? [];
  return own === undefined && first !== undefined ? ownMember(first, step.name) : own;
}

/** Those that fit what is typed, each name once: the first of it. */
class Found {
  readonly #matches: (text: string) => boolean;
  readonly #byName = new Map<string, CompletionCandidate>();

  constructor(typed: string) {
    this.#matches = matcher(typed);
  }

  get all(): CompletionCandidate[] {
    return [...this.#byName.values()];
  }

  add(name: string, one: () => CompletionCandidate): void {
    const key = name.toLowerCase();
    if (this.#matches(name) && !this.#byName.has(key)) this.#byName.set(key, one());
  }

  property(name: string, hint: string): void {
    this.add(name, () => candidate(quoted(name), 'property', hint));
  }

  propertiesOf(types: readonly TypeDeclaration[]): void {
    for (const { properties = [] } of types)
      for (const { name, type } of properties) this.property(name, shortTypeName(type));
  }

  methodsOf(types: readonly TypeDeclaration[]): void {
    for (const { methods = [] } of types) for (const one of methods) this.add(one.name, () => methodCandidate(one));
  }
}

/** Members of a value: its properties, then what else its type has. Of a list first those of an item. */
export function membersOfValue(value: Value, typed: string): CompletionCandidate[] {
  const found = new Found(typed);
  const [first] = listOf(value) ?? [];
  for (const target of first === undefined ? [value] : [first, value]) {
    for (const name of ownNames(target)) found.property(name, typeHint(ownMember(target, name)));
  }
  const [itemTypes, types] = [first === undefined ? [] : declarationsOf(first), declarationsOf(value)];
  found.propertiesOf([...itemTypes, ...types]);
  for (const { name, kind } of holderOf(value)?.scripts.values() ?? [])
    if (kind === 'method') found.add(name, () => candidate(`${name}(`, 'method', 'script method'));
  found.methodsOf(types);
  return found.all;
}

/** Members of whatever is of a type. */
export function membersOfType(fullName: string, typed: string): CompletionCandidate[] {
  const [found, types] = [new Found(typed), declarationsNamed(fullName)];
  found.propertiesOf(types);
  found.methodsOf(types);
  return found.all;
}

/** Names of the properties that a value or the first of its items shows, entries of a dictionary included. */
export function shownNames(value: Value): readonly string[] {
  const one = listOf(value)?.[0] ?? value;
  if (one === null) return [];
  return ownNames(one).length > 0 ? ownNames(one) : propertyNamesOf(one);
}

function ownNames(value: Value): readonly string[] {
  const entries =
    value instanceof LiveDictionary
      ? [...value.entries()]
      : value instanceof PsObject && value.collection?.kind === 'dictionary'
        ? value.collection.entries
        : undefined;
  if (entries) return entries.flatMap(([key]) => (typeof key === 'string' ? [key] : []));
  return value instanceof LiveObject || value instanceof PsObject ? propertyNamesOf(value) : [];
}

const holderOf = (value: Value): LiveObject | undefined =>
  value instanceof LiveObject ? value : value instanceof PsObject ? overlays.get(value) : undefined;

const typeHint = (value: Value | undefined): string =>
  value === undefined || value === null ? '' : shortTypeName(typeNameOf(value).replace(/^Deserialized\./, ''));

const methodCandidate = ({ name, overloads }: MethodDeclaration): CompletionCandidate =>
  candidate(
    `${name}(${overloads.every(({ parameters }) => parameters.length === 0) ? ')' : ''}`,
    'method',
    overloads.map((one) => overloadText(name, one)).join(', '),
  );

/** `[type]::`: values of an enum, properties, methods, `new`. */
export function staticMembers(type: LiveType, typed: string, { semantics }: Session): CompletionCandidate[] {
  const matches = matcher(typed);
  const values = Object.hasOwn(enums, type.fullName) ? Object.keys(enums[type.fullName]!.values) : [];
  const members = semantics.staticMembersOf(type).map(({ name, kind, definition }) => {
    const isMethod = kind === 'Method';
    const hint = definition.replaceAll(/(^|, )static /g, '$1');
    return candidate(isMethod ? `${name}(` : name, isMethod ? 'method' : 'property', hint);
  });
  return [
    ...values.map((name) => candidate(name, 'property', shortTypeName(type.fullName))),
    ...members.filter(({ kind }) => kind === 'property'),
    ...members.filter(({ kind }) => kind === 'method'),
  ].filter(({ text }) => matches(text));
}
