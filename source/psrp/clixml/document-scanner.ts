import { PsObject } from '../../objects/index.ts';
import type { ClixmlLimits } from './limits.ts';
import { endOfEmpty, Literal } from './literal.ts';
import { Numbered } from './numbered.ts';
import { Scanner } from './scanner.ts';
import { detach, ObjectType, type Site, Slot } from './shapes.ts';

const typeNameTag = new Literal('<T>');
const typeReferenceTag = new Literal('<TNRef RefId="');

/** An object that a `<Ref>` may repeat; `value` is undefined while it is being read. */
export interface Known {
  typeNames: readonly string[];
  text: string | undefined;
  value: PsObject | undefined;
  /** How many objects deep it goes below itself, and how many elements it holds, repeated ones too. */
  height: number;
  weight: number;
}

/**
 * What a document has said so far: its objects and type names by number, and how much of the limits they have used up;
 * and, across documents, the types that were met.
 */
export class DocumentScanner extends Scanner {
  protected readonly limits: ClixmlLimits;
  /** What is expected of the document's values themselves. */
  protected root = new Slot('');
  protected elements = 0;
  /** Elements that references repeat, each time that they do. */
  protected repeated = 0;
  protected depth = 0;
  protected deepest = 0;
  protected readonly known = new Numbered<Known>();
  protected readonly typesById = new Numbered<ObjectType>();
  private readonly types = new Map<string, ObjectType>();
  private learnt = 0;

  constructor(limits: ClixmlLimits) {
    super();
    this.limits = limits;
  }

  begin(data: Uint8Array | string): void {
    this.load(data, this.limits.size);
    this.elements = 0;
    this.repeated = 0;
    this.depth = 0;
    this.deepest = 0;
    this.skipSpace();
  }

  finish(): void {
    this.unload();
    this.known.clear();
    this.typesById.clear();
  }

  /**
   * `<Ref RefId="…"/>`: an object sent before. It is cut off here, with its type names and text only, where it is around
   * this very place, so that no value holds itself, and where repeating it would go beyond the limits: real error records
   * refer to one another so often that they would be a thousand times their size written out.
   */
  protected reference(): PsObject {
    const { refId, limits } = this;
    if (!this.empty) this.endTag('Ref');
    const known = this.known.get(refId);
    if (!known) return this.fail('a reference to an object that was not sent');
    const { value, height, weight } = known;
    const bottom = this.depth + 1 + height;
    if (!value || bottom > limits.depth || this.elements + this.repeated + weight > limits.elements) {
      return new PsObject({ typeNames: known.typeNames, text: known.text });
    }
    this.deepest = Math.max(this.deepest, bottom);
    this.repeated += weight;
    return value;
  }

  protected typeNames(site: Site, start: number): ObjectType {
    const id = this.refId;
    const names: string[] = [];
    while (!this.empty && !this.atEndTag()) {
      if (!this.take(typeNameTag)) {
        const from = this.at;
        this.startTag();
        if (this.tag !== 'T' || this.empty) this.fail('a type name that is not <T>', from);
      }
      this.count();
      names.push(this.freeText());
      this.endTag('T');
    }
    if (!this.empty) this.endTag('TN');
    const key = JSON.stringify(names);
    let type = this.types.get(key);
    if (!type) {
      this.learn(1);
      type = new ObjectType(names.map(detach));
      this.types.set(key, type);
    }
    if (id >= 0) {
      this.typesById.set(id, type);
      site.learn(type, id, this.text.slice(start, this.at));
    }
    return type;
  }

  /** `<TNRef RefId="…" />` as PowerShell writes it; undefined, and the cursor where it was, before anything else. */
  protected foretoldTypeReference(): ObjectType | undefined {
    const start = this.at;
    if (!this.take(typeReferenceTag)) return undefined;
    const id = this.quotedNumber(this.at);
    if (id >= 0 && this.take(endOfEmpty)) return this.typeNumbered(id);
    this.at = start;
    return undefined;
  }

  protected typeReference(): ObjectType {
    const { refId } = this;
    if (!this.empty) this.endTag('TNRef');
    return this.typeNumbered(refId);
  }

  private typeNumbered(id: number): ObjectType {
    return this.typesById.get(id) ?? this.fail('a reference to type names that were not sent');
  }

  protected newSlot(name: string): Slot {
    this.learn(1);
    return new Slot(detach(name));
  }

  private learn(count: number): void {
    this.learnt += count;
    if (this.learnt <= this.limits.shapes) return;
    this.learnt = 0;
    this.types.clear();
    this.root = new Slot('');
  }

  protected count(elements = 1): void {
    this.elements += elements;
    if (this.elements > this.limits.elements) this.fail(`more than ${this.limits.elements} elements`);
  }
}
