import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PsValue } from '../../source/objects/index.ts';
import { encodeClixmlDocument } from '../../source/psrp/clixml/index.ts';
import { viewDefinitions } from '../../source/sandbox/catalogue/views.ts';
import { sandboxPassword, startSandbox } from '../../source/sandbox/index.ts';
import { TestShell } from '../sandbox/server/support/client.ts';
import { Judge } from './powershell/judge.ts';
import { describeWithPowerShell } from './powershell/suite.ts';

describeWithPowerShell('The views of the sandbox judged by PowerShell', (executable) => {
  let judge: Judge;
  beforeAll(() => {
    judge = new Judge(executable);
  });
  afterAll(() => judge.close());

  it('are imported as views of its own, as Import-PSSession does it', async () => {
    const sandbox = await startSandbox({ leftOpen: 0, servers: 1, mailboxes: 10 });
    const [server] = sandbox.servers;
    const shell = new TestShell({ url: server?.url ?? '', user: 'mira@contoso.com', password: sandboxPassword });
    try {
      await shell.open();
      const { output } = await shell.run([{ name: 'Get-FormatData', parameters: [] }]);
      const control = { table: 'TableControl', list: 'ListControl' };
      expect(await judge.views(encodeClixmlDocument(output as readonly PsValue[]))).toEqual(
        viewDefinitions.map(({ typeName, kind, name }) => `${typeName}: ${control[kind]} ${name}`),
      );
    } finally {
      shell.wsman.close();
      await sandbox.stop();
    }
  });
});
