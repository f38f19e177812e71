import { expect, it } from 'vitest';
import { createWriter, valueText } from '../../source/format/index.ts';
import { PsNumber, PsObject, type PsValue, psList, psObject } from '../../source/objects/index.ts';

function shown(value: PsValue, view?: { readonly shape: 'list' }): readonly string[] {
  const lines: string[] = [];
  const writer = createWriter({ width: 60, view, emit: (line) => lines.push(line.trimEnd()) });
  writer.write(value);
  writer.end();
  return lines;
}

it('lists in a cell say what is null, and show the items of a list inside', () => {
  expect(valueText(psList([null, 1, null]))).toBe('{$null, 1, $null}');
  expect(valueText(psList([psList([1, 2]), psList([3, psList([4])])]))).toBe('{1 2, 3 System.Collections.ArrayList}');
  const long = Array.from({ length: 100 }, (_, index) => index);
  expect(valueText(psList([psList(long)]))).toMatch(/^\{0 1 .* 31 …\}$/);
});

it('a negative zero has its sign', () => {
  expect(valueText(new PsNumber('Double', -0))).toBe('-0');
  expect(valueText(new PsNumber('Double', 0))).toBe('0');
});

it('an error record begins with its cmdlet, but where an expression or its own text says who it was', () => {
  const record = (activity: string, text: string) =>
    shown(psObject({ ErrorCategory_Activity: activity }, ['System.Management.Automation.ErrorRecord'], text));
  expect(record('Get-Item', 'It is not there.')).toEqual(['Get-Item: It is not there.']);
  expect(record('Get-Item', 'Get-Item has no such thing.')).toEqual(['Get-Item has no such thing.']);
  expect(record('$x + 1', 'No.')).toEqual(['No.']);
  expect(record('', 'No.')).toEqual(['No.']);
  const invocation = psObject({ MyCommand: 'Get-Thing' });
  const within = { ErrorCategory_Activity: 'Write-Error', InvocationInfo: invocation };
  expect(shown(psObject(within, ['System.Management.Automation.ErrorRecord'], 'No.'))).toEqual(['Get-Thing: No.']);
});

it('an XML element in another is shown by its attributes and its text, and one without any by its name', () => {
  const element = { typeNames: ['System.Xml.XmlElement', 'System.Object'] };
  const text = psObject({}, ['System.Xml.XmlText'], '#text');
  const child = new PsObject({
    ...element,
    adapted: { names: ['x', '#text'], values: ['1', 't'] },
    collection: { kind: 'enumerable', items: [text] },
  });
  const parent = new PsObject({
    ...element,
    adapted: { names: ['r'], values: [child] },
    collection: { kind: 'enumerable', items: [child, psObject({}, element.typeNames, 's')] },
  });
  expect(shown(parent)).toEqual(['x #text', '- -----', '1 t', '', 's']);
});

it.each([
  ['System.Numerics.BigInteger', '12345678901234567890'],
  ['Deserialized.System.Numerics.BigInteger', '5'],
  ['System.Management.Automation.ErrorRecord', 'It is not there.'],
  ['System.Management.Automation.WarningRecord', 'Careful.'],
])('%s is its text, unless its properties are asked for', (type, text) => {
  const value = psObject({ IsEven: true, Sign: 1 }, [type, 'System.Object'], text);
  expect(shown(value)).toEqual([text]);
  expect(shown(value, { shape: 'list' })).toEqual(['IsEven : True', 'Sign   : 1']);
});
