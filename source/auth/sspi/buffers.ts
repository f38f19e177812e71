import { type Memory, memoryOf, memoryWith, type SspiNative } from './native.ts';

/** Kinds of SecBuffer. */
export const bufferKinds = { data: 1, token: 2, channelBindings: 14 } as const;

export interface SecurityBuffers {
  /** SecBufferDesc with its SecBuffers behind it, 16 bytes each, for 64-bit Windows. */
  readonly memory: Memory;
  /** What its addresses lead to. */
  readonly kept: readonly Memory[];
  /** A copy of what a buffer holds now: the library may put another length, and another address, in the place of ours. */
  bytes(index: number): Buffer;
}

/** Describes buffers to the library: SecBufferDesc { version 0, count, pointer }, SecBuffer { size, kind, pointer }. */
export function securityBuffers(
  native: SspiNative,
  parts: readonly (readonly [kind: number, memory: Memory])[],
): SecurityBuffers {
  const memory = memoryOf(16 * (1 + parts.length));
  memory.writeUInt32LE(parts.length, 4);
  memory.writeBigUInt64LE(native.address(memory) + 16n, 8);
  for (const [index, [kind, contents]] of parts.entries()) {
    const at = 16 * (1 + index);
    memory.writeUInt32LE(contents.length, at);
    memory.writeUInt32LE(kind, at + 4);
    memory.writeBigUInt64LE(contents.length === 0 ? 0n : native.address(contents), at + 8);
  }
  return {
    memory,
    kept: parts.map(([, contents]) => contents),
    bytes: (index) => {
      const at = 16 * (1 + index);
      const size = memory.readUInt32LE(at);
      return size === 0 ? Buffer.alloc(0) : native.bytes(memory.readBigUInt64LE(at + 8), size);
    },
  };
}

/**
 * SEC_CHANNEL_BINDINGS: no addresses of either side, and the application data of RFC 5929 behind the eight numbers, whose
 * last two are its length and where it begins.
 */
export function channelBindings(applicationData: Uint8Array): Memory {
  const memory = memoryWith(Buffer.concat([Buffer.alloc(32), applicationData]));
  memory.writeUInt32LE(applicationData.length, 24);
  memory.writeUInt32LE(32, 28);
  return memory;
}
