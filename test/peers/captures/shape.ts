import { type Element, parse } from './element.ts';

/** What a reader of CLIXML (MS-PSRP 2.2.5) goes by: everything but the values. */
export interface Shape {
  /** The element's name. */
  readonly kind: string;
  /** The property that it is; empty for what is none. */
  readonly name: string;
  readonly types: readonly string[];
  readonly parts: readonly Shape[];
}

/** Without the assemblies of generic types' arguments, which are those of a version of .NET. */
const plainType = ({ text }: Element) => text.replaceAll(/, [\w.]+, Version=[^\]]*/g, '');

export function shapeOf(xml: string): Shape {
  const known = new Map<string, readonly string[]>();
  const shape = ({ kind, name, children }: Element): Shape => {
    let types: readonly string[] = [];
    const parts: Shape[] = [];
    for (const child of children) {
      if (child.kind === 'TN') known.set(child.id, child.children.map(plainType));
      if (child.kind === 'TN' || child.kind === 'TNRef') types = known.get(child.id)!;
      else parts.push(shape(child));
    }
    return { kind, name, types, parts };
  };
  return shape(parse(xml));
}

const isBag = ({ kind }: Shape) => kind === 'Props' || kind === 'MS';
const isCollection = ({ kind }: Shape) => ['LST', 'IE', 'QUE', 'STK', 'DCT'].includes(kind);
const named = ({ kind, name }: Shape) => (name === '' ? kind : name);

/**
 * How the second differs from the first, a sentence each. What is null on either side may be anything; each item of a
 * collection is like one of the other's, where that has any.
 */
export function shapeDifferences(theirs: Shape, ours: Shape, path = named(theirs)): readonly string[] {
  const [there, here] = [theirs.kind, ours.kind];
  if (there === 'Nil' || here === 'Nil' || there === 'Ref' || here === 'Ref') return [];
  if (there !== here) return [`${path} is ${there}, not ${here}`];
  const differences: string[] = [];
  if (theirs.types.join() !== ours.types.join()) {
    differences.push(`${path} is of ${theirs.types.join(' < ')}, not ${ours.types.join(' < ')}`);
  }
  if (isCollection(theirs)) {
    if (theirs.parts.length === 0) return differences;
    for (const item of ours.parts) {
      const tried = theirs.parts.map((one) => shapeDifferences(one, item, `${path}/${named(one)}`));
      differences.push(...tried.toSorted((a, b) => a.length - b.length)[0]!);
    }
    return [...new Set(differences)];
  }
  const [names, own] = [theirs.parts.map(named), ours.parts.map(named)];
  if (names.join() !== own.join()) {
    const [missing, more] = [names.filter((one) => !own.includes(one)), own.filter((one) => !names.includes(one))];
    const what = [
      missing.length > 0 ? `lacks ${missing.join(', ')}` : '',
      more.length > 0 ? `has ${more.join(', ')}` : '',
    ];
    const said = what.filter((one) => one !== '').join(' and ') || `has ${own.join(', ')} in another order`;
    differences.push(`${path} ${said}`);
  }
  // The parts of what is no bag may be alike in name: those of an entry are Key and Value, all others stand once.
  for (const part of theirs.parts) {
    const same = ours.parts.find((one) => named(one) === named(part));
    if (same) differences.push(...shapeDifferences(part, same, isBag(part) ? path : `${path}/${named(part)}`));
  }
  return differences;
}
