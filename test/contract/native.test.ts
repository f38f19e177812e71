import { Secret } from '../../source/domain/index.ts';
import { NativeEngine } from '../../source/engine/native/index.ts';
import { startSandbox } from '../../source/sandbox/index.ts';
import { describeEngine } from './engine-contract.ts';

describeEngine('native, against the sandbox', async () => {
  const sandbox = await startSandbox({
    servers: 1,
    mailboxes: 40,
    leftOpen: 0,
    endAfter: 0,
    maxShells: 100,
    testCmdlets: true,
  });
  const { url, user, password } = sandbox.servers[0]!;
  return {
    engine: new NativeEngine(),
    connection: {
      name: 'ex01',
      url,
      configurationName: 'Microsoft.Exchange',
      authentication: 'Basic',
      engine: 'native',
    },
    credential: () => ({ user, password: Secret.fromText(password) }),
    wrongCredential: () => ({ user, password: Secret.fromText('wrong') }),
    shellIds: () => sandbox.shells('ex01').map(({ id }) => id.toLowerCase()),
    lines: {
      objects: 'Get-Mailbox -ResultSize Unlimited',
      error: 'Get-Mailbox nobody-of-that-name',
      asks: `Remove-Mailbox ${user}`,
      endless: 'Write-SandboxFlood 100000000',
    },
    command: { name: 'Get-MailboxStatistics', wildcard: 'Get-Mailbox*' },
    stop: () => sandbox.stop(),
  };
});
