import { fileURLToPath } from 'node:url';
import { type BuiltProgram, dotnetProgram } from '../dotnet.ts';

/** The PowerShell host that the tests talk to; `missing` says why there is none. */
export function powerShellHost(): Promise<BuiltProgram> {
  return dotnetProgram({ name: 'powershell-host', sources: fileURLToPath(new URL('./host/', import.meta.url)) });
}

/**
 * The environment a host runs in: English, without colours, in UTC, with no telemetry and no diagnostics socket, and a
 * temporary folder of the caller's. Nothing else of the caller's environment but what a program and .NET need to start.
 */
export function hostEnvironment(temporaryFolder: string): Record<string, string> {
  const kept = ['PATH', 'HOME', 'SystemRoot', 'USERPROFILE', 'LD_LIBRARY_PATH'];
  const isKept = (name: string) => kept.includes(name) || name.startsWith('DOTNET_');
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => isKept(name))),
    TMPDIR: temporaryFolder,
    TEMP: temporaryFolder,
    TZ: 'UTC',
    TERM: 'dumb',
    NO_COLOR: '1',
    POWERSHELL_TELEMETRY_OPTOUT: '1',
    POWERSHELL_DIAGNOSTICS_OPTOUT: '1',
    POWERSHELL_UPDATECHECK: 'Off',
  };
}
