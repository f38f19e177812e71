import { type Memory, memoryWith, type SspiFunctions, type SspiNative } from '../../../source/auth/sspi/native.ts';

type Given<N extends keyof SspiFunctions> = Parameters<SspiFunctions[N]>;

/** What the library found at the addresses that it was given: SecBufferDesc and its SecBuffers. */
export interface SeenBuffer {
  readonly kind: number;
  readonly contents: Memory;
}

/**
 * SSPI in memory: addresses lead to the buffers that were asked for theirs, so that layouts are read as the library would
 * read them. A context takes two legs; a message is sealed by turning its bits, with a header of `trailer` bytes.
 */
export class FakeSspi implements SspiNative {
  readonly called: string[] = [];
  isWine = false;
  /** Statuses to fail with, by the function's name. */
  readonly failing = new Map<string, number>();
  /** By the package: what goes out first. */
  readonly tokens = new Map<string, Buffer>();
  negotiated = 'Kerberos';
  grants = 0x1001e;
  trailer = 60;
  quality = 0;
  credentialName = 'CONTOSO\\mira';
  readonly logon = new Map<number, string>();
  /** What was seen, copied at the time of the call. */
  readonly seen: {
    identity?: { user?: string; domain?: string; password?: string; flags: number };
    flags?: number;
    target?: string;
    input?: readonly SeenBuffer[];
    sealed?: readonly SeenBuffer[];
  } = {};
  readonly passwords: Memory[] = [];
  readonly #at = new Map<bigint, Memory>();
  #next = 0x10000n;
  readonly #packages = new Map<string, string>();

  address(memory: Memory): bigint {
    for (const [address, known] of this.#at) if (known.buffer === memory.buffer) return address;
    const address = this.#next;
    this.#next += BigInt(memory.length + 64);
    this.#at.set(address, memory);
    return address;
  }

  bytes(address: bigint, length: number): Buffer {
    for (const [start, memory] of this.#at) {
      const from = Number(address - start);
      if (from >= 0 && from + length <= memory.length) return Buffer.from(memory.subarray(from, from + length));
    }
    throw new Error(`Nothing is at ${address}`);
  }

  text(address: bigint): string {
    return address === 0n ? '' : this.#at.get(address)!.toString('utf16le').replace('\0', '');
  }

  words(status: number): string {
    return status === 0x8009030c ? 'Der Anmeldeversuch ist fehlgeschlagen' : '';
  }

  call<N extends keyof SspiFunctions>(name: N, ...values: Given<N>): number {
    this.called.push(name);
    const failed = this.failing.get(name);
    if (failed !== undefined) return failed;
    return (this[`_${name}`] as (...values: Given<N>) => number)(...values);
  }

  async async<N extends keyof SspiFunctions>(name: N, values: Given<N>): Promise<number> {
    await Promise.resolve();
    const one = name === 'acquire' || name === 'initialize' ? `${name} ${this.#packageOf(name, values)}` : name;
    this.called.push(one);
    const failed = this.failing.get(one) ?? this.failing.get(name);
    return failed ?? (this[`_${name}`] as (...values: Given<N>) => number)(...values);
  }

  #packageOf(name: string, values: readonly unknown[]): string {
    return name === 'acquire' ? (values[1] as string) : this.#packages.get((values[0] as Memory).toString('hex'))!;
  }

  _acquire(...[, packageName, use, , identity, , , credential]: Given<'acquire'>): number {
    if (use !== 2) return 0x80090301;
    if (identity) this.seen.identity = this.#identity(identity);
    credential.writeBigUInt64LE(BigInt(this.#packages.size + 1));
    this.#packages.set(credential.toString('hex'), packageName);
    return 0;
  }

  #identity(memory: Memory) {
    const part = (at: number) => {
      const address = memory.readBigUInt64LE(at);
      if (address === 0n) return undefined;
      if (at === 32) this.passwords.push(this.#at.get(address)!);
      return this.bytes(address, 2 * memory.readUInt32LE(at + 8)).toString('utf16le');
    };
    const [user, domain, password] = [part(0), part(16), part(32)];
    return {
      ...(user === undefined ? {} : { user }),
      ...(domain === undefined ? {} : { domain }),
      ...(password === undefined ? {} : { password }),
      flags: memory.readUInt32LE(44),
    };
  }

  _free(credential: Memory): number {
    this.#packages.delete(credential.toString('hex'));
    return 0;
  }

  _initialize(
    ...[credential, context, target, flags, , , input, , newContext, output, granted]: Given<'initialize'>
  ): number {
    Object.assign(this.seen, { target, flags, input: input ? this.buffers(input) : [] });
    newContext.writeBigUInt64LE(7n);
    granted.writeUInt32LE(this.grants);
    const name = this.#packages.get(credential.toString('hex'))!;
    this.#give(output, 0, context ? Buffer.alloc(0) : (this.tokens.get(name) ?? Buffer.from(`hello by ${name}`)));
    return context ? 0 : 0x90312;
  }

  _remove(): number {
    return 0;
  }

  _query(...[, attribute, into]: Given<'query'>): number {
    if (attribute === 0) into.writeUInt32LE(this.trailer, 12);
    else {
      const info = memoryWith(Buffer.alloc(32));
      info.writeBigUInt64LE(this.address(memoryWith(Buffer.from(this.negotiated, 'utf16le'))), 16);
      into.writeBigUInt64LE(this.address(info));
    }
    return 0;
  }

  _queryCredential(...[, , into]: Given<'queryCredential'>): number {
    into.writeBigUInt64LE(this.address(memoryWith(Buffer.from(this.credentialName, 'utf16le'))));
    return 0;
  }

  _encrypt(...[, , message]: Given<'encrypt'>): number {
    const [token, data] = this.buffers(message) as [SeenBuffer, SeenBuffer];
    this.seen.sealed = [token, data].map(({ kind, contents }) => ({ kind, contents: Buffer.from(contents) }));
    if (token.contents.length < this.trailer) return 0x80090321;
    token.contents.fill('h', 0, this.trailer);
    for (const [at, byte] of data.contents.entries()) data.contents[at] = byte ^ 0xff;
    message.writeUInt32LE(this.trailer, 16);
    return 0;
  }

  _decrypt(...[, message, , quality]: Given<'decrypt'>): number {
    const [token, data] = this.buffers(message) as [SeenBuffer, SeenBuffer];
    this.seen.sealed = [token, data].map(({ kind, contents }) => ({ kind, contents: Buffer.from(contents) }));
    quality.writeUInt32LE(this.quality);
    for (const [at, byte] of data.contents.entries()) data.contents[at] = byte ^ 0xff;
    return 0;
  }

  _freeBuffer(): number {
    return 0;
  }

  _userName(...[format, into, length]: Given<'userName'>): number {
    const name = this.logon.get(format);
    if (name === undefined) return 0;
    into.write(name, 'utf16le');
    length.writeUInt32LE(name.length);
    return 1;
  }

  /** Reads a description as it stands in memory. */
  buffers(description: Memory): readonly SeenBuffer[] {
    if (description.readUInt32LE() !== 0) throw new Error('Not version 0');
    const first = description.readBigUInt64LE(8);
    return Array.from({ length: description.readUInt32LE(4) }, (_, index) => {
      const buffer = this.bytes(first + BigInt(16 * index), 16);
      const [size, address] = [buffer.readUInt32LE(), buffer.readBigUInt64LE(8)];
      const contents = address === 0n ? Buffer.alloc(0) : this.#at.get(address)!.subarray(0, size);
      return { kind: buffer.readUInt32LE(4), contents };
    });
  }

  #give(description: Memory, index: number, contents: Buffer): void {
    const [{ contents: room }] = this.buffers(description) as [SeenBuffer];
    room.set(contents);
    description.writeUInt32LE(contents.length, 16 * (1 + index));
  }
}
