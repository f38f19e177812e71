import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type BuiltProgram, dotnetProgram } from '../dotnet.ts';
import type { Kdc } from '../kdc/kdc.ts';

const sources = fileURLToPath(new URL('./acceptor/', import.meta.url));

/** The acceptor of the tests: its Kerberos is .NET's, its multipart and its rotation are its own. */
export function kerberosAcceptor(): Promise<BuiltProgram> {
  return dotnetProgram({ name: 'kerberos-acceptor', sources });
}

/** How answers are sealed: as they should be, in an odd way that is allowed, or in one that must be refused. */
export type AnswerMode = 'sealed' | 'spaced' | 'rotated' | 'signed' | 'plain' | 'unavailable' | 'no-token';

export interface AcceptorTarget {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** Files of certificate and key; plain HTTP without. */
  readonly tls?: { readonly certificate: string; readonly key: string };
}

export class Acceptor {
  readonly port: number;
  readonly #process: ChildProcess;
  readonly #lines: Interface;

  private constructor(child: ChildProcess, lines: Interface, port: number) {
    this.#process = child;
    this.#lines = lines;
    this.port = port;
  }

  static async start(executable: string, kdc: Kdc, target: AcceptorTarget): Promise<Acceptor> {
    const { url, user, password, tls } = target;
    const given = ['serve', url, user, password, ...(tls ? [tls.certificate, tls.key] : [])];
    const child = spawn(executable, given, { env: acceptorEnvironment(kdc), stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout });
    return new Acceptor(child, lines, Number(await nextLine(lines)));
  }

  /** How it answers from now on. */
  async answer(mode: AnswerMode): Promise<void> {
    await this.#ask(mode);
  }

  /** Contexts established, bodies opened, and bodies or tokens refused so far; the last one who signed in. */
  async facts(): Promise<{ contexts: number; opened: number; refused: number; user: string }> {
    const [contexts, opened, refused, user = ''] = (await this.#ask('facts')).split(' ');
    return { contexts: Number(contexts), opened: Number(opened), refused: Number(refused), user };
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('close', resolve));
    this.#process.stdin?.end();
    await ended;
  }

  #ask(line: string): Promise<string> {
    const answer = nextLine(this.#lines);
    this.#process.stdin?.write(`${line}\n`);
    return answer;
  }
}

/** What the service makes of a token when its own channel has those bindings: bound, unbound, other or a status. */
export async function checkBindings(executable: string, kdc: Kdc, data: Uint8Array, token: string): Promise<string> {
  const child = promisify(execFile)(executable, ['bindings', Buffer.from(data).toString('hex')], {
    env: acceptorEnvironment(kdc),
  });
  child.child.stdin?.end(`${token}\n`);
  return (await child).stdout.trim();
}

function acceptorEnvironment(kdc: Kdc): Record<string, string> {
  return { ...kdc.environment, KRB5_KTNAME: kdc.keytab, DOTNET_EnableDiagnostics: '0' };
}

function nextLine(lines: Interface): Promise<string> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('The acceptor has ended'));
    lines.once('close', ended);
    lines.once('line', (line) => {
      lines.off('close', ended);
      resolve(line);
    });
  });
}
