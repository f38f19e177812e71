import type { DiagnosisDeps } from '../app/deps.ts';
import type { EngineDiagnosis } from '../domain/index.ts';
import { withSystemProxy } from './system-proxy.ts';

const room = () => import('../engine/diagnosis/index.ts');

/** What the doctor looks at the world with. Everything is loaded when the step that needs it is walked. */
export function openDoctorPorts(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): DiagnosisDeps {
  const isWindows = platform === 'win32';
  const ticket: EngineDiagnosis['ticket'] = async (access) => {
    const [{ getTickets }, { createSchemes, findTicket }, { anonymousScheme }] = await Promise.all([
      room(),
      import('../auth/index.ts'),
      import('../http/index.ts'),
    ]);
    return getTickets(access, { schemeFor: createSchemes({ otherwise: () => anonymousScheme }), findTicket });
  };
  const probe = async () => (await room()).createEndpointProbe({ environment: withSystemProxy(environment) });
  return {
    endpoint: {
      reach: async (access, onStage) => (await probe()).reach(access, onStage),
      ask: async (access) => (await probe()).ask(access),
    },
    engines: {
      native: { ticket, obstacle: async (access) => (await room()).lookForObstacle(access, { environment }) },
      powershell: {
        obstacle: async (access) => {
          const { connection } = access;
          const [{ lookForObstacle, powerShellMissing }, { findExecutable }, { transportOf }] = await Promise.all([
            room(),
            import('../engine/powershell/process/executable.ts'),
            import('../engine/powershell/transport.ts'),
          ]);
          const transport = transportOf(connection, undefined, platform);
          const executable = findExecutable(connection.powershell?.executable, environment, transport, platform);
          if (executable === undefined) throw powerShellMissing();
          // Windows' own client has ways of its own, proxies among them.
          if (transport === 'bridge') await lookForObstacle(access, { environment });
        },
        inspect: async (connection, signal) => {
          const [{ askPowerShell }, { findExecutable }, { transportOf }] = await Promise.all([
            room(),
            import('../engine/powershell/process/executable.ts'),
            import('../engine/powershell/transport.ts'),
          ]);
          const transport = transportOf(connection, undefined, platform);
          const executable = findExecutable(connection.powershell?.executable, environment, transport, platform);
          return askPowerShell({ executable, environment, bridges: transport === 'bridge' }, signal);
        },
        // On Windows PowerShell gets its tickets from Windows, out of sight.
        ...(isWindows ? {} : { ticket }),
      },
    },
  };
}
