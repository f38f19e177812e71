import { expect, it } from 'vitest';
import { createCsvWriter, createJsonWriter, createWriter } from '../../source/format/index.ts';
import { memberSetTypeName, PsObject, type PsValue, properties } from '../../source/objects/index.ts';

const members = new PsObject({
  typeNames: [memberSetTypeName],
  extended: properties({ DefaultDisplayPropertySet: 'Name' }),
});
/** As PowerShell serialises an object whose type has a display property set. */
const user = new PsObject({
  typeNames: ['Deserialized.Contoso.User'],
  adapted: properties({ Name: 'Adele' }),
  extended: properties({ PSStandardMembers: members, Office: '18/2111' }),
});

function written(make: (emit: (text: string) => void) => { write(value: PsValue): void; end(): void }): string {
  let text = '';
  const writer = make((part) => {
    text += `${part}\n`;
  });
  writer.write(user);
  writer.end();
  return text;
}

it('member sets such as PSStandardMembers are shown as no property, in whatever form', () => {
  expect(user.propertyNames).toEqual(['Name', 'Office']);
  for (const shape of ['table', 'list'] as const) {
    const text = written((emit) => createWriter({ width: 80, view: { shape }, emit }));
    expect(text).toContain('Adele');
    expect(text).toContain('18/2111');
    expect(text).not.toMatch(/PSStandardMembers|DefaultDisplay/);
  }
  expect(JSON.parse(written(createJsonWriter))).toEqual([{ Name: 'Adele', Office: '18/2111' }]);
  expect(written(createCsvWriter)).toMatch(/^Name,Office\r\n/);
});

it('a member set can still be read by its name', () => {
  expect(user.get('PSStandardMembers')).toBe(members);
  const alone = new PsObject({ extended: properties({ PSStandardMembers: members }) });
  expect(alone.propertyNames).toEqual([]);
});
