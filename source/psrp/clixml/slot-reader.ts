import { PsObject, type PsValue } from '../../objects/index.ts';
import { DocumentScanner } from './document-scanner.ts';
import { endOfEmpty, Literal } from './literal.ts';
import { type Primitive, primitives } from './primitives.ts';
import { readProgressRecord } from './progress-record.ts';
import { detach, type Site, type Slot } from './shapes.ts';
import { Usual } from './usual.ts';

const greaterThan = 62;

/** Reads one value at a time: by what the last one in its place was, or else by its tag. */
export abstract class SlotReader extends DocumentScanner {
  /** The rest of an `<Obj>` whose start tag has been read. */
  protected abstract object(refId: number, site: Site): PsObject;

  protected expected(slot: Slot): PsValue {
    const value = this.foretold(slot);
    if (value !== undefined) return value;
    const start = this.at;
    this.startTag();
    slot.learn(this.tag, this.text.slice(start, this.at));
    return this.started(slot.site);
  }

  /** The value at the cursor where its start tag is the one the slot foretells, undefined where it is not. */
  protected foretold(slot: Slot): PsValue | undefined {
    const { view, at } = this;
    const { open, nil, primitive } = slot;
    if (!open.isAt(view, at)) {
      if (!nil.isAt(view, at)) return this.foretoldReference(slot);
      this.at = at + nil.length;
      this.count();
      return null;
    }
    const start = at + open.length;
    if (primitive !== undefined) {
      const value = this.content(slot, primitive, start);
      if (value !== undefined) this.count();
      return value;
    }
    const id = this.quotedNumber(start);
    if (id < 0 || this.bytes[this.at] !== greaterThan) {
      this.at = at;
      return undefined;
    }
    this.at++;
    this.count();
    return this.object(id, slot.site);
  }

  private foretoldReference({ reference }: Slot): PsObject | undefined {
    const { at } = this;
    if (!reference.isAt(this.view, at)) return undefined;
    this.refId = this.quotedNumber(at + reference.length);
    if (this.refId < 0 || !this.take(endOfEmpty)) {
      this.at = at;
      return undefined;
    }
    this.empty = true;
    this.count();
    return this.reference();
  }

  /** The content from `start` and its end tag; undefined, and the cursor where it was, before any other markup. */
  protected content(place: { usual: Usual | undefined }, primitive: Primitive, start: number): PsValue | undefined {
    const { view } = this;
    let { usual } = place;
    if (usual !== undefined) {
      const length = usual.lengthAt(view, start);
      if (length > 0) {
        this.at = start + length;
        return usual.value;
      }
    }
    const end = this.textEnd(start);
    const { close } = primitive;
    if (!close.isAt(view, end)) return undefined;
    this.at = end + close.length;
    const content = primitive.free ? this.free(start, end) : this.text.slice(start, end);
    const value = primitive.read(content);
    if (value === undefined) return this.failContent(primitive, start);
    if (primitive.shared) {
      if (usual === undefined) place.usual = usual = new Usual();
      if (usual.isRepeated(view, start, end)) {
        // Read again from a copy: the value outlives its document.
        usual.learn(new Literal(this.text.slice(start, this.at)), primitive.read(detach(content)) ?? null);
      }
    }
    return value;
  }

  /** The value whose start tag has just been read. */
  protected started(site: Site): PsValue {
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
    const end = empty ? start : this.textEnd(start);
    if (!empty) {
      if (end >= this.bytes.length) this.fail('the text ends too early', end);
      this.at = end;
      this.endTag(tag);
    }
    const content = primitive.free && !empty ? this.free(start, end) : this.text.slice(start, end);
    return primitive.read(content) ?? this.failContent(primitive, start);
  }

  private failContent({ tag }: Primitive, start: number): never {
    return this.fail(`the content of <${tag}> is not one of that type`, start);
  }

  private emptyObject(): PsObject {
    const value = new PsObject({});
    if (this.refId >= 0) this.known.set(this.refId, { typeNames: [], text: undefined, value, height: 0, weight: 1 });
    return value;
  }
}
