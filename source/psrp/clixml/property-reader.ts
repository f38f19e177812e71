import { noProperties, type PsObject, type PsProperties, type PsValue } from '../../objects/index.ts';
import { Literal } from './literal.ts';
import { memberSet } from './member-set.ts';
import { ObjectType, type Shape, type Shapes, type Slot } from './shapes.ts';
import { SlotReader } from './slot-reader.ts';

const lessThan = 60;
const endOfProps = new Literal('</Props>');
const endOfMs = new Literal('</MS>');

/** Reads properties by the names that the last object of the type had. */
export abstract class PropertyReader extends SlotReader {
  protected properties(tag: 'Props' | 'MS', shapes: Shapes): PsProperties {
    const close = tag === 'MS' ? endOfMs : endOfProps;
    const { bytes } = this;
    const shape = shapes.last;
    const { slots } = shape;
    const values: PsValue[] = shape.room.slice();
    let count = 0;
    // While the object follows the last one's shape, it shares that one's names; afterwards it gets its own.
    let own: Naming | undefined;
    let next = 0;
    for (;;) {
      if (bytes[this.at] !== lessThan) this.skipSpace();
      const slot = slots[next];
      if (slot !== undefined) {
        const value = this.foretold(slot);
        if (value !== undefined) {
          if (count < values.length) values[count] = value;
          else values.push(value);
          count++;
          if (own !== undefined) add(own, slot);
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
      if (found !== next || found >= slots.length) own ??= naming(shape, count);
      const taken = slots[found] ?? this.newSlot(this.name);
      if (found < slots.length) next = found + 1;
      if (own !== undefined) add(own, taken);
      taken.learn(this.tag, this.text.slice(start, this.at));
      const value = tag === 'MS' && this.tag === 'MS' ? this.memberSet() : this.started(taken.site);
      if (count < values.length) values[count] = value;
      else values.push(value);
      count++;
    }
    if (count < values.length) values.length = count;
    if (!own && count === slots.length) return { names: shape.names, values };
    own ??= naming(shape, count);
    if (count > this.limits.shapes) return { names: own.names, values };
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
}

interface Naming {
  readonly names: string[];
  readonly slots: Slot[];
}

function naming({ names, slots }: Shape, count: number): Naming {
  return { names: names.slice(0, count), slots: slots.slice(0, count) };
}

function add({ names, slots }: Naming, slot: Slot): void {
  names.push(slot.name);
  slots.push(slot);
}

const lookAhead = 32;

/** Where the name is among the next slots; the end where it is not. */
function position(slots: readonly Slot[], name: string, from: number): number {
  const end = Math.min(slots.length, from + lookAhead);
  for (let index = from; index < end; index++) if (slots[index]?.name === name) return index;
  return slots.length;
}
