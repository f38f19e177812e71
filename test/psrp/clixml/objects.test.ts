import { describe, expect, it } from 'vitest';
import {
  PsObject,
  type PsValue,
  properties,
  psDictionary,
  psEnum,
  psList,
  psObject,
} from '../../../source/objects/index.ts';
import {
  decodeClixml,
  decodeClixmlDocument,
  encodeClixml,
  encodeClixmlDocument,
  isMemberSet,
  memberSetTypeName,
  writtenOnce,
} from '../../../source/psrp/clixml/index.ts';

describe('objects', () => {
  it('keep type names, ToString, adapted and extended properties apart', () => {
    const clixml =
      '<Obj RefId="0"><TN RefId="0"><T>My.Type</T><T>System.Object</T></TN><ToString>it</ToString>' +
      '<Props><S N="Name">a</S><Nil N="Owner" /></Props><MS><I32 N="Extra">1</I32></MS></Obj>';
    const value = new PsObject({
      typeNames: ['My.Type', 'System.Object'],
      text: 'it',
      adapted: properties({ Name: 'a', Owner: null }),
      extended: properties({ Extra: 1 }),
    });
    expect(decodeClixml(clixml)).toEqual(value);
    expect(encodeClixml(value)).toBe(clixml);
  });

  it('that are written once are not looked at again, but where they stand in another', () => {
    const items: PsValue[] = ['a'];
    const value = writtenOnce(psList(items));
    const before = encodeClixml(value);
    items.push('b');
    expect(encodeClixml(value)).toBe(before);
    expect(before).toContain('<LST><S>a</S></LST>');
    expect(encodeClixml(psList([value]))).toContain('<LST><S>a</S><S>b</S></LST>');
  });

  it('escape property names and type names', () => {
    const value = new PsObject({ typeNames: ['a_x0041_b'], extended: properties({ 'x"y<\n_x0041_&': 1 }) });
    const clixml = encodeClixml(value);
    expect(clixml).toContain('<T>a_x005F_x0041_b</T>');
    expect(clixml).toContain('N="x&quot;y&lt;_x000A__x005F_x0041_&amp;"');
    expect(decodeClixml(clixml)).toEqual(value);
  });

  it('that are enums hold a number and a name', () => {
    const clixml =
      '<Obj RefId="0"><TN RefId="0"><T>System.DayOfWeek</T><T>System.Enum</T><T>System.ValueType</T><T>System.Object</T>' +
      '</TN><ToString>Monday</ToString><I32>1</I32></Obj>';
    expect(decodeClixml(clixml)).toEqual(psEnum('System.DayOfWeek', 'Monday', 1));
    expect(encodeClixml(psEnum('System.DayOfWeek', 'Monday', 1))).toBe(clixml);
  });

  it('that are primitives with properties keep both', () => {
    const value = new PsObject({ base: 'hello', extended: properties({ PSComputerName: 'ex01' }) });
    expect(encodeClixml(value)).toBe('<Obj RefId="0"><S>hello</S><MS><S N="PSComputerName">ex01</S></MS></Obj>');
    expect(decodeClixml(encodeClixml(value))).toEqual(value);
  });

  it('that hold an object are one, the outer one in front', () => {
    expect(decodeClixml('<Obj RefId="0"><Obj RefId="1"><S>x</S></Obj></Obj>')).toEqual(new PsObject({ base: 'x' }));
    const inner =
      '<Obj RefId="1"><TN RefId="1"><T>System.Management.Automation.PSCustomObject</T></TN><ToString>inner</ToString>' +
      '<MS><Obj N="details" RefId="2"><MS><S N="name">Get-X</S></MS></Obj><S N="Synopsis">old</S></MS></Obj>';
    const help = decodeClixml(
      `<Obj RefId="0"><TN RefId="0"><T>MamlCommandHelpInfo</T><T>HelpInfo</T></TN><ToString>it</ToString>${inner}` +
        '<MS><Ref N="details" RefId="2" /><S N="synopsis">Gets.</S><I32 N="More">1</I32></MS></Obj>',
    );
    expect(help).toEqual(
      new PsObject({
        typeNames: ['MamlCommandHelpInfo', 'HelpInfo'],
        text: 'it',
        extended: properties({ details: psObject({ name: 'Get-X' }, []), Synopsis: 'Gets.', More: 1 }),
      }),
    );
    expect(decodeClixml(`<Obj RefId="0">${inner}</Obj>`)).toMatchObject({
      typeNames: ['System.Management.Automation.PSCustomObject'],
      text: 'inner',
    });
  });

  it('that are collections hold their items, properties beside them', () => {
    const items = ['a', 1, null, psList([])];
    for (const [kind, tag] of [
      ['list', 'LST'],
      ['enumerable', 'IE'],
      ['stack', 'STK'],
      ['queue', 'QUE'],
    ] as const) {
      const value = new PsObject({ collection: { kind, items }, extended: properties({ n: 5 }) });
      expect(encodeClixml(value)).toContain(`<${tag}><S>a</S><I32>1</I32><Nil />`);
      expect(decodeClixml(encodeClixml(value))).toEqual(value);
    }
    expect(decodeClixml('<Obj RefId="0"><QUE /></Obj>')).toEqual(
      new PsObject({ collection: { kind: 'queue', items: [] } }),
    );
  });

  it('that are dictionaries keep keys of any type in their order', () => {
    const value = psDictionary([
      ['b', 1],
      [2, psDictionary([])],
      [psEnum('E', 'x', 1), null],
    ]);
    expect(encodeClixml(value)).toContain('<DCT><En><S N="Key">b</S><I32 N="Value">1</I32></En>');
    expect(decodeClixml(encodeClixml(value))).toEqual(value);
  });

  it('carry member sets such as PSStandardMembers', () => {
    const clixml =
      '<Obj RefId="0"><MS><S N="a">1</S><MS N="PSStandardMembers"><S N="x">y</S></MS><MS N="e" /></MS></Obj>';
    const value = decodeClixml(clixml) as PsObject;
    expect(isMemberSet(value.get('PSStandardMembers'))).toBe(true);
    expect(isMemberSet(value.get('a'))).toBe(false);
    expect(value.get('PSStandardMembers')).toEqual(
      new PsObject({ typeNames: [memberSetTypeName], extended: properties({ x: 'y' }) }),
    );
    expect(encodeClixml(value)).toBe(clixml);
  });

  it('read a progress record of PSSerializer', () => {
    const record =
      '<PR><AV>Preparing</AV><AI>0</AI><Nil /><PI>-1</PI><PC>40</PC><T>Processing</T><SR>-1</SR><SD>a_x000A_b</SD></PR>';
    expect(decodeClixml(`<Obj RefId="0"><MS>${record.replace('<PR>', '<PR N="Record">')}</MS></Obj>`)).toEqual(
      new PsObject({
        extended: properties({
          Record: psObject(
            {
              Activity: 'Preparing',
              ActivityId: 0,
              CurrentOperation: null,
              ParentActivityId: -1,
              PercentComplete: 40,
              Type: 'Processing',
              SecondsRemaining: -1,
              StatusDescription: 'a\nb',
            },
            ['System.Management.Automation.ProgressRecord', 'System.Object'],
          ),
        }),
      }),
    );
  });

  it('may come with their parts in another order, and without type names', () => {
    expect(decodeClixml('<Obj><MS><S N="a">b</S></MS><ToString>t</ToString><TN RefId="0"><T>X</T></TN></Obj>')).toEqual(
      new PsObject({ typeNames: ['X'], text: 't', extended: properties({ a: 'b' }) }),
    );
    expect(decodeClixml('<Obj RefId="0" />')).toEqual(new PsObject({}));
  });
});

describe('references', () => {
  it('give repeated type names by number', () => {
    const clixml = encodeClixml(psList([psObject({ a: 1 }), psObject({ b: 2 })]));
    expect(clixml.match(/<TN /g)).toHaveLength(2);
    expect(clixml.match(/<TNRef RefId="1" \/>/g)).toHaveLength(1);
    expect(decodeClixml(clixml)).toEqual(psList([psObject({ a: 1 }), psObject({ b: 2 })]));
  });

  it('give an object that comes twice as one', () => {
    const shared = psObject({ a: 1 });
    const clixml = encodeClixml(psList([shared, shared]));
    expect(clixml).toContain('<Ref RefId="1" />');
    const [first, second] = (decodeClixml(clixml) as PsObject).collection?.kind === 'list' ? items(clixml) : [];
    expect(first).toEqual(shared);
    expect(second).toBe(first);
  });

  it('number on through the values of a document', () => {
    const shared = psObject({ a: 1 });
    const document = encodeClixmlDocument([shared, 'x', shared]);
    expect(document).toContain('<Ref RefId="0" />');
    expect(decodeClixmlDocument(document)).toEqual([shared, 'x', shared]);
  });

  it('number anew in each message, so that none is taken from the message before', () => {
    expect(() => decodeClixml('<Obj RefId="0"><LST><Ref RefId="5" /></LST></Obj>')).toThrow('not sent');
    expect(() => decodeClixml('<Obj RefId="0"><TNRef RefId="0" /></Obj>')).toThrow('not sent');
  });

  it('to an object around them are cut: its type names and text, no properties, no loop', () => {
    const clixml =
      '<Obj RefId="0"><TN RefId="0"><T>Node</T></TN><ToString>root</ToString><MS><S N="Name">n</S>' +
      '<Obj N="Child" RefId="1"><MS><Ref N="Parent" RefId="0" /></MS></Obj></MS></Obj>';
    const value = decodeClixml(clixml) as PsObject;
    const child = value.get('Child') as PsObject;
    expect(child.get('Parent')).toEqual(new PsObject({ typeNames: ['Node'], text: 'root' }));
    expect(decodeClixml(encodeClixml(value))).toEqual(value);
  });

  it('of a value that contains itself are not sent', () => {
    const held: PsValue[] = [];
    const loop = new PsObject({ collection: { kind: 'list', items: held } });
    held.push(loop);
    expect(() => encodeClixml(loop)).toThrow('contains itself');
  });
});

function items(clixml: string): readonly PsValue[] {
  const value = decodeClixml(clixml) as PsObject;
  return value.collection?.kind === 'list' ? value.collection.items : [];
}

describe('documents', () => {
  it('have a root as PSSerializer writes it, and values with or without a stream', () => {
    expect(encodeClixmlDocument([])).toBe(
      '<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04"></Objs>',
    );
    const root = '<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">';
    expect(decodeClixmlDocument(`${root}\r\n  <S S="Error">a</S>\r\n  <I32>1</I32>\r\n</Objs>`)).toEqual(['a', 1]);
    expect(decodeClixmlDocument(`${root.slice(0, -1)}/>`)).toEqual([]);
  });

  it('are told from messages', () => {
    expect(() => decodeClixml(encodeClixmlDocument(['a']))).toThrow('an <Objs> document');
    expect(() => decodeClixmlDocument('<S>a</S>')).toThrow('root is not <Objs>');
  });
});
