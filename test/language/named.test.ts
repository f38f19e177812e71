import { describe, expect, it } from 'vitest';
import { commandsNamed } from '../../source/language/index.ts';

describe('the commands that a text names', () => {
  it.each([
    ['Get-Mailbox | Sort-Object Name; Get-Mailbox', ['Get-Mailbox', 'Sort-Object']],
    ['if ($x) { a } elseif (b) { c } else { d }', ['b', 'a', 'c', 'd']],
    ['"one $(a "two $(b)") three"', ['a', 'b']],
    ['@{ k = a; l = { b } }; @(c); $(d)[(e)].f((g), { h })', ['a', 'b', 'c', 'd', 'e', 'g', 'h']],
    ['function f { param($x = (a)) begin { b } end { c } }', ['a', 'b', 'c']],
    ['a && b || c; $x = try { d } catch { e } finally { g }', ['a', 'b', 'c', 'd', 'e', 'g']],
    ["& 'a b' > (c); . d; & { e }", ['a b', 'c', 'd', 'e']],
    ['class K { [int] M() { return a } }', ['a']],
    ['f @"\n$(a)\n"@', ['f', 'a']],
    ['1 + 2; "x $y"; $a.b[3]; [int]::MaxValue; -not $x', []],
  ])('%s', (text, names) => {
    const named = commandsNamed(text);
    expect(named.names.toSorted()).toEqual(names.toSorted());
    expect(named.others).toBe(false);
  });

  it('stand in the order of the text', () => {
    expect(commandsNamed('a (b) { c }; d "$(e)" -p:(g) | h').names).toEqual(['a', 'b', 'c', 'd', 'e', 'g', 'h']);
  });

  it.each(['& $x', '. (Get-It)', 'iex "Get-Mailbox"', '$block.Invoke()', '$x.$y()', 'f | (', '', '# nothing'])(
    '%j may run others',
    (text) => expect(commandsNamed(text).others).toBe(true),
  );

  it('are told where they are called by a value, as it is written', () => {
    const { names, functions, unnamed } = commandsNamed('function f { & $x }; f; . (g); & "h$i"; $j.Invoke(); iex $k');
    expect({ names, functions, unnamed }).toEqual({
      names: ['f', 'g', 'iex'],
      functions: ['f'],
      unnamed: ['$x', '(g)', '"h$i"', 'Invoke'],
    });
  });

  it.each(['Get-Command', 'gcm *mailbox*', 'Get-Command -Noun Mailbox', 'Get-Command -Verb:Get', 'Get-Command $name'])(
    '%j asks for others',
    (text) => expect(commandsNamed(text).others).toBe(true),
  );

  it('are all that Get-Command is asked for by name', () => {
    expect(commandsNamed('Get-Command Get-Mailbox, Get-Queue -Syntax').others).toBe(false);
  });

  it('are told from cmdlets that are only spoken of', () => {
    expect(commandsNamed("Get-Help Get-Mailbox, 'Set-Mailbox' -Online")).toEqual({
      names: ['Get-Help'],
      mentioned: ['Get-Help', 'Get-Mailbox', 'Set-Mailbox'],
      functions: [],
      unnamed: [],
      others: false,
    });
  });
});
