import { expect, it } from 'vitest';
import { createWriter } from '../../source/format/index.ts';
import { type PsObject, type PsValue, psList, psObject } from '../../source/objects/index.ts';

/** As PowerShell's server sends what Format-Table and its like give. */
const packet = (type: string, values: Readonly<Record<string, PsValue>> = {}): PsObject =>
  psObject({ ClassId2e4f51ef21dd47e99d3c952918aff9cd: 'x', ...values }, [
    `Microsoft.PowerShell.Commands.Internal.Format.${type}`,
    'Microsoft.PowerShell.Commands.Internal.Format.FormatInfoData',
  ]);
const field = (text: string) => packet('FormatPropertyField', { propertyValue: text, alignment: 0 });
const entry = (type: string, values: Readonly<Record<string, PsValue>>) =>
  packet('FormatEntryData', { formatEntryInfo: packet(type, values), outOfBand: false });
const start = (type: string, values: Readonly<Record<string, PsValue>> = {}) =>
  packet('FormatStartData', { shapeInfo: packet(type, values), groupingEntry: null });
const table = (...labels: readonly string[]) =>
  start('TableHeaderInfo', {
    tableColumnInfoList: psList(
      labels.map((label, index) =>
        packet('TableColumnInfo', index === 0 ? { label: null, propertyName: label } : { label, propertyName: 'x' }),
      ),
    ),
  });
const row = (...cells: readonly string[]) =>
  entry('TableRowEntry', { formatPropertyFieldList: psList(cells.map(field)) });
const end = [packet('GroupEndData'), packet('FormatEndData')];

function shown(...values: readonly PsValue[]): readonly string[] {
  const lines: string[] = [];
  const writer = createWriter({ width: 60, emit: (line) => lines.push(line.trimEnd()) });
  for (const value of values) writer.write(value);
  writer.end();
  return lines;
}

it('what a server has formatted as a table is one, each with its own heading', () => {
  const one = [
    table('Name', 'Size', 'Size'),
    packet('GroupStartData'),
    row('a', '5', '6'),
    row('b', '3.14', ''),
    ...end,
  ];
  const text = ['Name Size Size', '---- ---- ----', 'a    5    6', 'b    3.14'];
  expect(shown(...one)).toEqual(text);
  expect(shown(...one, ...one)).toEqual([...text, '', ...text]);
});

it('lists, wide and custom views, groups and text are shown as they were meant', () => {
  const listField = (propertyName: string, text: string) =>
    packet('ListViewField', { label: null, propertyName, formatPropertyField: field(text) });
  const list = entry('ListViewEntry', { listViewFieldList: psList([listField('Name', 'a'), listField('Id', '5')]) });
  expect(shown(start('ListViewHeaderInfo'), packet('GroupStartData'), list, ...end)).toEqual(['Name : a', 'Id   : 5']);
  const parts = psList([packet('FormatTextField', { text: 'Group: ' }), field('x'), packet('FormatNewLine')]);
  const custom = { formatValueList: psList([packet('FormatEntry', { formatValueList: parts })]) };
  expect(
    shown(
      packet('GroupStartData', { groupingEntry: packet('GroupingEntry', custom) }),
      entry('WideViewEntry', { formatPropertyField: field('wide') }),
      entry('RawTextFormatEntry', { text: 'raw' }),
      entry('ComplexViewEntry', custom),
    ),
  ).toEqual(['Group: x', 'wide', 'raw', 'Group: x']);
});

it('what Format-Wide and the switches of Format-Table ask for is heeded', () => {
  const wide = (columns: number) => [
    start('WideViewHeaderInfo', { columns }),
    packet('GroupStartData'),
    ...['a', 'b', 'c'].map((text) => entry('WideViewEntry', { formatPropertyField: field(text) })),
    ...end,
  ];
  const across = 'a                             b';
  expect(shown(...wide(2))).toEqual([across, 'c']);
  expect(shown(...wide(0))).toEqual(['a b c']);
  const column = (values: Readonly<Record<string, PsValue>>) => packet('TableColumnInfo', { label: null, ...values });
  const tableOf = (hideHeader: boolean, multiLine: boolean, text: string) => [
    start('TableHeaderInfo', {
      hideHeader,
      tableColumnInfoList: psList([
        column({ propertyName: 'N', alignment: 3, width: 4 }),
        column({ propertyName: 'Text', alignment: 1, width: 0 }),
      ]),
    }),
    packet('GroupStartData'),
    entry('TableRowEntry', { multiLine, formatPropertyFieldList: psList([field('1'), field(text)]) }),
    ...end,
  ];
  expect(shown(...tableOf(true, false, 'x'))).toEqual(['   1 x']);
  expect(shown(...tableOf(false, true, 'word '.repeat(13).trim()))).toEqual([
    '   N Text',
    '   - ----',
    `   1 ${'word '.repeat(11).trim()}`,
    '     word word',
  ]);
});

it('nothing of the instructions themselves is shown, whatever they hold', () => {
  const deep = Array.from({ length: 100 }).reduce<PsObject>(
    (inner) => packet('FormatEntry', { formatValueList: psList([inner]) }),
    packet('FormatTextField', { text: 'far' }),
  );
  const text = shown(
    packet('FormatStartData'),
    packet('FormatEntryData'),
    row('a'),
    entry('ComplexViewEntry', { formatValueList: psList([deep]) }),
  );
  expect(text.join('')).not.toMatch(/ClassId|far/);
});
