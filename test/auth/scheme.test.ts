import { describe, expect, it } from 'vitest';
import { KerberosScheme, NegotiateScheme } from '../../source/auth/index.ts';
import { SecurityError, TokenError } from '../../source/auth/security/error.ts';
import type {
  ContextOptions,
  Granted,
  SealedMessage,
  SecurityContext,
  SecurityCredential,
  SecurityProvider,
} from '../../source/auth/security/provider.ts';
import { classify } from '../../source/domain/index.ts';
import { factsOf } from '../../source/engine/server/failures.ts';
import type { AuthAnswer, ConnectionFacts, HttpFailure } from '../../source/http/index.ts';

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const turned = (data: Uint8Array) => Uint8Array.from(data, (byte) => byte ^ 0xff);

/**
 * A library that behaves as Windows' does: it knows neither account nor lifetime beforehand, asks the domain with the
 * first step only, and gives header and data apart.
 */
class Library implements SecurityProvider {
  readonly done: string[] = [];
  granted: Granted = { mutual: true, sealing: true, kerberos: true };
  refusal: SecurityError | undefined;
  begun: ContextOptions | undefined;
  password = '';
  readonly #released = Promise.withResolvers<void>();

  get released(): Promise<void> {
    return this.#released.promise;
  }

  async acquire(source: Parameters<SecurityProvider['acquire']>[0], mechanism: string): Promise<SecurityCredential> {
    this.done.push(`acquire ${mechanism}`);
    if ('password' in source) this.password = Buffer.from(source.password).toString();
    return {
      principal: undefined,
      secondsLeft: undefined,
      begin: (options) => this.#begin(options),
      release: () => {
        this.done.push('release');
        this.#released.resolve();
      },
    };
  }

  #begin(options: ContextOptions): SecurityContext {
    this.begun = options;
    let isDone = false;
    const library = this;
    return {
      get granted() {
        return isDone ? library.granted : { mutual: false, sealing: false, kerberos: false };
      },
      step: async (answer) => {
        if (this.refusal) throw this.refusal;
        isDone = answer !== undefined;
        return { token: isDone ? new Uint8Array() : bytes('hello'), isDone };
      },
      seal: async (plain): Promise<SealedMessage> => {
        if (this.refusal) throw this.refusal;
        return { header: bytes('16 bytes of NTLM'), data: turned(plain) };
      },
      unseal: async ({ data }, plainLength) => {
        if (this.refusal) throw this.refusal;
        this.done.push(`unseal ${plainLength}`);
        return turned(data);
      },
      dispose: async () => void this.done.push('dispose'),
    };
  }
}

const facts: ConnectionFacts = {
  url: new URL('http://ex01.contoso.com/PowerShell/'),
  encrypted: false,
  remoteAddress: '10.0.0.1',
};
const welcome: AuthAnswer = { status: 200, challenges: [`Negotiate ${Buffer.from('welcome').toString('base64')}`] };
const to = { host: 'ex01.contoso.com', port: 80, user: 'mira@contoso.com' };

function negotiate(library = new Library(), allowsNtlm?: boolean) {
  const password = bytes('secret');
  const source = () => ({ user: 'mira', password });
  const scheme = new NegotiateScheme({ load: async () => library, source, allowsNtlm });
  return { library, password, connection: scheme.begin(facts) };
}

async function failureOf(promise: Promise<unknown>): Promise<HttpFailure> {
  return promise.then(
    () => expect.unreachable(),
    (error: HttpFailure) => error,
  );
}

describe('a scheme over any security library', () => {
  it('sends its tokens, names the service, and wipes its copy of the password', async () => {
    const { library, password, connection } = negotiate();
    expect(await connection.next?.()).toBe(`Negotiate ${Buffer.from('hello').toString('base64')}`);
    expect(await connection.next?.(welcome)).toBeUndefined();
    expect(library.begun).toEqual({
      servicePrincipalName: 'HTTP/ex01.contoso.com',
      channelBinding: undefined,
      delegates: false,
      allowsNtlm: false,
    });
    expect([library.password, Buffer.from(password).toString()]).toEqual(['secret', '\0'.repeat(6)]);
  });

  it('seals bodies in the pieces that the library gives, and opens them by the length that was said', async () => {
    const { library, connection } = negotiate();
    await connection.next?.();
    await connection.next?.(welcome);
    const sealed = await connection.seal!({ contentType: 'text/xml', body: bytes('<e/>') });
    expect(sealed.contentType).toContain('HTTP-SPNEGO-session-encrypted');
    const text = Buffer.from(sealed.body).toString('latin1');
    expect(text).toContain('16 bytes of NTLM');
    expect(text).not.toContain('<e/>');
    const opened = await connection.unseal!({ ...sealed, status: 200 });
    expect(opened).toEqual({ contentType: 'text/xml', body: bytes('<e/>') });
    expect(library.done).toContain('unseal 4');
  });

  it('frees the context before the credential, with the connection', async () => {
    const { library, connection } = negotiate();
    await connection.next?.();
    connection.dispose();
    await library.released;
    expect(library.done).toEqual(['acquire Negotiate', 'dispose', 'release']);
  });

  it.each([
    [{ mutual: false }, 'unproven', 'auth.unproven'],
    [{ kerberos: false }, 'unprotected', 'auth.unprotected'],
    [{ sealing: false }, 'unprotected', 'auth.unprotected'],
  ] as const)('does not go on with a context that grants %o', async (lacks, problem, id) => {
    const { library, connection } = negotiate();
    library.granted = { ...library.granted, ...lacks };
    await connection.next?.();
    const failure = await failureOf(connection.next!(welcome));
    expect([failure.kind, failure.facts.problem]).toEqual(['auth', problem]);
    expect(classify(factsOf(failure, to)).id).toBe(id);
  });

  it('goes on by NTLM only where that is allowed, and only sealed', async () => {
    const ntlm = { mutual: false, sealing: true, kerberos: false };
    for (const [granted, problem] of [
      [ntlm, undefined],
      [{ ...ntlm, sealing: false }, 'unprotected'],
    ] as const) {
      const { library, connection } = negotiate(Object.assign(new Library(), { granted }), true);
      await connection.next?.();
      expect(library.begun?.allowsNtlm).toBe(true);
      const answered = connection.next!(welcome);
      if (problem === undefined) expect(await answered).toBeUndefined();
      else expect((await failureOf(answered)).facts.problem).toBe(problem);
    }
    const { library, connection } = negotiate();
    library.granted = ntlm;
    await connection.next?.();
    expect((await failureOf(connection.next!(welcome))).facts.problem).toBe('unproven');
  });

  it('takes a refusal after the last message of NTLM for one of the password', async () => {
    const { library, connection } = negotiate(new Library(), true);
    library.granted = { mutual: false, sealing: true, kerberos: false };
    await connection.next?.();
    await connection.next?.(welcome);
    const refused = await failureOf(connection.next!({ status: 401, challenges: ['Negotiate'] }));
    expect(classify(factsOf(refused, to))).toMatchObject({ id: 'logon.failure', kind: 'credentials' });
  });

  it('never has NTLM by Kerberos alone', async () => {
    const library = new Library();
    const scheme = new KerberosScheme({ load: async () => library, source: () => ({}), allowsNtlm: true });
    await scheme.begin(facts).next?.();
    expect(library.begun?.allowsNtlm).toBe(false);
  });

  it.each([
    [400, 'http.400'],
    [404, 'http.404'],
    [503, 'http.503'],
    [200, 'auth.unproven'],
  ])('explains an answer %i without a token: %s', async (status, id) => {
    const { connection } = negotiate();
    await connection.next?.();
    const failure = await failureOf(connection.next!({ status, challenges: [] }));
    expect(classify(factsOf(failure, to))).toMatchObject({ id, kind: 'connection' });
  });

  it('explains what the library refuses by its code, in whatever language it speaks', async () => {
    const { library, connection } = negotiate();
    library.refusal = new SecurityError(0x8009030c, 'Der Anmeldeversuch ist fehlgeschlagen.');
    const told = classify(factsOf(await failureOf(connection.next!()), to));
    expect(told).toMatchObject({ id: 'logon.failure', original: 'Der Anmeldeversuch ist fehlgeschlagen.' });
  });

  it('sends nothing that could not be sealed, and takes nothing that was signed only', async () => {
    const { library, connection } = negotiate();
    await connection.next?.();
    await connection.next?.(welcome);
    const sealed = await connection.seal!({ contentType: 'text/xml', body: bytes('<e/>') });
    library.refusal = new TokenError('It is signed only');
    const unsent = await failureOf(connection.seal!({ contentType: 'text/xml', body: bytes('<e/>') }));
    expect([unsent.kind, unsent.facts.problem]).toEqual(['auth', 'unsealable']);
    const unread = await failureOf(connection.unseal!({ ...sealed, status: 200 }));
    expect([unread.kind, unread.facts.problem, unread.facts.reason]).toEqual([
      'protocol',
      'unsealed',
      'It is signed only',
    ]);
    expect(classify(factsOf(unread, to)).id).toBe('decrypt');
  });

  it('has its ticket before anything is sent, where the library gets one so early', async () => {
    const library = new Library();
    const scheme = new KerberosScheme({ load: async () => library, source: () => ({}) });
    await scheme.prepare();
    expect(library.done).toEqual(['acquire Kerberos', 'release']);
  });
});
