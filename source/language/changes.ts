import { mayChange, withoutModule } from '../domain/index.ts';
import { commandsNamed } from './named.ts';

/** What only handles objects, on this computer or on the server. */
const handling = /^(?:Select|Sort|Where|Group|ForEach|Format|Out|Compare|ConvertTo|ConvertFrom|Write)-/i;

/** Short names of what reads or only handles objects; any other may stand for anything. */
export const harmlessAliases: ReadonlySet<string> = new Set([
  ...'% ? cat compare diff dir echo epcsv fc fl foreach ft fw gal gc gci gcm ghy gi gl gm group gsnp gu gv'.split(' '),
  ...'h help history ls man measure ogv oh oss pwd select sls sort type where write'.split(' '),
]);

/**
 * Commands of a text that may change something, each once. What it runs without naming it may be any command, and stands
 * there as it is written.
 */
export function changesIn(text: string): readonly string[] {
  const { names, functions, unnamed } = commandsNamed(text);
  const own = new Set(functions.map((name) => name.toLowerCase()));
  const known = (name: string) => own.has(name.toLowerCase()) || harmlessAliases.has(name.toLowerCase());
  const plain = names.filter((name) => !known(name)).map(withoutModule);
  return [...new Set([...plain.filter((name) => !handling.test(name) && mayChange(name)), ...unnamed.map(inOneLine)])];
}

const inOneLine = (code: string) => code.replaceAll(/\s+/g, ' ');
