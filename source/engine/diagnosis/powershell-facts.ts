import { spawn } from 'node:child_process';
import { abortError } from '../../async/abort.ts';
import { classify, FailureError, type PowerShellFacts } from '../../domain/index.ts';

export interface PowerShellQuestion {
  /** Path of the PowerShell that the engine would start; undefined where there is none. */
  readonly executable: string | undefined;
  readonly environment: NodeJS.ProcessEnv;
  /** Whether the engine reaches servers by exterm's own client. */
  readonly bridges: boolean;
  /** Milliseconds that PowerShell may take. */
  readonly timeout?: number;
}

/**
 * Nothing in it needs more than constrained language, nor a module that may be missing. It is given on standard input,
 * so no policy for script files concerns it.
 */
const script = [
  '$ErrorActionPreference = "SilentlyContinue"',
  '"exterm version $($PSVersionTable.PSVersion)"',
  '"exterm language $($ExecutionContext.SessionState.LanguageMode)"',
  'try { "exterm policy $(Get-ExecutionPolicy)" } catch { }',
  "try { \"exterm forced $(@(Get-ExecutionPolicy -List | Where-Object { $_.Scope -like '*Policy' -and $_.ExecutionPolicy -ne 'Undefined' }).Count)\" } catch { }",
  'if ($env:windir) { try { "exterm framework $((Get-ItemProperty \'HKLM:\\SOFTWARE\\Microsoft\\NET Framework Setup\\NDP\\v4\\Full\').Release)" } catch { } }',
  'if ($env:windir) { try { "exterm wsman $(Test-Path "$env:windir\\System32\\WsmSvc.dll")" } catch { } }',
  'exit',
];

const longestOutput = 64 * 1024;
const defaultTimeout = 60_000;

/** Starts the PowerShell once and asks it about itself. Rejects with FailureError or AbortError. */
export async function askPowerShell(question: PowerShellQuestion, signal: AbortSignal): Promise<PowerShellFacts> {
  const { executable, bridges } = question;
  if (signal.aborted) throw abortError(signal);
  if (executable === undefined) throw powerShellMissing();
  const said = parse(await outputOf(executable, question, signal));
  const version = said.get('version');
  if (version === undefined) throw missing(`${executable} was started, but it does not answer as PowerShell does.`);
  const release = Number(said.get('framework'));
  const isWindows = process.platform === 'win32';
  return {
    executable,
    version,
    isWindows,
    executionPolicy: said.get('policy'),
    isPolicyForced: Number(said.get('forced') ?? 0) > 0,
    languageMode: said.get('language'),
    netFramework: release > 0 ? release : undefined,
    hasWsman: isWindows && said.get('wsman') !== 'False',
    bridges,
  };
}

function outputOf(
  executable: string,
  { environment, timeout = defaultTimeout }: PowerShellQuestion,
  signal: AbortSignal,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(executable, ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', '-'], {
      env: { ...environment, TERM: 'dumb', NO_COLOR: '1', POWERSHELL_DIAGNOSTICS_OPTOUT: '1' },
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    });
    let text = '';
    const kill = () => child.kill('SIGKILL');
    const timer = setTimeout(kill, timeout);
    signal.addEventListener('abort', kill, { once: true });
    const over = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', kill);
    };
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      if (text.length < longestOutput) text += part;
    });
    child.once('error', (error) => {
      over();
      reject(missing(error.message));
    });
    child.once('close', () => {
      over();
      if (signal.aborted) reject(abortError(signal));
      else resolve(text);
    });
    child.stdin.on('error', () => undefined).end(`${script.join('\n')}\n`);
  });
}

function parse(output: string): ReadonlyMap<string, string> {
  const lines = output.slice(0, longestOutput).split(/\r?\n/);
  return new Map(
    lines.flatMap((line) => {
      const found = /\bexterm (version|language|policy|forced|framework|wsman) (\S.{0,99})$/.exec(line.trim());
      return found ? [[found[1]!, found[2]!.trim()] as const] : [];
    }),
  );
}

export function powerShellMissing(): FailureError {
  return missing('PATH has neither pwsh nor powershell.');
}

function missing(text: string): FailureError {
  return new FailureError(classify({ layer: 'local', network: 'powershell.missing', text }));
}
