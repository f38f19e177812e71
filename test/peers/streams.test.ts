import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { recordsOf } from '../../source/engine/records.ts';
import { consoleHost } from '../../source/psrp/index.ts';
import { PowerShellServer } from './powershell/server.ts';
import { describeWithPowerShell } from './powershell/suite.ts';

describeWithPowerShell("what PowerShell's own server has its commands say", (executable) => {
  let server: PowerShellServer;
  beforeAll(async () => {
    const hostInfo = consoleHost({ width: 120, height: 40 }, 'tests');
    server = new PowerShellServer(executable, { poolId: randomUUID(), hostInfo });
    await server.open();
  });
  afterAll(() => server.close());

  it.each<[string, string, readonly string[], readonly unknown[]]>([
    ['warning', `$PSCmdlet.WriteWarning('x')`, ['warning', 'WriteWarningLine'], [{ stream: 'warning', text: 'x' }]],
    [
      'verbose text',
      `$PSCmdlet.WriteVerbose('x')`,
      ['verbose', 'WriteVerboseLine'],
      [{ stream: 'verbose', text: 'x' }],
    ],
    ['debug text', `$PSCmdlet.WriteDebug('x')`, ['debug', 'WriteDebugLine'], [{ stream: 'debug', text: 'x' }]],
    [
      'progress',
      `$PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(7, 'activity', 'status'))`,
      ['progress', 'WriteProgress'],
      [{ stream: 'progress', progress: { activity: 'activity', status: 'status' } }],
    ],
    ['information that nobody asked to see', `$PSCmdlet.WriteInformation('x', [string[]]@())`, ['information'], []],
    ['a line for the host', `$Host.UI.WriteLine('x')`, ['WriteLine2'], [{ stream: 'text', text: 'x\n' }]],
  ])('is shown once: %s', async (_what, body, sent, shown) => {
    const pipelineId = randomUUID();
    const name = `
      function Test-Stream { [CmdletBinding()] param() ${body} }
      $VerbosePreference = $DebugPreference = 'Continue'
      Test-Stream`;
    server.pool.createPipeline({ pipelineId, commands: [{ name, isScript: true }] });
    server.flush();
    expect((await server.finished(pipelineId)).state).toBe('completed');
    const events = server.events.flatMap((event) =>
      'pipelineId' in event && event.pipelineId === pipelineId && !event.type.startsWith('pipeline') ? [event] : [],
    );
    const names = events.map((event) => (event.type === 'hostCall' ? event.call.method : event.type));
    expect(names.filter((one) => !one.endsWith('Ack'))).toEqual(sent);
    const records = events.flatMap((event) =>
      event.type === 'hostCall' || event.type in stream ? recordsOf(event as never) : [],
    );
    expect(records).toMatchObject(shown);
    expect(records).toHaveLength(shown.length);
  });
});

const stream = { warning: 0, verbose: 0, debug: 0, progress: 0, information: 0 };
