import { describe, expect, it } from 'vitest';
import type { FailureFacts } from '../../../source/domain/index.ts';
import type { Agent } from '../../../source/engine/powershell/link/agent.ts';
import { PowerShellSession, type RemoteSide } from '../../../source/engine/powershell/session.ts';
import { ChangeGate } from '../../../source/engine/server/change-gate.ts';
import { removeFolder } from '../../support/remove-folder.ts';
import { failureOf, never } from './support.ts';

describe('an import that the loss of its session cut short', () => {
  it('has failed, though PowerShell took it for one that found nothing', async () => {
    const lost = Promise.withResolvers<FailureFacts>();
    const ended = Promise.withResolvers<'completed'>();
    const agent: Partial<Agent> = {
      over: new Promise(() => undefined),
      removesWhenOver: removeFolder,
      request: () => ({ ended: ended.promise, stop: () => undefined }),
    };
    const remote: Partial<RemoteSide> = { shellId: 'a', idleTimeout: undefined, lost: lost.promise };
    const session = new PowerShellSession({
      agent: agent as Agent,
      remote: remote as RemoteSide,
      to: { host: 'ex01', port: 80, user: undefined },
      line: { asker: undefined },
      changes: { gate: new ChangeGate({ name: 'ex01' }), isWithinPowerShell: false },
      settings: {},
      laysOut: false,
    });
    const importing = failureOf(
      session.importCatalogue({ names: ['*-Mailbox'], onProgress: () => undefined, signal: never }),
    );
    lost.resolve({ layer: 'network', network: 'ECONNRESET' });
    ended.resolve('completed');
    expect((await importing).kind).toBe('connection');
  });
});
