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
import { isMemberSet } from '../../../source/psrp/clixml/index.ts';

/**
 * A value in the judge's canonical form, as PowerShell has it once it has read the value: floats by their bits, dates by
 * ticks and kind, script blocks as the strings they are read as. `types` and `text` are left out where they are not sent.
 */
export function canonical(value: PsValue): unknown {
  if (value === null) return null;
  if (value instanceof PsObject) return canonicalObject(value);
  return primitive(value);
}

const numberTags = {
  SByte: 'SB',
  Byte: 'By',
  Int16: 'I16',
  UInt16: 'U16',
  UInt32: 'U32',
  UInt64: 'U64',
  Single: 'Sg',
  Double: 'Db',
} as const;
const textTags = { Guid: 'G', Uri: 'URI', Version: 'Version', Xml: 'XD', ScriptBlock: 'S' } as const;

function primitive(value: Exclude<PsValue, null | PsObject>): [string, string] {
  if (typeof value === 'string') return ['S', value];
  if (typeof value === 'boolean') return ['B', String(value)];
  if (typeof value === 'number') return ['I32', String(value)];
  if (typeof value === 'bigint') return ['I64', String(value)];
  if (value instanceof PsNumber) return [numberTags[value.type], numberText(value)];
  if (value instanceof PsDecimal) return ['D', value.text];
  if (value instanceof PsChar) return ['C', String(value.code)];
  if (value instanceof PsDateTime) return ['DT', dateText(value.text)];
  if (value instanceof PsTimeSpan) return ['TS', String(value.ticks)];
  if (value instanceof PsText) return [textTags[value.type], value.text];
  if (value instanceof PsSecureString) return ['SS', ''];
  return ['BA', Buffer.from(value).toString('base64')];
}

function numberText({ type, value }: PsNumber): string {
  if (Number.isNaN(value)) return 'NaN';
  const bytes = new DataView(new ArrayBuffer(8));
  if (type === 'Single') {
    bytes.setFloat32(0, Number(value));
    return bytes.getUint32(0).toString(16).padStart(8, '0');
  }
  if (type === 'Double') {
    bytes.setFloat64(0, Number(value));
    return bytes.getBigUint64(0).toString(16).padStart(16, '0');
  }
  return String(value);
}

const ticksBefore1970 = 621_355_968_000_000_000n;

function dateText(text: string): string {
  const [, whole, fraction = '', zone = ''] = /^(.{19})(?:\.(\d+))?(Z|[+-]\d\d:\d\d)?$/.exec(text)!;
  const offset = zone === 'Z' ? '' : zone;
  const seconds = BigInt(Date.parse(`${whole}${offset || 'Z'}`)) * 10_000n;
  const ticks = seconds + BigInt(fraction.padEnd(7, '0')) + ticksBefore1970;
  return `${ticks} ${zone === '' ? 'Unspecified' : zone === 'Z' ? 'Utc' : 'Local'}`;
}

function canonicalObject(value: PsObject): unknown {
  const { base, collection } = value;
  const members = value.extended.names.filter((_, index) => !isMemberSet(value.extended.values[index]));
  if (base !== undefined && value.typeNames.length === 0 && members.length === 0) return canonical(base);
  return {
    types: value.typeNames,
    ...(value.text === undefined ? {} : { text: value.text }),
    ...(base === undefined ? {} : { base: canonical(base) }),
    ...(collection && collection.kind !== 'dictionary' ? { items: collection.items.map(canonical) } : {}),
    ...(collection?.kind === 'dictionary'
      ? { entries: collection.entries.map(([key, entry]) => [canonical(key), canonical(entry)]) }
      : {}),
    adapted: pairs(value.adapted),
    extended: pairs(value.extended),
  };
}

function pairs({ names, values }: PsProperties): unknown[] {
  return names.flatMap((name, index) => (isMemberSet(values[index]) ? [] : [[['S', name], canonical(values[index]!)]]));
}

/** The judge's form of a value brought to ours: nothing of what PowerShell adds by itself, entries in a fixed order. */
export function comparable(value: unknown, like: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((item, index) => comparable(item, Array.isArray(like) ? like[index] : undefined));
  }
  if (typeof value !== 'object' || value === null) return value;
  const model = typeof like === 'object' && like !== null ? (like as Record<string, unknown>) : {};
  const { types, text, entries, ...rest } = value as Record<string, unknown>;
  const named = Array.isArray(model['types']) && model['types'].length > 0;
  const ordered: Record<string, unknown> = {};
  if (Array.isArray(entries)) {
    const inOrder = sorted(entries);
    const likeInOrder = Array.isArray(model['entries']) ? sorted(model['entries']) : [];
    ordered['entries'] = inOrder.map((entry, index) => comparable(entry, likeInOrder[index]));
  }
  for (const [key, item] of Object.entries(rest)) ordered[key] = comparable(item, model[key]);
  return {
    types: named && Array.isArray(types) ? types.map((name) => String(name).replace(/^Deserialized\./, '')) : [],
    ...(model['text'] === undefined ? {} : { text }),
    ...ordered,
  };
}

function sorted(entries: readonly unknown[]): unknown[] {
  return entries.toSorted((one, other) => {
    const [first, second] = [one, other].map((entry) => JSON.stringify((entry as unknown[])[0]));
    return first! < second! ? -1 : first! > second! ? 1 : 0;
  });
}
