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
import { contextFlags, GssContext, type GssStep } from './gss/context.ts';
import type { GssCredential } from './gss/credential.ts';
import type { GssNative } from './gss/native.ts';
import { kerberosMechanism } from './gss/oids.ts';
import { GssError } from './gss/status.ts';
import { joinWrapToken, splitWrapToken, WrapTokenError } from './gss/wrap-token.ts';
import {
  decodeSealed,
  encodeSealed,
  isSealed,
  MultipartError,
  type SealProtocol,
  sealedContentType,
} from './sealed-body.ts';
import type { SharedCredential } from './shared-credential.ts';

export interface GssConnectionOptions {
  readonly name: 'Kerberos' | 'Negotiate';
  readonly protocol: SealProtocol;
  readonly mechanism: Uint8Array;
  readonly load: () => Promise<GssNative>;
  readonly credential: SharedCredential;
  readonly servicePrincipalName: string;
  readonly delegates: boolean;
}

const sealing = contextFlags.confidential | contextFlags.integrity | contextFlags.replay | contextFlags.sequence;

/** The security context of one TCP connection (MS-WSMV 2.2.9.1, RFC 4559). */
export class GssConnection implements ConnectionAuth {
  readonly seal?: (message: HttpMessage) => Promise<HttpMessage>;
  readonly unseal?: (message: HttpMessage & { readonly status: number }) => Promise<HttpMessage>;
  readonly #facts: ConnectionFacts;
  readonly #options: GssConnectionOptions;
  #context: GssContext | undefined;
  #giveBack: (() => void) | undefined;
  #begun: Promise<unknown> = Promise.resolve();
  #isDone = false;
  #isDisposed = false;

  constructor(facts: ConnectionFacts, options: GssConnectionOptions) {
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
    void this.#end();
  }

  /** Calls that run on another thread still need context and credential. */
  async #end(): Promise<void> {
    await this.#begun.catch(() => undefined);
    await this.#context?.dispose();
    this.#giveBack?.();
    this.#giveBack = undefined;
  }

  #begin(): Promise<GssStep> {
    const first = this.#first();
    this.#begun = first;
    return first;
  }

  async #first(): Promise<GssStep> {
    try {
      const gss = await this.#options.load();
      const { credential, giveBack } = await this.#options.credential.borrow();
      if (this.#isDisposed) {
        giveBack();
        throw this.#failure('aborted', 'The connection was closed while it was authenticated.');
      }
      this.#giveBack = giveBack;
      return await this.#initiate(gss, credential);
    } catch (error) {
      throw authFailure(error, this.#origin);
    }
  }

  async #initiate(gss: GssNative, credential: GssCredential): Promise<GssStep> {
    const { mechanism, servicePrincipalName, delegates } = this.#options;
    const { certificate } = this.#facts;
    const channelBinding = certificate && tlsServerEndPoint(certificate);
    const options = { credential, servicePrincipalName, channelBinding, delegates };
    this.#context = new GssContext(gss, { ...options, mechanism });
    try {
      return await this.#context.step();
    } catch (error) {
      if (mechanism === kerberosMechanism) throw error;
      // Negotiation hides why Kerberos failed; Kerberos by itself says it.
      const plain = new GssContext(gss, { ...options, mechanism: kerberosMechanism });
      try {
        await plain.step();
      } finally {
        await plain.dispose();
      }
      throw error;
    }
  }

  /** The leg that the server's answer leads to; undefined when nothing is left to do. */
  async #answered(answer: AuthAnswer): Promise<GssStep | undefined> {
    const { name } = this.#options;
    const token = tokenFor(name, answer.challenges);
    if (!token && answer.status === 401) throw this.#refused(answer);
    if (this.#isDone && !token) {
      this.#finish(answer);
      return undefined;
    }
    if (!token || !this.#context) throw this.#notMutual(answer);
    try {
      return await this.#context.step(token);
    } catch (error) {
      throw authFailure(error, this.#origin, { status: answer.status });
    }
  }

  /** The context is complete: what it grants has to be what was asked for. */
  #finish(answer: AuthAnswer): undefined {
    const context = this.#context;
    if (answer.status === 401) throw this.#refused(answer);
    if (!context?.has(contextFlags.mutual)) throw this.#notMutual(answer);
    if (!context.isKerberos || !(this.#facts.encrypted || context.has(sealing))) {
      throw this.#failure('auth', `${this.#host} authenticated, but not by Kerberos with encryption of messages.`);
    }
    return undefined;
  }

  async #seal({ contentType, body }: HttpMessage): Promise<HttpMessage> {
    const { protocol } = this.#options;
    try {
      const token = await this.#established.wrap(body);
      const parts = splitWrapToken(token, body.length);
      const sealed = encodeSealed(protocol, { contentType, plainLength: body.length, ...parts });
      return { contentType: sealedContentType(protocol), body: sealed };
    } catch (error) {
      if (this.#isDisposed) throw this.#failure('reset', `The connection to ${this.#host} was lost.`, { sent: false });
      if (!(error instanceof WrapTokenError)) throw authFailure(error, this.#origin);
      throw this.#failure('auth', `Messages to ${this.#host} cannot be encrypted: ${error.message}.`);
    }
  }

  async #unseal({ contentType, body, status }: HttpMessage & { readonly status: number }): Promise<HttpMessage> {
    const { protocol } = this.#options;
    if (!isSealed(protocol, contentType)) {
      // What refuses a request before there is anybody to encrypt says so by its status. That is a failure whatever
      // comes with it, so nothing of the readable body is handed on.
      if (status >= 300) return { contentType: '', body: new Uint8Array() };
      throw unsealedFailure(this.#host, this.#origin, status);
    }
    try {
      const parts = decodeSealed(protocol, contentType, body);
      const plain = await this.#established.unwrap(joinWrapToken(parts));
      if (plain.length !== parts.plainLength) throw new MultipartError('Its length is not what was said beside it');
      return { contentType: parts.contentType, body: plain };
    } catch (error) {
      throw sealFailure(error, this.#origin, status);
    }
  }

  get #established(): GssContext {
    if (!this.#context) throw new GssError(0, 0, 'The connection is not authenticated');
    return this.#context;
  }

  #refused({ status, challenges }: AuthAnswer): HttpFailure {
    const { name, servicePrincipalName } = this.#options;
    const offered = offeredSchemes(challenges);
    const isOffered = offered.some((scheme) => scheme.toLowerCase() === name.toLowerCase());
    if (!isOffered && offered.length > 0) {
      const text = `${this.#host} does not take ${name} authentication; it offers ${offered.join(', ')}. Change the connection's authentication.`;
      return this.#failure('auth', text, { offered });
    }
    const text = `${this.#host} did not accept the Kerberos ticket for ${servicePrincipalName}.`;
    return this.#failure('auth', text, { status, offered });
  }

  #notMutual({ status }: AuthAnswer): HttpFailure {
    const text = `${this.#host} did not prove who it is (status ${status}), so nothing was sent to it.`;
    return this.#failure('auth', text);
  }

  #failure(kind: HttpFailureKind, text: string, facts: Partial<HttpFailureFacts> = {}): HttpFailure {
    return new HttpFailure(kind, text, { origin: this.#origin, ...facts });
  }

  get #host(): string {
    return this.#facts.url.host;
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
