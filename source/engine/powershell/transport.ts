import type { Connection, PowerShellTransport } from '../../domain/index.ts';

/**
 * How PowerShell reaches a connection's server. Windows' WSMan client refuses Basic over plain http, which is what the
 * sandbox speaks; elsewhere there is no such client.
 *
 * @param usual of all connections that do not say
 */
export function transportOf(
  { powershell, sandboxServer }: Pick<Connection, 'powershell' | 'sandboxServer'>,
  usual?: PowerShellTransport,
  platform: NodeJS.Platform = process.platform,
): PowerShellTransport {
  const ofPlatform = platform === 'win32' && sandboxServer === undefined ? 'wsman' : 'bridge';
  return powershell?.transport ?? usual ?? ofPlatform;
}
