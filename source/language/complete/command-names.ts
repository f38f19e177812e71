import type { CompletionCandidate } from '../../domain/index.ts';
import type { Environment } from '../environment.ts';
import type { CommandLookup } from '../lookup.ts';
import { codeOf } from '../run/body.ts';
import type { FunctionEntry } from '../run/scope.ts';
import type { Session } from '../run/session.ts';
import { candidate, matcher } from './candidate.ts';

/** What a statement or a part of one begins with, of what is understood here. */
const keywords: readonly (readonly [word: string, what: string])[] = [
  ['begin', 'What a function does before the first object.'],
  ['break', 'Leaves the loop.'],
  ['catch', 'What is done about an error in try.'],
  ['continue', 'Goes on with the next turn of the loop.'],
  ['do', 'A loop that asks at its end.'],
  ['else', 'Otherwise.'],
  ['elseif', 'Otherwise, if.'],
  ['end', 'What a function does behind the last object.'],
  ['exit', 'Ends the script.'],
  ['filter', 'A function that runs for each object.'],
  ['finally', 'What is done behind try in any case.'],
  ['for', 'A loop that counts.'],
  ['foreach', 'A loop over the items of a list.'],
  ['function', 'Commands under a name.'],
  ['if', 'Where a condition holds.'],
  ['param', 'The parameters of a function or script.'],
  ['process', 'What a function does for each object.'],
  ['return', 'Leaves the function.'],
  ['switch', 'One of several cases.'],
  ['throw', 'Ends in an error.'],
  ['trap', 'What is done about any error.'],
  ['try', 'Commands whose errors are caught.'],
  ['until', 'Ends the loop of do.'],
  ['while', 'A loop as long as a condition holds.'],
];

/**
 * What a command may begin with: functions, cmdlets, keywords and aliases, each by its name. Behind a pipe the cmdlets
 * of this side come first, and no keyword.
 */
export function commandNames(
  typed: string,
  isBehindPipe: boolean,
  commands: CommandLookup,
  session: Session,
): CompletionCandidate[] {
  const matches = matcher(typed);
  const local = [...session.locals.values()].map(({ name, synopsis }) => candidate(name, 'cmdlet', synopsis));
  const remote = [...commands.commands].map(({ name }) => candidate(name, 'cmdlet'));
  const groups = [
    [...(session.global.functions?.values() ?? [])].map(functionCandidate),
    ...(isBehindPipe ? [local, remote] : [[...local, ...remote]]),
    isBehindPipe ? [] : keywords.map(([word, what]) => candidate(word, 'keyword', what)),
    [...session.aliases.values()].map(({ name, definition }) => candidate(name, 'alias', `alias of ${definition}`)),
  ];
  // foreach is a keyword before it is an alias, and a cmdlet of this side hides the server's.
  const seen = new Set<string>();
  return groups.flatMap((group) =>
    group
      .filter(({ text }) => {
        const key = text.toLowerCase();
        return matches(text) && !seen.has(key) && seen.add(key);
      })
      .map((one) => ({ one, key: one.text.toLowerCase() }))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ one }) => one),
  );
}

/** The names of all that a command may begin with, lower case, but for keywords. */
export function commandsOf(commands: CommandLookup, { interpreter }: Environment): ReadonlySet<string> {
  const { session } = interpreter;
  const names = new Set([
    ...session.locals.keys(),
    ...session.aliases.keys(),
    ...(session.global.functions?.keys() ?? []),
  ]);
  for (const { name } of commands.commands) names.add(name.toLowerCase());
  return names;
}

const functionCandidate = ({ name, script }: FunctionEntry): CompletionCandidate =>
  candidate(
    name,
    'function',
    codeOf(script)
      .body.parameters.map((one) => `-${one.name}`)
      .join(' '),
  );
