import { Literal, never } from './literal.ts';
import { type Primitive, primitives } from './primitives.ts';
import type { Usual } from './usual.ts';

const longestLiteral = 400;

/**
 * What is expected at one place: the literal start tag that the last value there had. Objects of one type come with the
 * same properties in the same order, so comparing against the literal nearly always spares parsing the tag.
 */
export class Slot {
  /** The property's name; empty for an item of a collection. */
  readonly name: string;
  /** `<S N="Alias">`, or up to the number of a RefId: `<Obj N="Identity" RefId="`. */
  open: Literal = never;
  nil: Literal = never;
  /** `<Ref N="Identity" RefId="`: an object that was sent before. */
  reference: Literal = never;
  /** Undefined where an object is expected. */
  primitive: Primitive | undefined = undefined;
  /** What a primitive there holds, object after object. */
  usual: Usual | undefined = undefined;
  readonly site = new Site();

  constructor(name: string) {
    this.name = name;
  }

  /** Remembers the start tag just read, given as it stands in the text. */
  learn(tag: string, startTag: string): void {
    if (startTag.length > longestLiteral) return;
    if (tag === 'Nil') {
      this.nil = new Literal(startTag);
      return;
    }
    const primitive = primitives.get(tag);
    if (primitive) {
      if (startTag.endsWith('/>')) return;
      this.primitive = primitive;
      this.open = new Literal(startTag);
      return;
    }
    const [, begin, end] = /^(<(?:Obj|Ref)(?: N="[^"]*")? RefId=")[0-9]+"( \/)?>$/.exec(startTag) ?? [];
    if (begin === undefined) return;
    if (tag === 'Ref' && end !== undefined) this.reference = new Literal(begin);
    if (tag !== 'Obj' || end !== undefined) return;
    this.primitive = undefined;
    this.open = new Literal(begin);
  }
}

/** What is expected of an object at one place: its `<TN>` element as it stood in the text, and the type it named. */
export class Site {
  typeNames: Literal = never;
  typeNamesId = -1;
  type: ObjectType | undefined = undefined;
  /** What `<ToString>` holds there, object after object. */
  usual: Usual | undefined = undefined;
  /** The type of objects here that name none. */
  untyped: ObjectType | undefined = undefined;

  learn(type: ObjectType, id: number, element: string): void {
    if (element.length > 4 * longestLiteral) return;
    this.type = type;
    this.typeNamesId = id;
    this.typeNames = new Literal(element);
  }
}

/** The property names of objects of one type, in their order; the objects share the array. */
export interface Shape {
  readonly names: readonly string[];
  readonly slots: readonly Slot[];
  /** Room for the values, to be copied: an array that grows takes more than it holds. At least one. */
  readonly room: readonly null[];
}

const remembered = 4;
const someRoom: readonly null[] = [null];
const longestRoom = 128;
const noShape: Shape = { names: [], slots: [], room: someRoom };

/** The shapes seen for the adapted or the extended properties of a type, the last one first. */
export class Shapes {
  private readonly recent: Shape[] = [];

  get last(): Shape {
    return this.recent[0] ?? noShape;
  }

  /** The shape of these names, shared with the last objects that had the same. */
  settle(names: readonly string[], slots: readonly Slot[]): Shape {
    const index = this.recent.findIndex((shape) => same(shape.names, names));
    const shape = this.recent[index] ?? { names, slots, room: roomFor(names.length) };
    if (index >= 0) this.recent.splice(index, 1);
    else if (this.recent.length >= remembered) this.recent.pop();
    this.recent.unshift(shape);
    return shape;
  }
}

/** What is known of the objects with one list of type names. */
export class ObjectType {
  readonly names: readonly string[];
  readonly adapted = new Shapes();
  readonly extended = new Shapes();
  readonly base = new Slot('');
  readonly item = new Slot('');
  readonly key = new Slot('');
  readonly value = new Slot('');

  constructor(names: readonly string[]) {
    this.names = names;
  }
}

/** None for very many: an object that has few of them after all must not cost what it does not hold. */
function roomFor(count: number): readonly null[] {
  return count > 0 && count <= longestRoom ? Array.from({ length: count }, () => null) : someRoom;
}

function same(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((name, index) => name === others[index]);
}

/** A copy that does not keep the document alive which the text is a slice of. */
export function detach(text: string): string {
  return JSON.parse(JSON.stringify(text));
}
