// biome-ignore-all lint/suspicious/noTemplateCurlyInString: PowerShell's own variables.
import { describe, expect, it } from 'vitest';
import { localCommands } from '../../../source/language/commands/index.ts';
import { lineOf } from '../../../source/language/run/unit.ts';
import { LanguageLab } from './lab.ts';

describe('statements', () => {
  it.each<[string, readonly unknown[]]>([
    ['1 + 2', [3]],
    ['$x = 5; $x + 1', [6]],
    ['$x = 1, 2, 3; $x', [1, 2, 3]],
    ['$x = 1, 2; $x += 3; $x.Count', [3]],
    ['$a, $b = 1, 2, 3; $a; $b.Count', [1, 2]],
    ['$i = 0; while ($i -lt 3) { $i; $i++ }', [0, 1, 2]],
    ['for ($i = 0; $i -lt 3; $i++) { $i }', [0, 1, 2]],
    ['do { $i++ } until ($i -ge 4); $i', [4]],
    ['do { $i++ } while ($i -lt 4); $i', [4]],
    ['foreach ($i in 1..5) { if ($i -eq 2) { continue }; if ($i -eq 4) { break }; $i }', [1, 3]],
    [
      ':outer foreach ($i in 1..3) { foreach ($j in 1..3) { if ($j -eq 2) { continue outer }; "$i$j" } }',
      ['11', '21', '31'],
    ],
    [
      ':outer foreach ($i in 1..3) { foreach ($j in 1..3) { if ($i -eq 2) { break outer }; "$i$j" } }',
      ['11', '12', '13'],
    ],
    ['foreach ($i in $null) { 1 }', []],
    ['foreach ($i in 7) { $i }', [7]],
    ['if ($false) { 1 } elseif (1) { 2 } else { 3 }', [2]],
    ['$x = if ($true) { 1; 2 }; $x.Count', [2]],
    ['$x = foreach ($i in 1..3) { $i * 2 }; $x', [2, 4, 6]],
    ['switch (2) { 1 { "one" } 2 { "two" } default { "other" } }', ['two']],
    ['switch (1, 2, 9) { 1 { "one" } 2 { "two"; continue } default { "other" } }', ['one', 'two', 'other']],
    ['switch -wildcard ("abc") { "a*" { 1 } "*c" { 2; break } "*" { 3 } }', [1, 2]],
    ['switch -regex ("abc") { "^a(.)" { $Matches[1] } }', ['b']],
    ['switch (5) { { $_ -gt 3 } { "large" } }', ['large']],
    ['switch ("A") { "a" { 1 } }', [1]],
    ['switch -casesensitive ("A") { "a" { 1 } default { 2 } }', [2]],
    ['$h = @{ a = 1; b = 2 }; $h.a; $h["b"]; $h.c = 3; $h.Count', [1, 2, 3]],
    ['$h = @{1 = "a"}; $h[1]', ['a']],
    ['$o = [pscustomobject]@{ A = 1; B = "x" }; $o.A; $o.B = 5; $o', [1, { A: 1, B: 5 }]],
    ['$x = 1..3; $x[0] = 9; $x; $x[-1]', [9, 2, 3, 3]],
    ['"a $(1 + 1) b"', ['a 2 b']],
    ['$x = 3; "x is $x and ${x}"', ['x is 3 and 3']],
    ['@(1).Count; @().Count; @(1, 2).Count; @(@(1, 2)).Count', [1, 0, 2, 2]],
    ['$true ? 1 : 2; $false ? 1 : 2', [1, 2]],
    ['$null ?? 5; 4 ?? 5', [5, 4]],
    ['$x ??= 3; $x ??= 4; $x', [3]],
    ['$n = $null; ${n}?.Length; $x = "abc"; ${x}?.Length', [null, 3]],
    ['(1, 2), 3', [[1, 2], 3]],
    ['$x = $y = 4; $x; $y', [4, 4]],
    ['($x = 5); $x', [5, 5]],
    ['$i = 1; $i++; ++$i; ($i++); $i', [3, 4]],
    ['"abc" -match "b(.)"; $Matches[1]', [true, 'c']],
    ['$x = @{ n = @{ m = 1 } }; $x.n.m += 4; $x.n.m', [5]],
    ['"text".Length; "text".ToUpper()', [4, 'TEXT']],
    ['-join ("a", "b")', ['ab']],
    ['1, 2, 3 -join "-"', ['1-2-3']],
    ['$a = 1; & { $a = 2; $a }; $a', [2, 1]],
    ['$a = 1; . { $a = 2 }; $a', [2]],
    ['$script:q = 4; & { $script:q++; $global:r = 7 }; $q; $r', [5, 7]],
    ['& { $private:p = 1; & { $p }; $p }', [null, 1]],
    ['[int]$n = "12"; $n + 1; $n = "5"; $n', [13, 5]],
    ['& { param($a, $b = 5) "$a-$b" } 1', ['1-5']],
    ['1 && 2; $true || 3', [1, 2, true]],
    ['data { 1; 2 }', [1, 2]],
    ['& { return 1; 2 }; 3', [1, 3]],
    ['$x = & { 1; 2 }; $x.Count', [2]],
    ['$sb = { param($n) $n * 2 }; $sb.Invoke(4); & $sb 5', [8, 10]],
    ['$n = 1; $c = { $n }.GetNewClosure(); $n = 2; & $c', [1]],
    ['@"\none $(1)\n"@', ['one 1']],
  ])('%s', async (text, expected) => {
    expect(await new LanguageLab().output(text)).toEqual(expected);
  });

  it.each<[string, string]>([
    ['$true = 1', 'Cannot overwrite variable true because it is read-only or constant.'],
    ['[int]$x = "abc"', 'Cannot convert value "abc" to type "System.Int32"'],
    [
      '[ValidateRange(1, 3)][int]$x = 2; $x = 9',
      'The variable cannot be validated because the value 9 is not a valid value for the x variable.',
    ],
    ['throw "x"', 'x'],
    ['$x = $null; $x.Foo()', 'You cannot call a method on a null-valued expression.'],
    ['@{ a = 1; a = 2 }', 'Item has already been added.'],
    ['function f { f }; f', 'The script failed due to call depth overflow.'],
  ])('%s: %s', async (text, message) => {
    const { errors } = await new LanguageLab().run(text);
    expect(errors[0]).toContain(message);
  });

  it('go on after an error that ended one of them, not after throw', async () => {
    const lab = new LanguageLab();
    expect(await lab.run('1 / 0; 2')).toMatchObject({ output: [2], errors: ['Attempted to divide by zero.'] });
    expect(await lab.run('throw "x"; 2')).toMatchObject({ output: [], errors: ['x'], end: { state: 'failed' } });
    expect(await new LanguageLab().run('$?; 1 / 0; $?; $?')).toMatchObject({ output: [true, false, true] });
  });

  it('keep their variables from line to line', async () => {
    const lab = new LanguageLab();
    await lab.run('$x = 5; function double($n) { $n * 2 }');
    expect(await lab.output('double $x')).toEqual([10]);
  });

  it('end with exit, which gives its code', async () => {
    expect((await new LanguageLab().run('1; exit 3; 2')).end).toEqual({ state: 'exited', code: 3 });
    expect(await new LanguageLab().run('& { exit 4 }; 2')).toMatchObject({ output: [], end: { code: 4 } });
  });
});

describe('errors', () => {
  it.each<[string, readonly unknown[]]>([
    ['try { 1 / 0; 2 } catch { "caught: $_" }; 3', ['caught: Attempted to divide by zero.', 3]],
    [
      'try { throw "a" } catch { $_.Exception.Message; $_.FullyQualifiedErrorId } finally { "last" }',
      ['a', 'a', 'last'],
    ],
    ['try { 1 / 0 } catch [System.DivideByZeroException] { "zero" } catch { "other" }', ['zero']],
    ['try { throw "a" } catch [System.DivideByZeroException] { "zero" } catch [Exception] { "other" }', ['other']],
    ['try { try { throw "in" } finally { "f" } } catch { "out $_" }', ['f', 'out in']],
    ['try { throw "a" } catch { }; $Error[0].Exception.Message; $Error.Count', ['a', 1]],
    ['function f { 1 / 0; "not reached" }; try { f } catch { "c" }', ['c']],
    ['try { try { throw "x" } catch { throw } } catch { "again $_" }', ['again x']],
    ['& { trap { "trapped $_"; continue } throw "a"; "after" }', ['trapped a', 'after']],
    ['$ErrorActionPreference = "SilentlyContinue"; 1 / 0; 2', [2]],
    ['foreach ($i in 1..2) { try { continue } finally { "f$i" } }', ['f1', 'f2']],
    ['function g { try { return 1 } finally { "f" } }; g', [1, 'f']],
  ])('%s', async (text, expected) => {
    expect((await new LanguageLab().run(text)).output).toEqual(expected);
  });

  it('know where they arose', async () => {
    const { records } = await new LanguageLab().run('1\n  1 / 0');
    const info = records[0]?.properties.get('invocationinfo')?.value as unknown as {
      properties: Map<string, { value: unknown }>;
    };
    expect(info.properties.get('positionmessage')?.value).toBe('At line:2 char:3\n+   1 / 0\n+   ~~~~~');
  });
});

describe('an error in a condition', () => {
  it.each([
    ['do {\n  $i++\n} until (1 / 0)', 3, 10],
    ['if ($false) {\n} elseif (1 / 0) {\n}', 2, 11],
    ['for (\n  $i = 0\n  1 / 0\n  $i++) { }', 3, 3],
    ['while (\n  (Write-Output 0) / 0) { }', 2, 3],
  ])('is told of with the line that the condition stands on: %j', async (text, line, column) => {
    const { records } = await new LanguageLab(localCommands).run(text);
    expect(records.map(({ place }) => place && lineOf(place))).toMatchObject([{ line, column }]);
  });
});

describe('functions', () => {
  it.each<[string, readonly unknown[]]>([
    ['function f($a, $b) { "$a|$b" }; f 1 2; f -b 1 -a 2; f -b:3', ['1|2', '2|1', '|3']],
    ['function f { $args.Count; $args[1] }; f a b c', [3, 'b']],
    ['function f([switch]$s, $x) { "$s $x" }; f -s 1; f 1; f -s:$false 2', ['True 1', 'False 1', 'False 2']],
    ['filter twice { $_ * 2 }; 1..3 | twice', [2, 4, 6]],
    ['function f { begin { "b" } process { $_ } end { "e" } }; 1, 2 | f', ['b', 1, 2, 'e']],
    ['function f { $input.Count }; 1..4 | f', [4]],
    ['function f { param([Parameter(ValueFromPipeline)]$x) process { $x + 1 } }; 1, 2 | f', [2, 3]],
    [
      'function f { param([Parameter(ValueFromPipelineByPropertyName)]$Name) process { $Name } }; [pscustomobject]@{Name = "q"} | f',
      ['q'],
    ],
    ['function f { param([string]$x) $x }; f 007; f 1.50', ['007', '1.50']],
    ['function f($x) { $x }; f 007', ['007']],
    ['function f($x) { $x + 1 }; f 007', [8]],
    ['function f { param([int]$n = 3) $n + 1 }; f', [4]],
    ['$p = @{ a = 1; b = 2 }; function f($a, $b) { "$a$b" }; f @p', ['12']],
    ['$p = 1, 2; function f($a, $b) { "$a$b" }; f @p', ['12']],
    ['function f { $PSBoundParameters.Keys -join "," }; function g($a, $b) { $PSBoundParameters.Count }; g 1', [1]],
    ['function f { param([Parameter(ValueFromRemainingArguments)]$rest) $rest.Count }; f 1 2 3', [3]],
    ['function f($n) { if ($n -le 1) { 1 } else { $n * (f ($n - 1)) } }; f 5', [120]],
    ['function f { foreach ($i in 1..3) { if ($i -eq 2) { return "r" } } }; f', ['r']],
    ['function f { break }; foreach ($i in 1..3) { $i; f }', [1]],
    ['function f { param([ValidateSet("a", "b")]$x) $x }; f A', ['A']],
    ['function f { [CmdletBinding()] param($x) $x }; f 1 -Verbose', [1]],
    ['function f { [CmdletBinding()] param() $PSCmdlet.ParameterSetName }; f', ['__AllParameterSets']],
    ['function f { "x" }; $y = f; $y', ['x']],
    ['function f($x) { $x.Count }; f (1, 2); f 1, 2, 3', [2, 3]],
  ])('%s', async (text, expected) => {
    expect(await new LanguageLab().output(text)).toEqual(expected);
  });

  it.each<[string, string, string]>([
    [
      'function f { [CmdletBinding()] param($x) }; f -y 1',
      "A parameter cannot be found that matches parameter name 'y'.",
      'NamedParameterNotFound,f',
    ],
    [
      'function f { [CmdletBinding()] param($x) }; f 1 2',
      "A positional parameter cannot be found that accepts argument '2'.",
      'PositionalParameterNotFound,f',
    ],
    [
      'function f { param([Parameter(Mandatory)]$x) }; f',
      'Cannot process command because of one or more missing mandatory parameters: x.',
      'MissingMandatoryParameter,f',
    ],
    [
      'function f { param([ValidateSet("a")]$x) }; f z',
      'Cannot validate argument on parameter \'x\'. The argument "z" does not belong to the set "a" specified by the ValidateSet attribute.',
      'ParameterArgumentValidationError,f',
    ],
    [
      'function f { param([int]$x) }; f z',
      'Cannot process argument transformation on parameter \'x\'. Cannot convert value "z" to type "System.Int32".',
      'ParameterArgumentTransformationError,f',
    ],
    [
      'function f { param([ValidateScript({ $_ -gt 5 })]$x) }; f 2',
      'The " $_ -gt 5 " validation script for the argument with value "2" did not return a result of True.',
      'ParameterArgumentValidationError,f',
    ],
  ])('%s: %s', async (text, message, id) => {
    const { records } = await new LanguageLab().run(text);
    expect(records[0]?.message).toContain(message);
    expect(records[0]?.id).toBe(id);
  });

  it('call one another deeper than a stack reaches', async () => {
    expect(
      await new LanguageLab().output('function f($n) { if ($n -gt 0) { f ($n - 1) } else { "deep" } }; f 1500'),
    ).toEqual(['deep']);
  });
});

describe('Ctrl+C', () => {
  it.each(['while ($true) {}', 'for (;;) { $i++ }', 'function f { while ($true) { & { 1 } > $null } }; f'])(
    'ends %s',
    async (text) => {
      const stop = new AbortController();
      const running = new LanguageLab().run(text, stop.signal);
      setImmediate(() => stop.abort());
      expect((await running).end).toEqual({ state: 'stopped' });
    },
  );

  it('runs finally, and no catch', async () => {
    const stop = new AbortController();
    const running = new LanguageLab().run(
      'try { while ($true) {} } catch { "caught" } finally { "last" }',
      stop.signal,
    );
    setImmediate(() => stop.abort());
    expect(await running).toMatchObject({ output: ['last'], end: { state: 'stopped' } });
  });
});
