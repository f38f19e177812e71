import type { DiagnosisDeps } from '../app/deps.ts';
import type { EngineDiagnosis } from '../domain/index.ts';

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
  return {
    endpoint: {
      reach: async (access, onStage) => (await room()).createEndpointProbe({ environment }).reach(access, onStage),
      ask: async (access) => (await room()).createEndpointProbe({ environment }).ask(access),
    },
    engines: {
      native: { ticket },
      powershell: {
        inspect: async ({ powershell }, signal) => {
          const [{ askPowerShell }, { findExecutable }] = await Promise.all([
            room(),
            import('../engine/powershell/process/executable.ts'),
          ]);
          const executable = findExecutable(powershell?.executable, environment, platform);
          return askPowerShell({ executable, environment, bridges: !isWindows }, signal);
        },
        // On Windows PowerShell gets its tickets from Windows, out of sight.
        ...(isWindows ? {} : { ticket }),
      },
    },
  };
}
