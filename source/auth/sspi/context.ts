import { SecurityError, TokenError } from '../security/error.ts';
import type {
  ContextOptions,
  Granted,
  Mechanism,
  SealedMessage,
  SecurityContext,
  SecurityStep,
} from '../security/provider.ts';
import { Turns } from '../security/turns.ts';
import { isWrapToken, readWrapToken } from '../security/wrap-token.ts';
import { bufferKinds, channelBindings, securityBuffers } from './buffers.ts';
import { type Memory, memoryOf, memoryWith, type SspiNative } from './native.ts';
import { sspiError, sspiStatus } from './status.ts';
import { fromWine, toWine, wineTrailer } from './wine.ts';

/** ISC_REQ_ and ISC_RET_ flags. */
const flagBits = { delegate: 1, mutual: 2, replay: 4, sequence: 8, confidential: 0x10, integrity: 0x10000 } as const;
const sealing = flagBits.replay | flagBits.sequence | flagBits.confidential | flagBits.integrity;
const wanted = sealing | flagBits.mutual;

const nativeRepresentation = 0x10;
/** More than any token that a web server takes; the largest that Windows can be told to make is 65,535. */
const tokenRoom = 65_536;
/** SECPKG_ATTR_SIZES, SECPKG_ATTR_NEGOTIATION_INFO */
const attributes = { sizes: 0, negotiation: 12 } as const;
const ntlmMark = Buffer.from('NTLMSSP\0', 'latin1');

export interface SspiContextOptions extends ContextOptions {
  readonly mechanism: Mechanism;
  /** The credential's handle for a mechanism. */
  readonly handle: (mechanism: Mechanism) => Memory;
}

/** One security context with a server. */
export class SspiContext implements SecurityContext {
  readonly #native: SspiNative;
  readonly #options: SspiContextOptions;
  readonly #turns = new Turns();
  readonly #context = memoryOf(16);
  #isMade = false;
  #isDone = false;
  #flags = 0;
  #trailer = 0;
  #isKerberos = false;

  constructor(native: SspiNative, options: SspiContextOptions) {
    this.#native = native;
    this.#options = options;
  }

  get granted(): Granted {
    const has = (flags: number) => this.#isDone && (this.#flags & flags) === flags;
    return { mutual: has(flagBits.mutual), sealing: has(sealing), kerberos: this.#isDone && this.#isKerberos };
  }

  async step(answer?: Uint8Array): Promise<SecurityStep> {
    const { mechanism, allowsNtlm } = this.#options;
    try {
      const step = await this.#turns.take(() => this.#step(answer));
      // Nothing of NTLM leaves: what a server learns of it can be tried out on passwords, or handed on to others.
      if (!allowsNtlm && Buffer.from(step.token).includes(ntlmMark)) {
        throw new SecurityError(sspiStatus.ntlmBlocked, 'Windows would go on with NTLM');
      }
      return step;
    } catch (error) {
      if (answer || mechanism === 'Kerberos') throw error;
      // Negotiation hides why Kerberos failed; Kerberos by itself says it.
      const plain = new SspiContext(this.#native, { ...this.#options, mechanism: 'Kerberos' });
      try {
        await plain.step();
      } finally {
        await plain.dispose();
      }
      throw error;
    }
  }

  async #step(answer: Uint8Array | undefined): Promise<SecurityStep> {
    const { mechanism, handle, servicePrincipalName, channelBinding, delegates } = this.#options;
    const native = this.#native;
    const input = securityBuffers(native, [
      ...(answer ? [[bufferKinds.token, memoryWith(answer)] as const] : []),
      ...(channelBinding ? [[bufferKinds.channelBindings, channelBindings(channelBinding)] as const] : []),
    ]);
    const output = securityBuffers(native, [[bufferKinds.token, memoryOf(tokenRoom)]]);
    const flags = memoryOf(4);
    const status = await native.async(
      'initialize',
      [
        handle(mechanism),
        this.#isMade ? this.#context : null,
        servicePrincipalName,
        delegates ? wanted | flagBits.delegate : wanted,
        0,
        nativeRepresentation,
        input.kept.length > 0 ? input.memory : null,
        0,
        this.#context,
        output.memory,
        flags,
        memoryOf(8),
      ],
      [...input.kept, ...output.kept],
    );
    if (status !== sspiStatus.ok && status !== sspiStatus.continueNeeded) throw sspiError(native, status);
    this.#isMade = true;
    this.#flags = flags.readUInt32LE();
    this.#isDone = status === sspiStatus.ok;
    if (this.#isDone) this.#learn();
    return { token: output.bytes(0), isDone: this.#isDone };
  }

  /** What can be asked once the context is complete. */
  #learn(): void {
    const native = this.#native;
    const sizes = memoryOf(16);
    const status = native.call('query', this.#context, attributes.sizes, sizes);
    if (status !== sspiStatus.ok) throw sspiError(native, status);
    this.#trailer = native.isWine ? wineTrailer : sizes.readUInt32LE(12);
    this.#isKerberos = this.#options.mechanism === 'Kerberos' || this.#negotiated() === 'Kerberos';
  }

  /** Name of the package that negotiation came to; empty where it does not say. */
  #negotiated(): string {
    const native = this.#native;
    const negotiation = memoryOf(16);
    if (native.call('query', this.#context, attributes.negotiation, negotiation) !== sspiStatus.ok) return '';
    const info = negotiation.readBigUInt64LE();
    if (info === 0n) return '';
    // SecPkgInfoW, whose name is a pointer at 16.
    const name = native.text(native.bytes(info, 32).readBigUInt64LE(16));
    native.call('freeBuffer', info);
    return name;
  }

  seal(plain: Uint8Array): Promise<SealedMessage> {
    return this.#turns.take(async () => {
      const native = this.#native;
      const message = securityBuffers(native, [
        [bufferKinds.token, memoryOf(this.#trailer)],
        [bufferKinds.data, memoryWith(plain)],
      ]);
      const status = await native.async('encrypt', [this.#context, 0, message.memory, 0], message.kept);
      if (status !== sspiStatus.ok) throw sspiError(native, status);
      const made = { header: message.bytes(0), data: message.bytes(1) };
      const { header, data } = native.isWine ? fromWine(made) : made;
      if (data.length !== plain.length) throw new TokenError('The library gave data of another length than the text');
      return { header, data };
    });
  }

  unseal(sealed: SealedMessage, plainLength: number): Promise<Uint8Array> {
    return this.#turns.take(async () => {
      const native = this.#native;
      if (sealed.data.length !== plainLength) throw new TokenError('The data are not as long as what was said beside');
      if (isWrapToken(sealed.header) && !readWrapToken(sealed.header).isSealed) throw signedOnly();
      const { header, data } = native.isWine ? toWine(sealed) : sealed;
      const message = securityBuffers(native, [
        [bufferKinds.token, memoryWith(header)],
        [bufferKinds.data, memoryWith(data)],
      ]);
      const quality = memoryOf(4);
      const status = await native.async('decrypt', [this.#context, message.memory, 0, quality], message.kept);
      if (status !== sspiStatus.ok) throw sspiError(native, status);
      // SECQOP_WRAP_NO_ENCRYPT, and whatever else is not what was asked for.
      if (quality.readUInt32LE() !== 0) throw signedOnly();
      return message.bytes(1);
    });
  }

  dispose(): Promise<void> {
    return this.#turns.end(() => {
      if (this.#isMade) this.#native.call('remove', this.#context);
      this.#isMade = false;
    });
  }
}

function signedOnly(): TokenError {
  return new TokenError('The message was signed but not encrypted');
}
