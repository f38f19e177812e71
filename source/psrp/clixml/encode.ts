import { isMemberSet, PsObject, type PsProperties, type PsValue } from '../../objects/index.ts';
import { ClixmlError } from './error.ts';
import { encodePrimitive } from './primitive-text.ts';
import { encodeText } from './text.ts';

export interface ClixmlEncodeOptions {
  /** Objects inside objects; PowerShell refuses to read more than 48 around a value, which is the default. */
  readonly depth?: number;
}

const defaultDepth = 48;
const tags = { list: 'LST', enumerable: 'IE', stack: 'STK', queue: 'QUE' } as const;

/**
 * One value as a PSRP message carries it, without a root element (MS-PSRP 2.2.5). An object that is met again becomes a
 * reference, and so do its type names. Throws ClixmlError for a value CLIXML cannot carry: a number that is no Int32, text
 * that is not of its type, objects nested too deep, which an object that contains itself is too.
 */
export function encodeClixml(value: PsValue, options: ClixmlEncodeOptions = {}): string {
  const text = value instanceof PsObject && options.depth === undefined ? written.get(value) : undefined;
  if (text !== undefined) return text;
  return new Encoder(options.depth ?? defaultDepth).encode(value);
}

const written = new WeakMap<PsObject, string>();

/**
 * The same object, written now: encodeClixml gives that text from then on. For what is sent whole, often and unchanged, as
 * an endpoint's commands are. Throws as encodeClixml does.
 */
export function writtenOnce(value: PsObject): PsObject {
  written.set(value, encodeClixml(value));
  return value;
}

/** Any number of values under the `<Objs>` root that PSSerializer and Import-Clixml expect. Throws as encodeClixml does. */
export function encodeClixmlDocument(values: readonly PsValue[], options: ClixmlEncodeOptions = {}): string {
  const encoder = new Encoder(options.depth ?? defaultDepth);
  const body = values.map((value) => encoder.encode(value)).join('');
  return `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">${body}</Objs>`;
}

/** A document that is written value by value, for more of them than memory holds. `value` throws as encodeClixml does. */
export interface ClixmlDocument {
  begin(): string;
  value(value: PsValue): string;
  end(): string;
}

export function createClixmlDocument(options: ClixmlEncodeOptions = {}): ClixmlDocument {
  const encoder = new Encoder(options.depth ?? defaultDepth);
  return {
    begin: () => '<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">',
    value: (value) => {
      const text = encoder.encode(value);
      encoder.forget();
      return text;
    },
    end: () => '</Objs>',
  };
}

class Encoder {
  private readonly depth: number;
  private readonly references = new Map<PsObject, number>();
  private readonly typeNames = new Map<string, number>();
  private readonly around = new Set<PsObject>();
  private objects = 0;

  constructor(depth: number) {
    this.depth = depth;
  }

  /** What was written is not referred to from now on, so that it need not be remembered. */
  forget(): void {
    this.references.clear();
  }

  encode(value: PsValue, name?: string): string {
    const attribute = name === undefined ? '' : ` N="${encodeText(name)}"`;
    if (value === null) return `<Nil${attribute} />`;
    if (value instanceof PsObject) return this.object(value, attribute);
    const { tag, text } = encodePrimitive(value);
    return `<${tag}${attribute}>${text}</${tag}>`;
  }

  private object(value: PsObject, attribute: string): string {
    const reference = this.references.get(value);
    if (reference !== undefined) {
      if (this.around.has(value)) throw new ClixmlError('an object that contains itself cannot be sent');
      return `<Ref${attribute} RefId="${reference}" />`;
    }
    if (this.around.size >= this.depth) throw new ClixmlError(`objects more than ${this.depth} deep cannot be sent`);
    const refId = this.objects++;
    this.references.set(value, refId);
    this.around.add(value);
    const parts = [`<Obj${attribute} RefId="${refId}">`, this.types(value.typeNames)];
    if (value.text !== undefined) parts.push(`<ToString>${encodeText(value.text)}</ToString>`);
    if (value.base !== undefined) parts.push(this.encode(value.base));
    if (value.collection) parts.push(this.collection(value.collection));
    parts.push(this.properties('Props', value.adapted), this.properties('MS', value.extended), '</Obj>');
    this.around.delete(value);
    return parts.join('');
  }

  private types(names: readonly string[]): string {
    if (names.length === 0) return '';
    const key = JSON.stringify(names);
    const known = this.typeNames.get(key);
    if (known !== undefined) return `<TNRef RefId="${known}" />`;
    const refId = this.typeNames.size;
    this.typeNames.set(key, refId);
    return `<TN RefId="${refId}">${names.map((name) => `<T>${encodeText(name)}</T>`).join('')}</TN>`;
  }

  private collection(collection: NonNullable<PsObject['collection']>): string {
    if (collection.kind === 'dictionary') {
      const entries = collection.entries.map(([key, value]) => {
        if (key === null) throw new ClixmlError('a dictionary key that is null cannot be sent');
        return `<En>${this.encode(key, 'Key')}${this.encode(value, 'Value')}</En>`;
      });
      return `<DCT>${entries.join('')}</DCT>`;
    }
    const tag = tags[collection.kind];
    return `<${tag}>${collection.items.map((item) => this.encode(item)).join('')}</${tag}>`;
  }

  private properties(tag: 'Props' | 'MS', { names, values }: PsProperties): string {
    if (names.length === 0) return '';
    const parts = names.map((name, index) => {
      const value = values[index];
      if (value === undefined) throw new ClixmlError('a property without a value cannot be sent');
      if (tag === 'MS' && isMemberSet(value)) return this.memberSet(name, value);
      return this.encode(value, name);
    });
    return `<${tag}>${parts.join('')}</${tag}>`;
  }

  private memberSet(name: string, value: PsObject): string {
    const attribute = ` N="${encodeText(name)}"`;
    if (this.around.has(value) || this.around.size >= this.depth) {
      throw new ClixmlError(`objects more than ${this.depth} deep cannot be sent`);
    }
    this.around.add(value);
    const members = this.properties('MS', value.extended);
    this.around.delete(value);
    return members === '' ? `<MS${attribute} />` : `<MS${attribute}>${members.slice('<MS>'.length)}`;
  }
}
