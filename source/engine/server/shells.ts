import type { ServerShell } from '../../domain/index.ts';
import {
  type EnumerateResult,
  enumerateRequest,
  isOfConfiguration,
  pullRequest,
  readEnumerateResponse,
  readPullResponse,
  type ShellFields,
  shellResourceUri,
  WsmanError,
} from '../../wsman/index.ts';
import type { Endpoint } from './endpoint.ts';

const mostPulls = 200;
const perPull = 100;

/** The shells of the connection's configuration that the server shows to this account. */
export async function listShells(
  endpoint: Endpoint,
  configurationName: string,
  signal: AbortSignal,
): Promise<readonly ServerShell[]> {
  const common = { resourceUri: shellResourceUri, signal };
  let part: EnumerateResult = await endpoint.exchange({
    ...common,
    request: (headers) => enumerateRequest(headers, { maxElements: perPull }),
    read: readEnumerateResponse,
    repeatable: true,
  });
  const found = [...part.shells];
  for (let pulls = 0; part.context !== undefined; pulls++) {
    if (pulls === mostPulls)
      throw new WsmanError(`The server\u2019s list of shells does not end after ${mostPulls} parts`);
    const { context } = part;
    part = await endpoint.exchange({
      ...common,
      request: (headers) => pullRequest(headers, { context, maxElements: perPull }),
      read: readPullResponse,
    });
    found.push(...part.shells);
  }
  return found
    .filter((shell) => shell.resourceUri === undefined || isOfConfiguration(shell, configurationName))
    .flatMap((shell) => (shell.shellId === undefined ? [] : [serverShell(shell.shellId, shell)]));
}

function serverShell(shellId: string, shell: ShellFields): ServerShell {
  return {
    // As the ledger writes ids; servers write them in capitals.
    shellId: shellId.toLowerCase(),
    name: shell.name,
    owner: shell.owner,
    clientIp: shell.clientIp,
    processId: shell.processId,
    state: shell.state,
    resourceUri: shell.resourceUri,
    memoryUsed: shell.memoryUsed,
    inactivity: shell.inactivityMs,
    runTime: shell.runTimeMs,
    idleTimeout: shell.idleTimeoutMs,
  };
}
