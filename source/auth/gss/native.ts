import type koffi from 'koffi';
import type { TypeObject } from 'koffi';

export type Koffi = typeof koffi;
type Type = string | TypeObject;

/** A handle of the library: a pointer, null for none. */
export type Handle = bigint | null;
/** An out parameter: the library fills the first element. */
export type Out<T> = [T];

/** gss_buffer_desc. `value` is bytes going in and a pointer coming out. */
export interface GssBuffer {
  length?: number | bigint;
  value?: Uint8Array | Handle;
}
export interface GssOid {
  readonly length: number;
  readonly elements: Uint8Array;
}
export interface GssOidSet {
  readonly count: number;
  readonly elements: readonly GssOid[];
}
/** gss_channel_bindings_struct; address types 0 mean that no addresses are bound. */
export interface GssChannelBindings {
  readonly initiator_addrtype: number;
  readonly initiator_address: GssBuffer;
  readonly acceptor_addrtype: number;
  readonly acceptor_address: GssBuffer;
  readonly application_data: GssBuffer;
}
/** gss_key_value_set_desc of one element. */
export interface GssStore {
  readonly count: 1;
  readonly elements: readonly [{ readonly key: string; readonly value: string }];
}

type Minor = Out<number>;
type Acquired = [cred: Out<Handle>, mechanisms: null, lifetime: null];

/** The functions of RFC 2744 and MIT's extensions that are used, each giving the major status. */
export interface GssFunctions {
  importName(minor: Minor, name: GssBuffer, type: GssOid, out: Out<Handle>): number;
  displayName(minor: Minor, name: Handle, out: GssBuffer, type: null): number;
  releaseName(minor: Minor, name: Out<Handle>): number;
  acquire(minor: Minor, name: Handle, time: number, mechanisms: GssOidSet, usage: number, ...out: Acquired): number;
  acquireFrom?(
    minor: Minor,
    name: Handle,
    time: number,
    mechanisms: GssOidSet,
    usage: number,
    store: GssStore,
    ...out: Acquired
  ): number;
  acquireWithPassword(
    minor: Minor,
    name: Handle,
    password: GssBuffer,
    time: number,
    mechanisms: GssOidSet,
    usage: number,
    ...out: Acquired
  ): number;
  inquireByMechanism(
    minor: Minor,
    cred: Handle,
    mechanism: GssOid,
    name: Out<Handle>,
    lifetime: Out<number>,
    acceptorLifetime: null,
    usage: null,
  ): number;
  setNegotiableMechanisms?(minor: Minor, cred: Handle, mechanisms: GssOidSet): number;
  releaseCredential(minor: Minor, cred: Out<Handle>): number;
  initContext(
    minor: Minor,
    cred: Handle,
    context: Out<Handle>,
    target: Handle,
    mechanism: GssOid,
    flags: number,
    time: number,
    bindings: GssChannelBindings | null,
    input: GssBuffer | null,
    actualMechanism: Out<Handle>,
    output: GssBuffer,
    gotFlags: Out<number>,
    lifetime: null,
  ): number;
  deleteContext(minor: Minor, context: Out<Handle>, output: null): number;
  wrap(
    minor: Minor,
    context: Handle,
    confidential: number,
    qop: number,
    input: GssBuffer,
    isConfidential: Out<number>,
    output: GssBuffer,
  ): number;
  unwrap(
    minor: Minor,
    context: Handle,
    input: GssBuffer,
    output: GssBuffer,
    isConfidential: Out<number>,
    qop: null,
  ): number;
  displayStatus(
    minor: Minor,
    status: number,
    type: number,
    mechanism: GssOid,
    more: Out<number>,
    out: GssBuffer,
  ): number;
  releaseBuffer(minor: Minor, buffer: GssBuffer): number;
}

export type GssFunction = keyof GssFunctions;

/** The functions, and memory of the library's own as bytes. */
export interface GssNative {
  readonly call: GssFunctions;
  /** Runs a function on a thread of koffi's. What is passed in has to stay as it is until it is over. */
  async<N extends GssFunction>(name: N, ...values: Parameters<NonNullable<GssFunctions[N]>>): Promise<number>;
  has(name: GssFunction): boolean;
  /** A copy of what a filled buffer points to. */
  bytes(buffer: GssBuffer): Uint8Array;
  /** The contents of an OID that the library owns. */
  oid(pointer: Handle): Uint8Array;
}

/** What MIT's library has beyond RFC 2744, and others may lack. */
const extensions: readonly string[] = ['acquireFrom', 'setNegotiableMechanisms'] satisfies readonly GssFunction[];

/** Declares the functions of a loaded library. Throws for a library that lacks one which has to be there. */
export function declareGss(ffi: Koffi, path: string): GssNative {
  const library = ffi.load(path);
  // The library of macOS on Intel keeps the layout of old Mac OS: nothing is aligned to more than two bytes.
  const isPacked = process.platform === 'darwin' && process.arch === 'x64';
  const u32 = 'uint32_t';
  const handle = 'void *';
  const struct = (members: Readonly<Record<string, Type>>) => {
    const aligned = Object.entries(members).map(([name, type]): [string, [number, Type] | Type] => [
      name,
      isPacked ? [2, type] : type,
    ]);
    return ffi.struct(Object.fromEntries(aligned));
  };
  const buffer = struct({ length: 'size_t', value: handle });
  const oid = struct({ length: u32, elements: handle });
  const oidSet = struct({ count: 'size_t', elements: ffi.pointer(oid) });
  const element = struct({ key: 'const char *', value: 'const char *' });
  const store = struct({ count: u32, elements: ffi.pointer(element) });
  const bindings = struct({
    initiator_addrtype: u32,
    initiator_address: buffer,
    acceptor_addrtype: u32,
    acceptor_address: buffer,
    application_data: buffer,
  });

  // koffi's declarations leave a type or its name to choose for each call, which overloads cannot infer.
  const to = (type: Type) => ffi.pointer(type as TypeObject);
  const out = (type: Type) => ffi.out(to(type));
  const inout = (type: Type) => ffi.inout(to(type));
  const minor = out(u32);
  const acquired = [out(handle), handle, handle];
  type Parameter = Type | ReturnType<typeof out>;
  const signatures: Record<GssFunction, readonly [symbol: string, parameters: Parameter[]]> = {
    importName: ['gss_import_name', [minor, to(buffer), to(oid), out(handle)]],
    displayName: ['gss_display_name', [minor, handle, out(buffer), handle]],
    releaseName: ['gss_release_name', [minor, inout(handle)]],
    acquire: ['gss_acquire_cred', [minor, handle, u32, to(oidSet), 'int', ...acquired]],
    acquireFrom: ['gss_acquire_cred_from', [minor, handle, u32, to(oidSet), 'int', to(store), ...acquired]],
    acquireWithPassword: [
      'gss_acquire_cred_with_password',
      [minor, handle, to(buffer), u32, to(oidSet), 'int', ...acquired],
    ],
    inquireByMechanism: ['gss_inquire_cred_by_mech', [minor, handle, to(oid), out(handle), out(u32), handle, handle]],
    setNegotiableMechanisms: ['gss_set_neg_mechs', [minor, handle, to(oidSet)]],
    releaseCredential: ['gss_release_cred', [minor, inout(handle)]],
    initContext: [
      'gss_init_sec_context',
      [
        minor,
        handle,
        inout(handle),
        handle,
        to(oid),
        u32,
        u32,
        to(bindings),
        to(buffer),
        out(handle),
        out(buffer),
        out(u32),
        handle,
      ],
    ],
    deleteContext: ['gss_delete_sec_context', [minor, inout(handle), handle]],
    wrap: ['gss_wrap', [minor, handle, 'int', u32, to(buffer), out('int'), out(buffer)]],
    unwrap: ['gss_unwrap', [minor, handle, to(buffer), out(buffer), out('int'), handle]],
    displayStatus: ['gss_display_status', [minor, u32, 'int', to(oid), inout(u32), out(buffer)]],
    releaseBuffer: ['gss_release_buffer', [minor, inout(buffer)]],
  };
  const declared = new Map(
    Object.entries(signatures).flatMap(([name, [symbol, parameters]]) => {
      try {
        return [[name, library.func(symbol, u32, parameters)] as const];
      } catch (error) {
        if (extensions.includes(name)) return [];
        throw error;
      }
    }),
  );

  return {
    call: Object.fromEntries(declared) as unknown as GssFunctions,
    has: (name) => declared.has(name),
    async: (name, ...values) =>
      new Promise<number>((resolve, reject) => {
        const settle = (error: unknown, major: number) => (error ? reject(error) : resolve(major));
        declared.get(name)!.async(...values, settle);
      }),
    bytes: ({ length, value }) => {
      const size = Number(length ?? 0);
      if (size === 0 || typeof value !== 'bigint') return new Uint8Array();
      return new Uint8Array(ffi.view(value, size)).slice();
    },
    oid: (pointer) => {
      if (pointer === null) return new Uint8Array();
      const { length, elements } = ffi.decode(pointer, oid) as { length: number; elements: Handle };
      return elements === null ? new Uint8Array() : new Uint8Array(ffi.view(elements, length)).slice();
    },
  };
}
