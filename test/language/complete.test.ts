import { describe, expect, it } from 'vitest';
import { commandLookup, complete, Environment, highlight } from '../../source/language/index.ts';
import { LiveArray, LiveDictionary, LiveObject } from '../../source/language/run/value.ts';
import { isOperatorName } from '../../source/language/scan/operators.ts';
import { psObject } from '../../source/objects/index.ts';

const commands = commandLookup([
  {
    name: 'Get-Mailbox',
    parameters: [
      { name: 'Identity', isSwitch: false, typeName: 'System.String' },
      { name: 'ResultSize', isSwitch: false },
      { name: 'Archive', isSwitch: true },
    ],
  },
  { name: 'Get-MailboxDatabase', parameters: [] },
  { name: 'Set-Mailbox', parameters: [] },
]);

function environmentOfTest(): Environment {
  const environment = new Environment();
  environment.set('found', psObject({ Name: 'x', Database: 'y' }));
  environment.set('odd name', 1);
  environment.noteProperties('Get-Mailbox', ['Name', 'Alias', 'Display Name']);
  return environment;
}

function completed(marked: string, environment = environmentOfTest()) {
  const cursor = marked.indexOf('^');
  const text = marked.replace('^', '');
  return { text, ...complete(text, cursor, commands, environment) };
}

/** The text with its cursor at `^`; the candidates in the text, joined. */
function candidates(marked: string, environment?: Environment): string {
  const { text, ...result } = completed(marked, environment);
  return `${text.slice(0, result.start)}(${result.candidates.map((one) => one.text).join(' ')})${text.slice(result.end)}`;
}

/** A session with a function, defined as a line would. */
function withFunction(name: string, text: string): Environment {
  const environment = environmentOfTest();
  const { session } = environment.interpreter;
  session.global.defineFunction({ name, script: session.compileText(text, session.global), isFilter: false });
  return environment;
}

const kindsAndHints = (marked: string, environment?: Environment) =>
  completed(marked, environment).candidates.map(({ text, kind, hint }) => `${text} ${kind}: ${hint}`);

describe('completion', () => {
  it.each([
    ['Get-M^', '(Get-Mailbox Get-MailboxDatabase Get-Member)'],
    ['get-mailboxd^', '(Get-MailboxDatabase)'],
    ['*box^', '(Get-Mailbox Get-MailboxDatabase Set-Mailbox)'],
    ['$y = Set-M^', '$y = (Set-Mailbox)'],
    ['Get-X; Set-M^', 'Get-X; (Set-Mailbox)'],
    ['Get-X | Sel^', 'Get-X | (Select-Object Select-String Select-Xml select)'],
    ['Get-X | Set-M^', 'Get-X | (Set-Mailbox)'],
    ['Get-X | Format-^', 'Get-X | (Format-Custom Format-List Format-Table Format-Wide)'],
    ['Get-Mailbox -^', 'Get-Mailbox (-Identity -ResultSize -Archive)'],
    ['Get-Mailbox -Archive -Re^ -x', 'Get-Mailbox -Archive (-ResultSize) -x'],
    ['Get-Mailbox -Archive -A^', 'Get-Mailbox -Archive ()'],
    ['Get-Mailbox | sort -De^', 'Get-Mailbox | sort (-Descending -Debug)'],
    ['Get-Mailbox | select ^', "Get-Mailbox | select (Name Alias 'Display Name')"],
    ['Get-Mailbox | ? Size -gt 1 | select Name, D^', "Get-Mailbox | ? Size -gt 1 | select Name, ('Display Name')"],
    ['Get-Mailbox | ? { $_.A^', 'Get-Mailbox | ? { $_.(Alias)'],
    [
      "Get-Mailbox | ? { $_.Name -eq 'x' -and $_.^",
      "Get-Mailbox | ? { $_.Name -eq 'x' -and $_.(Name Alias 'Display Name')",
    ],
    ['Get-Mailbox $f^', 'Get-Mailbox ($found $false)'],
    ['$o^', '(\x24{odd name})'],
    ['$found.^', '$found.(Name Database Equals( GetHashCode() GetType() ToString())'],
    ['$found.Da^', '$found.(Database)'],
    ['$found | select N^', '$found | select (Name)'],
    ['if ($x) { Get-Ma^', 'if ($x) { (Get-Mailbox Get-MailboxDatabase)'],
    ['if ($x) { } el^', 'if ($x) { } (else elseif)'],
    ['for^', '(ForEach-Object Format-Custom Format-List Format-Table Format-Wide for foreach)'],
    ['Get-X | fore^', 'Get-X | (ForEach-Object foreach)'],
    ['"one $(Get-Ma^', '"one $((Get-Mailbox Get-MailboxDatabase)'],
    ['"$(Get-X "$(Get-Mailbox -^', '"$(Get-X "$(Get-Mailbox (-Identity -ResultSize -Archive)'],
    ['"$(Get-X) Get-^', '()'],
    ["Get-Mailbox 'Get-^", 'Get-Mailbox ()'],
    ['Get-Mailbox # Get-^', 'Get-Mailbox # Get-()'],
    ['Get-Mailbox [^', 'Get-Mailbox ()'],
  ])('%s', (marked, expected) => {
    expect(candidates(marked)).toBe(expected);
  });
});

describe('names of commands', () => {
  it('are those of the session, of this side and of the server, with what each is', () => {
    const environment = withFunction('Get-MailboxOfTest', 'param($Name, [switch]$All)');
    expect(kindsAndHints('get-m^', environment)).toEqual([
      'Get-MailboxOfTest function: -Name -All',
      'Get-Mailbox cmdlet: ',
      'Get-MailboxDatabase cmdlet: ',
      'Get-Member cmdlet: Which properties and methods objects have.',
    ]);
    expect(kindsAndHints('sel^').at(-1)).toBe('select alias: alias of Select-Object');
    expect(kindsAndHints('thr^')).toEqual(['throw keyword: Ends in an error.']);
  });

  it('hold an alias that was made and not one that was removed', () => {
    const environment = environmentOfTest();
    const { session } = environment.interpreter;
    session.setAlias('gmbx', 'Get-Mailbox');
    session.aliases.delete('gm');
    expect(kindsAndHints('gm^', environment)).toEqual(['gmbx alias: alias of Get-Mailbox']);
  });

  it('name each once, and foreach as what it is where it stands', () => {
    const kindOf = (marked: string) => completed(marked).candidates.find(({ text }) => text === 'foreach')?.kind;
    expect(kindOf('^')).toBe('keyword');
    expect(kindOf('1 | ^')).toBe('alias');
    const names = completed('^', withFunction('get-mailbox', '1')).candidates.map(({ text }) => text.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('parameters', () => {
  const script = `[CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory)] [string] $Site, [ValidateSet('Hub', 'Two words')] [string[]] $Role, [Parameter(HelpMessage = 'How loud.')] [int] $Loud,
    [System.DayOfWeek] $Day, [switch] $All)`;
  const environment = withFunction('Get-Role', script);

  it.each([
    ['Get-Role -^', /^Get-Role \(-Site -Role -Loud -Day -All -Verbose .*-WhatIf -Confirm\)$/],
    ['Get-Role -All -r^', /\(-Role\)$/],
    ['Get-Role -ro Hub -R^', /\(\)$/],
    ['Get-Role -Role ^', /\(Hub 'Two words'\)$/],
    ['Get-Role -Role:^', /\(Hub 'Two words'\)$/],
    ['Get-Role -Role Hub, t^', /\('Two words'\)$/],
    ['Get-Role -Role Hub ^', /\(\)$/],
    ['Get-Role -Role (Get-Date) ^', /\(\)$/],
    ['Get-Role -Day mo^', /\(Monday\)$/],
    ['Get-Role -All ^', /\(\)$/],
    ['Get-Role -ea s^', /\(SilentlyContinue Stop\)$/],
    ['1 | gm -MemberType Prop^', /\(Property Properties PropertySet\)$/],
    ['Get-Content x -Encoding u^', /\(unicode utf8 utf8BOM utf8NoBOM utf32\)$/],
    ['1 | gm -V^', /\(-Verbose\)$/],
    ['Get-Role -Role ^ | gm -Static', /\(Hub 'Two words'\)/],
    ['Get-Role -Role | gm ^', /\(\)$/],
  ])('%s', (marked, expected) => {
    expect(candidates(marked, environment)).toMatch(expected);
  });

  it('say their type and what they are for', () => {
    expect(kindsAndHints('Get-Role -L^', environment)).toEqual(['-Loud parameter: int: How loud.']);
    expect(kindsAndHints('Get-Role -S^', environment)).toEqual(['-Site parameter: string, mandatory']);
    expect(kindsAndHints('1 | Where-Object -Filt^')).toEqual([expect.not.stringContaining('mandatory')]);
    expect(kindsAndHints('1 | gm -St^')).toEqual(['-Static parameter: switch: Members of the type itself.']);
  });

  it('are those of what an alias of the session stands for', () => {
    environment.interpreter.session.setAlias('roles', 'Get-Role');
    expect(candidates('roles -Lo^', environment)).toBe('roles (-Loud)');
  });

  it('of a function that is no cmdlet are its own alone', () => {
    expect(candidates('f -^', withFunction('f', 'param($A, $B)'))).toBe('f (-A -B)');
  });
});

describe('operators', () => {
  it.each([
    ['$found -^', /\(-eq -ne .*-like .*-and .*-split .*-f .*-ceq .*-csplit\)$/],
    ['$found -l^', /^\$found \(-lt -le -like\)$/],
    ['$found.Name -no^', /^\$found.Name \(-notlike -notmatch -notcontains -notin\)$/],
    ['Get-Mailbox | ? { $_.Name -m^', /\? \{ \$_\.Name \(-match\)$/],
    ["Get-Mailbox | ? { $_.Name -eq 'x' -a^", /'x' \(-and -as\)$/],
    ['if ((Get-Date) -g^', /\(-gt -ge\)$/],
    ["'a,b' -sp^", /\(-split\)$/],
    ['5 -b^', /\(-band -bor -bxor\)$/],
    ['$found -cl^', /\(-clt -cle -clike\)$/],
    ['$found -ie^', /\(-ieq\)$/],
    ['"$($found -notl^', /\(-notlike\)$/],
    ['if (-^', /^if \(\(-not -split -join -bnot -csplit\)$/],
    ['$x = -jo^', /^\$x = \(-join\)$/],
    ['$true -and -no^', /-and \(-not\)$/],
    ['Get-Mailbox $found -A^', /\(-Archive\)$/],
    ['Get-Mailbox | ? Name -like^', /\(-Like\)$/],
    ['$found.Name ^', /\(\)$/],
  ])('%s', (marked, expected) => {
    expect(candidates(marked)).toMatch(expected);
  });

  it('are all that PowerShell has, by what they do', () => {
    const offered = ['$x -^', '$x -i^', '-^'].flatMap((marked) => completed(marked).candidates.map(({ text }) => text));
    const twins = 'eq ne gt ge lt le like notlike match notmatch contains notcontains in notin replace split'.split(
      ' ',
    );
    const others = 'and or xor not is isnot as join f band bor bxor bnot shl shr'.split(' ');
    expect(new Set(offered)).toEqual(
      new Set([...others, ...twins.flatMap((name) => [name, `c${name}`, `i${name}`])].map((name) => `-${name}`)),
    );
    expect(offered.every((text) => isOperatorName(text.slice(1)))).toBe(true);
    expect(kindsAndHints('$found -notin^')).toEqual(['-notin operator: Is none of.']);
  });
});

describe('members', () => {
  /** A session with what lines left behind. */
  function held(): Environment {
    const environment = environmentOfTest();
    const { global, semantics } = environment.interpreter.session;
    const table = new LiveDictionary();
    table.set('Server', 'ex1');
    table.set('odd key', 2);
    const object = new LiveObject([['Owner', table]]);
    object.scripts.set('greet', {
      name: 'Greet',
      kind: 'method',
      script: environment.interpreter.session.compileText('1', environment.interpreter.session.global),
    });
    environment.interpreter.session.environment.set('place', 'here');
    global.put('text', 'abc');
    global.put('table', table);
    global.put('object', object);
    global.put('boxes', new LiveArray([psObject({ Name: 'x', Owner: 'y' }), psObject({ Name: 'z' })]));
    global.put('nothing', null);
    global.put('type', semantics.findType('datetime') ?? null);
    return environment;
  }

  it.each([
    ['$text.^', /^\$text\.\(Length .*Substring\( .*ToUpper\(/],
    ['$text.Subs^', /^\$text\.\(Substring\(\)$/],
    ['Get-Mailbox $text.Le^', /^Get-Mailbox \$text\.\(Length\)$/],
    ["'a'.Le^", /^'a'\.\(Length\)$/],
    ['$global:text.Le^', /\(Length\)$/],
    ['$env:PLACE.Le^', /\(Length\)$/],
    ['$table.^', /\(Server 'odd key' .*Keys.*ContainsKey\(/],
    ['$table.Server.Le^', /\(Length\)$/],
    ['$object.^', /^\$object\.\(Owner Greet\( /],
    ['$object.Owner.Ser^', /\(Server\)$/],
    ['$boxes.^', /^\$boxes\.\(Name Owner .*Count.*/],
    ['$boxes[1].^', /^\$boxes\[1\]\.\(Name Equals\(/],
    ['$boxes[0].Na^', /\(Name\)$/],
    ['$boxes.Name.Le^', /\(Length\)$/],
    ['$boxes | % { $_.Na^', /\(Name\)$/],
    ['$boxes | % { $_.Name.Le^', /\(Length\)$/],
    ['$boxes | select O^', /\(Owner\)$/],
    ['$nothing.^', /\(\)$/],
    ['$never.^', /\(\)$/],
    ['$text.Trim().^', /\(\)$/],
    ['(Get-Date).AddD^', /^\(Get-Date\)\.\(AddDays\(\)$/],
    ['(Get-Date -Day 1).Ye^', /\(Year\)$/],
    ['(Get-Date | Out-String).^', /\(\)$/],
    ['Get-Date | % { $_.Ye^', /\(Year\)$/],
    ['(Get-Mailbox).Al^', /\(Alias\)$/],
    ['(Get-Mailbox x).Di^', /\('Display Name'\)$/],
    ['$text.Trim(Get-Mailbox).^', /\(\)$/],
    ['foreach ($m in Get-Mailbox) { $m.Al^', /\(Alias\)$/],
    ['foreach ($b in $boxes) { $b.Ow^', /\(Owner\)$/],
    ['$m = Get-Mailbox x; $m.Al^', /\(Alias\)$/],
    ['$m = Get-Mailbox | Measure-Object; $m.^', /\(\)$/],
    ['$m = Get-Date; $m.Al^', /\(\)$/],
    ['$text.PadLeft(^', /\(\)$/],
    ['$text.Replace("a", ^', /\(\)$/],
    ['Get-Help ForEach-^', /\(ForEach-Object\)$/],
    ['Get-Command -Name Get-MailboxD^', /\(Get-MailboxDatabase\)$/],
    ['$text[^', /\(\)$/],
    ['[datetime]::N^', /^\[datetime\]::\(Now new\(\)$/],
    ['[datetime]::Now.Ye^', /\(Year\)$/],
    ['[System.DayOfWeek]::Mo^', /\(Monday\)$/],
    ['$type::To^', /\(Today\)$/],
    ['[nosuch]::^', /\(\)$/],
    ['[da^', /^\[\(datetime .*DayOfWeek\)$/],
    ['param([string^', /\(string StringComp/],
    ['[system.dat^', /^\[\(System.DateTime .*System.DateTimeOffset\)$/],
    ['$y = [^', /^\$y = \[\(.*\bint\b.*\)$/],
    ['[datetime]^', /\(\)$/],
    ['Get-Mailbox @^', /^Get-Mailbox \(@boxes @table\)$/],
    ['Get-Mailbox @ta^', /^Get-Mailbox \(@table\)$/],
    ['@^', /\(\)$/],
    ['$text ^', /\(\)$/],
    ['$text\nGet-Mem^', /\(Get-Member\)$/],
    ['$text\n^', /\bGet-Member\b/],
  ])('%s', (marked, expected) => {
    expect(candidates(marked, held())).toMatch(expected);
  });

  it('of a splat say which parameters it is for', () => {
    expect(kindsAndHints('Get-Mailbox @t^', held())).toEqual(['@table variable: -Server -odd key']);
  });

  it('say their type or signature', () => {
    expect(kindsAndHints('$text.Len^', held())).toEqual(['Length property: int']);
    expect(kindsAndHints('$text.Insert^', held())).toEqual([
      'Insert( method: string Insert(int startIndex, string value)',
    ]);
    expect(kindsAndHints('$table.Ser^', held())).toEqual(['Server property: string']);
    expect(kindsAndHints('[datetime]::IsLeap^')).toEqual(['IsLeapYear( method: bool IsLeapYear(int year)']);
    expect(kindsAndHints('[timesp^')).toEqual([expect.stringMatching(/^timespan type: \w/)]);
  });

  it('run no script', () => {
    const environment = held();
    const { session } = environment.interpreter;
    const object = new LiveObject();
    object.scripts.set('now', {
      name: 'Now',
      kind: 'property',
      script: session.compileText('throw 1', session.global),
    });
    session.global.put('scripted', object);
    expect(candidates('$scripted.No^', environment)).toBe('$scripted.(Now)');
    expect(candidates('$scripted.Now.^', environment)).toBe('$scripted.Now.()');
  });
});

it('highlights words by what they are', () => {
  const text = '$a = Get-Mailbox -Id "x $y" | ? { $_.Name -eq 1 } # c';
  const pieces = highlight(text).filter(({ style }) => style !== 'blank');
  expect(pieces.map(({ start, end, style }) => `${text.slice(start, end)}:${style}`)).toEqual([
    '$a:variable',
    '=:operator',
    'Get-Mailbox:command',
    '-Id:parameter',
    '"x :string',
    '$y:variable',
    '":string',
    '|:operator',
    '?:command',
    '{:punctuation',
    '$_:variable',
    '.:punctuation',
    'Name:member',
    '-eq:operator',
    '1:number',
    '}:punctuation',
    '# c:comment',
  ]);
});

it('highlights keywords, types, members, and what stands in a string', () => {
  const text = 'foreach ($x in [int]1) { "a$(f -b $x.C)" } # d';
  const pieces = highlight(text).filter(({ style }) => style !== 'blank' && style !== 'punctuation');
  expect(pieces.map(({ start, end, style }) => `${text.slice(start, end)}:${style}`)).toEqual([
    'foreach:keyword',
    '$x:variable',
    'in:keyword',
    'int:type',
    '1:number',
    '"a:string',
    'f:command',
    '-b:parameter',
    '$x:variable',
    'C:member',
    '":string',
    '# d:comment',
  ]);
});
