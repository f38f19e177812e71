import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { removeFolder } from '../../support/remove-folder.ts';
import type { KdcPrograms } from './programs.ts';

export const realm = 'EXTERM.TEST';

/** The one account of the realm that everything works with. */
export const realmUser = { user: 'mira@exterm.test', password: 'Kerberos-Only-1ä' };

/** Name of the service that the keytab is for; its host has no address anywhere. */
export const serviceHost = 'ex01.exterm.test';

const run = promisify(execFile);

export interface KdcOptions {
  /** Session and service keys are of this family. */
  readonly encryption?: 'aes256-cts-hmac-sha1-96' | 'aes256-cts-hmac-sha384-192';
  /** What the clock of the KDC and of kinit is off by, as faketime takes it: `-1d`. */
  readonly clock?: string;
}

/** An MIT KDC on a free port of 127.0.0.1, with its database, keytab and configuration in a folder of its own. */
export class Kdc {
  readonly folder = mkdtempSync(join(tmpdir(), 'exterm-kdc-'));
  readonly keytab = join(this.folder, 'http.keytab');
  readonly #programs: KdcPrograms;
  readonly #clock: string | undefined;
  #process: ChildProcess | undefined;
  #port = 0;

  private constructor(programs: KdcPrograms, clock: string | undefined) {
    this.#programs = programs;
    this.#clock = clock;
  }

  static async start(programs: KdcPrograms, options: KdcOptions = {}): Promise<Kdc> {
    const { encryption = 'aes256-cts-hmac-sha1-96', clock } = options;
    const kdc = new Kdc(programs, clock);
    try {
      await kdc.#prepare(encryption);
      return kdc;
    } catch (error) {
      await kdc.stop();
      throw error;
    }
  }

  /** Path of the krb5.conf that clients use. */
  get config(): string {
    return join(this.folder, 'krb5.conf');
  }

  /** What a process needs to be in the realm. */
  get environment(): Record<string, string> {
    return {
      ...(process.env as Record<string, string>),
      KRB5_CONFIG: this.config,
      KRB5_KDC_PROFILE: join(this.folder, 'kdc.conf'),
      KRB5RCACHENAME: 'dfl:',
      KRB5RCACHEDIR: this.folder,
      TMPDIR: this.folder,
    };
  }

  /** A krb5.conf beside the ordinary one: with further lines of [libdefaults], another port for the KDC, or no default realm. */
  variant(name: string, given: { libdefaults?: string[]; port?: number; defaultRealm?: boolean }): string {
    const { libdefaults = [], port = this.#port, defaultRealm = true } = given;
    const path = join(this.folder, `${name}.conf`);
    writeFileSync(path, krb5Conf(port, [...(defaultRealm ? [inRealm] : []), ...libdefaults]));
    return path;
  }

  /** Runs commands of kadmin.local, a line each. */
  async administer(...commands: readonly string[]): Promise<void> {
    for (const command of commands) {
      const { stderr } = await run(this.#programs['kadmin.local'], ['-r', realm, '-q', command], {
        env: this.environment,
      });
      // It exits with 0 whatever happened.
      if (/error|while|failed/i.test(stderr)) throw new Error(`kadmin.local ${command}: ${stderr}`);
    }
  }

  /** Gets a ticket into a file cache by kinit, as a person would. Gives the cache's name. */
  async ticket(name: string, { user, password } = realmUser): Promise<string> {
    const cache = `FILE:${join(this.folder, name)}`;
    const principal = `${user.split('@')[0]}@${realm}`;
    const [program, given] = this.#timed(this.#programs.kinit, ['-c', cache, principal]);
    const child = spawn(program, given, { env: this.environment });
    child.stdin.end(`${password}\n`);
    const code = await new Promise((resolve) => child.once('close', resolve));
    if (code !== 0) throw new Error(`kinit ended with ${code}`);
    return cache;
  }

  async stop(): Promise<void> {
    const child = this.#process;
    if (child?.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once('close', resolve));
      // Its whole group: faketime is a parent of the KDC, and does not hand the signal on.
      process.kill(-child.pid, 'SIGTERM');
      await ended;
    }
    removeFolder(this.folder);
  }

  async #prepare(encryption: string): Promise<void> {
    this.#port = await freePort();
    writeFileSync(this.config, krb5Conf(this.#port, [inRealm, `permitted_enctypes = ${encryption}`]));
    writeFileSync(join(this.folder, 'kdc.conf'), kdcConf(this.folder, this.#port, encryption));
    writeFileSync(join(this.folder, 'kadm5.acl'), '');
    const options = { env: this.environment };
    await run(this.#programs.kdb5_util, ['create', '-s', '-r', realm, '-P', 'master-of-this-test'], options);
    const name = realmUser.user.split('@')[0];
    await this.administer(
      `addprinc -pw "${realmUser.password}" +requires_preauth ${name}`,
      `addprinc -randkey -e ${encryption}:normal HTTP/${serviceHost}`,
      `ktadd -norandkey -k ${this.keytab} HTTP/${serviceHost}`,
    );
    const [program, given] = this.#timed(this.#programs.krb5kdc, ['-n', '-r', realm]);
    this.#process = spawn(program, given, { ...options, stdio: 'ignore', detached: true });
    await listening(this.#port, this.#process);
  }

  #timed(program: string, given: readonly string[]): readonly [program: string, given: readonly string[]] {
    return this.#clock === undefined
      ? [program, given]
      : [this.#programs.faketime, ['-f', this.#clock, program, ...given]];
  }
}

const inRealm = `default_realm = ${realm}`;

function krb5Conf(port: number, libdefaults: readonly string[]): string {
  return `[libdefaults]
  dns_lookup_realm = false
  dns_lookup_kdc = false
  dns_canonicalize_hostname = false
  rdns = false
  udp_preference_limit = 1
  ${libdefaults.join('\n  ')}
[realms]
  ${realm} = {
    kdc = 127.0.0.1:${port}
  }
[domain_realm]
  .exterm.test = ${realm}
`;
}

function kdcConf(folder: string, port: number, encryption: string): string {
  return `[kdcdefaults]
  kdc_listen = ""
  kdc_tcp_listen = 127.0.0.1:${port}
[realms]
  ${realm} = {
    database_name = ${join(folder, 'principal')}
    key_stash_file = ${join(folder, 'stash')}
    acl_file = ${join(folder, 'kadm5.acl')}
    master_key_type = aes256-cts-hmac-sha1-96
    supported_enctypes = ${encryption}:normal
    max_life = 10h
  }
`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Resolves once the KDC takes connections. */
async function listening(port: number, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`krb5kdc ended with ${child.exitCode}`);
    if (await connects(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function connects(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
