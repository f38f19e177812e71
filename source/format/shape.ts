import { isCmdletName, type ViewRequest } from '../domain/index.ts';
import { PsObject, type PsValue } from '../objects/index.ts';
import { valueText } from './value-text.ts';
import type { Column, View } from './view.ts';
import { findView, type ViewCatalogue } from './views.ts';

/** PowerShell's own limit for a table of an object without a view. */
const tableLimit = 4;

/** Columns of a table that was asked for without naming any. */
const namelessTableLimit = 10;

/** Whether a value is shown as a line of text: everything but objects with properties and dictionaries. */
export function isText(value: PsValue): boolean {
  if (!(value instanceof PsObject)) return true;
  if (value.collection?.kind === 'dictionary') return false;
  return value.base !== undefined || value.propertyNames.length === 0;
}

/** What PowerShell's console shows as its text alone, though it has properties. */
const textTypes =
  /^(?:Deserialized\.)?(?:Microsoft\.PowerShell\.Commands\.MatchInfo|System\.(?:Numerics\.BigInteger|Management\.Automation\.(?:Error|Warning|Verbose|Debug|Information)Record))$/;

/**
 * The text that says an object whole, where nothing else is asked for; undefined for what has none. That of an error
 * begins with its cmdlet, as a console shows it.
 */
export function saidText(value: PsObject): string | undefined {
  const { text, typeNames } = value;
  if (text === undefined || !textTypes.test(typeNames[0] ?? '')) return undefined;
  const command = commandOf(value);
  return command === undefined || text.startsWith(command) ? text : `${command}: ${text}`;
}

/** The command that an error arose in; where nobody says that, the one that reported it. */
function commandOf(error: PsObject): string | undefined {
  const invocation = error.get('InvocationInfo');
  const command = invocation instanceof PsObject ? invocation.get('MyCommand') : undefined;
  return [command, error.get('ErrorCategory_Activity')].map((one) => valueText(one ?? null)).find(isCmdletName);
}

/** How an object is laid out: as was asked for, as its type's view says, or by the number of its properties. */
export function chooseView(value: PsObject, request: ViewRequest | undefined, views: ViewCatalogue): View {
  if (value.collection?.kind === 'dictionary' && !request?.properties) {
    return {
      shape: request?.shape === 'list' ? 'list' : 'table',
      columns: [{ property: 'Name' }, { property: 'Value' }],
    };
  }
  const known = findView(views, value.typeNames);
  const names = namesOf(value);
  if (!request) {
    return (
      known ?? {
        shape: names.length <= tableLimit ? 'table' : 'list',
        columns: names.map((property) => ({ property })),
      }
    );
  }
  const shape = request.shape === 'list' ? 'list' : 'table';
  const { properties, columns } = request;
  if (properties && columns)
    return { shape, columns: properties.map((property, at) => ({ property, ...columns[at] })) };
  if (properties) return { shape, columns: namedColumns(names, properties) };
  if (request.shape === 'wide')
    return { shape, columns: (known?.columns ?? names.map((property) => ({ property }))).slice(0, 1) };
  if (shape === 'list') return { shape, columns: names.map((property) => ({ property })) };
  return known?.shape === 'table'
    ? known
    : { shape, columns: names.slice(0, namelessTableLimit).map((property) => ({ property })) };
}

export function namesOf(value: PsObject): readonly string[] {
  if (value.collection?.kind !== 'dictionary') return value.propertyNames;
  return value.collection.entries.flatMap(([key]) => (typeof key === 'string' ? [key] : []));
}

/** Names that were asked for, spelled as the object spells them; a `*` stands for any characters, a `?` for one. */
function namedColumns(names: readonly string[], asked: readonly string[]): readonly Column[] {
  const found = asked.flatMap((pattern) => {
    if (!/[*?]/.test(pattern)) return [names.find((name) => name.toLowerCase() === pattern.toLowerCase()) ?? pattern];
    const test = new RegExp(
      `^${pattern
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('?', '.')}$`,
      'isu',
    );
    return names.filter((name) => test.test(name));
  });
  return [...new Set(found)].map((property) => ({ property }));
}

/** The objects to show for one: a dictionary is shown as its entries. */
export function rowsOf(value: PsObject, view: View): readonly PsObject[] {
  const { collection } = value;
  if (
    collection?.kind !== 'dictionary' ||
    view.columns[0]?.property !== 'Name' ||
    view.columns[1]?.property !== 'Value'
  )
    return [value];
  return collection.entries.map(
    ([key, item]) =>
      new PsObject({
        typeNames: ['System.Collections.DictionaryEntry'],
        extended: { names: ['Name', 'Value'], values: [key, item] },
      }),
  );
}

/** A property's value for a cell; null where the object has none of that name. */
export function cellValue(value: PsObject, property: string): PsValue {
  const found = value.get(property);
  if (found !== undefined || value.collection?.kind !== 'dictionary') return found ?? null;
  const lower = property.toLowerCase();
  return value.collection.entries.find(([key]) => typeof key === 'string' && key.toLowerCase() === lower)?.[1] ?? null;
}
