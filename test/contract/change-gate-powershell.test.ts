import { Lab } from '../engine/powershell/support.ts';
import { describeWithPowerShell } from '../engine/powershell/with-powershell.ts';
import { describeChangeGate } from './change-gate-contract.ts';
import { mailboxesOf } from './marked-lab.ts';

describeWithPowerShell('a real PowerShell on a marked connection', (executable) => {
  describeChangeGate('powershell over the bridge', async () => {
    const lab = await Lab.start(executable, { sandbox: { mailboxes: 30 } });
    const open = async (marks: { readonly readOnly?: boolean; readonly asking?: boolean }) => {
      const session = await lab.connect({ connection: { ...lab.connection, ...marks } });
      await session.importCatalogue({
        names: ['Get-Mailbox', 'Remove-Mailbox'],
        onProgress: () => undefined,
        signal: AbortSignal.timeout(120_000),
      });
      return session;
    };
    return {
      open,
      ways: [
        (mailbox) => `Remove-Mailbox ${mailbox} -Confirm:$false`,
        (mailbox) => `Invoke-Command -Session $Session { Remove-Mailbox ${mailbox} -Confirm:$false }`,
      ],
      odd: (mailbox) =>
        `$p = [powershell]::Create(); $p.Runspace = $Session.Runspace; $null = $p.AddCommand('Get-Command').AddParameter('Name', 'Get-Mailbox').AddStatement().AddCommand('Remove-Mailbox').AddParameter('Identity', '${mailbox}').AddParameter('Confirm', $false); $p.Invoke()`,
      mailboxes: await mailboxesOf(await open({}), lab.credential().user),
      stop: () => lab.sandbox.stop(),
    };
  });
});
