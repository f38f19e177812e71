import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithWholePowerShell, type WholePowerShell } from './powershell/evaluator.ts';

describeWithWholePowerShell('a whole PowerShell', (start) => {
  let whole: WholePowerShell;
  beforeAll(() => {
    whole = start();
  });
  afterAll(() => whole.close());

  it('gives values with their types', async () => {
    const [answer] = await whole.evaluate([
      "1; 'a'; $null; 1.5; @(1, 2L); @{ a = [char]'x' }; [pscustomobject]@{ b = 1d }",
    ]);
    expect(answer!.output).toEqual([
      ['System.Int32', '1'],
      ['System.String', 'a'],
      null,
      ['System.Double', '1.5'],
      ['System.Int32', '1'],
      ['System.Int64', '2'],
      {
        type: 'System.Collections.Hashtable',
        entries: [
          [
            ['System.String', 'a'],
            ['System.Char', 'x'],
          ],
        ],
      },
      { type: 'System.Management.Automation.PSCustomObject', properties: [['b', ['System.Decimal', '1']]] },
    ]);
  });

  it('gives streams, errors and the exit code, each text in a runspace of its own', async () => {
    const [first, second, third] = await whole.evaluate([
      "$global:x = 1; Write-Warning 'careful'; Write-Error 'no' -ErrorId Mine; 'on'",
      "$x; throw 'stop'",
      'exit 3',
    ]);
    expect(first!.output).toEqual([['System.String', 'on']]);
    expect(first!.streams.map(([stream, text]) => [stream, text])).toEqual([
      ['warning', 'careful'],
      ['error', 'no'],
    ]);
    expect(first!.streams[1]![2]).toMatchObject({ id: 'Mine', category: 'NotSpecified' });
    expect(second).toMatchObject({ output: [null], error: { id: 'stop', message: 'stop' } });
    expect(third).toMatchObject({ output: [], exit: 3 });
  });

  it('lays out in a width, in a culture, at a place', async () => {
    const [laidOut] = await whole.evaluate(['[pscustomobject]@{ Name = 1.5 }; (Get-Location).Path'], {
      width: 40,
      culture: 'de-DE',
      location: '/',
    });
    expect(laidOut!.text).toBe('\n Name\n ----\n1,500\n/\n\n');
  });

  it('evaluates many texts quickly', async () => {
    const answers = await whole.evaluate(['1 + 1', '1 / 0', '$null', '@()'], { quick: true });
    expect(answers.map(({ output }) => output)).toEqual([[['System.Int32', '2']], [], [null], []]);
    expect(answers[1]!.error).toMatchObject({ id: 'RuntimeException', message: 'Attempted to divide by zero.' });
  });
});
