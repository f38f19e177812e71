import { LiveDictionary } from '../../run/value.ts';
import type { CommandDeclaration } from '../command.ts';
import { stop } from '../lib/fail.ts';

/** What a backslash and a letter stand for, as in a regular expression; before anything else it stands for that alone. */
const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  f: '\f',
  v: '\v',
  a: '\u0007',
  e: '\u001b',
};

const unescaped = (text: string) =>
  text.replace(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|([\s\S]))/gi, (_, short?: string, long?: string, one = '') =>
    (short ?? long) ? String.fromCharCode(Number.parseInt((short ?? long)!, 16)) : (escapes[one] ?? one),
  );

export const convertFromStringData: CommandDeclaration = {
  name: 'ConvertFrom-StringData',
  synopsis: 'Makes a hashtable of lines of name=value.',
  examples: [
    { line: '"Server = EX01`nDays = 30" | ConvertFrom-StringData', what: 'A hashtable with Server and Days.' },
  ],
  parameters: [
    {
      name: 'StringData',
      type: 'string',
      position: 0,
      isMandatory: true,
      allowsEmpty: true,
      fromPipeline: true,
      what: 'The lines; what begins with # is a comment.',
    },
    { name: 'Delimiter', type: 'string', position: 1, what: 'One character between name and value; an equals sign.' },
  ],
  create: (bound, context) => ({
    *process(input) {
      const text = bound.text('StringData') ?? context.semantics.toText(input);
      yield* context.out(read(text, bound.text('Delimiter')?.charAt(0) ?? '='));
    },
  }),
};

function read(text: string, delimiter: string): LiveDictionary {
  const found = new LiveDictionary();
  for (const line of text.split('\n')) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const at = trimmed.indexOf(delimiter);
    if (at <= 0)
      throw stop(`Data line '${trimmed}' is not in 'name=value' format. `, 'InvalidOperation', 'InvalidOperation');
    const name = unescaped(trimmed.slice(0, at)).trim();
    if (found.has(name)) {
      throw stop(
        `Data item '${name}' in line '${trimmed}' is already defined. `,
        'InvalidOperation',
        'InvalidOperation',
      );
    }
    found.set(name, unescaped(trimmed.slice(at + 1)).trim());
  }
  return found;
}
