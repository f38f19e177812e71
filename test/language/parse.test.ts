import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highlight, isIncomplete, parse } from '../../source/language/index.ts';
import { refusalsOf } from '../../source/language/run/check/index.ts';
import { howMany } from '../support/seed.ts';
import { pieces, script } from './scripts.ts';
import { session, shapeOf } from './shape.ts';

// Each reading was compared with System.Management.Automation's own parser.
const readings: readonly (readonly [text: string, shape: string])[] = [
  ['Get-Mailbox', 'Get-Mailbox'],
  ['Get-Mailbox -ResultSize 3 | Select Name, Database', "Get-Mailbox -ResultSize <3> | Select ['Name' 'Database']"],
  ['f -Confirm:$false -Name: x', "f -Confirm:$false -Name:'x'"],
  ['f -1 2,-1', "f '-1' [<2> '-1']"],
  ['f 0x1F 1GB 12kb 5L 1.50d .5 1e3 00123', 'f <31> <1073741824> <12288> <5> <1.50> <0.5> <1000> <123>'],
  ['f 0xFFFFFFFF 0xFFFFFFFFFF 5000000000', 'f <-1> <1099511627775> <5000000000>'],
  [
    'f 1..3 12:30 10.0.0.1 1f 5GBx 50% user@contoso.com',
    "f '1..3' '12:30' '10.0.0.1' '1f' '5GBx' '50%' 'user@contoso.com'",
  ],
  ['f \'it\'\'s\' "say ""hi""" a\'b c\'d "a"b', "f 'it's' 'say \"hi\"' 'ab cd' 'a' 'b'"],
  ['f “x” ‘y’ –Name z', "f 'x' 'y' -Name 'z'"],
  ['f "$x.y \x24{a b} `$n `u{41}"', 'f "‹x›.y ‹a b› $n A"'],
  ['f $x.Name[0] $x\\y $x-y $x=y', 'f $x.Name[<0>] "‹x›\\y" "‹x›-y" $x \'=y\''],
  ['f $x.y-z $x .y $x [0]', "f $x.y -z $x '.y' $x '[0]'"],
  ['f a>b a#b #c', "f 'a>b' 'a#b'"],
  ['f ]b a]c .$x ..y', "f ']' 'b' 'a]c' '.' $x '..y'"],
  ['f `\n b ` -c', "f 'b' -c"],
  ['f a`,b a`tb', "f 'a,b' 'a\tb'"],
  ["f @'\na 'b'\n'@ @\"\n$x\n\"@", "f 'a 'b'' \"‹x›\""],
  ["f @{a=1; 'b c'='x'\n$d=2,3}", "f @{'a'=<1>; 'b c'='x'; $d=[<2> <3>]}"],
  ['f @(1,2\n3) (4)', 'f @([<1> <2>]; <3>) <4>'],
  ["f -Filter {Name -like 'a*'}", "f -Filter {Name -like 'a*'}"],
  ["f | ? { $_.A -eq 'x' -and -not $_.B -or $_.C }", "f | ? {((($_.A -eq 'x') -and (-not $_.B)) -or $_.C)}"],
  ['f | ? { 1,2 -contains $_.A -eq $true }', 'f | ? {(([<1> <2>] -contains $_.A) -eq $true)}'],
  ['f a |\n g\n# c\n| h', "f 'a' | g | h"],
  ['$x = f a; $x.Name; $x', "$x = f 'a'; $x.Name; $x"],
  ['$x=-5', '$x = <-5>'],
  ['f a,\nb', "f ['a' 'b']"],
  ['<# c #> f <# d #> a # e', "f 'a'"],
  ['% a; ? b', "% 'a'; ? 'b'"],
];

describe('a line of the REPL', () => {
  it.each(readings)('%s is read as PowerShell reads it', (text, shape) => {
    expect(shapeOf(text)).toBe(shape);
  });

  // What is valid PowerShell but not understood names itself, and the place.
  it.each([
    ['f &', 'unsupported 2-3: Nothing is run in the background here.'],
    ['$x.300y', 'unsupported 3-7: The number 300y is beyond what its type can hold.'],
    ['f --% a', 'unsupported 6-7: --% is for other programs, which are not run here.'],
    ['class A { }', 'unsupported 0-5: Classes are not understood here.'],
    ['enum E { A }', 'unsupported 0-4: Enums are not understood here.'],
    ['using namespace System', 'unsupported 0-5: using namespace is not understood here.'],
    ['configuration C { }', 'unsupported 0-13: Configurations are not understood here.'],
    ['if (1) { class A { } }', 'unsupported 9-14: Classes are not understood here.'],
    ['function f { dynamicparam { } }', 'unsupported 13-25: Dynamic parameters are not understood here.'],
    ['Start-Job { 1 }', 'unsupported 0-9: Jobs are not run here: Start-Job.'],
    ['1 | % { gwmi x }', 'unsupported 8-12: WMI and CIM are not asked here: gwmi.'],
    ['$using:x', 'unsupported 0-8: $using: is for other sessions, which are not opened here.'],
    ['$cert:x', 'unsupported 0-7: $cert:x names a drive of PowerShell that there is none of here.'],
    ['workflow W { Get-X }', 'unsupported 0-8: Workflows are not run here.'],
    ['New-Object Foo.Bar', 'unsupported 11-18: The type [Foo.Bar] is not known here.'],
    ["New-Object 'int[,]' 2, 2", 'unsupported 11-19: Arrays of several dimensions are not understood here: [int[,]].'],
    ['[int[,]]$x = $null', 'unsupported 0-8: Arrays of several dimensions are not understood here: [int[,]].'],
    [
      "$x -match '(?(a)b)'",
      'unsupported 10-19: The regular expression (?(a)b) uses (?(, which is not understood here.',
    ],
    [
      'Get-ChildItem -Recurse Cert:\\My',
      'unsupported 23-31: Cert: is a drive of PowerShell that is not here: there are files and folders.',
    ],
    [
      'if (Test-Path -Path a, env:x) { }',
      'unsupported 23-28: env: is a drive of PowerShell that is not here: there are files and folders.',
    ],
    ['[Foo.Bar]::x()', 'unsupported 0-9: The type [Foo.Bar] is not known here.'],
    [
      '[System.Net.ServicePointManager]::SecurityProtocol = 1',
      'unsupported 0-32: Which TLS is spoken is settled by exterm and the server: [System.Net.ServicePointManager].',
    ],
    ['New-Object Net.Mail.SmtpClient', 'unsupported 11-30: Mail is not sent here: [Net.Mail.SmtpClient].'],
    ['[adsi]$x', "unsupported 0-6: The directory is not reached here but by Exchange's cmdlets: [adsi]."],
    ['[IO.StreamReader]::new($x)', 'unsupported 0-17: Files are read and written by cmdlets here: [IO.StreamReader].'],
    [
      '[System.Management.Automation.Host.ChoiceDescription[]]$x',
      'unsupported 0-55: A choice of several is not asked here: [System.Management.Automation.Host.ChoiceDescription[]].',
    ],
    [
      'Connect-ExchangeServer -Auto -ServerFqdn x',
      'unsupported 29-40: -ServerFqdn of Connect-ExchangeServer is not understood here.',
    ],
    ['Import-PSSession $x', 'unsupported 0-16: Other sessions are not opened here: Import-PSSession.'],
    [
      'connect-exchangeonline',
      'unsupported 0-22: Exchange Online and the services of Microsoft 365 are not reached here: connect-exchangeonline.',
    ],
    ['Get-FileHash x', 'unsupported 0-12: Files are not packed, hashed or shown as bytes here: Get-FileHash.'],
    ['[Environment]::Foo', 'unsupported 15-18: [Environment] has no static property Foo that is known here.'],
    ['[math]::Foo(1)', 'unsupported 8-11: [math] has no static method Foo that is known here.'],
    [
      'f { [DayOfWeek]::Foo } | % { [DayOfWeek]::Foo }',
      'unsupported 42-45: [DayOfWeek] has no static property Foo that is known here.',
    ],
    ['f | % { [Foo]$_ }', 'unsupported 8-13: The type [Foo] is not known here.'],
    ['try { } catch [Foo] { }', 'unsupported 14-19: The type [Foo] is not known here.'],
    ['function f([Foo]$x) { }', 'unsupported 11-16: The type [Foo] is not known here.'],
    ['@x', 'syntax 0-2: @x can only be an argument of a command.'],
    ['1 = 2', 'syntax 0-1: This cannot be assigned to.'],
    ['300y', 'syntax 0-4: The number 300y is beyond what its type can hold.'],
    ['f | $x', 'syntax 4-6: A value can only stand before the first pipe.'],
    ['| f', 'syntax 0-1: A command is missing before the pipe.'],
    ['f -a:', 'syntax 2-5: -a: wants an argument.'],
    ['f )', 'syntax 2-3: ) cannot stand here.'],
    ['f { a ) }', 'syntax 6-7: ) cannot stand here.'],
    ['f a$: ', 'syntax 3-5: $: is no variable.'],
    [
      'f "$x: y"',
      "syntax 3-6: The colon behind $x is read as part of the variable's name, and the name does not go on.",
    ],
  ])('%s is refused by name', (text, shape) => {
    expect(shapeOf(text)).toBe(shape);
  });

  it.each([
    "f 'a",
    'f "a',
    "f @'\na",
    'f {',
    'f (1',
    'f @{a=1',
    'f |',
    'f a,',
    '$x =',
    '$x -eq',
    'f `',
    'if (1) {',
    'f "$(',
    '<# a',
  ])('%s wants another line', (text) => {
    expect(isIncomplete(text)).toBe(true);
  });

  it.each(['', 'f', 'f a\n', 'f )', "f 'a'", 'f {}', 'f `\n', '# c', 'if (1) {}'])('%j is a whole', (text) => {
    expect(isIncomplete(text)).toBe(false);
  });

  it('keeps the statements around one that it cannot read', () => {
    const { tree, errors } = parse('f a\nif (1 { g | h }\nk b');
    expect(tree.statements.map(({ span }) => span.start)).toEqual([0, 10, 20]);
    expect(errors).toHaveLength(1);
  });

  it('refuses brackets that are nested without end, instead of failing on them', () => {
    const [error] = parse('('.repeat(5_000)).errors;
    expect(error?.message).toMatch(/brackets/);
    expect(parse(`f ${'!'.repeat(5_000)}`).errors).toEqual([]);
    expect(parse('!'.repeat(5_000)).errors[0]?.message).toMatch(/brackets/);
  });

  it('refuses what is too deep to be run, though it can be read', () => {
    expect(shapeOf(`1${' -eq 1'.repeat(5_000)}`)).toMatch(/^unsupported .*More stands in one another/);
    expect(shapeOf(`$x${'.a'.repeat(5_000)}`)).toMatch(/^unsupported .*More stands in one another/);
  });
});

/** Each was a stack overflow, or took time as the square of its length. */
const endless: readonly (readonly [piece: string, times: number])[] = [
  ...([
    ['$a=', 1_800],
    ['$a=', 5_000],
    ['"$(', 4_000],
    ['a;', 128_000],
    ['(', 100_000],
    ['{', 20_000],
    ['@{a=', 10_000],
    ['[a(', 10_000],
    ['[', 20_000],
    ['+[', 10_000],
    ['$x$y', 10_000],
    ['$:', 5_000],
  ] as const),
  ...([
    ['1+', 20_000],
    ['.a', 20_000],
    ['-', 20_000],
    [',', 20_000],
    ['[int]', 10_000],
    ['[\n', 10_000],
    ['if (', 10_000],
    ['1 ? ', 10_000],
  ] as const),
  ...([
    ['a && ', 10_000],
    ['a | ', 10_000],
    [')', 10_000],
    ['a"$(', 10_000],
    ['@"\n', 10_000],
    ['<# #>', 10_000],
    ['class A {', 10_000],
    ['try {} ', 10_000],
  ] as const),
  ['$x.Foo[a, ', 10_000],
  ['\n|', 20_000],
  ['"x', 200_000],
];

const harmless = ['a;', '<# #>'];

describe('a text without end', () => {
  it.each(endless)('of %j × %d is read, and refused where it has to be', (piece, times) => {
    const text = `$x${piece.repeat(times)}`;
    const { tree, tokens, errors } = parse(text);
    expect(tokens.map(({ source }) => source).join('')).toBe(text);
    expect(errors.length > 0 || refusalsOf(tree, session).length > 0 || harmless.includes(piece)).toBe(true);
    highlight(text);
  });
});

const snippets = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 24 })
  .map((parts) => parts.join(''));

/** A script that is cut off, or has something put into its middle. */
const spoilt = fc
  .tuple(script, fc.nat(300), snippets)
  .map(([text, at, put]) => text.slice(0, at) + put + text.slice(at));

const anything = fc.oneof(snippets, spoilt);

describe('any text at all', () => {
  it.each(['begin { $a } }; 1', 'begin { 1 } process { 2 } } 3', 'begin {1} } } 2 } x', 'begin { 1 } 3; { 4'])(
    'is covered behind the blocks of a script too: %s',
    (text) => {
      const { tokens, errors } = parse(text);
      expect(tokens.map(({ source }) => source).join('')).toBe(text);
      expect(errors.length).toBeGreaterThan(0);
    },
  );

  it('is covered by its tokens, without gaps', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const { tokens, errors } = parse(text);
        expect(tokens.map(({ source }) => source).join('')).toBe(text);
        for (const { span } of errors)
          expect(0 <= span.start && span.start <= span.end && span.end <= text.length).toBe(true);
      }),
      { numRuns: howMany(500, 1_500) },
    );
  });

  it('is covered by its highlighting, without gaps', () => {
    fc.assert(
      fc.property(anything, (text) => {
        let at = 0;
        for (const { start, end } of highlight(text)) {
          expect(start).toBe(at);
          at = end;
        }
        expect(at).toBe(text.length);
      }),
      { numRuns: howMany(200, 500) },
    );
  });
});
