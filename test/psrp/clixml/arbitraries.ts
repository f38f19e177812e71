import fc from 'fast-check';
import {
  PsChar,
  PsDateTime,
  PsDecimal,
  PsNumber,
  PsObject,
  type PsProperties,
  PsSecureString,
  PsText,
  PsTimeSpan,
  type PsValue,
  psEnum,
} from '../../../source/objects/index.ts';
import { memberSetTypeName } from '../../../source/psrp/clixml/index.ts';

/** Any UTF-16 text, lone surrogates and control characters in it too. */
const wild = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 })
  .map((units) => String.fromCharCode(...units));
const tricky = fc.constantFrom('_x000A_', '_x', '_X0041_', ']]>', '<a b="c">', '&amp;', '\r\n', '😀', ' x ', '_x005F_');

export const text: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  wild,
  fc.array(fc.oneof(tricky, fc.string({ maxLength: 3 })), { maxLength: 4 }).map((parts) => parts.join('')),
);

/** A Single as its shortest decimal, which is how the decoder gives it back. */
const single = fc.float().map((value) => {
  for (let digits = 1; digits < 10; digits++) {
    const candidate = Number(value.toPrecision(digits));
    if (Math.fround(candidate) === value) return Object.is(value, -0) ? -0 : candidate;
  }
  return value;
});

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((each) => each.join(''));

const decimal = fc
  .tuple(fc.constantFrom('', '-'), fc.bigInt({ min: 0n, max: 79_228_162_514_264_337_593_543_950_335n }), fc.nat(28))
  .map(([sign, value, scale]) => {
    const padded = String(value).padStart(scale + 1, '0');
    const whole = padded.slice(0, padded.length - scale);
    return new PsDecimal(`${sign}${whole}${scale ? `.${padded.slice(-scale)}` : ''}`);
  });

const dateTime = fc
  .tuple(
    fc.date({ min: new Date('0002-01-01'), max: new Date('9998-12-31'), noInvalidDate: true }),
    fc.option(digits(7), { nil: undefined }),
    fc.constantFrom('', 'Z', '+02:00', '-11:30', '+00:00'),
  )
  .map(([date, fraction, offset]) => {
    const seconds = date.toISOString().slice(0, 19);
    return new PsDateTime(`${seconds}${fraction === undefined ? '' : `.${fraction}`}${offset}`);
  });

const ticks = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const bytes = fc.uint8Array({ maxLength: 20 });

/** One arbitrary for each primitive element. */
export const primitive = {
  Nil: fc.constant(null),
  S: text,
  B: fc.boolean(),
  C: fc.integer({ min: 0, max: 0xffff }).map((code) => new PsChar(code)),
  By: fc.integer({ min: 0, max: 255 }).map((value) => new PsNumber('Byte', value)),
  SB: fc.integer({ min: -128, max: 127 }).map((value) => new PsNumber('SByte', value)),
  U16: fc.integer({ min: 0, max: 0xffff }).map((value) => new PsNumber('UInt16', value)),
  I16: fc.integer({ min: -0x8000, max: 0x7fff }).map((value) => new PsNumber('Int16', value)),
  U32: fc.integer({ min: 0, max: 0xffffffff }).map((value) => new PsNumber('UInt32', value)),
  I32: fc.integer(),
  U64: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((value) => new PsNumber('UInt64', value)),
  I64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  Sg: single.map((value) => new PsNumber('Single', value)),
  Db: fc.double().map((value) => new PsNumber('Double', value)),
  D: decimal,
  DT: dateTime,
  TS: ticks.map((value) => PsTimeSpan.fromTicks(value)),
  BA: bytes,
  G: fc.uuid().map((value) => new PsText('Guid', value)),
  URI: fc.webUrl().map((value) => new PsText('Uri', value)),
  Version: fc
    .array(fc.integer({ min: 0, max: 0x7fffffff }), { minLength: 2, maxLength: 4 })
    .map((parts) => new PsText('Version', parts.join('.'))),
  XD: fc.constantFrom('<a/>', '<a b="c">d &amp; e</a>', '<a>\n  <b>1</b>\n</a>').map((xml) => new PsText('Xml', xml)),
  SBK: text.map((script) => new PsText('ScriptBlock', script)),
  SS: bytes.map((encrypted) => new PsSecureString(encrypted)),
} satisfies Record<string, fc.Arbitrary<PsValue>>;

export const anyPrimitive: fc.Arbitrary<PsValue> = fc.oneof(...(Object.values(primitive) as fc.Arbitrary<PsValue>[]));

const typeNames = fc.oneof(
  fc.constantFrom<readonly string[]>(
    [],
    ['System.Management.Automation.PSCustomObject', 'System.Object'],
    ['Deserialized.Contoso.Mailbox', 'Deserialized.System.Object'],
    ['Odd <name> & "quotes"', 'With_x000A_escape\nand line'],
  ),
  fc.array(text, { maxLength: 3 }),
);

const propertyName = fc.oneof(fc.constantFrom('Name', 'Alias', 'Database', 'a"b<c>&\'d', 'tab\tname', ''), text);

function propertiesOf(value: fc.Arbitrary<PsValue>): fc.Arbitrary<PsProperties> {
  return fc.array(fc.tuple(propertyName, value), { maxLength: 4 }).map((pairs) => ({
    names: pairs.map(([name]) => name),
    values: pairs.map(([, each]) => each),
  }));
}

const noProperties: PsProperties = { names: [], values: [] };

const memberSet = propertiesOf(anyPrimitive).map(
  (extended) => new PsObject({ typeNames: [memberSetTypeName], extended }),
);

/** Values of every kind: objects in objects, collections, enums, member sets, with objects that come twice. */
export const anyValue: fc.Arbitrary<PsValue> = fc.letrec<{ value: PsValue; object: PsObject }>((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, anyPrimitive, tie('object'), tie('object')),
  object: fc
    .record({
      typeNames,
      text: fc.option(text, { nil: undefined }),
      adapted: fc.oneof(fc.constant(noProperties), propertiesOf(tie('value'))),
      extended: fc.oneof(fc.constant(noProperties), propertiesOf(fc.oneof(tie('value'), tie('value'), memberSet))),
      content: fc.oneof(
        fc.constant({}),
        fc.record({ base: anyPrimitive }),
        fc.record({
          collection: fc.record({
            kind: fc.constantFrom('list', 'stack', 'queue', 'enumerable'),
            items: fc.oneof(
              fc.array(tie('value'), { maxLength: 4 }),
              tie('value').map((item) => [item, item]),
            ),
          }),
        }),
        fc.record({
          collection: fc.record({
            kind: fc.constant('dictionary' as const),
            entries: fc.array(
              fc.tuple(
                anyPrimitive.filter((key) => key !== null),
                tie('value'),
              ),
              { maxLength: 3 },
            ),
          }),
        }),
      ),
    })
    .map(({ content, ...parts }) => new PsObject({ ...parts, ...content }))
    .chain((object) => fc.constantFrom<PsObject>(object, object, psEnum('System.DayOfWeek', 'Monday', 1))),
})).value;
