import type { Connection } from './connection.ts';
import { switchField } from './field-kinds.ts';

/** What a connection is marked as: the settings of the marks. */
export const markFields = {
  production: switchField(
    {
      label: 'Production',
      help: 'mark it wherever it is shown, so that nobody takes it for another',
      otherwise: 'no',
      option: '--production',
      takenBack: 'take the mark away',
      form: 'usual',
    },
    'yes',
  ),
  readOnly: switchField(
    {
      label: 'Read-only',
      help: 'let only Get-, Test-, Search-, Measure- and Export- pass, and refuse the rest',
      otherwise: 'no',
      option: '--read-only',
      takenBack: 'let changes pass again',
      form: 'usual',
    },
    'yes',
  ),
  asking: switchField(
    {
      label: 'Asks first',
      help: "have what removes, disables, dismounts or sets something confirmed by the connection's name",
      otherwise: 'no',
      option: '--asking',
      takenBack: 'let changes pass without a question again',
      form: 'usual',
    },
    'yes',
  ),
};

const words = {
  whole: { production: 'PRODUCTION', readOnly: 'read-only', asking: 'asks before changes' },
  short: { production: 'PROD', readOnly: 'read-only', asking: 'asks' },
} as const;

/** The marks of a connection as words, the one that counts most first; none for an unmarked one. */
export function markWords(
  { production, readOnly, asking }: Pick<Connection, 'production' | 'readOnly' | 'asking'>,
  length: keyof typeof words = 'whole',
): readonly string[] {
  const word = words[length];
  return [...(production ? [word.production] : []), ...(readOnly ? [word.readOnly] : asking ? [word.asking] : [])];
}
