import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Judge } from '../../peers/powershell/judge.ts';
import { describeWithPowerShell } from '../../peers/powershell/suite.ts';

type Parsed = Awaited<ReturnType<Judge['parse']>>;

const newTokens =
  /^(?:AndAnd|OrOr|QuestionMark|QuestionQuestion|QuestionQuestionEquals|QuestionDot|QuestionLBracket|Clean)$/;
const newNodes = /^(?:TernaryExpression|PipelineChain)Ast$/;
/** Binary numbers, BigInteger and the suffixes of small and unsigned ones. */
const newNumber = /^[-+]?0b|(?:n|y|u|s)(?:[kmgtp]b)?$/i;
/** Escapes of later versions, parameters of later versions, and what .NET Framework 4.5 does not have. */
const newText =
  /`u\{|`e|-Parallel\b|-AsHashtable\b|-Shuffle\b|FromHexString|ToHexString|TickCount64|TrimStart\(\)|\.TryAdd\(|\.Split\('[^']{2,}'\)|\.Contains\('[^']*', |\[HashCode\]|\[System\.Text\.Json|ReadOnlySpan|AsyncEnumerable|\bOpenExistingAsync\b|\$Is(?:Windows|Linux|MacOS|CoreCLR)\b/;

/** What in a script Windows PowerShell 5.1 does not know, as it stands there. */
function newerThan51(text: string, { tokens, nodes }: Parsed): readonly string[] {
  const found: string[] = [];
  for (const [index, { kind, text: written }] of tokens.entries()) {
    const isBackground =
      kind === 'Ampersand' && /^(?:NewLine|Semi|EndOfInput|RCurly|RParen)$/.test(tokens[index + 1]?.kind ?? '');
    const isNumber = kind === 'Number' && newNumber.test(written) && !/^0x/i.test(written);
    if (newTokens.test(kind) || isBackground || isNumber) found.push(written);
  }
  for (const { kind, start, end } of nodes) if (newNodes.test(kind)) found.push(text.slice(start, end));
  const later = newText.exec(text);
  if (later) found.push(later[0]);
  if (/[^\x00-\x7f]/.test(text)) found.push('A character that 5.1 reads in the code page of its computer.');
  return found;
}

describeWithPowerShell('the scripts that run inside PowerShell', (executable) => {
  let judge: Judge;
  beforeAll(() => {
    judge = new Judge(executable);
  });
  afterAll(() => judge.close());

  it.each(['agent.ps1', 'bootstrap.ps1'])('are read by Windows PowerShell 5.1 too: %s', async (name) => {
    const text = readFileSync(new URL(`../../../source/engine/powershell/agent/${name}`, import.meta.url), 'utf8');
    const parsed = await judge.parse(text);
    expect(parsed.errors).toEqual([]);
    expect(parsed.tokens.length).toBeGreaterThan(50);
    expect(newerThan51(text, parsed)).toEqual([]);
  });

  it.each([
    ['a ternary', '$a ? 1 : 2'],
    ['??', '$a ?? 1'],
    ['??=', '$a ??= 1'],
    ['?.', '\x24{a}?.Name'],
    ['?[', '\x24{a}?[0]'],
    ['&&', 'Get-It && Get-It'],
    ['||', 'Get-It || Get-It'],
    ['a background pipeline', 'Get-It &'],
    ['a clean block', 'function Get-It { process { 1 } clean { 2 } }'],
    ['-Parallel', '1..3 | ForEach-Object -Parallel { $_ }'],
    ['an escape of Unicode', '"`u{1F600}"'],
    ['an escape character', '"`e[0m"'],
    ['a binary number', '0b101'],
    ['an unsigned number', '5u'],
    ['a byte', '5y'],
    ['an API of later .NET', '[Convert]::FromHexString($a)'],
    ['a variable of later versions', 'if ($IsWindows) { 1 }'],
    ['a character beyond ASCII', '# na\u00efve'],
  ])('would be refused with %s', async (_, text) => {
    const parsed = await judge.parse(text);
    expect(parsed.errors).toEqual([]);
    expect(newerThan51(text, parsed)).not.toEqual([]);
  });

  it.each(['$a.Where({ $_ -gt 1 })', '& { 1 }; 1kb; 0xFF', '$x = if ($a) { 1 } else { 2 }', '%{ $_ } ; ? { $_ }'])(
    'are not refused for what 5.1 knows: %s',
    async (text) => {
      const parsed = await judge.parse(text);
      expect(newerThan51(text, parsed)).toEqual([]);
    },
  );
});
