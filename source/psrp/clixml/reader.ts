import { noProperties, PsObject, type PsProperties, type PsValue } from '../../objects/index.ts';
import type { Known } from './document-scanner.ts';
import { Literal } from './literal.ts';
import { toStringElement } from './primitives.ts';
import { PropertyReader } from './property-reader.ts';
import { ObjectType, type Site, type Slot } from './shapes.ts';
import { wrapped } from './wrapped.ts';

const lessThan = 60;
/** Second characters of tags. */
const slash = 47;
const upperL = 76;
const upperM = 77;
const upperP = 80;
const upperT = 84;
const endOfObject = new Literal('</Obj>');
const toStringTag = new Literal('<ToString>');
const propsTag = new Literal('<Props>');
const msTag = new Literal('<MS>');
const listTag = new Literal('<LST>');
const entryTag = new Literal('<En>');

type Items = 'list' | 'stack' | 'queue' | 'enumerable';
const collections: ReadonlyMap<string, Items> = new Map([
  ['LST', 'list'],
  ['IE', 'enumerable'],
  ['STK', 'stack'],
  ['QUE', 'queue'],
]);

/** Reads the values of one document after another, and remembers the shapes of their objects. */
export class ValueReader extends PropertyReader {
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

  /** The rest of an `<Obj>` whose start tag has been read. */
  protected override object(refId: number, site: Site): PsObject {
    if (++this.depth > this.limits.depth) this.fail(`objects more than ${this.limits.depth} deep`);
    const { deepest } = this;
    const before = this.elements + this.repeated;
    this.deepest = this.depth;
    const known: Known = { typeNames: [], text: undefined, value: undefined, height: 0, weight: 0 };
    if (refId >= 0) this.known.set(refId, known);
    const value = this.parts(known, site);
    known.value = value;
    known.height = this.deepest - this.depth;
    known.weight = this.elements + this.repeated - before + 1;
    this.deepest = Math.max(this.deepest, deepest);
    this.depth--;
    return value;
  }

  private parts(known: Known, site: Site): PsObject {
    const { bytes, text } = this;
    let type: ObjectType | undefined;
    let adapted: PsProperties | undefined;
    let extended: PsProperties | undefined;
    let base: PsValue | undefined;
    let collection: PsObject['collection'];
    if (bytes[this.at] !== lessThan) this.skipSpace();
    if (site.type && this.take(site.typeNames)) {
      type = site.type;
      this.count(type.names.length);
      this.typesById.set(site.typeNamesId, type);
      known.typeNames = type.names;
    }
    for (;;) {
      if (bytes[this.at] !== lessThan) this.skipSpace();
      const start = this.at;
      const letter = bytes[start] === lessThan ? bytes[start + 1] : undefined;
      if (letter === slash) {
        if (!this.take(endOfObject)) this.endTag('Obj');
        break;
      }
      if (letter === upperT) {
        if (known.text === undefined && this.take(toStringTag)) {
          known.text = this.toStringText(site);
          continue;
        }
        const named = type ? undefined : this.foretoldTypeReference();
        if (named) {
          type = named;
          known.typeNames = type.names;
          continue;
        }
      } else if (letter === upperP) {
        if (type && !adapted && this.take(propsTag)) {
          adapted = this.properties('Props', type.adapted);
          continue;
        }
      } else if (letter === upperM) {
        if (type && !extended && this.take(msTag)) {
          extended = this.properties('MS', type.extended);
          continue;
        }
      } else if (type && base === undefined && !collection) {
        if (letter === upperL && this.take(listTag)) {
          collection = { kind: 'list', items: this.items('LST', type.item) };
          continue;
        }
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
        const kind = collections.get(tag);
        if (kind) collection = { kind, items: empty ? [] : this.items(tag, ofType.item) };
        else if (tag === 'DCT') collection = { kind: 'dictionary', entries: empty ? [] : this.entries(ofType) };
        else {
          const slot = ofType.base;
          slot.learn(tag, text.slice(start, this.at));
          base = this.started(slot.site);
        }
      }
    }
    const value = new PsObject({
      typeNames: known.typeNames,
      text: known.text,
      adapted: adapted?.names.length ? adapted : noProperties,
      extended: extended?.names.length ? extended : noProperties,
      base,
      collection,
    });
    return base instanceof PsObject ? wrapped(value, base) : value;
  }

  /** The rest of a `<ToString>` whose start tag has been read. */
  private toStringText(site: Site): string {
    const text = this.content(site, toStringElement, this.at);
    if (typeof text === 'string') return text;
    const odd = this.freeText();
    this.endTag('ToString');
    return odd;
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
      if (!this.take(entryTag)) {
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
