import { TokenError } from '../security/error.ts';
import type { ContextOptions, Granted, SealedMessage, SecurityContext, SecurityStep } from '../security/provider.ts';
import { Turns } from '../security/turns.ts';
import { joinWrapToken, splitWrapToken } from '../security/wrap-token.ts';
import { withName } from './name.ts';
import type { GssBuffer, GssChannelBindings, GssNative, Handle, Out } from './native.ts';
import { hostBasedService, kerberosMechanism, principalName } from './oids.ts';
import { callGss, continueNeeded, GssError, gssOid } from './status.ts';

/** Flags of RFC 2744 5.19: mutual authentication, replay and sequence detection, confidentiality, integrity. */
const flagBits = { mutual: 2, replay: 4, sequence: 8, confidential: 16, integrity: 32 } as const;
/** Delegation: nobody gets the user's ticket but who was named for it. */
const delegation = 1;
const sealing = flagBits.confidential | flagBits.integrity | flagBits.replay | flagBits.sequence;
const wantedFlags = sealing | flagBits.mutual;

export interface GssContextOptions extends ContextOptions {
  readonly mechanism: Uint8Array;
  /** The credential's handle for a mechanism. */
  readonly handle: (mechanism: Uint8Array) => Handle;
}

/**
 * One security context with a server. The library must not be in one context twice at a time, so calls wait for each
 * other, and `dispose` for the last of them.
 */
export class GssContext implements SecurityContext {
  readonly #gss: GssNative;
  readonly #options: GssContextOptions;
  readonly #context: Out<Handle> = [null];
  readonly #turns = new Turns();
  #flags = 0;
  #mechanism: Uint8Array = new Uint8Array();
  #isDone = false;

  constructor(gss: GssNative, options: GssContextOptions) {
    this.#gss = gss;
    this.#options = options;
  }

  get granted(): Granted {
    const has = (flags: number) => this.#isDone && (this.#flags & flags) === flags;
    const isKerberos = Buffer.compare(this.#mechanism, kerberosMechanism) === 0;
    return { mutual: has(flagBits.mutual), sealing: has(sealing), kerberos: this.#isDone && isKerberos };
  }

  async step(answer?: Uint8Array): Promise<SecurityStep> {
    try {
      return await this.#step(answer);
    } catch (error) {
      if (answer || this.#options.mechanism === kerberosMechanism) throw error;
      // Negotiation hides why Kerberos failed; Kerberos by itself says it.
      const plain = new GssContext(this.#gss, { ...this.#options, mechanism: kerberosMechanism });
      try {
        await plain.step();
      } finally {
        await plain.dispose();
      }
      throw error;
    }
  }

  #step(answer: Uint8Array | undefined): Promise<SecurityStep> {
    const { handle, mechanism, servicePrincipalName, channelBinding, delegates } = this.#options;
    const [name, type] = targetOf(servicePrincipalName);
    return this.#turns.take(() =>
      withName(this.#gss, name, type, async (target) => {
        const output: GssBuffer = {};
        const flags: Out<number> = [0];
        const actual: Out<Handle> = [null];
        try {
          const status = await callGss(
            this.#gss,
            mechanism,
            'initContext',
            handle(mechanism),
            this.#context,
            target,
            gssOid(mechanism),
            delegates ? wantedFlags | delegation : wantedFlags,
            0,
            channelBinding ? bindingsOf(channelBinding) : null,
            answer ? bufferOf(answer) : null,
            actual,
            output,
            flags,
            null,
          );
          this.#flags = flags[0];
          this.#mechanism = this.#gss.oid(actual[0]);
          this.#isDone = (status & continueNeeded) === 0;
          return { token: this.#gss.bytes(output), isDone: this.#isDone };
        } finally {
          this.#gss.call.releaseBuffer([0], output);
        }
      }),
    );
  }

  async seal(plain: Uint8Array): Promise<SealedMessage> {
    return splitWrapToken(await this.#wrap(plain), plain.length);
  }

  async unseal(sealed: SealedMessage): Promise<Uint8Array> {
    return this.#unwrap(joinWrapToken(sealed));
  }

  /** A sealed wrap token (RFC 4121 4.2.6.2). */
  #wrap(plain: Uint8Array): Promise<Uint8Array> {
    return this.#turns.take(async () => {
      const sealed: Out<number> = [0];
      const output: GssBuffer = {};
      try {
        await callGss(this.#gss, kerberosMechanism, 'wrap', this.#context[0], 1, 0, bufferOf(plain), sealed, output);
        if (sealed[0] !== 1) throw new TokenError('The library did not encrypt');
        return this.#gss.bytes(output);
      } finally {
        this.#gss.call.releaseBuffer([0], output);
      }
    });
  }

  /**
   * The plain text of a token. Throws GssError for one that was changed, was not sealed, came before, or does not follow
   * the one before it.
   */
  #unwrap(token: Uint8Array): Promise<Uint8Array> {
    return this.#turns.take(async () => {
      const sealed: Out<number> = [0];
      const output: GssBuffer = {};
      try {
        const status = await callGss(
          this.#gss,
          kerberosMechanism,
          'unwrap',
          this.#context[0],
          bufferOf(token),
          output,
          sealed,
          null,
        );
        if (sealed[0] !== 1) throw new TokenError('The message was signed but not encrypted');
        if (status !== 0) throw new GssError(status, 0, 'The message was received before, or others are missing');
        return this.#gss.bytes(output);
      } finally {
        this.#gss.call.releaseBuffer([0], output);
      }
    });
  }

  dispose(): Promise<void> {
    return this.#turns.end(() => {
      if (this.#context[0] !== null) this.#gss.call.deleteContext([0], this.#context, null);
      this.#context[0] = null;
    });
  }
}

function bufferOf(value: Uint8Array): GssBuffer {
  return { length: value.length, value };
}

function bindingsOf(data: Uint8Array): GssChannelBindings {
  const none = { length: 0, value: null };
  return {
    initiator_addrtype: 0,
    initiator_address: none,
    acceptor_addrtype: 0,
    acceptor_address: none,
    application_data: bufferOf(data),
  };
}

/**
 * The service's name in a form that MIT's library leaves as it is: a host-based name it would look up in DNS, forwards
 * and backwards. A principal with an empty realm is one that the user's own realm finds or refers on (RFC 6806 8).
 */
function targetOf(servicePrincipalName: string): readonly [name: string, type: Uint8Array] {
  if (servicePrincipalName.includes('@')) return [servicePrincipalName, principalName];
  if (process.platform === 'darwin') return [servicePrincipalName.replace('/', '@'), hostBasedService];
  return [`${servicePrincipalName}@`, principalName];
}
