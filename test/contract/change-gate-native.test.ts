import { Lab } from '../engine/native/support.ts';
import { describeChangeGate } from './change-gate-contract.ts';

describeChangeGate('native', async () => {
  const lab = await Lab.start({ sandbox: { mailboxes: 30 } });
  return {
    open: (marks) => lab.connect({ connection: { ...lab.connection, ...marks } }),
    ways: [
      (mailbox) => `Remove-Mailbox ${mailbox} -Confirm:$false`,
      (mailbox) => `Get-Mailbox ${mailbox} | Remove-Mailbox -Confirm:$false`,
    ],
    user: lab.credential().user,
    stop: () => lab.sandbox.stop(),
  };
});
