import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  entryOf,
  PsDateTime,
  PsDecimal,
  PsNumber,
  PsObject,
  PsSecureString,
  PsText,
  PsTimeSpan,
  type PsValue,
} from '../../source/objects/index.ts';
import {
  type CreatePipelineOptions,
  consoleHost,
  errorRecord,
  generateExchangeKeyPair,
  type HostCallEvent,
  hostResults,
} from '../../source/psrp/index.ts';
import { isInCi } from '../support/in-ci.ts';
import { PowerShellServer } from './powershell/server.ts';
import { describeWithPowerShell } from './powershell/suite.ts';

/** A pipeline that has been sent. */
function start(server: PowerShellServer, options: Omit<CreatePipelineOptions, 'pipelineId'>): string {
  const pipelineId = randomUUID();
  server.pool.createPipeline({ pipelineId, ...options });
  server.flush();
  return pipelineId;
}

function script(text: string): CreatePipelineOptions['commands'] {
  return [{ name: text, isScript: true }];
}

/** Runs a pipeline to its end. */
async function run(server: PowerShellServer, options: Omit<CreatePipelineOptions, 'pipelineId'>) {
  const pipelineId = start(server, options);
  const end = await server.finished(pipelineId);
  return { pipelineId, end, output: server.of('output', pipelineId).map(({ value }) => value) };
}

/** The calls of a host, answered as they come. */
function answer(server: PowerShellServer, reply: (call: HostCallEvent['call']) => PsValue | Error | undefined) {
  const calls: HostCallEvent['call'][] = [];
  server.listen((event) => {
    if (event.type !== 'hostCall') return;
    calls.push(event.call);
    if (!event.call.expectsResponse) return;
    const value = reply(event.call);
    if (value instanceof Error) {
      const error = errorRecord({ message: value.message, fullyQualifiedErrorId: 'Refused', category: 'NotSpecified' });
      server.pool.respondError(event, error);
    } else server.pool.respond(event, value ?? null);
  });
  return calls;
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf16le');

describeWithPowerShell("our client against PowerShell's own server", (executable) => {
  describe('with the whole language', () => {
    let server: PowerShellServer;
    beforeAll(async () => {
      const hostInfo = consoleHost({ width: 120, height: 40 }, 'tests');
      server = new PowerShellServer(executable, { poolId: randomUUID(), hostInfo, maxRunspaces: 3 });
      await server.open();
    });
    afterAll(() => server.close());
    beforeEach(() => server.listen(() => {}));

    it('opens a pool: capability, private data, state', async () => {
      const { capability } = await server.until('capability');
      expect(capability.protocolVersion).toBe('2.3');
      const { data } = await server.until('applicationPrivateData');
      expect(entryOf(data, 'PSVersionTable')).toBeInstanceOf(PsObject);
      expect(server.pool.state).toBe('opened');
    });

    it('runs a script and gives its output, values of every type as they are', async () => {
      const { end, output } = await run(server, {
        commands: script(`
          1; 'Grüße 😀'; $null; $true; [long]::MaxValue; 1.5; [single]0.1; 79228162514264337593543950335d
          [char]'A'; [byte]255; [uint64]::MaxValue; [guid]'792e5b37-4505-47ef-b7d2-8711bb7affa8'; [uri]'http://x/'
          [version]'1.2.3.4'; [timespan]'1.02:03:04.5'; [datetime]::new(637134336001234567, 'Utc'); {Get-Date}; [xml]'<a />'
        `),
      });
      expect(end).toMatchObject({ state: 'completed', reason: undefined });
      expect(output).toEqual([
        1,
        'Grüße 😀',
        null,
        true,
        2n ** 63n - 1n,
        new PsNumber('Double', 1.5),
        new PsNumber('Single', 0.1),
        new PsDecimal('79228162514264337593543950335'),
        expect.anything(),
        new PsNumber('Byte', 255),
        new PsNumber('UInt64', 2n ** 64n - 1n),
        new PsText('Guid', '792e5b37-4505-47ef-b7d2-8711bb7affa8'),
        new PsText('Uri', 'http://x/'),
        new PsText('Version', '1.2.3.4'),
        new PsTimeSpan('P1DT2H3M4.5S'),
        new PsDateTime('2020-01-01T00:00:00.1234567Z'),
        new PsText('ScriptBlock', 'Get-Date'),
        new PsText('Xml', '<a />'),
      ]);
    });

    it('runs commands with arguments by name, by position and as switches', async () => {
      const { output } = await run(server, {
        commands: [
          { name: 'Get-Command', parameters: [{ value: 'Where-Object' }, { name: 'Syntax', value: true }] },
          { name: 'ForEach-Object', parameters: [{ name: 'MemberName', value: 'Length' }] },
        ],
      });
      expect(output).toEqual([expect.any(Number)]);
    });

    it('gives errors, warnings, verbose, debug, information and progress, each as its record', async () => {
      const { pipelineId, end, output } = await run(server, {
        commands: script(`
          function Test-Streams {
            [CmdletBinding()] param()
            $PSCmdlet.WriteWarning('a warning')
            $PSCmdlet.WriteVerbose('verbose')
            $PSCmdlet.WriteDebug('debug')
            $PSCmdlet.WriteInformation('information', [string[]]('tag one', 'tag two'))
            $progress = [System.Management.Automation.ProgressRecord]::new(7, 'activity', 'status')
            $progress.PercentComplete = 40
            $progress.SecondsRemaining = 12
            $progress.CurrentOperation = 'operation'
            $PSCmdlet.WriteProgress($progress)
            $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new(
              [System.ArgumentException]::new('an error'), 'TheId', 'InvalidArgument', 'the target'))
            'output'
          }
          $VerbosePreference = $DebugPreference = 'Continue'
          Test-Streams
        `),
      });
      expect(end.state).toBe('completed');
      expect(output).toEqual(['output']);
      expect(server.of('warning', pipelineId)[0]?.record.message).toBe('a warning');
      expect(server.of('verbose', pipelineId)[0]?.record.message).toBe('verbose');
      expect(server.of('debug', pipelineId)[0]?.record.message).toBe('debug');
      expect(server.of('information', pipelineId)[0]?.record).toMatchObject({
        text: 'information',
        tags: ['tag one', 'tag two'],
        processId: expect.any(Number),
        timeGenerated: expect.any(PsDateTime),
      });
      expect(server.of('progress', pipelineId)[0]?.progress).toEqual({
        activity: 'activity',
        activityId: 7,
        statusDescription: 'status',
        currentOperation: 'operation',
        parentActivityId: -1,
        percentComplete: 40,
        secondsRemaining: 12,
        type: 'processing',
      });
      expect(server.of('error', pipelineId)[0]?.error).toMatchObject({
        message: 'an error',
        exceptionType: 'System.ArgumentException',
        fullyQualifiedErrorId: 'TheId,Test-Streams',
        category: 'InvalidArgument',
        categoryActivity: 'Test-Streams',
        target: 'the target',
      });
    });

    it('says why a pipeline failed', async () => {
      const { end } = await run(server, { commands: script(`'first'; throw 'no further'; 'never'`) });
      expect(end).toMatchObject({
        state: 'failed',
        reason: { message: 'no further', exceptionType: expect.any(String) },
      });
    });

    it('says where a script cannot be parsed', async () => {
      const { end } = await run(server, { commands: script(`if (`) });
      expect(end.state).toBe('failed');
      expect(end.reason?.exceptionType).toContain('Parse');
    });

    it('stops a pipeline that would not end, and runs the next', async () => {
      const pipelineId = start(server, { commands: script(`'running'; while ($true) { }`) });
      await server.until('output', (event) => event.pipelineId === pipelineId);
      server.stopPipeline(pipelineId);
      const end = await server.finished(pipelineId);
      expect(end.state).toBe('stopped');
      expect((await run(server, { commands: script(`'after'`) })).output).toEqual(['after']);
    });

    it('takes input objects, as one and as they come', async () => {
      const input = Array.from({ length: 1_000 }, (_, index) => index);
      const doubled = await run(server, { commands: script(`$input | ForEach-Object { $_ * 2 }`), input });
      expect(doubled.output).toEqual(input.map((value) => value * 2));

      const pipelineId = start(server, { commands: script(`process { "got $_" }`), noInput: false });
      const pipeline = server.pool.pipeline(pipelineId)!;
      pipeline.sendInput('a');
      server.flush();
      await server.until('output', (event) => event.pipelineId === pipelineId && event.value === 'got a');
      pipeline.sendInput('b');
      pipeline.endInput();
      server.flush();
      expect((await server.finished(pipelineId)).state).toBe('completed');
      expect(server.of('output', pipelineId).map(({ value }) => value)).toEqual(['got a', 'got b']);
    });

    it('takes input that is null, and goes on', async () => {
      const input = [null, 'a', null];
      const { end, output } = await run(server, { commands: script(`process { $null -eq $_; $_ }`), input });
      expect([end.state, output]).toEqual(['completed', [true, null, false, 'a', true, null]]);
    });

    it('carries texts far longer than a fragment both ways', async () => {
      const long = 'ä😀x'.repeat(100_000);
      const { output } = await run(server, { commands: script(`process { $_ + '!' }`), input: [long] });
      expect(output).toEqual([`${long}!`]);
    });

    it('takes input for a script that is longer than a fragment', async () => {
      const { output } = await run(server, {
        commands: script(`process { "got $_" } # ${'x'.repeat(40_000)}`),
        input: ['a', 'b'],
      });
      expect(output).toEqual(['got a', 'got b']);
    });

    // Each takes PowerShell a millisecond; in CI they are as many as a server's mailboxes may be.
    const many = isInCi ? 10_000 : 2000;
    it(`gives ${many} objects of 30 properties, none lost and in order`, async () => {
      const { output } = await run(server, {
        commands: script(`
          foreach ($number in 1..${many}) {
            $record = [ordered]@{ PSTypeName = 'Contoso.Mailbox'; Number = $number }
            foreach ($index in 1..29) { $record["Property$index"] = "value $index of $number" }
            [pscustomobject]$record
          }
        `),
      });
      expect(output).toHaveLength(many);
      output.forEach((value, index) => {
        const object = value as PsObject;
        expect(object.get('Number')).toBe(index + 1);
        expect(object.propertyNames).toHaveLength(30);
        expect(object.get('Property29')).toBe(`value 29 of ${index + 1}`);
      });
      expect((output[0] as PsObject).typeNames[0]).toBe('Contoso.Mailbox');
    });

    it('runs three pipelines at once, each with its own output', async () => {
      const slow = (name: string) =>
        script(`foreach ($n in 1..5) { "${name} $n"; [System.Threading.Thread]::Sleep(5) }`);
      const names = ['a', 'b', 'c'];
      const ids = names.map((name) => start(server, { commands: slow(name) }));
      await Promise.all(ids.map((id) => server.finished(id)));
      expect(ids.map((id) => server.of('output', id).map(({ value }) => value))).toEqual(
        names.map((name) => [1, 2, 3, 4, 5].map((number) => `${name} ${number}`)),
      );
    });

    it('gives command metadata, the count first', async () => {
      const pipelineId = randomUUID();
      server.pool.getCommandMetadata({ pipelineId, names: ['Get-Command', 'Where-Object'] });
      server.flush();
      expect((await server.finished(pipelineId)).state).toBe('completed');
      expect(server.of('commandCount', pipelineId).map(({ count }) => count)).toEqual([2]);
      const commands = server.of('command', pipelineId).map(({ command }) => command);
      expect(commands.map(({ name }) => name).toSorted()).toEqual(['Get-Command', 'Where-Object']);
      const where = commands.find(({ name }) => name === 'Where-Object');
      expect(where?.parameters.map(({ name }) => name)).toContain('FilterScript');
    });

    it('answers requests about its runspaces', async () => {
      const callId = server.pool.request('getAvailableRunspaces');
      server.flush();
      const { response } = await server.until('availability', (event) => event.callId === callId);
      expect([1, 2, 3]).toContain(response);
      const resize = server.pool.request('setMaxRunspaces', 4);
      server.flush();
      expect((await server.until('availability', (event) => event.callId === resize)).response).toBe(true);
    });

    describe('and calls the host', () => {
      it('to write', async () => {
        const calls = answer(server, () => undefined);
        const { end } = await run(server, {
          commands: script(`
            $Host.UI.WriteLine('a line'); $Host.UI.Write('Red', 'Black', 'coloured'); $Host.UI.WriteErrorLine('wrong')
            $Host.UI.WriteWarningLine('careful'); $Host.UI.RawUI.WindowTitle = 'title'; $Host.SetShouldExit(3)
          `),
        });
        expect(end.state).toBe('completed');
        expect(calls.map(({ request }) => request)).toEqual([
          { kind: 'write', text: 'a line', newLine: true },
          { kind: 'write', text: 'coloured', newLine: false, foregroundColor: 12, backgroundColor: 0 },
          { kind: 'writeStream', stream: 'error', text: 'wrong' },
          { kind: 'writeStream', stream: 'warning', text: 'careful' },
          { kind: 'setWindowTitle', title: 'title' },
          { kind: 'setShouldExit', exitCode: 3 },
        ]);
      });

      it('to read a line, a choice and fields', async () => {
        const calls = answer(server, ({ request }) => {
          if (request.kind === 'readLine') return hostResults.line('typed');
          if (request.kind === 'promptForChoice') return hostResults.choice(1);
          return hostResults.prompt({ Name: 'mira', Count: '5' });
        });
        const { end, output } = await run(server, {
          commands: script(`
            $Host.UI.ReadLine()
            $choices = [System.Management.Automation.Host.ChoiceDescription[]]@(
              [System.Management.Automation.Host.ChoiceDescription]::new('&Yes', 'do it'),
              [System.Management.Automation.Host.ChoiceDescription]::new('&No', 'leave it'))
            $Host.UI.PromptForChoice('caption', 'message', $choices, 0)
            $fields = [System.Collections.ObjectModel.Collection[System.Management.Automation.Host.FieldDescription]]::new()
            $fields.Add([System.Management.Automation.Host.FieldDescription]::new('Name'))
            $fields.Add([System.Management.Automation.Host.FieldDescription]::new('Count'))
            $answers = $Host.UI.Prompt('caption', 'message', $fields)
            $answers['Name']; $answers['Count']
          `),
        });
        expect(end).toMatchObject({ state: 'completed', reason: undefined });
        expect(output).toEqual(['typed', 1, 'mira', '5']);
        expect(calls[1]?.request).toEqual({
          kind: 'promptForChoice',
          caption: 'caption',
          message: 'message',
          choices: [
            { label: '&Yes', helpMessage: 'do it' },
            { label: '&No', helpMessage: 'leave it' },
          ],
          defaultChoice: 0,
        });
        expect(calls[2]?.request).toMatchObject({ kind: 'prompt', fields: [{ name: 'Name' }, { name: 'Count' }] });
      });

      it('to confirm what a command is about to do, and to ask for what it was not given', async () => {
        const calls = answer(server, ({ request }) =>
          request.kind === 'prompt' ? hostResults.prompt({ Identity: 'mira' }) : hostResults.choice(0),
        );
        const { end, output } = await run(server, {
          commands: script(`
            function Remove-Thing {
              [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param([Parameter(Mandatory)] [string] $Identity)
              if ($PSCmdlet.ShouldProcess($Identity)) { "removed $Identity" }
            }
            Remove-Thing
          `),
        });
        expect(end).toMatchObject({ state: 'completed', reason: undefined });
        expect(output).toEqual(['removed mira']);
        expect(calls.map(({ request }) => request.kind)).toEqual(['prompt', 'promptForChoice']);
      });

      it('and raises the error that it is answered with', async () => {
        answer(server, () => new Error('nobody is there'));
        const { end } = await run(server, { commands: script(`$Host.UI.ReadLine()`) });
        const errors = server.of('error', end.pipelineId).map(({ error }) => error.message);
        expect([...errors, end.reason?.message].join()).toContain('nobody is there');
      });
    });

    describe('and exchanges keys', () => {
      beforeAll(async () => {
        server.pool.offerKey(await generateExchangeKeyPair());
        server.flush();
        await server.until('keyExchanged');
      });

      it('to send a secure string as an argument and as input', async () => {
        const secret = server.pool.encryptSecureString('hunter2 ä😀');
        const reveal = `[System.Net.NetworkCredential]::new('', $secret).Password`;
        const { output } = await run(server, {
          commands: [
            {
              name: `param($secret) ${reveal}`,
              isScript: true,
              parameters: [{ name: 'secret', value: secret }],
            },
          ],
        });
        expect(output).toEqual(['hunter2 ä😀']);
        const piped = await run(server, {
          commands: script(`process { $secret = $_; ${reveal} }`),
          input: [secret],
        });
        expect(piped.output).toEqual(['hunter2 ä😀']);
      });

      it('to receive one', async () => {
        const { output } = await run(server, {
          commands: script(`[System.Net.NetworkCredential]::new('', 'from there ä').SecurePassword`),
        });
        expect(output[0]).toBeInstanceOf(PsSecureString);
        expect(text(server.pool.decryptSecureString(output[0] as PsSecureString))).toBe('from there ä');
      });

      it('to answer prompts for secrets and credentials', async () => {
        const secret = () => server.pool.encryptSecureString('pässword');
        const calls = answer(server, ({ request }) =>
          request.kind === 'promptForCredential'
            ? hostResults.credential('mira@contoso.com', secret())
            : hostResults.secureLine(secret()),
        );
        const { end, output } = await run(server, {
          commands: script(`
            [System.Net.NetworkCredential]::new('', $Host.UI.ReadLineAsSecureString()).Password
            $credential = $Host.UI.PromptForCredential('caption', 'message', 'mira', '')
            $credential.UserName; $credential.GetNetworkCredential().Password
          `),
        });
        expect(end).toMatchObject({ state: 'completed', reason: undefined });
        expect(output[0]).toBe('pässword');
        expect(output.slice(1)).toEqual(['mira@contoso.com', 'pässword']);
        expect(calls[1]?.request).toMatchObject({ kind: 'promptForCredential', userName: 'mira', caption: 'caption' });
      });
    });
  });

  describe('with no language, as Exchange serves it', () => {
    let server: PowerShellServer;
    beforeAll(async () => {
      const hostInfo = consoleHost({ width: 120, height: 40 }, 'tests');
      server = new PowerShellServer(executable, { poolId: randomUUID(), hostInfo }, true);
      await server.open();
    });
    afterAll(() => server.close());

    it('gives the private data of the endpoint', async () => {
      const { data } = await server.until('applicationPrivateData');
      expect(entryOf(entryOf(data, 'ImplicitRemoting'), 'Hash')).toBe('845-12');
    });

    it('runs a visible command', async () => {
      const { end, output } = await run(server, {
        commands: [
          {
            name: 'Get-Mailbox',
            parameters: [{ value: 'Mira Petrova' }, { name: 'ResultSize', value: 'Unlimited' }],
          },
        ],
      });
      expect(end.state).toBe('completed');
      expect(output).toHaveLength(1);
      expect((output[0] as PsObject).get('Name')).toBe('Mira Petrova');
      expect((output[0] as PsObject).get('ResultSize')).toBe('Unlimited');
    });

    it('refuses a script, even one that only names a visible command', async () => {
      const { end } = await run(server, { commands: script('Get-Mailbox') });
      expect(end).toMatchObject({ state: 'failed', reason: { fullyQualifiedErrorId: 'ScriptsNotAllowed' } });
    });

    it('knows no hidden command', async () => {
      for (const name of ['Get-Hidden', 'Where-Object', 'Get-Nothing']) {
        const { end } = await run(server, { commands: [{ name }] });
        expect(end.state).toBe('failed');
        expect(end.reason?.fullyQualifiedErrorId).toContain('CommandNotFoundException');
      }
    });

    it('completes with an error record where an identity is not known', async () => {
      const { pipelineId, end, output } = await run(server, {
        commands: [{ name: 'Get-Mailbox', parameters: [{ name: 'Identity', value: 'nobody' }] }],
      });
      expect(end.state).toBe('completed');
      expect(output).toEqual([]);
      expect(server.of('error', pipelineId)[0]?.error).toMatchObject({
        fullyQualifiedErrorId: 'ManagementObjectNotFoundException,Get-Mailbox',
        category: 'InvalidData',
      });
    });

    it('asks before it changes something', async () => {
      for (const [choice, expected] of [
        [0, ['changed Mira Petrova']],
        [2, []],
      ] as const) {
        const calls = answer(server, () => hostResults.choice(choice));
        const { output } = await run(server, {
          commands: [{ name: 'Set-Mailbox', parameters: [{ value: 'Mira Petrova' }] }],
        });
        expect(output).toEqual(expected);
        expect(calls.map(({ method }) => method)).toEqual(['PromptForChoice']);
      }
    });

    it('gives the metadata of the visible commands alone', async () => {
      const pipelineId = randomUUID();
      server.pool.getCommandMetadata({ pipelineId });
      server.flush();
      expect((await server.finished(pipelineId)).state).toBe('completed');
      const names = server.of('command', pipelineId).map(({ command }) => command.name);
      expect(names).toEqual(expect.arrayContaining(['Get-Mailbox', 'Set-Mailbox']));
      expect(names).not.toContain('Get-Hidden');
      expect(server.of('commandCount', pipelineId)[0]?.count).toBe(names.length);
    });
  });

  it('closes a pool whose pipelines still run', async () => {
    const server = new PowerShellServer(executable, { poolId: randomUUID(), maxRunspaces: 2 });
    await server.open();
    const pipelineId = start(server, { commands: script(`'running'; while ($true) { }`) });
    await server.until('output', (event) => event.pipelineId === pipelineId);
    await server.close();
    expect(server.pool.state).toBe('closed');
  });
});
