import type { ShellFields } from '../../../wsman/index.ts';
import type { Shell } from '../shell-table.ts';

/** What Exchange's create response says of a shell: WinRM's fields without Name, ProcessId, MaxIdleTimeOut, BufferMode and State. */
export function createdFields(shell: Shell): ShellFields {
  return {
    shellId: shell.id,
    resourceUri: shell.resourceUri,
    owner: shell.owner,
    clientIp: shell.clientIp,
    idleTimeoutMs: shell.idleTimeout,
    inputStreams: ['stdin', 'pr'],
    outputStreams: ['stdout'],
    locale: shell.locale,
    dataLocale: shell.locale,
    compressionMode: 'NoCompression',
    profileLoaded: true,
    encoding: 'UTF8',
    runTimeMs: 0,
    inactivityMs: 0,
  };
}

/** What Get and Enumerate say. While a request for the shell is being answered it is not inactive. */
export function currentFields(shell: Shell, now: number, ownRequests = 0): ShellFields {
  return {
    ...createdFields(shell),
    name: shell.name,
    processId: shell.processId,
    maxIdleTimeoutMs: 43_200_000,
    bufferMode: 'Block',
    state: 'Connected',
    runTimeMs: Math.max(0, now - shell.opened),
    inactivityMs: shell.requests > ownRequests ? 0 : Math.max(0, now - shell.lastUsed),
    memoryUsed: `${50 + (shell.processId % 40)}MB`,
    childProcesses: 0,
  };
}
