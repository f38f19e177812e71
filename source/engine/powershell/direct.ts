import { settledOrAborted } from '../../async/abort.ts';
import type { ConnectRequest, FailureFacts, ProbeAnswer, ServerAccess, ServerShell } from '../../domain/index.ts';
import { PsObject, type PsValue } from '../../objects/index.ts';
import { configurationResourceUri, isOfConfiguration, parseDuration } from '../../wsman/index.ts';
import { correspondentOf } from '../server/correspondent.ts';
import { Stages } from '../server/stages.ts';
import { Errand } from './errand.ts';
import { PowerShellFailed } from './failures.ts';
import type { Agent, Fields } from './link/agent.ts';
import type { AgentMessage } from './link/message.ts';
import { OpenListener } from './open-listener.ts';
import type { CloseResult, RemoteSide } from './session.ts';

/** A session over PowerShell's own WSMan client, made by New-PSSession. */
export class DirectSide implements RemoteSide {
  readonly shellId: string;
  readonly idleTimeout: number | undefined;
  readonly lost: Promise<FailureFacts | undefined> = new Promise(() => undefined);
  readonly #agent: Agent;
  readonly #trafficListeners: (() => void)[] = [];

  private constructor(agent: Agent, shellId: string, idleTimeout: number | undefined) {
    this.#agent = agent;
    this.shellId = shellId;
    this.idleTimeout = idleTimeout;
    agent.onTraffic = () => {
      for (const listener of this.#trafficListeners) listener();
    };
  }

  /** New-PSSession does all steps in one and says nothing until it is done. */
  static async open(agent: Agent, request: ConnectRequest): Promise<DirectSide> {
    const { connection, prompts, onShell, onStage } = request;
    const stages = new Stages(onStage);
    stages.begin('open');
    const listener = new OpenListener(agent, prompts, correspondentOf(request));
    const stop = () => agent.kill();
    request.signal.addEventListener('abort', stop, { once: true });
    try {
      if (request.signal.aborted) stop();
      await listener.opened('open', {
        ...accessFields(request),
        configuration: { text: connection.configurationName },
        ...(request.shellName === undefined ? {} : { shellName: { text: request.shellName } }),
      });
    } finally {
      request.signal.removeEventListener('abort', stop);
    }
    const { shellId, idleTimeout } = listener;
    if (shellId === undefined)
      throw new PowerShellFailed({ layer: 'powershell', text: 'PowerShell names no session.' });
    const side = new DirectSide(agent, shellId, idleTimeout);
    try {
      await onShell(shellId);
    } catch (error) {
      await side.close(AbortSignal.timeout(agent.timeouts.end));
      throw error;
    }
    stages.begin('negotiate');
    return side;
  }

  /** PowerShell has no question for one shell that an Exchange endpoint answers. */
  probe(): Promise<ProbeAnswer> {
    return Promise.resolve({ kind: 'cannotAsk' });
  }

  async close(signal: AbortSignal): Promise<CloseResult> {
    let isRemoved = false;
    const accept = ({ op }: AgentMessage) => {
      if (op === 'removed') isRemoved = true;
    };
    await settledOrAborted(this.#agent.request('close', {}, { accept }).ended, signal);
    return isRemoved ? 'removed' : 'unknown';
  }

  onTraffic(listener: () => void): void {
    this.#trafficListeners.push(listener);
  }
}

/** The shells that Get-WSManInstance lists. */
export async function listShells(agent: Agent, access: ServerAccess): Promise<readonly ServerShell[]> {
  const listener = new ShellListener(agent, correspondentOf(access));
  await listener.done('shells', accessFields(access));
  const { configurationName } = access.connection;
  return listener.shells.filter(
    ({ resourceUri }) => resourceUri === undefined || isOfConfiguration({ resourceUri }, configurationName),
  );
}

/** Remove-WSManInstance. PowerShell has one error for a shell that is not there. */
export async function deleteShell(agent: Agent, access: ServerAccess, shellId: string): Promise<'removed' | 'gone'> {
  const errand = new Errand(agent, correspondentOf(access));
  const resource = { text: configurationResourceUri(access.connection.configurationName) };
  try {
    await errand.done('delete', { ...accessFields(access), resource, shell: { text: shellId.toUpperCase() } });
    return 'removed';
  } catch (error) {
    if (error instanceof PowerShellFailed && /2150858843|0x8033805b/i.test(`${error.facts.fqeid} ${error.facts.text}`))
      return 'gone';
    throw error;
  }
}

function accessFields({ connection, credential }: ServerAccess): Fields {
  return {
    uri: { text: connection.url },
    authentication: { text: connection.authentication },
    ...(credential ? { user: { text: credential.user }, password: { secret: credential.password } } : {}),
  };
}

class ShellListener extends Errand {
  readonly shells: ServerShell[] = [];

  override accept(message: AgentMessage): void {
    super.accept(message);
    if (message.op === 'shell') this.shells.push(shellOf(message.object()));
  }
}

function shellOf(shell: PsObject): ServerShell {
  const text = (name: string) => textOf(shell.get(name));
  const time = (name: string) => durationOf(text(name));
  const processId = Number(text('ProcessId'));
  return {
    shellId: (text('ShellId') ?? '').toLowerCase(),
    name: text('Name'),
    owner: text('Owner'),
    clientIp: text('ClientIP'),
    processId: Number.isInteger(processId) && processId > 0 ? processId : undefined,
    state: text('State'),
    resourceUri: text('ResourceUri'),
    memoryUsed: text('MemoryUsed'),
    inactivity: time('ShellInactivity'),
    runTime: time('ShellRunTime'),
    idleTimeout: time('IdleTimeOut'),
  };
}

function textOf(value: PsValue | undefined): string | undefined {
  const plain = value instanceof PsObject ? value.base : value;
  return typeof plain === 'string' && plain !== '' ? plain : undefined;
}

function durationOf(text: string | undefined): number | undefined {
  try {
    return text === undefined ? undefined : parseDuration(text);
  } catch {
    return undefined;
  }
}
