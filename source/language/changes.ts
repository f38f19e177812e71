import { mayChange, withoutModule } from '../domain/index.ts';
import { commandsNamed } from './named.ts';

/** What only handles objects, on this computer or on the server. */
const handling = /^(?:Select|Sort|Where|Group|ForEach|Format|Out|Compare|ConvertTo|ConvertFrom|Write)-/i;

/** What is done on this computer, and changes nothing there either, whatever its verb is. */
const harmless: ReadonlySet<string> = new Set([
  ...'start-sleep read-host clear-host new-object new-timespan join-path split-path resolve-path'.split(' '),
  ...'import-csv import-clixml join-string'.split(' '),
]);

/** Short names of what reads or only handles objects; any other may stand for anything. */
export const harmlessAliases: ReadonlySet<string> = new Set([
  ...'% ? cat clear cls compare diff dir echo epcsv fc fl foreach ft fw gal gc gci gcm ghy gi gl gm group gsnp gu gv ipcsv'.split(
    ' ',
  ),
  ...'h help history ls man measure ogv oh oss pwd rvpa select sleep sls sort type where write'.split(' '),
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
  const changes = (name: string) => !handling.test(name) && !harmless.has(name.toLowerCase()) && mayChange(name);
  return [...new Set([...plain.filter(changes), ...unnamed.map(inOneLine)])];
}

const inOneLine = (code: string) => code.replaceAll(/\s+/g, ' ');
