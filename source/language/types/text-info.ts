import { LiveInstance } from '../run/value.ts';
import type { Culture } from '../values/culture.ts';
import { defineType } from './define.ts';

const name = 'System.Globalization.TextInfo';

class TextInfoState {
  readonly culture: Culture;

  constructor(culture: Culture) {
    this.culture = culture;
  }

  toText(): string {
    return `TextInfo - ${this.culture.name}`;
  }
}

export const textInfo = (culture: Culture): LiveInstance => new LiveInstance(name, new TextInfoState(culture));

/** A letter begins each word; a word of capitals alone is an abbreviation, and stays. An apostrophe ends no word. */
const titled = (text: string) =>
  text.replace(/\p{L}[\p{L}\p{M}\p{Nd}'’]*/gu, (word) =>
    word.length > 1 && word === word.toUpperCase() ? word : word.charAt(0).toUpperCase() + word.slice(1).toLowerCase(),
  );

type Self = LiveInstance<TextInfoState>;

export const textInfoType = defineType({
  name,
  summary: 'How a language writes its letters.',
  is: (value) => value instanceof LiveInstance && value.typeName === name,
  members: {
    'string CultureName {get;}': ({ state }: Self) => state.culture.name,
    'string ListSeparator {get;}': ({ state }: Self) => state.culture.listSeparator,
    'string ToLower(string str)': (_: Self, text: string) => text.toLowerCase(),
    'string ToTitleCase(string str)': (_: Self, text: string) => titled(text),
    'string ToUpper(string str)': (_: Self, text: string) => text.toUpperCase(),
  },
});
