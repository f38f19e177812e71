import { SaxesParser } from 'saxes';
import {
  PsChar,
  PsDateTime,
  PsDecimal,
  PsNumber,
  PsObject,
  type PsProperties,
  PsSecureString,
  PsText,
  PsTimeSpan,
  type PsValue,
} from '../../../source/objects/index.ts';

/** A second decoder, slow and simple, on a kept XML parser: what the scanner accepts it must read the same way. */
interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** References that PowerShell writes and XML does not have; characters that no test uses stand for them. */
const noncharacters = /&#(?:x0*fff[ef]|0*6553[45]);/gi;
const stand = ['\u{10fffc}', '\u{10fffd}'] as const;
const withNoncharacters = (text: string) => text.replaceAll(stand[0], '\ufffe').replaceAll(stand[1], '\uffff');

/** The elements of a document. Throws where saxes finds it not well formed. */
export function parseTree(document: string): Element {
  const open: Element[] = [];
  let root: Element | undefined;
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const named = Object.entries(attributes as Record<string, string>);
    const element: Element = {
      tag: name,
      attributes: Object.fromEntries(named.map(([key, value]) => [key, withNoncharacters(value)])),
      children: [],
      text: '',
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element) element.text += withNoncharacters(text);
  });
  parser.on('closetag', () => open.pop());
  parser.write(document.replace(noncharacters, (reference) => stand[Number(/f;|5;/i.test(reference))]!)).close();
  if (!root) throw new Error('no root');
  return root;
}

export function oracleDecode(document: string): PsValue {
  return new Interpreter().value(parseTree(document));
}

function resolve(text: string): string {
  return text.replace(/_x([0-9a-f]{4})_|_x(0010[0-9a-f]{4}|000[0-9a-f]{5})_/gi, (_whole, short, long) =>
    short ? String.fromCharCode(Number.parseInt(short, 16)) : String.fromCodePoint(Number.parseInt(long, 16)),
  );
}

/** Minus zero is no integer of .NET's. */
function whole(text: string): number {
  return Number(text) + 0;
}

function float(text: string): number {
  if (text === 'INF') return Infinity;
  return text === '-INF' ? -Infinity : Number(text);
}

function single(text: string): number {
  const value = float(text);
  return Number.isFinite(Math.fround(value)) ? value : Math.fround(value);
}

const bytes = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

const readers: Record<string, (text: string) => PsValue> = {
  Nil: () => null,
  S: resolve,
  URI: (text) => new PsText('Uri', resolve(text)),
  SBK: (text) => new PsText('ScriptBlock', resolve(text)),
  XD: (text) => new PsText('Xml', resolve(text)),
  G: (text) => new PsText('Guid', text),
  Version: (text) => new PsText('Version', text),
  B: (text) => text === 'true',
  C: (text) => new PsChar(whole(text)),
  By: (text) => new PsNumber('Byte', whole(text)),
  SB: (text) => new PsNumber('SByte', whole(text)),
  U16: (text) => new PsNumber('UInt16', whole(text)),
  I16: (text) => new PsNumber('Int16', whole(text)),
  U32: (text) => new PsNumber('UInt32', whole(text)),
  I32: whole,
  U64: (text) => new PsNumber('UInt64', BigInt(text)),
  I64: (text) => BigInt(text),
  Sg: (text) => new PsNumber('Single', single(text)),
  Db: (text) => new PsNumber('Double', float(text)),
  D: (text) => new PsDecimal(text),
  DT: (text) => new PsDateTime(text),
  TS: (text) => new PsTimeSpan(text),
  BA: bytes,
  SS: (text) => new PsSecureString(bytes(text)),
};

const kinds = { LST: 'list', IE: 'enumerable', STK: 'stack', QUE: 'queue' } as const;

class Interpreter {
  private readonly objects = new Map<string, PsObject>();
  private readonly begun = new Map<string, { typeNames: readonly string[]; text: string | undefined }>();
  private readonly typeNames = new Map<string, readonly string[]>();

  value(element: Element): PsValue {
    if (element.tag === 'Obj') return this.object(element);
    if (element.tag === 'Ref') {
      const id = element.attributes['RefId']!;
      const cut = this.begun.get(id);
      return cut ? new PsObject(cut) : this.objects.get(id)!;
    }
    const read = readers[element.tag];
    if (!read) throw new Error(`unknown ${element.tag}`);
    return read(element.text);
  }

  private object({ attributes, children }: Element): PsObject {
    const id = attributes['RefId'];
    const known: { typeNames: readonly string[]; text: string | undefined } = { typeNames: [], text: undefined };
    if (id !== undefined) this.begun.set(id, known);
    const parts: {
      adapted?: PsProperties;
      extended?: PsProperties;
      base?: PsValue;
      collection?: NonNullable<PsObject['collection']>;
    } = {};
    for (const child of children) {
      const { tag } = child;
      if (tag === 'TN') {
        known.typeNames = child.children.map((name) => resolve(name.text));
        this.typeNames.set(child.attributes['RefId']!, known.typeNames);
      } else if (tag === 'TNRef') known.typeNames = this.typeNames.get(child.attributes['RefId']!)!;
      else if (tag === 'ToString') known.text = resolve(child.text);
      else if (tag === 'Props') parts.adapted = this.properties(child);
      else if (tag === 'MS') parts.extended = this.properties(child);
      else if (tag === 'DCT')
        parts.collection = { kind: 'dictionary', entries: child.children.map((en) => this.entry(en)) };
      else if (tag in kinds) {
        const items = child.children.map((item) => this.value(item));
        parts.collection = { kind: kinds[tag as keyof typeof kinds], items };
      } else parts.base = this.value(child);
    }
    let object = new PsObject({ ...known, ...parts });
    if (parts.base instanceof PsObject) object = ofBoth(object, parts.base);
    if (id !== undefined) {
      this.begun.delete(id);
      this.objects.set(id, object);
    }
    return object;
  }

  private entry({ children }: Element): [PsValue, PsValue] {
    return [this.value(children[0]!), this.value(children[1]!)];
  }

  private properties({ children }: Element): PsProperties {
    return {
      names: children.map((child) => resolve(child.attributes['N']!)),
      values: children.map((child) =>
        child.tag === 'MS'
          ? new PsObject({ typeNames: ['System.Management.Automation.PSMemberSet'], extended: this.properties(child) })
          : this.value(child),
      ),
    };
  }
}

/** An object that holds another, as one: the outer one's own first. */
function ofBoth(outer: PsObject, { typeNames, text, base, collection, ...inner }: PsObject): PsObject {
  const bag = (which: 'adapted' | 'extended'): PsProperties => {
    const values = new Map<string, { name: string; value: PsValue }>();
    for (const { names, values: all } of [inner[which], outer[which]]) {
      for (const [at, name] of names.entries()) {
        const key = name.toLowerCase();
        values.set(key, { name: values.get(key)?.name ?? name, value: all[at]! });
      }
    }
    return {
      names: [...values.values()].map(({ name }) => name),
      values: [...values.values()].map(({ value }) => value),
    };
  };
  return new PsObject({
    typeNames: outer.typeNames.length > 0 ? outer.typeNames : typeNames,
    text: outer.text ?? text,
    adapted: bag('adapted'),
    extended: bag('extended'),
    base,
    collection,
  });
}
