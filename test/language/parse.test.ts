import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highlight, isIncomplete, parse } from '../../source/language/index.ts';
import { firstRefusal } from '../../source/language/refusals/index.ts';
import { pieces, script } from './scripts.ts';
import { shapeOf } from './shape.ts';

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
    [
      'if (1) { 2 }',
      'unsupported 0-2: The keyword if is not understood here: there are pipelines of commands, and variables.',
    ],
    ['f 2>&1', 'unsupported 2-6: Redirection (2>&1) is not understood here.'],
    ['f "a $(1) b"', 'unsupported 5-9: A subexpression $(…) is not understood here.'],
    ['f (Get-X)', 'unsupported 2-9: A command in parentheses is not understood here.'],
    ['f @x', 'unsupported 2-4: Splatting (@x) is not understood here.'],
    ['& f', 'unsupported 0-1: The call operator & is not understood here.'],
    ['f && g', 'unsupported 2-4: && between commands is not understood here.'],
    ['f &', 'unsupported 2-3: Running in the background (&) is not understood here.'],
    ['1..3', 'unsupported 1-3: The operator .. is not understood here.'],
    ['$x + 1', 'unsupported 3-4: The operator + is not understood here.'],
    ['$x.Foo()', 'unsupported 0-6: Calling the method Foo is not understood here.'],
    ['[int]$x', 'unsupported 0-1: A type in brackets, as for a cast, is not understood here.'],
    ['$x += 1', 'unsupported 3-5: The operator += is not understood here.'],
    ['$x.y = 1', 'unsupported 0-4: Only a plain variable can be assigned to here.'],
    ['f 1n', 'unsupported 2-4: The number 1n is of a kind that is not understood here.'],
    ['f -a:@x', 'unsupported 5-7: Splatting (@x) is not understood here.'],
    ['f --% a', 'unsupported 2-5: --% is not understood here.'],
    ['. f', 'unsupported 0-1: Dot-sourcing is not understood here.'],
    ['a$x b', "unsupported 0-3: A command's name cannot hold a variable here."],
    ['$x ? 1 : 2', 'unsupported 3-4: The operator ? is not understood here.'],
    ['$x ?? 1', 'unsupported 3-5: The operator ?? is not understood here.'],
    ['$x++', 'unsupported 2-4: The operator ++ is not understood here.'],
    ['-$x', 'unsupported 0-3: The operator - is understood before a number only.'],
    ['$x.$y', 'unsupported 3-5: Only a plain name is understood behind the dot.'],
    ['$x::Y', 'unsupported 2-4: A static member (::) is not understood here.'],
    [', 1', 'unsupported 0-1: A comma before the first value is not understood here.'],
    ['$x = $y = 1', 'unsupported 0-4: Two assignments in one are not understood here.'],
    ['($x = 1)', 'unsupported 1-5: An assignment inside another statement is not understood here.'],
    ['@(f)', 'unsupported 2-3: A command in @( ) is not understood here.'],
    ['@{a=f}', 'unsupported 4-5: A command as a value in @{ } is not understood here.'],
    ['(f).a.b()', 'unsupported 0-3: A command in parentheses is not understood here.'],
    ...[
      'foreach ($a in 1) { }',
      'switch (1) { 1 { } }',
      'try { } catch { }',
      'function f { }',
      'return 1',
      'class A { }',
      'enum E { A }',
      'using namespace System',
      'param($x) 1',
      'begin { }',
      'data { 1 }',
      'else { }',
      '$x = if (1) { }',
    ].map((text): [string, string] => {
      const word = /[a-z]{2,}/.exec(text)?.[0] ?? '';
      const at = text.indexOf(word);
      const what = `The keyword ${word} is not understood here: there are pipelines of commands, and variables.`;
      return [text, `unsupported ${at}-${at + word.length}: ${what}`];
    }),
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
    expect(errors.length > 0 || firstRefusal(tree) !== undefined || harmless.includes(piece)).toBe(true);
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
      { numRuns: 1_500 },
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
      { numRuns: 500 },
    );
  });
});
