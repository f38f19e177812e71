import type { ChildProcess } from 'node:child_process';
import { PowerShell } from 'node-powershell';
import agentScript from '../agent/agent.ps1?raw';
import bootstrapScript from '../agent/bootstrap.ps1?raw';

/** How a process ended: by an exit code, a signal, or because it never began. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly error: NodeJS.ErrnoException | undefined;
  /** The last that it wrote, bounded. */
  readonly lastWords: string;
}

/** What the first script found: this PowerShell can be driven, or not and why. */
export type Readiness =
  | { readonly kind: 'ready' }
  | { readonly kind: 'refused'; readonly reason: 'language' | 'version'; readonly found: string };

const longestWords = 2000;

/** One line: node-powershell would wait for ever after a command of several lines. */
const bootstrap = bootstrapScript.replace(/\s*\n\s*/g, ' ').trim();

/**
 * A PowerShell that node-powershell started. Its one invocation is the agent, which lasts as long as the process; all
 * that node-powershell keeps in its history is the first script's text.
 */
export class PowerShellProcess {
  readonly ended: Promise<ProcessEnd>;
  readonly #shell: PowerShell;
  readonly #process: ChildProcess;
  readonly #readiness = Promise.withResolvers<Readiness>();
  #isOver = false;
  #runBy: number | undefined;
  #words = '';
  #onOutput: ((text: string) => void) | undefined;

  private constructor(shell: PowerShell) {
    this.#shell = shell;
    // node-powershell keeps it private, and says of its end only whether it went well.
    this.#process = shell['process'] as ChildProcess;
    const { stdin, stdout, stderr } = shell.streams;
    stdin.on('error', () => undefined);
    stdout.on('data', (text: string) => this.#heard(text));
    stderr.on('data', (text: string) => this.#heard(text));
    this.ended = new Promise((resolve) => {
      const end = (code: number | null, signal: NodeJS.Signals | null, error?: NodeJS.ErrnoException) => {
        this.#isOver = true;
        resolve({ code, signal, error, lastWords: this.#words.trim() });
      };
      this.#process.once('error', (error) => end(null, null, error));
      this.#process.once('close', (code, signal) => end(code, signal));
    });
  }

  static async start(executable: string, environment: NodeJS.ProcessEnv): Promise<PowerShellProcess> {
    const shell = new PowerShell({
      executable,
      executableOptions: {
        '-NoProfile': true,
        // Or it loads PSReadLine for a console that nobody types into, a third of its start. Our host asks all the same.
        '-NonInteractive': true,
        ...(process.platform === 'win32' ? { '-ExecutionPolicy': 'RemoteSigned' } : {}),
      },
      spawnOptions: { env: { ...environment, ...ownEnvironment }, windowsHide: true },
      throwOnInvocationError: false,
    });
    const started = new PowerShellProcess(shell);
    shell.invoke(bootstrap).catch(() => undefined);
    return started;
  }

  /** Settles when the first script has looked around; never when the process ends before. */
  get readiness(): Promise<Readiness> {
    return this.#readiness.promise;
  }

  /** Hands the agent over as data: its text, and where it is to report with which token. */
  startAgent(pipeName: string, token: string): void {
    const parts = [agentScript, pipeName, token].map((text) => Buffer.from(text).toString('base64'));
    this.#shell.streams.stdin.write(`exterm ${parts.join(' ')}\n`);
  }

  /**
   * The agent has its pipe. Native commands in the user's lines share standard input and output from here on: they find
   * the end of the one, and what they write to the other is the listener's.
   */
  release(onOutput: (text: string) => void): void {
    const { stdin, stdout, stderr } = this.#shell.streams;
    stdin.end();
    for (const stream of [stdout, stderr]) {
      // node-powershell would keep all of it in memory.
      stream.unpipe();
      stream.resume();
    }
    this.#words = '';
    this.#onOutput = onOutput;
  }

  /** The process that PowerShell itself runs in: another one where what was started is a shim, as dotnet's tools are. */
  isRunBy(pid: number): void {
    if (pid !== this.#process.pid) this.#runBy = pid;
  }

  kill(): void {
    if (this.#isOver) return;
    // Both have this process's pipes, so the number is PowerShell's own until they are closed.
    if (this.#runBy !== undefined) killProcess(this.#runBy);
    this.#process.kill('SIGKILL');
    // One that has not told its number yet ends with its input.
    this.#shell.streams.stdin.destroy();
  }

  #heard(text: string): void {
    this.#words = (this.#words + text).slice(-longestWords);
    this.#onOutput?.(text);
    const found = /^exterm (?:(ready)|refused (language|version) ([^\r\n]*))\r?$/m.exec(this.#words);
    if (!found) return;
    const [, ready, reason] = found;
    if (ready) this.#readiness.resolve({ kind: 'ready' });
    else this.#readiness.resolve({ kind: 'refused', reason: reason as 'language' | 'version', found: found[3] ?? '' });
  }
}

function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone.
  }
}

/**
 * Plain output, which node-powershell needs to find its own marks; nothing told, and no sockets of .NET's, which a killed
 * process leaves behind and through which its memory could be read.
 */
const ownEnvironment = {
  TERM: 'dumb',
  NO_COLOR: '1',
  POWERSHELL_TELEMETRY_OPTOUT: '1',
  POWERSHELL_UPDATECHECK: 'Off',
  POWERSHELL_DIAGNOSTICS_OPTOUT: '1',
  DOTNET_EnableDiagnostics: '0',
};
