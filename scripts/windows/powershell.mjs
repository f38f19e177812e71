// A whole PowerShell 7 of Windows: the .NET tool's own files on a .NET for win-x64, laid out by hand.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { once, windowsPath } from './machine.mjs';

const version = '7.6.9';
const runtimes = {
  'Microsoft.NETCore.App': 'Microsoft.NETCore.App.Runtime.win-x64',
  'Microsoft.WindowsDesktop.App': 'Microsoft.WindowsDesktop.App.Runtime.win-x64',
};
const runtimeVersion = '10.0.12';

/** Makes it where it is missing. Gives its executable and the environment that it needs, as Windows writes them. */
export function makePowerShell() {
  const folder = once('powershell', `${version} ${runtimeVersion}`, make);
  return {
    executable: windowsPath(join(folder, 'pwsh', 'pwsh.exe')),
    environment: {
      DOTNET_ROOT: windowsPath(join(folder, 'dotnet')),
      // Under Wine the runtime comes down with memory that is either written or run.
      DOTNET_EnableWriteXorExecute: '0',
    },
  };
}

function make(folder) {
  const environment = { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' };
  const dotnet = (...words) =>
    execFileSync('dotnet', words, { cwd: folder, env: environment, stdio: ['ignore', 2, 2] });
  dotnet('tool', 'install', '--tool-path', join(folder, 'tool'), 'PowerShell', '--version', version);
  const store = join(folder, 'tool', '.store', 'powershell', version, 'powershell', version, 'tools', 'net10.0', 'any');
  cpSync(join(store, 'win'), join(folder, 'pwsh'), { recursive: true });
  const downloads = Object.values(runtimes).map(
    (name) => `<PackageDownload Include="${name}" Version="[${runtimeVersion}]" />`,
  );
  writeFileSync(
    join(folder, 'runtimes.csproj'),
    `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup>${downloads.join('')}</ItemGroup></Project>`,
  );
  dotnet('restore', '--nologo', '-v', 'quiet', '--packages', join(folder, 'nuget'));
  for (const [framework, name] of Object.entries(runtimes)) {
    const from = join(folder, 'nuget', name.toLowerCase(), runtimeVersion, 'runtimes', 'win-x64');
    const to = join(folder, 'dotnet', 'shared', framework, runtimeVersion);
    mkdirSync(to, { recursive: true });
    for (const part of [join(from, 'native'), join(from, 'lib', 'net10.0')]) {
      for (const entry of readdirSync(part, { withFileTypes: true })) {
        if (entry.isFile()) cpSync(join(part, entry.name), join(to, entry.name));
      }
    }
  }
  const host = join(folder, 'dotnet', 'host', 'fxr', runtimeVersion);
  mkdirSync(host, { recursive: true });
  cpSync(
    join(folder, 'dotnet', 'shared', 'Microsoft.NETCore.App', runtimeVersion, 'hostfxr.dll'),
    join(host, 'hostfxr.dll'),
  );
}
