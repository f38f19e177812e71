import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HostAnswer, HostPrompt } from '../../source/domain/index.ts';
import { answerOf } from '../../source/engine/native/host/answers.ts';
import { consoleHost } from '../../source/psrp/index.ts';
import { answering } from '../contract/engine-contract.ts';
import { PowerShellServer } from './powershell/server.ts';
import { describeWithPowerShell } from './powershell/suite.ts';

describeWithPowerShell("our host's answers on PowerShell's own server", (executable) => {
  let server: PowerShellServer;
  beforeAll(async () => {
    const hostInfo = consoleHost({ width: 120, height: 40 }, 'tests');
    server = new PowerShellServer(executable, { poolId: randomUUID(), hostInfo });
    await server.open();
  });
  afterAll(() => server.close());

  async function output(script: string, answer: (prompt: HostPrompt) => HostAnswer): Promise<readonly unknown[]> {
    const prompts = answering(answer);
    const surroundings = { prompts, width: 80, instanceId: randomUUID(), signal: new AbortController().signal };
    server.listen((event) => {
      if (event.type !== 'hostCall' || !event.call.expectsResponse) return;
      void answerOf(event.call, { ...surroundings, secure: () => Promise.reject(new Error('No secrets here.')) }).then(
        (value) => {
          server.pool.respond(event, value ?? null);
          server.flush();
        },
      );
    });
    const pipelineId = randomUUID();
    server.pool.createPipeline({ pipelineId, commands: [{ name: script, isScript: true }] });
    server.flush();
    expect(await server.finished(pipelineId)).toMatchObject({ state: 'completed', reason: undefined });
    return server.of('output', pipelineId).map(({ value }) => value);
  }

  it('give a mandatory list each of its values', async () => {
    const typed = ['a,b', 'c', ''];
    const script = `
      function Set-List { [CmdletBinding()] param([Parameter(Mandatory)] [string[]] $Names) $Names.Count; $Names }
      Set-List`;
    const answer = () => ({ kind: 'fields', values: new Map([['Names', typed.shift() ?? '']]) }) as const;
    expect(await output(script, answer)).toEqual([2, 'a,b', 'c']);
  });

  it('give a prompt for several choices each that was taken', async () => {
    const taken = ['&Blue', '&Red', 'Done'];
    const script = `
      $choices = [System.Management.Automation.Host.ChoiceDescription[]]('&Red', '&Green', '&Blue')
      $Host.UI.PromptForChoice('caption', 'message', $choices, [int[]](1, 2))`;
    const answer = (prompt: HostPrompt) => {
      const labels = prompt.kind === 'choice' ? prompt.choices.map(({ label }) => label) : [];
      return { kind: 'choice', index: labels.indexOf(taken.shift() ?? '') } as const;
    };
    expect(await output(script, answer)).toEqual([2, 0]);
  });
});
