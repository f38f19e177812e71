import { type Engine, type EngineKind, Secret } from '../../source/domain/index.ts';
import { startSandbox } from '../../source/sandbox/index.ts';
import type { ContractSubject } from './engine-contract.ts';

export interface SandboxSubject {
  readonly kind: EngineKind;
  readonly engine: () => Engine;
  /** A line that floods until it is stopped. */
  readonly endless: string;
}

/** An engine under the contract, with a sandbox of its own to work on. */
export async function sandboxSubject({ kind, engine, endless }: SandboxSubject): Promise<ContractSubject> {
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
    engine: engine(),
    connection: {
      name: 'ex01',
      url,
      configurationName: 'Microsoft.Exchange',
      authentication: 'Basic',
      engine: kind,
    },
    credential: () => ({ user, password: Secret.fromText(password) }),
    wrongCredential: () => ({ user, password: Secret.fromText('wrong') }),
    shellIds: () => sandbox.shells('ex01').map(({ id }) => id.toLowerCase()),
    lines: {
      objects: 'Get-Mailbox -ResultSize Unlimited',
      error: 'Get-Mailbox nobody-of-that-name',
      asks: `Remove-Mailbox ${user}`,
      endless,
    },
    command: { name: 'Get-MailboxStatistics', wildcard: 'Get-Mailbox*' },
    imports: { few: ['*-Mailbox', 'Get-MailboxStatistics'], many: ['*-Mailbox*'] },
    stop: () => sandbox.stop(),
  };
}
