import { Lab } from '../engine/native/support.ts';
import { describeChangeGate } from './change-gate-contract.ts';
import { mailboxesOf } from './marked-lab.ts';

describeChangeGate('native', async () => {
  const lab = await Lab.start({ sandbox: { mailboxes: 30 } });
  return {
    open: (marks) => lab.connect({ connection: { ...lab.connection, ...marks } }),
    ways: [
      (mailbox) => `Remove-Mailbox ${mailbox} -Confirm:$false`,
      (mailbox) => `Get-Mailbox ${mailbox} | Remove-Mailbox -Confirm:$false`,
    ],
    mailboxes: await mailboxesOf(await lab.connect(), lab.credential().user),
    stop: () => lab.sandbox.stop(),
  };
});
