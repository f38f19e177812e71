import { PsObject } from '../../../objects/index.ts';
import { englishName, languageOf, named } from '../../types/culture-info.ts';
import { type Culture, currentCulture } from '../../values/culture.ts';
import type { CommandDeclaration } from '../command.ts';
import { several } from '../lib/items.ts';

export const getCulture: CommandDeclaration = {
  name: 'Get-Culture',
  synopsis: 'How numbers and dates are written and read by -f, ToString() and Parse(): as the system has it.',
  examples: [
    { line: '(Get-Culture).Name', what: 'Such as de-DE; empty for the invariant culture.' },
    { line: 'Get-Culture en-GB', what: 'Another one.' },
  ],
  parameters: [
    { name: 'Name', type: 'string[]', position: 0, fromPipeline: true, sets: ['Name'], what: 'Another culture.' },
    { name: 'NoUserOverrides', type: 'switch', sets: ['CurrentCulture', 'Name'], what: 'Heeded by no one here.' },
    {
      name: 'ListAvailable',
      type: 'switch',
      sets: ['ListAvailable'],
      what: 'All cultures.',
      refused: 'Cultures are known by their name here: Get-Culture de-DE.',
    },
  ],
  defaultSet: 'CurrentCulture',
  create: (bound, context) => ({
    *process() {
      const names = several(bound.get('Name')).map(context.semantics.toText);
      const cultures = bound.has('Name') ? names.map(named) : [currentCulture()];
      for (const culture of cultures) yield* context.out(cultureObject(culture));
    },
  }),
};

/** Windows' number of a culture is known of the invariant one alone. */
const invariantNumber = 127;

/** A culture as Get-Culture gives it. */
export function cultureObject(culture: Culture): PsObject {
  const name = englishName(culture);
  return new PsObject({
    typeNames: ['System.Globalization.CultureInfo', 'System.Object'],
    text: culture.name,
    adapted: {
      names: ['LCID', 'Name', 'DisplayName', 'EnglishName', 'TwoLetterISOLanguageName', 'IsNeutralCulture'],
      values: [
        culture.name === '' ? invariantNumber : null,
        ...[culture.name, name, name, languageOf(culture)],
        culture.name !== '' && !culture.name.includes('-'),
      ],
    },
  });
}
