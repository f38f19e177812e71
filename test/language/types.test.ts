import { describe, expect, it } from 'vitest';
import { toWire } from '../../source/language/run/to-wire.ts';
import { LiveType } from '../../source/language/run/value.ts';
import {
  addTo,
  allTypes,
  findType,
  memberOf,
  membersOf,
  propertyNamesOf,
  semantics,
  setCulture,
  setMemberOf,
  setSurroundings,
  staticMembersOf,
} from '../../source/language/types/index.ts';
import { PsDateTime, type PsObject, PsText, psObject } from '../../source/objects/index.ts';
import { evaluateText } from './evaluate.ts';

describe('the table of types', () => {
  it('has readable signatures, each once', () => {
    for (const type of allTypes()) {
      const { methods = [], staticMethods = [], properties = [], constructors = [], staticProperties = [] } = type;
      expect(type.summary, type.name).not.toBe('');
      for (const { overloads } of [...methods, ...staticMethods]) {
        const shapes = overloads.map(({ parameters }) => parameters.map((one) => one.type).join());
        expect(new Set(shapes).size, type.name).toBe(shapes.length);
      }
      expect(properties.length + constructors.length + staticProperties.length).toBeGreaterThanOrEqual(0);
    }
  });

  it.each([
    ['int', 'System.Int32'],
    ['Int32', 'System.Int32'],
    ['system.int32', 'System.Int32'],
    ['string[]', 'System.String[]'],
    ['Collections.ArrayList', 'System.Collections.ArrayList'],
    ['System.Collections.Generic.List[string]', 'System.Collections.Generic.List`1[System.String]'],
    [
      'Collections.Generic.Dictionary[string, int[]]',
      'System.Collections.Generic.Dictionary`2[System.String,System.Int32[]]',
    ],
    ['nullable[datetime]', 'System.Nullable`1[System.DateTime]'],
    ['IO.Path', 'System.IO.Path'],
    ['DayOfWeek', 'System.DayOfWeek'],
  ])('[%s] is %s', (name, fullName) => {
    expect(findType(name)?.fullName).toBe(fullName);
  });

  it.each(['Foo', 'List[string]', 'int[string]', 'System', ''])('knows no [%s]', (name) => {
    expect(findType(name)).toBeUndefined();
  });
});

describe('XML', () => {
  it('that came over the wire has its elements as properties', () => {
    const document = new PsText('Xml', '<log><entry at="1">one</entry></log>');
    expect(memberOf(memberOf(memberOf(document, 'Log')!, 'entry')!, 'at')).toBe('1');
    expect(propertyNamesOf(memberOf(document, 'log')!)).toEqual(['entry']);
  });

  it('crosses the wire as text where it is a document, and with its properties where it is a part', async () => {
    const { output } = await evaluateText('$x = [xml]"<log><entry at=\'1\'>one</entry></log>"; $x; $x.log.entry');
    const [document, entry] = output.map((value) => toWire(value, semantics));
    expect(document).toEqual(new PsText('Xml', '<log><entry at="1">one</entry></log>'));
    expect((entry as PsObject).propertyNames.map((name) => (entry as PsObject).get(name))).toEqual(['1', 'one']);
  });
});

describe('what Get-Member tells', () => {
  it('of a date: its properties and methods with their definitions', () => {
    const members = membersOf(new PsDateTime('2024-01-02T00:00:00'));
    expect(members.find(({ name }) => name === 'AddDays')).toEqual({
      name: 'AddDays',
      kind: 'Method',
      definition: 'datetime AddDays(double value)',
    });
    expect(members.find(({ name }) => name === 'Year')?.definition).toBe('int Year {get;}');
    expect(members.map(({ kind }) => kind)).toEqual(members.map(({ kind }) => kind).toSorted());
  });

  it('of a text: every overload', () => {
    expect(membersOf('abc').find(({ name }) => name === 'Substring')?.definition).toBe(
      'string Substring(int startIndex), string Substring(int startIndex, int length)',
    );
  });

  it('of a type: statics and constructors', () => {
    const members = staticMembersOf(new LiveType('System.Guid'));
    expect(members.map(({ name }) => name)).toContain('NewGuid');
    expect(members.find(({ name }) => name === 'new')?.definition).toBe('guid new(), guid new(string g)');
  });
});

describe('an object of the wire', () => {
  it('takes members that are added, and what is set on it, without changing itself', () => {
    const sent = psObject({ Name: 'Adele', Size: 5 });
    addTo(sent, 'Note', 'x');
    setMemberOf(sent, 'size', 7);
    expect(memberOf(sent, 'note')).toBe('x');
    expect(memberOf(sent, 'Size')).toBe(7);
    expect(sent.get('Size')).toBe(5);
    expect(propertyNamesOf(sent)).toEqual(['Name', 'Size', 'Note']);
    expect(membersOf(sent).map(({ name }) => name)).toContain('Note');
    expect(() => setMemberOf(sent, 'Other', 1)).toThrow("The property 'Other' cannot be found on this object.");
  });
});

describe('types that are refused or that know where they are', () => {
  it.each([
    ["[IO.File]::ReadAllText('a')", 'Files cannot be reached here.'],
    ["[System.IO.Directory]::GetFiles('.')", 'Use Get-ChildItem -File.'],
    ["[regex]::new('a', 'RightToLeft')", 'RegexOptions.RightToLeft is not understood here.'],
    ["'b' -match ('(a)?\\1b')", '\\1 to a group that may have taken nothing, which is not understood here.'],
    ["'b' -match ('a(?i)[\\k<a>]')", 'what JavaScript does not know, which is not understood here.'],
    ["'b' -match ('(?:(a)|b)\\1')", 'a group that may have taken nothing'],
    ["'b' -match ('\\1(a)')", 'a group that may have taken nothing'],
    ["'b' -match ('(?!(a))b\\1')", 'a group that may have taken nothing'],
    ["'a' -match ('(?(a)b|c)')", 'uses (?(, which is not understood here.'],
    ["'a' -match ('(?<a>a)(?<-a>b)')", 'which is not understood here.'],
    ["'a' -match ('\\Ga')", '\\G, which is not understood here.'],
    [
      "[Reflection.Assembly]::LoadFrom('x.dll')",
      'Assemblies are not loaded here. A connection with the engine powershell does it.',
    ],
    ['[bigint]::Pow(2, 2000000)', 'A number of more than 1048576 bits is not computed here.'],
    ['[bigint]1 -shl 2000000', 'A number of more than 1048576 bits is not computed here.'],
    ['[bigint]::ModPow(2, [bigint]::Pow(2, 5000), 7)', 'ModPow computes with numbers of up to 4096 bits here.'],
    [
      '[bigint]::GreatestCommonDivisor([bigint]::Pow(2, 20000), 7)',
      'GreatestCommonDivisor takes numbers of up to 16384 bits here.',
    ],
  ])('%s says what to use instead', async (text, message) => {
    const { error } = await evaluateText(text);
    expect(error?.message).toContain(message);
  });

  it('are told of the computer by whoever starts the language', async () => {
    setSurroundings({ machineName: 'EX01', userName: 'adele', variable: (name) => (name === 'A' ? 'b' : undefined) });
    const { output } = await evaluateText(
      "[Environment]::MachineName; [environment]::UserName; [Environment]::GetEnvironmentVariable('A')",
    );
    expect(output).toEqual(['EX01', 'adele', 'b']);
    setSurroundings({});
  });

  it('write and read in the culture that they are told of, and what is sent or converted in none', async () => {
    setCulture('de-DE');
    try {
      const { output } = await evaluateText(
        `'{0:N1}' -f 1234.5; (1.5).ToString(); ([datetime]'2024-03-05').ToString('d'); [double]::Parse('1,5'); [double]::Parse('1.5')
        [double]::Parse('1.5', [cultureinfo]::InvariantCulture); $PSCulture
        "$(1.5) $([datetime]'2024-03-05')"; [string]1.5; [double]'1.5'; 1.5 + ''`,
      );
      expect(output.map((one) => semantics.toText(one))).toEqual([
        ...['1.234,5', '1,5', '05.03.2024', '1.5', '15', '1.5', 'de-DE'],
        ...['1.5 03/05/2024 00:00:00', '1.5', '1.5', '1.5'],
      ]);
    } finally {
      setCulture('');
    }
    expect((await evaluateText('$PSCulture')).output).toEqual(['']);
  });

  it('stops a pattern that would go on for ever, and a text that would fill the memory', async () => {
    const endless = await evaluateText("('a' * 40 + '!') -replace '(a+)+$','x'");
    expect(endless.error?.message).toContain('takes too long on this text');
    const large = await evaluateText("'abc' * 2000000000");
    expect(large.error?.exception.typeNames).toContain('System.OutOfMemoryException');
    const long = await evaluateText('1..2000000000');
    expect(long.error?.message).toBe('Array dimensions exceeded supported range.');
  });
});
