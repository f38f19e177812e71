import { abortError } from '../../async/abort.ts';
import { neverRejects } from '../../async/background.ts';
import { withGrace } from '../../async/deadline.ts';
import type { Connection, ConnectRequest, FailureFacts } from '../../domain/index.ts';
import { ChangeGate } from '../server/change-gate.ts';
import { correspondentOf } from '../server/correspondent.ts';
import { factsOf, failureOf } from '../server/failures.ts';
import { Bridge } from './bridge/bridge.ts';
import { DirectSide } from './direct.ts';
import { failed, PowerShellEnded, PowerShellFailed } from './failures.ts';
import type { Agent } from './link/agent.ts';
import { startAgent } from './link/start-agent.ts';
import { OpenListener } from './open-listener.ts';
import type { PowerShellEngineOptions } from './options.ts';
import { PowerShellSession, type RemoteSide, type RunningLine } from './session.ts';
import { transportOf } from './transport.ts';

/** The options with what the connection itself asks for. */
export function forConnection(options: PowerShellEngineOptions, connection: Connection): PowerShellEngineOptions {
  const { executable = options.executable } = connection.powershell ?? {};
  return { ...options, transport: transportOf(connection, options.transport), ...(executable && { executable }) };
}

/** Starts PowerShell and opens its session. Rejects with FailureError or AbortError, and leaves nothing open then. */
export async function connect(request: ConnectRequest, options: PowerShellEngineOptions): Promise<PowerShellSession> {
  const { signal, connection } = request;
  const to = correspondentOf(request);
  const own = forConnection(options, connection);
  const agent = await startAgent(own, signal);
  try {
    if (connection.powershell?.loadProfile) await runProfile(agent, request);
    const line: RunningLine = { asker: undefined };
    const remote =
      own.transport === 'bridge'
        ? await openThroughBridge(agent, request, options, line)
        : await DirectSide.open(agent, request);
    return new PowerShellSession({
      agent,
      remote,
      to,
      line,
      changes: { gate: new ChangeGate(connection), isWithinPowerShell: own.transport !== 'bridge' },
      settings: connection.powershell ?? {},
      laysOut: options.layout === 'powershell',
    });
  } catch (error) {
    await agent.close();
    if (signal.aborted) throw abortError(signal);
    if (error instanceof PowerShellEnded || error instanceof PowerShellFailed) throw failed(error.facts);
    throw failureOf(error, to);
  }
}

/** Runs the profile in the user's runspace. Rejects with FailureError where it ends in an error, or PowerShellEnded. */
async function runProfile(agent: Agent, { prompts, ...request }: ConnectRequest): Promise<void> {
  try {
    await new OpenListener(agent, prompts, correspondentOf(request)).opened('profile', {});
  } catch (error) {
    if (!(error instanceof PowerShellFailed)) throw error;
    throw failed({ layer: 'local', network: 'powershell.profile', text: error.message });
  }
}

async function openThroughBridge(
  agent: Agent,
  request: ConnectRequest,
  options: PowerShellEngineOptions,
  line: RunningLine,
): Promise<RemoteSide> {
  if (!agent.canBridge) {
    throw failed({ layer: 'local', network: 'powershell.version', text: agent.version });
  }
  const to = correspondentOf(request);
  const bridge = await Bridge.listen(request, options.wsman ?? {}, () => line.asker);
  const listener = new OpenListener(agent, request.prompts, to);
  const fields = { pipe: { text: bridge.pipeName }, name: { text: request.connection.name } };
  const { end, closeGrace } = agent.timeouts;
  const inPowerShell = listener.opened('open', fields);
  try {
    const [{ shellId, idleTimeout }] = await Promise.all([bridge.opened, inPowerShell]);
    return {
      shellId,
      idleTimeout,
      lost: bridge.ended.then((error) => (error === undefined ? unlessEnded(agent) : factsOf(error, to))),
      probe: (signal) => bridge.probe(signal),
      close: (signal) => bridge.close(withGrace(signal, closeGrace)),
      onTraffic: (traffic) => bridge.onTraffic(traffic),
      lostCommands: () => bridge.lostCommands,
    };
  } catch (error) {
    await bridge.close(AbortSignal.timeout(end));
    // Who gave up wants no reason, and PowerShell may be long about its own.
    if (request.signal.aborted) throw abortError(request.signal);
    // PowerShell has only its end of the pipe to judge by, and where it let that go, it alone knows why.
    throw bridge.failure ?? (await rejection(inPowerShell, end)) ?? error;
  }
}

/** What a promise rejects with, if it does so within some milliseconds. */
async function rejection(promise: Promise<unknown>, within: number): Promise<unknown> {
  const { promise: reason, resolve } = Promise.withResolvers<unknown>();
  const timer = setTimeout(() => resolve(undefined), within);
  promise.then(() => resolve(undefined), resolve);
  return await reason.finally(() => clearTimeout(timer));
}

/** PowerShell's own Remove-PSSession, typed by the user. */
const removedByUser: FailureFacts = {
  layer: 'local',
  network: 'powershell.left',
  text: 'A line removed the session.',
};

/** A pipe that PowerShell let go may mean no more than that the process is ending, which then knows more. */
async function unlessEnded(agent: Agent): Promise<FailureFacts> {
  const { promise, resolve } = Promise.withResolvers<FailureFacts>();
  const timer = setTimeout(() => resolve(removedByUser), agent.timeouts.end);
  neverRejects(agent.over.then(({ facts }) => resolve(facts)).finally(() => clearTimeout(timer)));
  return await promise;
}
