import { LiveInstance, type LiveType, type Value, type ValueState } from '../run/value.ts';
import { toText } from '../values/convert.ts';
import { numberTypeOf } from '../values/kinds.ts';
import { castFailure } from '../values/to-number.ts';
import { defineType } from './define.ts';
import { TypeFailure } from './type.ts';

const name = 'System.Net.Mail.MailAddress';

class AddressState implements ValueState {
  readonly displayName: string;
  readonly user: string;
  readonly host: string;

  constructor(displayName: string, user: string, host: string) {
    this.displayName = displayName;
    this.user = user;
    this.host = host;
  }

  get address(): string {
    return `${this.user}@${this.host}`;
  }

  get key(): string {
    return this.toText().toLowerCase();
  }

  readonly like = (value: Value): Value | undefined => toAddress(value);

  toText(): string {
    return this.displayName ? `"${this.displayName}" <${this.address}>` : this.address;
  }
}

const shape =
  /^\s*(?:(?:"([^"]*)"|([^<>"]*?))\s*<\s*)?((?:"[^"]+"|[^\s@<>()",;:\\[\]]+))@(\[[^\]]+\]|[^\s@<>()",;:\\[\]]+)\s*>?\s*$/;

function read(text: string, displayName?: string): LiveInstance<AddressState> {
  if (text === '')
    throw new TypeFailure(
      "The parameter 'address' cannot be an empty string. (Parameter 'address')",
      'System.ArgumentException',
    );
  const match = shape.exec(text);
  if (!match && text.split('@').length > 2)
    throw new TypeFailure("An invalid character was found in the mail header: '@'.", 'System.FormatException');
  if (!match || /\.\.|\.$/.test(match[3]!) || /^\.|\.\./.test(match[4]!))
    throw new TypeFailure(
      'The specified string is not in the form required for an e-mail address.',
      'System.FormatException',
    );
  return new LiveInstance(
    name,
    new AddressState(displayName ?? match[1] ?? match[2]?.trim() ?? '', match[3]!, match[4]!),
  );
}

function toAddress(value: Value): Value | undefined {
  if (typeof value !== 'string' && !numberTypeOf(value)) return undefined;
  try {
    return read(toText(value));
  } catch (error) {
    if (!(error instanceof TypeFailure)) throw error;
    throw castFailure(value, name, error.message, 'InvalidCastConstructorException');
  }
}

type Self = LiveInstance<AddressState>;

export const mailAddressType = defineType({
  name,
  summary: 'An e-mail address, with its parts.',
  is: (value) => value instanceof LiveInstance && value.typeName === name,
  convert: toAddress,
  members: {
    'string DisplayName {get;}': ({ state }: Self) => state.displayName,
    'string User {get;}': ({ state }: Self) => state.user,
    'string Host {get;}': ({ state }: Self) => state.host,
    'string Address {get;}': ({ state }: Self) => state.address,
    'bool Equals(System.Object value)': ({ state }: Self, other: Value) =>
      other !== null && toText(other).toLowerCase() === state.key,
    'string ToString()': ({ state }: Self) => state.toText(),
    'new(string address)': (_: LiveType, text: string) => read(text),
    'new(string address, string displayName)': (_: LiveType, text: string, shown: string) => read(text, shown),
  },
});
