import type koffi from 'koffi';

export type Koffi = typeof koffi;

/** Memory of ours that does not move while the library has its address. */
export type Memory = Buffer;

export function memoryOf(size: number): Memory {
  return Buffer.from(new ArrayBuffer(size));
}

/** A copy of bytes in such memory. */
export function memoryWith(bytes: Uint8Array): Memory {
  const memory = memoryOf(bytes.length);
  memory.set(bytes);
  return memory;
}

/**
 * The functions of SSPI that are used, each giving a SECURITY_STATUS. Handles are 16 bytes, expiries 8; flags and the
 * quality of protection 4, written by the library.
 */
export interface SspiFunctions {
  /** AcquireCredentialsHandleW */
  acquire(
    principal: null,
    packageName: string,
    use: number,
    logon: null,
    identity: Memory | null,
    getKey: null,
    argument: null,
    credential: Memory,
    expiry: Memory,
  ): number;
  /** FreeCredentialsHandle */
  free(credential: Memory): number;
  /** InitializeSecurityContextW */
  initialize(
    credential: Memory,
    context: Memory | null,
    target: string,
    flags: number,
    reserved: 0,
    representation: number,
    input: Memory | null,
    reservedToo: 0,
    newContext: Memory,
    output: Memory,
    granted: Memory,
    expiry: Memory,
  ): number;
  /** DeleteSecurityContext */
  remove(context: Memory): number;
  /** QueryContextAttributesW */
  query(context: Memory, attribute: number, into: Memory): number;
  /** QueryCredentialsAttributesW */
  queryCredential(credential: Memory, attribute: number, into: Memory): number;
  /** EncryptMessage */
  encrypt(context: Memory, quality: 0, message: Memory, sequence: 0): number;
  /** DecryptMessage */
  decrypt(context: Memory, message: Memory, sequence: 0, quality: Memory): number;
  /** FreeContextBuffer */
  freeBuffer(address: bigint): number;
  /** GetUserNameExW: a BOOLEAN; `length` holds the room in characters, then what was written. */
  userName(format: number, into: Memory, length: Memory): number;
}

export type SspiFunction = keyof SspiFunctions;

export interface SspiNative {
  /** Calls on this thread, for what only works in memory. Unsigned status. */
  call<N extends SspiFunction>(name: N, ...values: Parameters<SspiFunctions[N]>): number;
  /**
   * Calls on a thread of koffi's. `kept` is memory whose address stands in what is passed: it lives at least as long as
   * the call, and must not be changed before.
   */
  async<N extends SspiFunction>(
    name: N,
    values: Parameters<SspiFunctions[N]>,
    kept?: readonly Memory[],
  ): Promise<number>;
  address(memory: Memory): bigint;
  /** A copy of what the library wrote. */
  bytes(address: bigint, length: number): Buffer;
  /** UTF-16 up to its end; empty for no address. */
  text(address: bigint): string;
  /** Windows' words for a status, in the user's language; empty where it has none. */
  words(status: number): string;
  /** Whether this is no Windows but Wine, whose SSPI differs in a few points. */
  readonly isWine: boolean;
}

/** Declares the functions. Throws where a library or a function is missing. */
export function declareSspi(ffi: Koffi): SspiNative {
  const secur32 = ffi.load('secur32.dll');
  const [i32, u32, wide, pointer] = ['int32_t', 'uint32_t', 'str16', 'void *'];
  const declared = {
    acquire: secur32.func('AcquireCredentialsHandleW', i32, [
      ...[wide, wide, u32],
      ...[pointer, pointer, pointer, pointer, pointer, pointer],
    ]),
    free: secur32.func('FreeCredentialsHandle', i32, [pointer]),
    initialize: secur32.func('InitializeSecurityContextW', i32, [
      ...[pointer, pointer, wide, u32, u32, u32],
      ...[pointer, u32, pointer, pointer, pointer, pointer],
    ]),
    remove: secur32.func('DeleteSecurityContext', i32, [pointer]),
    query: secur32.func('QueryContextAttributesW', i32, [pointer, u32, pointer]),
    queryCredential: secur32.func('QueryCredentialsAttributesW', i32, [pointer, u32, pointer]),
    encrypt: secur32.func('EncryptMessage', i32, [pointer, u32, pointer, u32]),
    decrypt: secur32.func('DecryptMessage', i32, [pointer, pointer, u32, pointer]),
    freeBuffer: secur32.func('FreeContextBuffer', i32, ['uintptr_t']),
    userName: secur32.func('GetUserNameExW', 'uint8_t', [u32, pointer, pointer]),
  } satisfies Record<SspiFunction, unknown>;
  const format = ffi.load('kernel32.dll').func('FormatMessageW', u32, [u32, pointer, u32, u32, pointer, u32, pointer]);
  // What a call on another thread works with must not be collected before it is over.
  const inUse = new Set<unknown>();
  return {
    call: (name, ...values) => declared[name](...values) >>> 0,
    async: (name, values, kept = []) =>
      new Promise((resolve, reject) => {
        const held = [values, kept];
        inUse.add(held);
        declared[name].async(...values, (error: unknown, status: number) => {
          inUse.delete(held);
          if (error) reject(error);
          else resolve(status >>> 0);
        });
      }),
    address: (memory) => ffi.address(memory),
    bytes: (address, length) => Buffer.from(new Uint8Array(ffi.view(address, length))),
    text: (address) => (address === 0n ? '' : String(ffi.decode(address, 'char16_t', -1))),
    words: (status) => {
      const room = memoryOf(2 * longestText);
      const length = format(fromSystem, null, status, 0, room, longestText, null);
      return room
        .toString('utf16le', 0, 2 * length)
        .replace(/[\s.]+$/, '')
        .replace(/\s+/g, ' ');
    },
    isWine: hasWine(ffi),
  };
}

const longestText = 512;
/** FORMAT_MESSAGE_FROM_SYSTEM, FORMAT_MESSAGE_IGNORE_INSERTS */
const fromSystem = 0x1200;

function hasWine(ffi: Koffi): boolean {
  try {
    ffi.load('ntdll.dll').func('wine_get_version', 'const char *', []);
    return true;
  } catch {
    return false;
  }
}
