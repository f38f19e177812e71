import { PsSecureString, type PsValue, psCredential } from '../../objects/index.ts';
import { LiveInstance, type LiveType, type Value } from '../run/value.ts';
import { defineType } from './define.ts';
import { TypeFailure } from './type.ts';

const secureName = 'System.Security.SecureString';
const credentialName = 'System.Management.Automation.PSCredential';
const networkName = 'System.Net.NetworkCredential';

/** What nobody holds any more is wiped when its memory is taken back. */
const forgotten = new FinalizationRegistry<Uint8Array>((bytes) => bytes.fill(0));

/** Clear text in memory that is wiped, and nowhere else: it shows nothing of itself. */
export class SecureState {
  #bytes: Uint8Array;

  /** Takes over the text as UTF-16LE. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    forgotten.register(this, bytes, this);
  }

  /** UTF-16 code units. */
  get length(): number {
    return this.#bytes.length / 2;
  }

  /** Lends the text as UTF-16LE for one call. */
  use<Result>(borrow: (bytes: Uint8Array) => Result): Result {
    return borrow(this.#bytes);
  }

  /** The secret itself, for who asks for it as text. */
  reveal(): string {
    return this.use((bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf16le'));
  }

  append(text: string): void {
    const added = utf16Of(text);
    this.#replace(Buffer.concat([this.#bytes, added]));
    added.fill(0);
  }

  wipe(): void {
    this.#replace(new Uint8Array());
  }

  copy(): SecureState {
    return new SecureState(this.#bytes.slice());
  }

  toText(): string {
    return secureName;
  }

  #replace(bytes: Uint8Array): void {
    forgotten.unregister(this);
    this.#bytes.fill(0);
    this.#bytes = bytes;
    forgotten.register(this, bytes, this);
  }
}

/** In memory of its own: what Buffer.from takes out of Node's pool is shared. */
function utf16Of(text: string): Uint8Array {
  const bytes = Buffer.alloc(text.length * 2);
  bytes.write(text, 'utf16le');
  return bytes;
}

export const secureString = (text: string): LiveInstance<SecureState> => secureBytes(utf16Of(text));

/** Takes over the text as UTF-16LE. */
export const secureBytes = (bytes: Uint8Array): LiveInstance<SecureState> =>
  new LiveInstance(secureName, new SecureState(bytes));

export class CredentialState {
  readonly userName: string;
  readonly password: Value;
  readonly domain: string;

  constructor(userName: string, password: Value, domain = '') {
    this.userName = userName;
    this.password = password;
    this.domain = domain;
  }
}

/** A `[pscredential]`. The password is a secure string. */
export const credential = (userName: string, password: Value): LiveInstance<CredentialState> =>
  new LiveInstance(credentialName, new CredentialState(userName, password));

/** Encrypts UTF-16LE for the server; whoever gives the bytes wipes them. */
export type Seal = (clear: Uint8Array) => PsSecureString;

/** A secret of this side as the server is to have it; undefined where the value is none. */
export function sealed(value: LiveInstance, seal: Seal): PsValue | undefined {
  const { state } = value;
  if (state instanceof SecureState) return state.use(seal);
  if (!(state instanceof CredentialState)) return undefined;
  if (value.typeName !== credentialName) {
    throw new TypeFailure(
      'A NetworkCredential holds its password as clear text and is not sent to the server. Give it a PSCredential: New-Object PSCredential <name>, <secure string>.',
      'System.NotSupportedException',
    );
  }
  const { password } = state;
  const isOurs = password instanceof LiveInstance && password.state instanceof SecureState;
  const sent = isOurs ? password.state.use(seal) : password instanceof PsSecureString ? password : null;
  return psCredential(state.userName, sent);
}

/** What a secure string of this side holds; one from the wire stays closed. */
function revealed(value: Value): string {
  if (value instanceof LiveInstance && value.state instanceof SecureState) return value.state.reveal();
  if (value === null) return '';
  throw new TypeFailure(
    'This secure string was encrypted by the server and cannot be read here.',
    'System.NotSupportedException',
  );
}

/** `DOMAIN\user` and `user@domain` in their two parts. */
function parts(userName: string): { readonly user: string; readonly domain: string } {
  const backslash = userName.indexOf('\\');
  if (backslash >= 0) return { user: userName.slice(backslash + 1), domain: userName.slice(0, backslash) };
  const at = userName.lastIndexOf('@');
  return at >= 0 ? { user: userName.slice(0, at), domain: userName.slice(at + 1) } : { user: userName, domain: '' };
}

type Secure = LiveInstance<SecureState>;
type Credential = LiveInstance<CredentialState>;

const network = (user: string, password: Value, domain = '') =>
  new LiveInstance(networkName, new CredentialState(user, password, domain));

const isNamed = (name: string) => (value: Value) => value instanceof LiveInstance && value.typeName === name;

export const secureTypes = [
  defineType({
    name: secureName,
    summary: 'A text that shows nothing of itself.',
    is: (value) => value instanceof PsSecureString || isNamed(secureName)(value),
    members: {
      'int Length {get;}': (self: Value) => (self instanceof LiveInstance ? (self as Secure).state.length : 0),
      'void AppendChar(char c)': ({ state }: Secure, c: string) => state.append(c),
      'void Clear()': ({ state }: Secure) => state.wipe(),
      'System.Security.SecureString Copy()': ({ state }: Secure) => new LiveInstance(secureName, state.copy()),
      'void Dispose()': ({ state }: Secure) => state.wipe(),
      'bool IsReadOnly()': () => false,
      'void MakeReadOnly()': () => undefined,
      'string ToString()': () => secureName,
      'new()': () => secureString(''),
    },
  }),
  defineType({
    name: credentialName,
    summary: 'A user name with its password.',
    is: isNamed(credentialName),
    members: {
      'securestring Password {get;}': ({ state }: Credential) => state.password,
      'string UserName {get;}': ({ state }: Credential) => state.userName,
      'System.Net.NetworkCredential GetNetworkCredential()': ({ state }: Credential) => {
        const { user, domain } = parts(state.userName);
        return network(user, state.password, domain);
      },
      'static pscredential Empty {get;}': () => credential('', secureString('')),
      'new(string userName, securestring password)': (_: LiveType, userName: string, password: Value) => {
        if (!userName) {
          throw new TypeFailure(
            'Cannot process argument because the value of argument "userName" is not valid. Change the value of the "userName" argument and run the operation again.',
            'System.Management.Automation.PSArgumentException',
          );
        }
        return credential(userName, password);
      },
    },
  }),
  defineType({
    name: networkName,
    summary: 'A user name with its password and domain.',
    is: isNamed(networkName),
    members: {
      'string Domain {get;}': ({ state }: Credential) => state.domain,
      'string Password {get;}': ({ state }: Credential) => revealed(state.password),
      'securestring SecurePassword {get;}': ({ state }: Credential) => state.password,
      'string UserName {get;}': ({ state }: Credential) => state.userName,
      'new(string userName, string password)': (_: LiveType, user: string, password: string) =>
        network(user, secureString(password)),
      'new(string userName, securestring password)': (_: LiveType, user: string, password: Value) =>
        network(user, password),
      'new(string userName, string password, string domain)': (
        _: LiveType,
        user: string,
        password: string,
        domain: string,
      ) => network(user, secureString(password), domain),
    },
  }),
];

/** `[System.Runtime.InteropServices.Marshal]`: the old way to a secure string's text. */
export const marshalType = defineType({
  name: 'System.Runtime.InteropServices.Marshal',
  summary: 'Only what leads to the text of a secure string.',
  is: () => false,
  members: {
    'static System.Object SecureStringToBSTR(securestring s)': (_: LiveType, secure: Value) => secure,
    'static System.Object SecureStringToGlobalAllocUnicode(securestring s)': (_: LiveType, secure: Value) => secure,
    'static string PtrToStringAuto(System.Object ptr)': (_: LiveType, secure: Value) => revealed(secure),
    'static string PtrToStringBSTR(System.Object ptr)': (_: LiveType, secure: Value) => revealed(secure),
    'static string PtrToStringUni(System.Object ptr)': (_: LiveType, secure: Value) => revealed(secure),
    'static void ZeroFreeBSTR(System.Object s)': () => undefined,
  },
});
