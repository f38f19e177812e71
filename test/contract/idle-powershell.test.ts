import { describe } from 'vitest';
import type { ConnectRequest } from '../../source/domain/index.ts';
import { PowerShellEngine } from '../../source/engine/powershell/index.ts';
import { loadsProfile } from '../engine/powershell/profile-folder.ts';
import { engineOptions } from '../engine/powershell/support.ts';
import { describeWithPowerShell } from '../engine/powershell/with-powershell.ts';
import { WsmanStandIn } from '../engine/powershell/wsman-stand-in.ts';
import { describeIdleTime } from './idle-contract.ts';

const lines = { local: '1 + 1', remote: 'Invoke-Command -Session $Session { Get-Mailbox -ResultSize 1 }' };

describeWithPowerShell('a real PowerShell and the server’s idle time', (executable) => {
  describeIdleTime('powershell over the bridge', {
    kind: 'powershell',
    engine: () => new PowerShellEngine(engineOptions(executable)),
    lines,
    canAsk: true,
    seesAll: true,
  });

  describe.skipIf(process.platform === 'win32')('with what stands in for PowerShell’s own client', () => {
    const standIn = new WsmanStandIn(executable);
    class DirectEngine extends PowerShellEngine {
      override connect(request: ConnectRequest) {
        return standIn.connect(request, request);
      }
    }
    describeIdleTime('powershell direct', {
      kind: 'powershell',
      engine: () => new DirectEngine(),
      connection: loadsProfile,
      lines,
      canAsk: false,
      seesAll: false,
      stop: () => standIn.stop(),
    });
  });
});
