import { noProperties, PsObject, type PsProperties, type PsValue } from '../../objects/index.ts';
import { DocumentScanner, type Known } from './document-scanner.ts';
import { memberSet } from './member-set.ts';
import { type Primitive, primitives } from './primitives.ts';
import { readProgressRecord } from './progress-record.ts';
import { ObjectType, type Shapes, type Site, type Slot } from './shapes.ts';

const lessThan = 60;
type Items = 'list' | 'stack' | 'queue' | 'enumerable';
const collections: Readonly<Record<string, Items>> = { LST: 'list', IE: 'enumerable', STK: 'stack', QUE: 'queue' };

/** Reads the values of one document after another, and remembers the shapes of their objects. */
export class ValueReader extends DocumentScanner {
  /** The one value of a message. */
  value(): PsValue {
    if (this.text.startsWith('<Objs', this.at)) this.fail('an <Objs> document where one value is expected');
    return this.expected(this.root);
  }

  /** The values inside the root element of a document. */
  values(): PsValue[] {
    this.startTag(true);
    if (this.tag !== 'Objs') this.fail('a document whose root is not <Objs>', 0);
    return this.empty ? [] : this.items('Objs', this.root);
  }

  /** Holds that nothing is left. */
  end(): void {
    this.skipSpace();
    if (this.at < this.text.length) this.fail('something after the end');
  }

  private expected(slot: Slot): PsValue {
    const value = this.foretold(slot);
    if (value !== undefined) return value;
    const start = this.at;
    this.startTag();
    slot.learn(this.tag, this.text.slice(start, this.at));
    return this.started(slot.site);
  }

  /** The value at the cursor where its start tag is the one the slot foretells, undefined where it is not. */
  private foretold(slot: Slot): PsValue | undefined {
    const { text, at } = this;
    const { open, primitive } = slot;
    if (!text.startsWith(open, at)) {
      if (!text.startsWith(slot.nil, at)) return undefined;
      this.at = at + slot.nil.length;
      this.count();
      return null;
    }
    const start = at + open.length;
    if (primitive !== undefined) {
      const end = text.indexOf('<', start);
      if (end < 0 || !text.startsWith(slot.close, end)) return undefined;
      this.at = end + slot.close.length;
      this.count();
      return this.primitive(primitive, text.slice(start, end), start);
    }
    const id = this.quotedNumber(start);
    if (id < 0 || text.charCodeAt(this.at) !== 62) {
      this.at = at;
      return undefined;
    }
    this.at++;
    this.count();
    return this.object(id, slot.site);
  }

  /** The value whose start tag has just been read. */
  private started(site: Site): PsValue {
    const { tag, empty } = this;
    this.count();
    if (tag === 'Nil') {
      if (!empty) this.endTag(tag);
      return null;
    }
    if (tag === 'Obj') return empty ? this.emptyObject() : this.object(this.refId, site);
    if (tag === 'Ref') return this.reference();
    if (tag === 'PR' && !empty) return readProgressRecord(this);
    const primitive = primitives.get(tag);
    if (!primitive) return this.fail(`<${tag}> is not an element that holds a value`);
    const start = this.at;
    if (empty) return this.primitive(primitive, '', start);
    const end = this.text.indexOf('<', start);
    if (end < 0) this.fail('the text ends too early', this.text.length);
    this.at = end;
    this.endTag(tag);
    return this.primitive(primitive, this.text.slice(start, end), start);
  }

  private primitive(primitive: Primitive, raw: string, offset: number): PsValue {
    const value = primitive.read(primitive.free ? this.free(raw, offset) : raw);
    return value === undefined ? this.fail(`the content of <${primitive.tag}> is not one of that type`, offset) : value;
  }

  private emptyObject(): PsObject {
    const value = new PsObject({});
    if (this.refId >= 0) this.known.set(this.refId, { typeNames: [], text: undefined, value, height: 0, weight: 1 });
    return value;
  }

  /** The rest of an `<Obj>` whose start tag has been read. */
  private object(refId: number, site: Site): PsObject {
    if (++this.depth > this.limits.depth) this.fail(`objects more than ${this.limits.depth} deep`);
    const { expanded, deepest } = this;
    this.deepest = this.depth;
    const known: Known = { typeNames: [], text: undefined, value: undefined, height: 0, weight: 0 };
    if (refId >= 0) this.known.set(refId, known);
    const value = this.parts(known, site);
    known.value = value;
    known.height = this.deepest - this.depth;
    known.weight = this.expanded - expanded + 1;
    this.deepest = Math.max(this.deepest, deepest);
    this.depth--;
    return value;
  }

  private parts(known: Known, site: Site): PsObject {
    const { text } = this;
    let type: ObjectType | undefined;
    let adapted: PsProperties | undefined;
    let extended: PsProperties | undefined;
    let base: PsValue | undefined;
    let collection: PsObject['collection'];
    if (text.charCodeAt(this.at) !== lessThan) this.skipSpace();
    if (site.type && this.take(site.typeNames)) {
      type = site.type;
      this.count(type.names.length);
      this.typesById.set(site.typeNamesId, type);
      known.typeNames = type.names;
    }
    for (;;) {
      if (text.charCodeAt(this.at) !== lessThan) this.skipSpace();
      if (this.take('</Obj>')) break;
      if (this.take('<ToString>')) {
        if (known.text !== undefined) this.fail('a second <ToString>');
        known.text = this.freeText();
        this.endTag('ToString');
        continue;
      }
      if (this.atEndTag()) {
        this.endTag('Obj');
        break;
      }
      const start = this.at;
      if (type && base === undefined && !collection) {
        base = this.foretold(type.base);
        if (base !== undefined) continue;
      }
      this.startTag();
      const { tag, empty } = this;
      if (tag === 'TN' || tag === 'TNRef') {
        if (type) this.fail(`a second list of type names`, start);
        type = tag === 'TN' ? this.typeNames(site, start) : this.typeReference();
        known.typeNames = type.names;
        continue;
      }
      if (tag === 'ToString') {
        if (known.text !== undefined) this.fail('a second <ToString>', start);
        known.text = empty ? '' : this.freeText();
        if (!empty) this.endTag(tag);
        continue;
      }
      const ofType: ObjectType = type ?? untyped(site);
      if (tag === 'Props') {
        if (adapted) this.fail('a second <Props>', start);
        adapted = empty ? noProperties : this.properties(tag, ofType.adapted);
      } else if (tag === 'MS') {
        if (extended) this.fail('a second <MS>', start);
        extended = empty ? noProperties : this.properties(tag, ofType.extended);
      } else {
        if (base !== undefined || collection) this.fail('a second value in one object', start);
        const kind = Object.hasOwn(collections, tag) ? collections[tag] : undefined;
        if (kind) collection = { kind, items: empty ? [] : this.items(tag, ofType.item) };
        else if (tag === 'DCT') collection = { kind: 'dictionary', entries: empty ? [] : this.entries(ofType) };
        else {
          const slot = ofType.base;
          slot.learn(tag, text.slice(start, this.at));
          base = this.started(slot.site);
        }
      }
    }
    return new PsObject({
      typeNames: known.typeNames,
      text: known.text,
      adapted: adapted?.names.length ? adapted : noProperties,
      extended: extended?.names.length ? extended : noProperties,
      base,
      collection,
    });
  }

  private properties(tag: 'Props' | 'MS', shapes: Shapes): PsProperties {
    const close = tag === 'MS' ? '</MS>' : '</Props>';
    const shape = shapes.last;
    const { slots } = shape;
    const values: PsValue[] = [];
    // While the object follows the last one's shape, it shares that one's names; afterwards it gets its own.
    let own: { names: string[]; slots: Slot[] } | undefined;
    let next = 0;
    for (;;) {
      if (this.text.charCodeAt(this.at) !== lessThan) this.skipSpace();
      const slot = slots[next];
      if (slot !== undefined) {
        const value = this.foretold(slot);
        if (value !== undefined) {
          values.push(value);
          own?.names.push(slot.name);
          own?.slots.push(slot);
          next++;
          continue;
        }
      }
      if (this.take(close)) break;
      if (this.atEndTag()) {
        this.endTag(tag);
        break;
      }
      const start = this.at;
      this.startTag();
      if (this.name === undefined) this.fail('a property without a name', start);
      const found = position(slots, this.name, next);
      if (found !== next || found >= slots.length) {
        own ??= { names: shape.names.slice(0, values.length), slots: slots.slice(0, values.length) };
      }
      const taken = slots[found] ?? this.newSlot(this.name);
      if (found < slots.length) next = found + 1;
      own?.names.push(taken.name);
      own?.slots.push(taken);
      taken.learn(this.tag, this.text.slice(start, this.at));
      values.push(tag === 'MS' && this.tag === 'MS' ? this.memberSet() : this.started(taken.site));
    }
    if (!own && values.length === slots.length) return { names: shape.names, values };
    own ??= { names: shape.names.slice(0, values.length), slots: slots.slice(0, values.length) };
    if (own.names.length > this.limits.shapes) return { names: own.names, values };
    return { names: shapes.settle(own.names, own.slots).names, values };
  }

  /** An `<MS>` inside an `<MS>`: a member set such as PSStandardMembers. */
  private memberSet(): PsObject {
    this.count();
    if (this.empty) return memberSet(noProperties);
    if (++this.depth > this.limits.depth) this.fail(`objects more than ${this.limits.depth} deep`);
    this.deepest = Math.max(this.deepest, this.depth);
    const members = this.properties('MS', new ObjectType([]).extended);
    this.depth--;
    return memberSet(members);
  }

  private items(tag: string, slot: Slot): PsValue[] {
    const items: PsValue[] = [];
    for (;;) {
      if (this.atEndTag()) {
        this.endTag(tag);
        return items;
      }
      items.push(this.expected(slot));
    }
  }

  private entries(type: ObjectType): [PsValue, PsValue][] {
    const entries: [PsValue, PsValue][] = [];
    for (;;) {
      if (this.atEndTag()) {
        this.endTag('DCT');
        return entries;
      }
      if (!this.take('<En>')) {
        const start = this.at;
        this.startTag();
        if (this.tag !== 'En' || this.empty) this.fail('a dictionary entry that is not <En>', start);
      }
      this.count();
      const key = this.half('Key', type.key);
      if (key === null) this.fail('a dictionary key that is null');
      entries.push([key, this.half('Value', type.value)]);
      this.skipSpace();
      this.endTag('En');
    }
  }

  private half(name: 'Key' | 'Value', slot: Slot): PsValue {
    this.skipSpace();
    const value = this.foretold(slot);
    if (value !== undefined) return value;
    const start = this.at;
    this.startTag();
    if (this.name !== name) this.fail(`a dictionary entry without its ${name}`, start);
    slot.learn(this.tag, this.text.slice(start, this.at));
    return this.started(slot.site);
  }
}

function untyped(site: Site): ObjectType {
  site.untyped ??= new ObjectType([]);
  return site.untyped;
}

const lookAhead = 32;

/** Where the name is among the next slots; the end where it is not. */
function position(slots: readonly Slot[], name: string, from: number): number {
  const end = Math.min(slots.length, from + lookAhead);
  for (let index = from; index < end; index++) if (slots[index]?.name === name) return index;
  return slots.length;
}
