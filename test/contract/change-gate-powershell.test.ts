import type { EngineSession } from '../../source/domain/index.ts';
import { NativeEngine } from '../../source/engine/native/index.ts';
import { loadsProfile } from '../engine/powershell/profile-folder.ts';
import { Lab } from '../engine/powershell/support.ts';
import { describeWithPowerShell } from '../engine/powershell/with-powershell.ts';
import { WsmanStandIn } from '../engine/powershell/wsman-stand-in.ts';
import { isInCi } from '../support/in-ci.ts';
import { describeChangeGate, type MarkedSubject } from './change-gate-contract.ts';

type Marks = Parameters<MarkedSubject['open']>[0];

async function imported(session: EngineSession): Promise<EngineSession> {
  const request = { names: ['Get-Mailbox', 'Remove-Mailbox'], onProgress: () => undefined };
  await session.importCatalogue({ ...request, signal: AbortSignal.timeout(120_000) });
  return session;
}

/** In PowerShell, too, a connection without marks asks for nothing: its contract's lines say so, and in CI these. */
const plainOf = (lab: Lab): Pick<MarkedSubject, 'plain'> =>
  isInCi ? {} : { plain: async () => imported(await new NativeEngine().connect(lab.request())) };

describeWithPowerShell('a real PowerShell on a marked connection', (executable) => {
  describeChangeGate("powershell over what stands in for PowerShell's own WSMan client", async () => {
    const lab = await Lab.start(executable, { sandbox: { mailboxes: 30 } });
    const standIn = new WsmanStandIn(executable);
    const open = async (marks: Marks) => {
      const request = lab.request({ connection: { ...lab.connection, ...loadsProfile, ...marks } });
      return imported(await standIn.connect(lab.access(), request));
    };
    return {
      open,
      ...plainOf(lab),
      ways: [
        (mailbox) => `Remove-Mailbox ${mailbox} -Confirm:$false`,
        (mailbox) => `Invoke-Command -Session $Session { Remove-Mailbox ${mailbox} -Confirm:$false }`,
      ],
      user: lab.credential().user,
      stop: async () => {
        await standIn.stop();
        await lab.sandbox.stop();
      },
    };
  });

  describeChangeGate('powershell over the bridge', async () => {
    const lab = await Lab.start(executable, { sandbox: { mailboxes: 30 } });
    const open = async (marks: Marks) => imported(await lab.connect({ connection: { ...lab.connection, ...marks } }));
    return {
      open,
      ...plainOf(lab),
      ways: [
        (mailbox) => `Remove-Mailbox ${mailbox} -Confirm:$false`,
        (mailbox) => `Invoke-Command -Session $Session { Remove-Mailbox ${mailbox} -Confirm:$false }`,
      ],
      odd: (mailbox) =>
        `$p = [powershell]::Create(); $p.Runspace = $Session.Runspace; $null = $p.AddCommand('Get-Command').AddParameter('Name', 'Get-Mailbox').AddStatement().AddCommand('Remove-Mailbox').AddParameter('Identity', '${mailbox}').AddParameter('Confirm', $false); $p.Invoke()`,
      user: lab.credential().user,
      stop: () => lab.sandbox.stop(),
    };
  });
});
