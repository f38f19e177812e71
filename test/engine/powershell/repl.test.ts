import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type EngineSession,
  type HostPrompt,
  type PipelineRecord,
  type RunOptions,
  Secret,
} from '../../../source/domain/index.ts';
import { PsObject, type PsValue } from '../../../source/objects/index.ts';
import { answering, nobody, runLine } from '../../contract/engine-contract.ts';
import { Lab, never } from './support.ts';
import { describeWithPowerShell } from './with-powershell.ts';

const streamsOf = (records: readonly PipelineRecord[]) =>
  records.map((record) => {
    if (record.stream === 'output') return ['output', record.value];
    if (record.stream === 'error') return ['error', record.error.message];
    if (record.stream === 'progress') return ['progress', record.progress.activity];
    if (record.stream === 'clear') return [record.stream];
    return [record.stream, record.text];
  });

describeWithPowerShell('a line in PowerShell', (executable) => {
  let lab: Lab;
  let session: EngineSession;
  beforeAll(async () => {
    lab = await Lab.start(executable);
    session = await lab.connect();
  });
  afterAll(async () => {
    await session.close(never);
    await lab.sandbox.stop();
  });
  const run = (text: string, prompts = nobody) => runLine(session, text, prompts);
  const outputs = async (text: string, prompts = nobody) =>
    (await run(text, prompts)).records.flatMap((record) => (record.stream === 'output' ? [record.value] : []));

  it('knows the variables that lines have set, and none of PowerShell’s own', async () => {
    const own = await lab.connect();
    expect(own.variables).toEqual([]);
    await runLine(own, '1, 2 | ForEach-Object { $_ }; "ab" -match "(a)"; $big = 1; $script:second = 2');
    expect([...own.variables].sort()).toEqual(['big', 'second']);
    await runLine(own, 'throw "no"');
    expect([...own.variables].sort()).toEqual(['big', 'second']);
    await runLine(own, '$big = $null; $second = 3; $third = 4');
    expect([...own.variables].sort()).toEqual(['big', 'second', 'third']);
    await own.close(AbortSignal.timeout(5000));
  });

  it.skipIf(process.platform === 'win32')('has Out-GridView open what comes as a grid, under its title', async () => {
    const { records } = await run("1, 'b' | Out-GridView -Title 'Both'; [pscustomobject] @{ Name = 'n' } | ogv; 2");
    expect(records).toMatchObject([
      { stream: 'output', value: 1, view: { shape: 'grid', title: 'Both' } },
      { stream: 'output', value: 'b', view: { shape: 'grid', title: 'Both' } },
      { stream: 'output', view: { shape: 'grid' } },
      { stream: 'output', value: 2 },
    ]);
    expect(records[3]).not.toHaveProperty('view');
    // Those of one command stand in one grid.
    const [first, second, third] = records.map((record) => record.stream === 'output' && record.view);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it('empties the screen where a line wants that', async () => {
    const { records } = await run("'a'; cls; 'b'; Write-Host 'c'; Clear-Host; clear; 'd'");
    expect(streamsOf(records)).toEqual([
      ['output', 'a'],
      ['clear'],
      ['output', 'b'],
      ['text', 'c'],
      ['clear'],
      ['clear'],
      ['output', 'd'],
    ]);
  });

  it('has the lines in its history, but for those that hold a secret or leave no trace', async () => {
    const own = await lab.connect();
    const values = async (text: string, options: Partial<RunOptions> = {}) => {
      const run = own.run(text, { width: 80, prompts: nobody, ...options });
      const found: PsValue[] = [];
      for await (const batch of run.records) {
        for (const record of batch) if (record.stream === 'output') found.push(record.value);
      }
      return found;
    };
    await values("'a'.Length |\n  ForEach-Object { $_ + 1 }");
    await values('"geheim".Length', { holdsSecret: true });
    await values('"watched".Length', { leavesNoTrace: true });
    await values('Get-NothingLikeThis');
    expect(await values('history | ForEach-Object CommandLine')).toEqual([
      "'a'.Length |\n  ForEach-Object { $_ + 1 }",
      'Get-NothingLikeThis',
    ]);
    expect((await values('Invoke-History 1')).at(-1)).toBe(2);
    await own.close(AbortSignal.timeout(5000));
  });

  it('keeps variables and functions from line to line', async () => {
    expect(await outputs('$x = 5; function Add-One($n) { $n + 1 }')).toEqual([]);
    expect(await outputs('Add-One $x')).toEqual([6]);
  });

  it('names in its errors the cmdlet, and of several lines the one where they arose', async () => {
    const errorsOf = async (text: string) =>
      (await run(text)).records.flatMap((record) => (record.stream === 'error' ? [record.error] : []));
    const [single, ...others] = await errorsOf('Get-Item ./nowhere');
    expect(others).toEqual([]);
    expect(single).toMatchObject({ command: 'Get-Item' });
    expect(single).not.toHaveProperty('line');
    expect(await errorsOf('1\n\nGet-Item ./nowhere')).toMatchObject([{ command: 'Get-Item', line: 3 }]);
    const [thrown] = await errorsOf("throw 'x'");
    expect(thrown).not.toHaveProperty('command');
  });

  it('finds nothing loaded that only a console needs', async () => {
    expect(await outputs('[AppDomain]::CurrentDomain.GetAssemblies().GetName().Name -like "*ReadLine*"')).toEqual([]);
  });

  it('may be several lines', async () => {
    expect(await outputs("foreach ($n in 1..3) {\n  $n * 2\n}\n@'\none\ntwo\n'@")).toEqual([2, 4, 6, 'one\ntwo']);
  });

  it('gives all streams in the order they came', async () => {
    await run(`function Write-All {
      [CmdletBinding()] param()
      'one'
      $PSCmdlet.WriteWarning('careful')
      $PSCmdlet.WriteVerbose('in detail')
      $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new([Exception]::new('broken'), 'Id', 'InvalidData', 'that'))
      $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'working', 'half'))
      $PSCmdlet.WriteInformation('for your information', @('tag'))
      $PSCmdlet.WriteDebug('for the curious')
      'two'
    }`);
    const { records } = await run("$DebugPreference = 'Continue'; Write-All -Verbose -InformationAction Continue");
    expect(streamsOf(records)).toEqual([
      ['output', 'one'],
      ['warning', 'careful'],
      ['verbose', 'in detail'],
      ['error', 'broken'],
      ['progress', 'working'],
      ['information', 'for your information'],
      ['debug', 'for the curious'],
      ['output', 'two'],
    ]);
    expect(records.find((record) => record.stream === 'error')?.error).toMatchObject({
      fqeid: 'Id,Write-All',
      category: 'InvalidData',
      target: 'that',
      exceptionType: 'System.Exception',
    });
  });

  it('shows of the information stream what a console shows', async () => {
    const { records } = await run(
      "Write-Information 'hidden'; Write-Information 'wanted' -InformationAction Continue; Write-Host 'wanted'; 'between'; Write-Host 'a' -NoNewline; Write-Host 'b'; Write-Information 'put there' 6>&1",
    );
    expect(streamsOf(records)).toEqual([
      ['information', 'wanted'],
      ['text', 'wanted'],
      ['output', 'between'],
      ['text', 'ab'],
      ['text', 'put there'],
    ]);
  });

  it('finds no error of exterm’s own among its errors', async () => {
    const own = await lab.connect();
    // Names that the server has none of: PowerShell takes that for an error.
    await own.importCatalogue({ names: ['Get-Nothing'], onProgress: () => {}, signal: never });
    const { records } = await runLine(own, '$Error.Count; Write-Error mine; $Error.Count');
    expect(streamsOf(records)).toEqual([
      ['output', 0],
      ['error', 'mine'],
      ['output', 1],
    ]);
    await own.close(AbortSignal.timeout(5000));
  });

  it('that throws fails, with its error delivered', async () => {
    const { records, outcome } = await run("'before'; throw 'oops'");
    expect(outcome).toEqual({ state: 'failed' });
    expect(streamsOf(records)).toEqual([
      ['output', 'before'],
      ['error', 'oops'],
    ]);
  });

  it('gives objects with their properties, and lists in them', async () => {
    const [value] = await outputs("[pscustomobject] @{ Name = 'x'; Number = 7; List = @('a', 'b') }");
    expect(value).toBeInstanceOf(PsObject);
    const object = value as PsObject;
    expect([object.get('Name'), object.get('Number')]).toEqual(['x', 7]);
    expect((object.get('List') as PsObject).collection).toMatchObject({ kind: 'list', items: ['a', 'b'] });
  });

  it('shows text as it was written, a line a record', async () => {
    const { records } = await run("$Host.UI.Write('one '); $Host.UI.WriteLine('line'); $Host.UI.Write('rest')");
    expect(streamsOf(records)).toEqual([
      ['text', 'one line'],
      ['text', 'rest'],
    ]);
  });

  it('shows what programs write past PowerShell', async () => {
    const { records } = await run("[Console]::Out.WriteLine('past'); [System.Threading.Thread]::Sleep(200)");
    expect(streamsOf(records)).toEqual([['text', 'past']]);
  });

  it('leaves standard input at its end for programs', async () => {
    expect(await outputs('$null -eq [Console]::In.ReadLine()')).toEqual([true]);
  });

  it('asks for lines, secrets, choices, fields and credentials, and gets exactly what was typed', async () => {
    const odd = 'a"b$(x)`\n\u0000\ud800ü';
    const asked: HostPrompt['kind'][] = [];
    const prompts = answering((prompt) => {
      asked.push(prompt.kind);
      expect(prompt.asker).toBe('powershell');
      if (prompt.kind === 'choice') return { kind: 'choice', index: 1 };
      if (prompt.kind === 'line') return { kind: 'line', text: prompt.secret ? Secret.fromText('sécret') : odd };
      if (prompt.kind === 'credential')
        return { kind: 'credential', credential: { user: `${prompt.user}x`, password: Secret.fromText('pä$()`"') } };
      return { kind: 'fields', values: new Map(prompt.fields.map(({ name }) => [name, `${name}!`])) };
    });
    expect(await outputs('[int[]] $Host.UI.ReadLine().ToCharArray() -join "-"', prompts)).toEqual([
      [...odd].map((character) => character.charCodeAt(0)).join('-'),
    ]);
    const plain = '[System.Net.NetworkCredential]::new("", $s).Password';
    expect(await outputs(`$s = $Host.UI.ReadLineAsSecureString(); ${plain}`, prompts)).toEqual(['sécret']);
    expect(
      await outputs(
        "$c = $Host.UI.PromptForCredential('caption', 'message', 'us', ''); $c.UserName; $c.GetNetworkCredential().Password",
        prompts,
      ),
    ).toEqual(['usx', 'pä$()`"']);
    expect(
      await outputs(
        'function Get-Two { param([Parameter(Mandatory)] $One, [Parameter(Mandatory)] $Two) "$One $Two" }; Get-Two',
        prompts,
      ),
    ).toEqual(['One! Two!']);
    expect(
      await outputs(
        "function Set-It { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param() $PSCmdlet.ShouldProcess('it') }; Set-It",
        prompts,
      ),
    ).toEqual([true]);
    expect(asked).toEqual(['line', 'line', 'credential', 'fields', 'choice']);
  });

  it('asks for the items of a list one after another', async () => {
    const given = ['a,b', 'c', ''];
    const prompts = answering((prompt) =>
      prompt.kind === 'fields'
        ? { kind: 'fields', values: new Map(prompt.fields.map(({ name }) => [name, given.shift()!])) }
        : { kind: 'choice', index: 0 },
    );
    const line =
      'function Get-Names { param([Parameter(Mandatory)] [string[]] $Names) "$($Names.Count): $Names" }; Get-Names';
    expect((await runLine(session, line, prompts)).records).toEqual([{ stream: 'output', value: '2: a,b c' }]);
    const labels = prompts.asked.map((prompt) => prompt.kind === 'fields' && prompt.fields.map(({ label }) => label));
    expect(labels).toEqual([['Names[0]'], ['Names[1]'], ['Names[2]']]);
  });

  it('is laid out by PowerShell where only PowerShell can, at the width of the pane', async () => {
    const narrow = session.run("'x' * 50 | Out-Default", { width: 40, prompts: nobody });
    const records: PipelineRecord[] = [];
    for await (const batch of narrow.records) records.push(...batch);
    expect(records.every(({ stream }) => stream === 'text')).toBe(true);
    expect((await run('$Host.UI.RawUI.BufferSize.Width')).records).toEqual([{ stream: 'output', value: 100 }]);
  });

  it('stops in a loop, in a wait and in a question, and the session goes on', async () => {
    for (const text of ['while ($true) { }', "while ($true) { 'more' }", '$Host.UI.ReadLine()']) {
      const line = session.run(text, { width: 80, prompts: { ask: () => new Promise(() => undefined) } });
      const drained = (async () => {
        for await (const _ of line.records);
      })();
      line.stop();
      expect(await line.outcome, text).toEqual({ state: 'stopped' });
      await drained;
    }
    expect(await outputs('1 + 1')).toEqual([2]);
  });

  it('is completed with what the server calls its objects, asked in the session and not in the user’s runspace', async () => {
    await session.importCatalogue({ names: ['*-Mailbox', 'Get-MailboxDatabase'], onProgress: () => {}, signal: never });
    const complete = async (text: string) =>
      (await session.complete(text, text.length, never)).candidates.map(({ text: candidate }) => candidate);
    const [alias] = await outputs('Get-Mailbox -ResultSize 1 | ForEach-Object Alias');
    await run('$Error.Clear()');
    expect(await complete('Get-Mailbox -Identity ')).toContain(alias);
    expect(await complete('Get-Mailbox -Database ')).toContain('DB01');
    // A refusal is nobody's error, and where the server is asked nothing PowerShell goes on completing.
    expect(await complete('Get-Mailbox -Resul')).toContain('-ResultSize');
    expect(await outputs('$Error.Count')).toEqual([0]);
  });

  it('is completed by PowerShell: commands, parameters, variables, members', async () => {
    await run("$something = 'text'");
    const complete = async (text: string) => (await session.complete(text, text.length, never)).candidates;
    expect(await complete('Invoke-Comm')).toContainEqual(
      expect.objectContaining({ text: 'Invoke-Command', kind: 'cmdlet' }),
    );
    expect(await complete('Invoke-Command -Sess')).toContainEqual(
      expect.objectContaining({ text: '-Session', kind: 'parameter' }),
    );
    expect(await complete('$someth')).toContainEqual(expect.objectContaining({ text: '$something', kind: 'variable' }));
    expect(await complete('$something.Leng')).toContainEqual(
      expect.objectContaining({ text: 'Length', kind: 'property' }),
    );
  });
});

describeWithPowerShell('objects laid out by PowerShell', (executable) => {
  it('come beside the objects themselves', async () => {
    const lab = await Lab.start(executable, { engine: { layout: 'powershell' } });
    const session = await lab.connect();
    const { records } = await runLine(session, "[pscustomobject] @{ Name = 'one'; Number = 1 }");
    expect(records.filter(({ stream }) => stream === 'output')).toHaveLength(1);
    const text = records.flatMap((record) => (record.stream === 'text' ? [record.text] : [])).join('\n');
    expect(text).toMatch(/Name +Number\n-+ +-+\none +1/);
    await session.close(never);
    await lab.sandbox.stop();
  });
});
