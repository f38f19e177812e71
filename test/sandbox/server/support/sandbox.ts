import { onTestFinished } from 'vitest';
import {
  ManualClock,
  type Sandbox,
  type SandboxOptions,
  sandboxPassword,
  startSandbox,
} from '../../../../source/sandbox/index.ts';
import { type Access, TestShell, WsmanConnection } from './client.ts';
import { TestOrganisation } from './organisation.ts';

export interface TestSandbox {
  readonly sandbox: Sandbox;
  readonly clock: ManualClock;
  readonly organisation: TestOrganisation;
  access(server?: string, user?: string): Access;
  connection(server?: string, user?: string): WsmanConnection;
  shell(user?: string): TestShell;
  /** A shell that is open. */
  opened(user?: string): Promise<TestShell>;
}

/** A sandbox with the test organisation, under a clock that stands still; stopped after the test. */
export async function testSandbox(options: Partial<SandboxOptions> = {}): Promise<TestSandbox> {
  const clock = new ManualClock();
  const organisation = new TestOrganisation();
  const sandbox = await startSandbox({ leftOpen: 0, ...options }, { clock, organisation });
  onTestFinished(() => sandbox.stop());
  const access = (server = 'ex01', user = 'mira@contoso.com'): Access => ({
    url: sandbox.servers.find(({ name }) => name === server)!.url,
    user,
    password: sandboxPassword,
  });
  const shell = (user?: string): TestShell => {
    const made = new TestShell(access('ex01', user));
    onTestFinished(() => made.wsman.close());
    return made;
  };
  return {
    sandbox,
    clock,
    organisation,
    access,
    connection: (server, user) => {
      const made = new WsmanConnection(access(server, user));
      onTestFinished(() => made.close());
      return made;
    },
    shell,
    opened: async (user) => {
      const made = shell(user);
      await made.open();
      return made;
    },
  };
}

/** Lets pending callbacks run until the condition holds; gives up after many turns of the event loop. */
export async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 100_000; turn += 1) {
    if (condition()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error('The condition never came to hold.');
}
