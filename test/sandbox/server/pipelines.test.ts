import { describe, expect, it } from 'vitest';
import { type PsObject, PsSecureString, psList, psObject } from '../../../source/objects/index.ts';
import { generateExchangeKeyPair, hostResults } from '../../../source/psrp/index.ts';
import { signalCodes } from '../../../source/wsman/index.ts';
import { testSandbox, until } from './support/sandbox.ts';

const things = (result: { readonly output: readonly unknown[] }) =>
  result.output.map((value) => (value as PsObject).get('Index'));

describe('a pipeline on the endpoint', () => {
  it('gives the objects that its command writes', async () => {
    const shell = await (await testSandbox()).opened();
    const result = await shell.run([{ name: 'Get-Thing', parameters: [{ name: 'Count', value: 2 }] }]);
    expect(things(result)).toEqual([1, 2]);
    expect(result.state).toBe('completed');
  });

  it('hands the output of one command to the next, and stops the first when the next has enough', async () => {
    const { opened, organisation } = await testSandbox();
    const shell = await opened();
    const result = await shell.run([
      { name: 'Get-Thing', parameters: [{ name: 'Count', value: 1_000_000 }] },
      { name: 'Select-Object', parameters: [{ name: 'First', value: 3 }] },
    ]);
    expect(things(result)).toEqual([1, 2, 3]);
    expect(organisation.written).toBeLessThan(1000);
  });

  it('carries every stream', async () => {
    const shell = await (await testSandbox()).opened();
    const result = await shell.run([{ name: 'Write-Everything' }]);
    // What the client's host is to show comes as a call of it too: real clients show that, and not the record.
    const said = result.events.map((event) => (event.type === 'hostCall' ? event.call.method : event.type));
    expect(said).toEqual([
      'output',
      'warning',
      'WriteWarningLine',
      'verbose',
      'WriteVerboseLine',
      'information',
      'progress',
      'WriteProgress',
      'WriteLine2',
      'error',
      'pipelineState',
    ]);
    expect(result.errorIds).toEqual(['TestError,Write-Everything']);
    expect(result.state).toBe('completed');
  });

  it.each([
    ['a script', { name: 'Get-Thing', isScript: true }, 'ScriptsNotAllowed'],
    ['a command that does not exist', { name: 'Get-Nothing' }, 'CommandNotFoundException'],
    ['an expression as a command', { name: '1 + 1' }, 'CommandNotFoundException'],
  ])('fails %s and runs nothing of the pipeline', async (_what, refused, reason) => {
    const { opened, organisation } = await testSandbox();
    const shell = await opened();
    const result = await shell.run([{ name: 'Get-Thing' }, refused]);
    expect(result).toMatchObject({ state: 'failed', reason, output: [] });
    expect(organisation.written).toBe(0);
  });

  it('hides what the role does not grant', async () => {
    const shell = await (await testSandbox()).opened('help@contoso.com');
    expect(await shell.run([{ name: 'Remove-Thing', parameters: [{ value: 'a' }] }])).toMatchObject({
      state: 'failed',
      reason: 'CommandNotFoundException',
    });
    expect((await shell.run([{ name: 'Get-Thing' }])).state).toBe('completed');
  });

  it('reads objects that the client pipes in', async () => {
    const { opened, organisation } = await testSandbox();
    const shell = await opened();
    const id = await shell.start([{ name: 'Remove-Thing' }], { input: ['one', 'two'] });
    const asked: string[] = [];
    const result = await shell.finish(id, (event, pool) => {
      asked.push(event.call.method);
      pool.respond(event, hostResults.choice(0));
    });
    expect(result.state).toBe('completed');
    expect(organisation.removed).toEqual(['one', 'two']);
    expect(asked).toEqual(['PromptForChoice', 'PromptForChoice']);
  });

  it('asks through the host and goes by the answer', async () => {
    const { opened, organisation } = await testSandbox();
    const shell = await opened();
    const remove = [{ name: 'Remove-Thing', parameters: [{ value: 'x' }] }];
    const asked: unknown[] = [];
    for (const choice of [1, 0]) {
      await shell.run(remove, (event, pool) => {
        asked.push(event.call.request);
        pool.respond(event, hostResults.choice(choice));
      });
    }
    expect(organisation.removed).toEqual(['x']);
    expect(asked[0]).toMatchObject({
      kind: 'promptForChoice',
      message: 'Removing x.',
      choices: [{ label: '&Yes' }, { label: '&No' }],
      defaultChoice: 0,
    });
  });

  it('asks for a mandatory parameter that was left out', async () => {
    const { opened, organisation } = await testSandbox();
    const shell = await opened();
    const result = await shell.run([{ name: 'Remove-Thing' }], (event, pool) => {
      const { request } = event.call;
      if (request.kind === 'prompt') {
        expect(request.fields.map((field) => field.name)).toEqual(['Identity']);
        expect(request.caption).toBe('cmdlet Remove-Thing at command pipeline position 1');
        pool.respond(event, hostResults.prompt({ Identity: 'answered' }));
      } else pool.respond(event, hostResults.choice(0));
    });
    expect(result.state).toBe('completed');
    expect(organisation.removed).toEqual(['answered']);
  });

  it('asks for none that was given, however its name is written', async () => {
    const shell = await (await testSandbox()).opened();
    const asked: string[] = [];
    for (const name of ['Identity', '-Ident', '-Identity:']) {
      const command = { name: 'Remove-Thing', parameters: [{ name, value: 'x' }] };
      await shell.run([command], (event, pool) => {
        asked.push(event.call.request.kind);
        pool.respond(event, hostResults.choice(0));
      });
    }
    expect(asked).toEqual(['promptForChoice', 'promptForChoice', 'promptForChoice']);
  });

  it('exchanges keys before it asks for a secret', async () => {
    const shell = await (await testSandbox()).opened();
    const id = await shell.start([{ name: 'Set-Secret' }]);
    for (const event of await shell.receive(undefined)) {
      if (event.type === 'publicKeyRequest') shell.pool.offerKey(await generateExchangeKeyPair());
    }
    await shell.flush();
    await shell.receive(undefined);
    const result = await shell.finish(id, (event, pool) => {
      pool.respond(event, hostResults.prompt({ Password: pool.encryptSecureString('s3cret') }));
    });
    const [secret] = result.output;
    expect(secret).toBeInstanceOf(PsSecureString);
    expect(Buffer.from(shell.pool.decryptSecureString(secret as PsSecureString)).toString('utf16le')).toBe('s3cret');
  });

  it('reads a secret under the session key, and breaks the pool over one that it cannot read', async () => {
    const shell = await (await testSandbox()).opened();
    shell.pool.offerKey(await generateExchangeKeyPair());
    await shell.flush();
    await shell.receive(undefined);
    const password = shell.pool.encryptSecureString('s3cret');
    const { output } = await shell.run([{ name: 'Set-Secret', parameters: [{ name: 'Password', value: password }] }]);
    expect((output[0] as PsSecureString).encrypted).toEqual(new Uint8Array(password.encrypted));
    const foreign = new PsSecureString(new Uint8Array(32).fill(1));
    for (const value of [foreign, psObject({ inner: psList([foreign]) })]) {
      const other = await (await testSandbox()).opened();
      await expect(other.start([{ name: 'Set-Secret', parameters: [{ name: 'Password', value }] }])).rejects.toThrow();
    }
    await expect(
      shell.start([{ name: 'Set-Secret', parameters: [{ name: 'Password', value: foreign }] }]),
    ).rejects.toThrow();
  });

  it('stops at once, and the client hears of it last', async () => {
    const shell = await (await testSandbox()).opened();
    const id = await shell.start([{ name: 'Wait-Thing', parameters: [{ name: 'Milliseconds', value: 3_600_000 }] }]);
    shell.pool.pipeline(id)!.stop();
    await shell.signal(id, signalCodes.powershellStop);
    expect(await shell.finish(id)).toMatchObject({ state: 'stopped', reason: 'PipelineStopped' });
    expect((await shell.run([{ name: 'Get-Thing' }])).state).toBe('completed');
  });

  it('stops a pipeline that never waits for the client', async () => {
    const { opened, organisation } = await testSandbox();
    const shell = await opened();
    const id = await shell.start([
      { name: 'Get-Thing', parameters: [{ name: 'Count', value: 2_000_000_000 }] },
      { name: 'Measure-Object' },
    ]);
    await until(() => organisation.written > 1000);
    shell.pool.pipeline(id)!.stop();
    await shell.signal(id, signalCodes.powershellStop);
    expect((await shell.finish(id)).state).toBe('stopped');
    const { written } = organisation;
    await new Promise((resolve) => setImmediate(resolve));
    expect(organisation.written).toBe(written);
  });

  it('sends errors into the output where the client asks for that', async () => {
    const shell = await (await testSandbox()).opened();
    const result = await shell.run([{ name: 'Write-Everything', mergeError: 'Output' }]);
    expect(result.errorIds).toEqual([]);
    expect(result.output.map(String)).toHaveLength(2);
    expect((result.output[1] as PsObject).get('FullyQualifiedErrorId')).toBe('TestError,Write-Everything');
    const dropped = await shell.run([{ name: 'Write-Everything', mergeMyResult: 'Error', mergeToResult: 'Null' }]);
    expect(dropped).toMatchObject({ errorIds: [], output: ['output'] });
  });

  it('stops while it waits for an answer', async () => {
    const { opened, organisation } = await testSandbox();
    const shell = await opened();
    const id = await shell.start([{ name: 'Remove-Thing', parameters: [{ value: 'x' }] }]);
    await shell.receive(id);
    shell.pool.pipeline(id)!.stop();
    await shell.signal(id, signalCodes.powershellStop);
    expect((await shell.finish(id)).state).toBe('stopped');
    await until(() => organisation.finished.includes('Remove-Thing'));
    expect(organisation.removed).toEqual([]);
  });

  it('lets a command wait by the clock of the sandbox', async () => {
    const { opened, clock, sandbox } = await testSandbox();
    const shell = await opened();
    const id = await shell.start([{ name: 'Wait-Thing', parameters: [{ name: 'Milliseconds', value: 5000 }] }]);
    const finished = shell.finish(id);
    await sandbox.idle();
    clock.advance(5000);
    expect((await finished).state).toBe('completed');
  });

  it('makes a producer wait whose output nobody fetches', async () => {
    const { opened, organisation, sandbox } = await testSandbox();
    const shell = await opened();
    const id = await shell.start([{ name: 'Get-Thing', parameters: [{ name: 'Count', value: 20_000 }] }]);
    await sandbox.idle();
    let before = -1;
    await until(() => {
      const stands = before === organisation.written;
      before = organisation.written;
      return stands;
    });
    expect(organisation.written).toBeGreaterThan(100);
    expect(organisation.written).toBeLessThan(10_000);
    const result = await shell.finish(id);
    expect(things(result)).toHaveLength(20_000);
  });

  it('runs a second pipeline when the only runspace is free again', async () => {
    const { opened, clock, sandbox, organisation } = await testSandbox();
    const shell = await opened();
    const first = await shell.start([{ name: 'Wait-Thing', parameters: [{ name: 'Milliseconds', value: 1000 }] }]);
    const second = await shell.start([{ name: 'Get-Thing' }]);
    await sandbox.idle();
    expect(organisation.written).toBe(0);
    clock.advance(1000);
    expect((await shell.finish(first)).state).toBe('completed');
    expect(things(await shell.finish(second))).toEqual([1, 2, 3]);
  });

  it('has as many runspaces as the pool was last told to have', async () => {
    const shell = await (await testSandbox()).opened();
    const ask = async (...request: Parameters<typeof shell.pool.request>) => {
      const callId = shell.pool.request(...request);
      await shell.flush();
      for (;;) {
        const events = await shell.receive(undefined);
        const answer = events.find((event) => event.type === 'availability' && event.callId === callId);
        if (answer?.type === 'availability') return answer.response;
      }
    };
    expect(await ask('getAvailableRunspaces')).toBe(1);
    await shell.start([{ name: 'Wait-Thing', parameters: [{ name: 'Milliseconds', value: 1000 }] }]);
    const second = await shell.start([{ name: 'Get-Thing' }]);
    expect(await ask('getAvailableRunspaces')).toBe(0);
    expect(await ask('setMinRunspaces', 2)).toBe(false);
    expect(await ask('setMaxRunspaces', 3)).toBe(true);
    expect(things(await shell.finish(second))).toEqual([1, 2, 3]);
    expect(await ask('getAvailableRunspaces')).toBe(2);
    expect(await ask('setMinRunspaces', 2)).toBe(true);
    expect(await ask('setMaxRunspaces', 1)).toBe(false);
  });

  it('takes a pipeline that is larger than one Command', async () => {
    const shell = await (await testSandbox()).opened();
    shell.pool.maxFragmentSize = 500;
    const long = 'x'.repeat(5000);
    const result = await shell.run([
      {
        name: 'Get-Thing',
        parameters: [
          { name: 'Count', value: 1 },
          { name: 'Note', value: long },
        ],
      },
    ]);
    expect(things(result)).toEqual([1]);
  });
});
