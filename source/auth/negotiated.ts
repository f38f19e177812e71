import { neverRejects } from '../async/background.ts';
import {
  type AuthAnswer,
  type ConnectionAuth,
  type ConnectionFacts,
  HttpFailure,
  type HttpFailureFacts,
  type HttpFailureKind,
  type HttpMessage,
  offeredSchemes,
} from '../http/index.ts';
import { tlsServerEndPoint } from './channel-binding.ts';
import { authFailure, sealFailure, unsealedFailure } from './failures.ts';
import {
  decodeSealed,
  encodeSealed,
  isSealed,
  MultipartError,
  type SealProtocol,
  sealedContentType,
} from './sealed-body.ts';
import { SecurityError } from './security/error.ts';
import type { Mechanism, SecurityContext, SecurityStep } from './security/provider.ts';
import type { SharedCredential } from './shared-credential.ts';

export interface NegotiatedOptions {
  readonly name: Mechanism;
  readonly protocol: SealProtocol;
  readonly credential: SharedCredential;
  readonly servicePrincipalName: string;
  readonly delegates: boolean;
  readonly allowsNtlm: boolean;
}

/** The security context of one TCP connection (MS-WSMV 2.2.9.1, RFC 4559). */
export class NegotiatedConnection implements ConnectionAuth {
  readonly seal?: (message: HttpMessage) => Promise<HttpMessage>;
  readonly unseal?: (message: HttpMessage & { readonly status: number }) => Promise<HttpMessage>;
  readonly #facts: ConnectionFacts;
  readonly #options: NegotiatedOptions;
  #context: SecurityContext | undefined;
  #giveBack: (() => void) | undefined;
  #begun: Promise<unknown> = Promise.resolve();
  #isDone = false;
  #isDisposed = false;

  constructor(facts: ConnectionFacts, options: NegotiatedOptions) {
    this.#facts = facts;
    this.#options = options;
    if (facts.encrypted) return;
    this.seal = (message) => this.#seal(message);
    this.unseal = (message) => this.#unseal(message);
  }

  async next(answer?: AuthAnswer): Promise<string | undefined> {
    const { name } = this.#options;
    const step = await (answer ? this.#answered(answer) : this.#begin());
    if (!step) return undefined;
    this.#isDone = step.isDone;
    if (step.isDone && answer && step.token.length === 0) return this.#finish(answer);
    return `${name} ${Buffer.from(step.token).toString('base64')}`;
  }

  dispose(): void {
    this.#isDisposed = true;
    neverRejects(this.#end());
  }

  /** Calls that run on another thread still need context and credential. */
  async #end(): Promise<void> {
    await this.#begun.catch(() => undefined);
    await this.#context?.dispose();
    this.#giveBack?.();
    this.#giveBack = undefined;
  }

  #begin(): Promise<SecurityStep> {
    const first = this.#first();
    this.#begun = first;
    return first;
  }

  async #first(): Promise<SecurityStep> {
    const { servicePrincipalName, delegates, allowsNtlm } = this.#options;
    try {
      const { credential, giveBack } = await this.#options.credential.borrow();
      if (this.#isDisposed) {
        giveBack();
        throw this.#failure('aborted');
      }
      this.#giveBack = giveBack;
      const { certificate } = this.#facts;
      const channelBinding = certificate && tlsServerEndPoint(certificate);
      this.#context = credential.begin({ servicePrincipalName, channelBinding, delegates, allowsNtlm });
      return await this.#context.step();
    } catch (error) {
      throw authFailure(error, this.#origin);
    }
  }

  /** The leg that the server's answer leads to; undefined when nothing is left to do. */
  async #answered(answer: AuthAnswer): Promise<SecurityStep | undefined> {
    const { name } = this.#options;
    const token = tokenFor(name, answer.challenges);
    if (!token && answer.status === 401) throw this.#refused(answer);
    if (this.#isDone && !token) {
      this.#finish(answer);
      return undefined;
    }
    if (!token || !this.#context) throw this.#unproven(answer);
    try {
      return await this.#context.step(token);
    } catch (error) {
      throw authFailure(error, this.#origin, { status: answer.status });
    }
  }

  /** The context is complete: what it grants has to be what was asked for. */
  #finish(answer: AuthAnswer): undefined {
    if (answer.status === 401) throw this.#refused(answer);
    const granted = this.#context?.granted;
    const isNtlm = this.#isDone && granted?.kerberos === false && this.#options.allowsNtlm;
    if (!granted || !(granted.mutual || isNtlm)) throw this.#unproven(answer);
    if (!(granted.kerberos || isNtlm) || !(this.#facts.encrypted || granted.sealing)) {
      throw this.#failure('auth', { problem: 'unprotected' });
    }
    return undefined;
  }

  async #seal({ contentType, body }: HttpMessage): Promise<HttpMessage> {
    const { protocol } = this.#options;
    try {
      const parts = await this.#established.seal(body);
      const sealed = encodeSealed(protocol, { contentType, plainLength: body.length, ...parts });
      return { contentType: sealedContentType(protocol), body: sealed };
    } catch (error) {
      if (this.#isDisposed) throw this.#failure('reset', { sent: false });
      throw authFailure(error, this.#origin);
    }
  }

  async #unseal({ contentType, body, status }: HttpMessage & { readonly status: number }): Promise<HttpMessage> {
    const { protocol } = this.#options;
    if (!isSealed(protocol, contentType)) {
      // What refuses a request before there is anybody to encrypt says so by its status. That is a failure whatever
      // comes with it, so nothing of the readable body is handed on.
      if (status >= 300) return { contentType: '', body: new Uint8Array() };
      throw unsealedFailure(this.#origin, status);
    }
    try {
      const parts = decodeSealed(protocol, contentType, body);
      const plain = await this.#established.unseal(parts, parts.plainLength);
      if (plain.length !== parts.plainLength) throw new MultipartError('Its length is not what was said beside it');
      return { contentType: parts.contentType, body: plain };
    } catch (error) {
      throw sealFailure(error, this.#origin, status);
    }
  }

  get #established(): SecurityContext {
    if (!this.#context) throw new SecurityError(0, 'The connection is not authenticated');
    return this.#context;
  }

  #refused({ status, challenges }: AuthAnswer): HttpFailure {
    const { name, servicePrincipalName } = this.#options;
    const offered = offeredSchemes(challenges);
    const isOffered = offered.some((scheme) => scheme.toLowerCase() === name.toLowerCase());
    if (!isOffered && offered.length > 0) return this.#failure('auth', { problem: 'offer', offered });
    // NTLM has no ticket: its last message is right or wrong.
    if (this.#isDone && this.#context?.granted.kerberos === false) {
      return this.#failure('auth', { problem: 'credentials', status, offered });
    }
    return this.#failure('auth', { problem: 'ticket', service: servicePrincipalName, status, offered });
  }

  #unproven({ status }: AuthAnswer): HttpFailure {
    // The web server refused the request before it looked at the token: a 400 where the token is too large for it.
    const problem = status >= 400 ? 'status' : 'unproven';
    return this.#failure('auth', { problem, status });
  }

  #failure(kind: HttpFailureKind, facts: Partial<HttpFailureFacts> = {}): HttpFailure {
    return new HttpFailure(kind, { origin: this.#origin, ...facts });
  }

  get #origin(): string {
    return this.#facts.url.origin;
  }
}

/** The token in a challenge such as `Kerberos YIIC…`. */
function tokenFor(name: string, challenges: readonly string[]): Uint8Array | undefined {
  const pattern = new RegExp(`(?:^|,)\\s*${name}\\s+([A-Za-z0-9+/]+={0,2})\\s*(?:,|$)`, 'i');
  const found = challenges.map((challenge) => pattern.exec(challenge)?.[1]).find((text) => text !== undefined);
  return found === undefined ? undefined : Buffer.from(found, 'base64');
}
