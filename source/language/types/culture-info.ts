import { PsObject } from '../../objects/index.ts';
import { LiveInstance, type LiveType, type Value, type ValueState } from '../run/value.ts';
import { type Culture, cultureNamed, currentCulture, invariant } from '../values/culture.ts';
import { calendar, dateFormat, numberFormat } from './culture-formats.ts';
import { defineType } from './define.ts';
import { textInfo } from './text-info.ts';
import { TypeFailure } from './type.ts';

const name = 'System.Globalization.CultureInfo';

export class CultureState implements ValueState {
  readonly culture: Culture;

  constructor(culture: Culture) {
    this.culture = culture;
  }

  get key(): string {
    return this.culture.name;
  }

  readonly like = (value: Value): Value | undefined => toCulture(value);

  toText(): string {
    return this.culture.name;
  }
}

export const cultureValue = (culture: Culture): LiveInstance<CultureState> =>
  new LiveInstance(name, new CultureState(culture));

/** The culture that an argument stands for; undefined, which is the current one, for null. */
export function cultureState(value: Value): Culture | undefined {
  if (value instanceof LiveInstance && value.state instanceof CultureState) return value.state.culture;
  return typeof value === 'string' ? named(value) : undefined;
}

/** Throws where there is none of that name. */
export function named(text: string): Culture {
  const found = cultureNamed(text);
  if (found) return found;
  throw new TypeFailure(
    `Culture is not supported. (Parameter 'name')\n${text} is an invalid culture identifier.`,
    'System.Globalization.CultureNotFoundException',
  );
}

export const englishName = (culture: Culture) => {
  if (culture.name === '') return 'Invariant Language (Invariant Country)';
  return (
    new Intl.DisplayNames('en', { type: 'language', languageDisplay: 'standard' }).of(culture.name) ?? culture.name
  );
};

/** Of a language alone, the name with the country that most of its speakers live in. */
function specificName(text: string): string {
  if (text === '' || text.includes('-')) return text;
  const { language, region } = new Intl.Locale(named(text).name).maximize();
  return region === undefined ? text : `${language}-${region}`;
}

export const languageOf = (culture: Culture) => culture.name.split('-')[0] || 'iv';

const toCulture = (value: Value) => (typeof value === 'string' ? cultureValue(named(value)) : undefined);

type Self = LiveInstance<CultureState>;

/** One that the server has sent is known by its name. */
const cultureOf = (self: Self | PsObject) => (self instanceof PsObject ? named(self.text ?? '') : self.state.culture);

export const cultureType = defineType({
  name,
  bases: ['System.IFormatProvider', 'System.ICloneable'],
  summary: 'How numbers and dates are written in a language and country.',
  is: (value) => value instanceof LiveInstance && value.typeName === name,
  convert: toCulture,
  members: {
    'string Name {get;}': ({ state }: Self) => state.culture.name,
    'string DisplayName {get;}': ({ state }: Self) => englishName(state.culture),
    'string EnglishName {get;}': ({ state }: Self) => englishName(state.culture),
    'System.Globalization.TextInfo TextInfo {get;}': (self: Self | PsObject) => textInfo(cultureOf(self)),
    'System.Globalization.DateTimeFormatInfo DateTimeFormat {get;}': (self: Self | PsObject) =>
      dateFormat(cultureOf(self)),
    'System.Globalization.NumberFormatInfo NumberFormat {get;}': (self: Self | PsObject) =>
      numberFormat(cultureOf(self)),
    'System.Globalization.Calendar Calendar {get;}': (self: Self | PsObject) => calendar(cultureOf(self)),
    'string TwoLetterISOLanguageName {get;}': ({ state }: Self) => languageOf(state.culture),
    'string ToString()': ({ state }: Self) => state.culture.name,
    'static cultureinfo InvariantCulture {get;}': () => cultureValue(invariant),
    'static cultureinfo CurrentCulture {get;}': () => cultureValue(currentCulture()),
    'static cultureinfo CurrentUICulture {get;}': () => cultureValue(currentCulture()),
    'static cultureinfo GetCultureInfo(string name)': (_: LiveType, text: string) => cultureValue(named(text)),
    'static cultureinfo CreateSpecificCulture(string name)': (_: LiveType, text: string) =>
      cultureValue(named(specificName(text))),
    'new(string name)': (_: LiveType, text: string) => cultureValue(named(text)),
  },
});
