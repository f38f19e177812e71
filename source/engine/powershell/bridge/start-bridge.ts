import { type BridgeRequest, literalOf, type RunningBridge } from '../../../domain/index.ts';
import { changeAsker } from '../../server/change-gate.ts';
import { correspondentOf } from '../../server/correspondent.ts';
import { factsOf } from '../../server/failures.ts';
import type { ServerOptions } from '../../server/options.ts';
import { Bridge } from './bridge.ts';

/**
 * Listens for a PowerShell on this computer, of the same user, and gives it a session with the connection's server.
 * One session: the pipe is gone once it is taken. `request.signal` holds until the session is open.
 */
export async function startBridge(request: BridgeRequest, options: ServerOptions = {}): Promise<RunningBridge> {
  const { prompts } = request;
  const bridge = await Bridge.listen(request, options, () => prompts && changeAsker(prompts));
  const to = correspondentOf(request);
  return {
    lines: pasteLines(bridge.pipeName),
    opened: bridge.opened,
    ended: bridge.ended.then((error) => (error === undefined ? undefined : factsOf(error, to))),
    onTraffic: (listener) => bridge.onTraffic(listener),
    close: (signal) => bridge.close(signal),
  };
}

function pasteLines(pipeName: string): readonly string[] {
  const types = 'System.Management.Automation.Runspaces';
  return [
    `$pipe = [${types}.NamedPipeConnectionInfo]::new(${literalOf(pipeName)})`,
    `$runspace = [runspacefactory]::CreateRunspace($pipe, $Host, [${types}.TypeTable]::LoadDefaultTypeFiles()); $runspace.Open()`,
    // Of a cmdlet, so that it is among the sessions that Get-PSSession lists.
    `$Session = & { [CmdletBinding()] param() [${types}.PSSession]::Create($runspace, 'Exchange', $PSCmdlet) }; Import-PSSession $Session -DisableNameChecking`,
  ];
}
