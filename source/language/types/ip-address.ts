import { PsChar, psEnum } from '../../objects/index.ts';
import { LiveArray, LiveInstance, type LiveType, type Value, type ValueState } from '../run/value.ts';
import { toText } from '../values/convert.ts';
import { enumName } from '../values/enums.ts';
import { type AddressParts, readAddress, writeAddress } from '../values/ip-text.ts';
import { numberTypeOf, numberTypes } from '../values/kinds.ts';
import { castFailure, castToNumber } from '../values/to-number.ts';
import { defineType } from './define.ts';
import { giveBack } from './reference.ts';
import { TypeFailure } from './type.ts';

const name = 'System.Net.IPAddress';
const family = 'System.Net.Sockets.AddressFamily';

class AddressState implements ValueState, AddressParts {
  readonly bytes: readonly number[];
  readonly scope: number;

  constructor(bytes: readonly number[], scope: number) {
    this.bytes = bytes;
    this.scope = scope;
  }

  get key(): string {
    return `${this.bytes.join('.')}%${this.scope}`;
  }

  readonly like = (value: Value): Value | undefined => toAddress(value);

  toText(): string {
    return writeAddress(this);
  }
}

type Self = LiveInstance<AddressState>;

const of = (bytes: readonly number[], scope = 0): Self => new LiveInstance(name, new AddressState(bytes, scope));

const invalid = (parameter?: string) =>
  parameter
    ? new TypeFailure(`An invalid IP address was specified. (Parameter '${parameter}')`, 'System.ArgumentException')
    : new TypeFailure('An invalid IP address was specified.', 'System.FormatException');

function read(text: string): Self {
  const parts = readAddress(text);
  if (!parts) throw invalid();
  return of(parts.bytes, parts.scope);
}

function outOfRange(parameter: string, given: bigint): TypeFailure {
  const shown = BigInt.asUintN(64, given);
  return new TypeFailure(
    `${parameter} ('${shown}') must be less than or equal to '4294967295'. (Parameter '${parameter}')\nActual value was ${shown}.`,
    'System.ArgumentOutOfRangeException',
  );
}

const isShort = (value: bigint) => value >= 0n && value <= 0xffff_ffffn;

/** The number's lowest byte is the address's first. */
function ofNumber(given: bigint): Self {
  if (!isShort(given)) throw outOfRange('newAddress', given);
  const number = Number(given);
  return of([number & 0xff, (number >> 8) & 0xff, (number >> 16) & 0xff, number >>> 24]);
}

function ofBytes(bytes: readonly number[]): Self {
  if (bytes.length !== 4 && bytes.length !== 16) throw invalid('address');
  return of(bytes);
}

/** A whole number is the constructor's, and so are bytes; any other number is read by its text. */
function toAddress(value: Value): Value | undefined {
  const bytes = bytesOf(value);
  const number = numberTypeOf(value);
  const isWhole = value instanceof PsChar || (number && numberTypes.indexOf(number) < numberTypes.indexOf('UInt64'));
  try {
    if (bytes) return ofBytes(bytes);
    if (isWhole) return ofNumber(castToNumber(value, 'Int64') as bigint);
    return typeof value === 'string' || number ? read(toText(value)) : undefined;
  } catch (error) {
    if (!(error instanceof TypeFailure)) throw error;
    const id = bytes || isWhole ? 'InvalidCastConstructorException' : 'InvalidCastParseTargetInvocation';
    throw castFailure(bytes ? 'System.Byte[]' : value, name, error.message, id);
  }
}

function bytesOf(value: Value): readonly number[] | undefined {
  if (value instanceof Uint8Array) return [...value];
  if (!(value instanceof LiveArray) || value.elementType !== 'System.Byte') return undefined;
  return value.items.map((item) => castToNumber(item, 'Int32') as number);
}

const isFour = ({ state }: Self) => state.bytes.length === 4;
const group = ({ state }: Self, index: number) => (state.bytes[index * 2]! << 8) | state.bytes[index * 2 + 1]!;
/** Whether an address of sixteen bytes begins so. */
const begins = (mask: number, wanted: number) => (self: Self) => !isFour(self) && (group(self, 0) & mask) === wanted;
const isMapped = ({ state: { bytes } }: Self) =>
  bytes.length === 16 && bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
const numberOf = ({ state: { bytes } }: Self) => bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
const notSupported = () => new TypeFailure('Operation not supported', 'System.Net.Sockets.SocketException');

/** The bytes in the other order. */
function turned(value: number | bigint, count: number): bigint {
  let result = 0n;
  for (let index = 0; index < count; index++) result = (result << 8n) | ((BigInt(value) >> BigInt(index * 8)) & 0xffn);
  return BigInt.asIntN(count * 8, result);
}
const turnedShort = (_: LiveType, value: number) => Number(turned(value, 2));
const turnedInt = (_: LiveType, value: number) => Number(turned(value, 4));
const turnedLong = (_: LiveType, value: bigint) => turned(value, 8);

export const ipAddressType = defineType({
  name,
  summary: 'An address of the network, of four bytes or sixteen.',
  is: (value) => value instanceof LiveInstance && value.typeName === name,
  convert: toAddress,
  members: {
    'long Address {get;}': (self: Self) => (isFour(self) ? numberOf(self) : null),
    'set long Address(long value)': (self: Self, value: bigint) => {
      if (!isFour(self)) throw notSupported();
      if (!isShort(value)) throw outOfRange('value', value);
      self.state = ofNumber(value).state;
    },
    'System.Net.Sockets.AddressFamily AddressFamily {get;}': (self: Self) => {
      const number = isFour(self) ? 2 : 23;
      return psEnum(family, enumName(family, number), number);
    },
    'string IPAddressToString {get;}': ({ state }: Self) => state.toText(),
    'bool IsIPv4MappedToIPv6 {get;}': isMapped,
    'bool IsIPv6LinkLocal {get;}': begins(0xffc0, 0xfe80),
    'bool IsIPv6Multicast {get;}': begins(0xff00, 0xff00),
    'bool IsIPv6SiteLocal {get;}': begins(0xffc0, 0xfec0),
    'bool IsIPv6Teredo {get;}': (self: Self) => begins(0xffff, 0x2001)(self) && group(self, 1) === 0,
    'bool IsIPv6UniqueLocal {get;}': begins(0xfe00, 0xfc00),
    'long ScopeId {get;}': (self: Self) => (isFour(self) ? null : self.state.scope),
    'set long ScopeId(long value)': (self: Self, value: bigint) => {
      if (isFour(self)) throw notSupported();
      if (!isShort(value)) throw outOfRange('value', value);
      self.state = of(self.state.bytes, Number(value)).state;
    },
    'bool Equals(System.Object comparand)': ({ state }: Self, other: Value) =>
      other instanceof LiveInstance && other.state instanceof AddressState && other.state.key === state.key,
    'byte[] GetAddressBytes()': ({ state }: Self) => [...state.bytes],
    'ipaddress MapToIPv4()': (self: Self) => (isFour(self) ? self : of(self.state.bytes.slice(12))),
    'ipaddress MapToIPv6()': (self: Self) =>
      isFour(self) ? of([...Array<number>(10).fill(0), 0xff, 0xff, ...self.state.bytes]) : self,
    'string ToString()': ({ state }: Self) => state.toText(),
    'static ipaddress Any {get;}': () => read('0.0.0.0'),
    'static ipaddress Broadcast {get;}': () => read('255.255.255.255'),
    'static ipaddress IPv6Any {get;}': () => read('::'),
    'static ipaddress IPv6Loopback {get;}': () => read('::1'),
    'static ipaddress IPv6None {get;}': () => read('::'),
    'static ipaddress Loopback {get;}': () => read('127.0.0.1'),
    'static ipaddress None {get;}': () => read('255.255.255.255'),
    'static short HostToNetworkOrder(short host)': turnedShort,
    'static int HostToNetworkOrder(int host)': turnedInt,
    'static long HostToNetworkOrder(long host)': turnedLong,
    'static short NetworkToHostOrder(short network)': turnedShort,
    'static int NetworkToHostOrder(int network)': turnedInt,
    'static long NetworkToHostOrder(long network)': turnedLong,
    'static bool IsLoopback(ipaddress address)': (_: LiveType, address: Self) =>
      isFour(address) || isMapped(address)
        ? address.state.bytes.at(-4) === 127
        : address.state.toText().replace(/%.*/, '') === '::1',
    'static ipaddress Parse(string ipString)': (_: LiveType, text: string) => read(text),
    'static bool TryParse(string ipString, System.Object& address)': (
      _: LiveType,
      text: string | null,
      target: Value,
    ) => {
      const parts = readAddress(text ?? '');
      giveBack(target, parts ? of(parts.bytes, parts.scope) : null);
      return parts !== undefined;
    },
    'new(long newAddress)': (_: LiveType, number: bigint) => ofNumber(number),
    'new(byte[] address)': (_: LiveType, bytes: readonly number[]) => ofBytes(bytes),
    'new(byte[] address, long scopeid)': (_: LiveType, bytes: readonly number[], scope: bigint) => {
      if (bytes.length !== 16) throw invalid('address');
      if (!isShort(scope)) throw outOfRange('scopeid', scope);
      return of(bytes, Number(scope));
    },
  },
});
