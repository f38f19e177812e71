import { randomBytes, timingSafeEqual } from 'node:crypto';
import { abortError, orAborted } from '../../../async/abort.ts';
import { factsOfEnd, failed, missingExecutable } from '../failures.ts';
import { defaultPowerShellTimeouts, type PowerShellEngineOptions, type PowerShellTimeouts } from '../options.ts';
import { findExecutable } from '../process/executable.ts';
import { PowerShellProcess } from '../process/powershell-process.ts';
import { PrivatePipe } from '../process/private-pipe.ts';
import { Agent } from './agent.ts';
import { type AgentMessage, AgentProtocolError, MessageReader } from './message.ts';

/** Starts PowerShell and its agent. Rejects with FailureError or, where the signal was aborted, AbortError. */
export async function startAgent(options: PowerShellEngineOptions, signal: AbortSignal): Promise<Agent> {
  const environment = options.environment ?? process.env;
  const timeouts = { ...defaultPowerShellTimeouts, ...options.timeouts };
  const executable = findExecutable(options.executable, environment, options.transport);
  if (executable === undefined) throw failed(missingExecutable('No PowerShell is on PATH.'));
  if (signal.aborted) throw abortError(signal);
  const pipe = await PrivatePipe.listen();
  const deadline = AbortSignal.timeout(timeouts.start);
  let started: PowerShellProcess | undefined;
  try {
    started = await PowerShellProcess.start(executable, environment);
    return await orAborted(introduce(started, pipe, timeouts), AbortSignal.any([signal, deadline]));
  } catch (error) {
    started?.kill();
    if (signal.aborted) throw abortError(signal);
    if (!deadline.aborted) throw error;
    throw failed({
      layer: 'local',
      network: 'powershell.ended',
      text: `It did not get ready in ${timeouts.start / 1000} seconds.`,
    });
  } finally {
    await pipe.close();
  }
}

/** Waits for the first script, hands the agent over and waits for its report. */
async function introduce(started: PowerShellProcess, pipe: PrivatePipe, timeouts: PowerShellTimeouts): Promise<Agent> {
  const ended = started.ended.then((end): never => {
    throw failed(factsOfEnd(end));
  });
  ended.catch(() => undefined);
  const readiness = await Promise.race([started.readiness, ended]);
  if (readiness.kind === 'refused') {
    throw failed({ layer: 'local', network: `powershell.${readiness.reason}`, text: readiness.found });
  }
  const token = randomBytes(32).toString('hex');
  started.startAgent(pipe.name, token);
  const socket = await Promise.race([pipe.client, ended]);
  try {
    const reader = new MessageReader();
    const chunks: AsyncIterator<Uint8Array> = socket[Symbol.asyncIterator]();
    const [hello] = await Promise.race([firstMessages(reader, chunks), ended]);
    if (hello?.op !== 'hello' || !isSame(hello.word('token'), token)) {
      throw new AgentProtocolError('Somebody else than the PowerShell that was started uses its pipe.');
    }
    return new Agent({ process: started, socket, hello, timeouts, reader, chunks });
  } catch (error) {
    socket.destroy();
    throw error instanceof AgentProtocolError
      ? failed({ layer: 'local', network: 'powershell.ended', text: error.message })
      : error;
  }
}

async function firstMessages(reader: MessageReader, chunks: AsyncIterator<Uint8Array>): Promise<AgentMessage[]> {
  for (;;) {
    const { value, done } = await chunks.next();
    if (done) throw new AgentProtocolError('The pipe to PowerShell ended before it reported.');
    const messages = reader.push(value);
    if (messages.length > 0) return messages;
  }
}

function isSame(given: string, wanted: string): boolean {
  const bytes = Buffer.from(given);
  return bytes.length === wanted.length && timingSafeEqual(bytes, Buffer.from(wanted));
}
