import type { Value } from '../run/value.ts';
import { sizeOf, sizeText, wholeUnits } from '../values/sizes.ts';
import { defineType } from './define.ts';
import { TypeFailure } from './type.ts';

const bytesOf = (value: Value): number => {
  const size = sizeOf(value);
  if (typeof size === 'number') return size;
  throw new TypeFailure(
    'Unlimited has no number of bytes. Ask .IsUnlimited first.',
    'System.InvalidOperationException',
  );
};

/** Exchange's ByteQuantifiedSize and Unlimited, which come over remoting as text. */
export const sizeType = defineType({
  name: 'Microsoft.Exchange.Data.ByteQuantifiedSize',
  summary: 'A size of Exchange, or Unlimited: a text such as 14.89 GB (15,987,654,321 bytes), with its bytes.',
  is: (value) => sizeOf(value) !== undefined,
  members: {
    'bool IsUnlimited {get;}': (self: Value) => sizeOf(self) === 'unlimited',
    'System.Object Value {get;}': (self: Value) => (sizeOf(self) === 'unlimited' ? null : sizeText(bytesOf(self))),
    'long ToBytes()': (self: Value) => bytesOf(self),
    'long ToKB()': (self: Value) => wholeUnits(bytesOf(self), 'kb'),
    'long ToMB()': (self: Value) => wholeUnits(bytesOf(self), 'mb'),
    'long ToGB()': (self: Value) => wholeUnits(bytesOf(self), 'gb'),
    'long ToTB()': (self: Value) => wholeUnits(bytesOf(self), 'tb'),
  },
});
