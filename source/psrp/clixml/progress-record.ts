import { PsObject, type PsValue } from '../../objects/index.ts';
import type { Scanner } from './scanner.ts';

/** The elements of a `<PR>` in their order, and what a ProgressRecord calls them. */
const parts = [
  ['AV', 'Activity'],
  ['AI', 'ActivityId'],
  ['', 'CurrentOperation'],
  ['PI', 'ParentActivityId'],
  ['PC', 'PercentComplete'],
  ['T', 'Type'],
  ['SR', 'SecondsRemaining'],
  ['SD', 'StatusDescription'],
] as const;
const numbers = new Set(['AI', 'PI', 'PC', 'SR']);

/** The rest of a `<PR>`, whose start tag has been read: how PSSerializer and `-OutputFormat XML` write progress. */
export function readProgressRecord(scanner: Scanner): PsObject {
  const names: string[] = [];
  const values: PsValue[] = [];
  for (const [tag, name] of parts) {
    const start = scanner.at;
    if (scanner.atEndTag()) scanner.fail(`a <PR> without its ${name}`, start);
    scanner.startTag();
    const isNull = tag === '' && scanner.tag === 'Nil';
    if (!isNull && scanner.tag !== (tag || 'S')) scanner.fail(`a <PR> without its ${name}`, start);
    const found = scanner.tag;
    const text = scanner.empty ? '' : scanner.freeText();
    if (!scanner.empty) scanner.endTag(found);
    if (numbers.has(tag) && !/^-?[0-9]{1,9}$/.test(text)) scanner.fail(`${name} is not a number`, start);
    if (isNull && text !== '') scanner.fail('text in <Nil>', start);
    names.push(name);
    values.push(isNull ? null : numbers.has(tag) ? Number(text) : text);
  }
  scanner.skipSpace();
  scanner.endTag('PR');
  return new PsObject({
    typeNames: ['System.Management.Automation.ProgressRecord', 'System.Object'],
    extended: { names, values },
  });
}
