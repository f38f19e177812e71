import { randomUUID } from 'node:crypto';
import { createSchemes } from '../../../source/auth/index.ts';
import { type Connection, type ConnectRequest, Secret } from '../../../source/domain/index.ts';
import { NativeEngine } from '../../../source/engine/native/index.ts';
import { type Sandbox, startSandbox } from '../../../source/sandbox/index.ts';
import { nobody } from '../../contract/engine-contract.ts';
import { Kdc, realmUser, serviceHost } from '../kdc/kdc.ts';
import { Acceptor } from '../kerberos-acceptor/acceptor.ts';
import { acceptorExecutable, kdcProgramPaths, lookup } from './lab.ts';
import { Wiretap } from './wiretap.ts';

/** Signs in by Kerberos or Negotiate, and in no other way. */
export const kerberosOnly = createSchemes({
  otherwise: () => {
    throw new Error('Nothing here is done by anything but Kerberos');
  },
});

/** An Exchange organisation that is reached through Kerberos alone, with a wiretap on the way. */
export class Organisation {
  readonly sandbox: Sandbox;
  readonly kdc: Kdc;
  readonly acceptor: Acceptor;
  readonly tap: Wiretap;
  readonly engine = new NativeEngine({ lookup, schemeFor: kerberosOnly });

  private constructor(sandbox: Sandbox, kdc: Kdc, acceptor: Acceptor, tap: Wiretap) {
    this.sandbox = sandbox;
    this.kdc = kdc;
    this.acceptor = acceptor;
    this.tap = tap;
  }

  static async start(): Promise<Organisation> {
    const options = { servers: 1, mailboxes: 400, leftOpen: 0, endAfter: 0, maxShells: 100, testCmdlets: true };
    const sandbox = await startSandbox(options);
    const kdc = await Kdc.start(kdcProgramPaths);
    const acceptor = await Acceptor.start(acceptorExecutable, kdc, sandbox.servers[0]!);
    process.env['KRB5_CONFIG'] = kdc.config;
    return new Organisation(sandbox, kdc, acceptor, await Wiretap.start(acceptor.port));
  }

  connection(authentication: 'Kerberos' | 'Negotiate'): Connection {
    const url = `http://${serviceHost}:${this.tap.port}/PowerShell/`;
    return { name: 'ex01', url, configurationName: 'Microsoft.Exchange', authentication, engine: 'native' };
  }

  /** By the address of this computer, for other processes: they cannot look up the service's name. */
  connectionByAddress(authentication: 'Kerberos' | 'Negotiate', port = this.tap.port): Connection {
    return {
      ...this.connection(authentication),
      url: `http://127.0.0.1:${port}/PowerShell/`,
      servicePrincipalName: `HTTP/${serviceHost}`,
    };
  }

  credential(password = realmUser.password) {
    return { user: realmUser.user, password: Secret.fromText(password) };
  }

  connect(authentication: 'Kerberos' | 'Negotiate', given: Partial<ConnectRequest> = {}) {
    return this.engine.connect(this.request(authentication, given));
  }

  request(authentication: 'Kerberos' | 'Negotiate', given: Partial<ConnectRequest> = {}): ConnectRequest {
    return {
      connection: this.connection(authentication),
      credential: this.credential(),
      signal: new AbortController().signal,
      shellId: randomUUID(),
      onShell: () => Promise.resolve(),
      onStage: () => undefined,
      prompts: nobody,
      ...given,
    };
  }

  remove(shellId: string) {
    const access = { connection: this.connection('Kerberos'), credential: this.credential() };
    return this.engine.deleteShell({ ...access, signal: new AbortController().signal }, shellId);
  }

  async stop(): Promise<void> {
    delete process.env['KRB5_CONFIG'];
    await this.tap.close();
    await this.acceptor.stop();
    await this.kdc.stop();
    await this.sandbox.stop();
  }
}
