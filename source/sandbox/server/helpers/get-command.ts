import { kinds } from '../../catalogue/parameter-kinds.ts';
import { commandNotFound } from '../../cmdlets/failures.ts';
import type { CatalogueCommand } from '../../cmdlets/types.ts';
import type { Endpoint, HelperCommand } from '../pipeline/endpoint.ts';
import { commandInfo } from './command-metadata.ts';
import { helperCommand, isWildcard, textsOf, wildcard } from './helper.ts';

/**
 * The commands that match the names. Wildcards find what the roles grant; the endpoint's own helpers are found by
 * their full name only, so that an import of everything is an import of Exchange's cmdlets.
 */
export function visibleCommands(endpoint: Endpoint, names: readonly string[]): readonly CatalogueCommand[] {
  const granted = endpoint.organisation.catalogueFor(endpoint.user);
  if (names.length === 0) return granted;
  const patterns = names.filter(isWildcard).map(wildcard);
  const exact = new Set(names.map((name) => name.toLowerCase()));
  const helpers = [...endpoint.helpers.values()]
    .map((helper) => helper.command)
    .filter((command) => exact.has(command.name.toLowerCase()));
  const found = granted.filter(
    (command) => exact.has(command.name.toLowerCase()) || patterns.some((matches) => matches(command.name)),
  );
  return [...found, ...helpers];
}

export const getCommand: HelperCommand = {
  command: helperCommand('Get-Command', 'Lists the commands that this session offers.', {
    Name: { kind: kinds.any, position: 0 },
    Verb: { kind: kinds.any },
    Noun: { kind: kinds.any },
    Module: { kind: kinds.any, aliases: ['PSSnapin'] },
    CommandType: { kind: kinds.any, aliases: ['Type'] },
    TotalCount: { kind: kinds.integer },
    ListImported: { kind: kinds.switch },
    All: { kind: kinds.switch },
    Syntax: { kind: kinds.switch },
    ArgumentList: { kind: kinds.any, aliases: ['Args'] },
    FullyQualifiedModule: { kind: kinds.any },
  }),
  async run({ bound, host, endpoint }) {
    const names = textsOf(bound.get('name'));
    const verbs = textsOf(bound.get('verb')).map(wildcard);
    const nouns = textsOf(bound.get('noun')).map(wildcard);
    const found = visibleCommands(endpoint, names).filter(
      ({ verb, noun }) =>
        (verbs.length === 0 || verbs.some((matches) => matches(verb))) &&
        (nouns.length === 0 || nouns.some((matches) => matches(noun))),
    );
    const most = bound.get('totalcount');
    for (const command of typeof most === 'number' && most >= 0 ? found.slice(0, most) : found) {
      await host.writeOutput(commandInfo(command));
    }
    const known = new Set(found.map((command) => command.name.toLowerCase()));
    for (const name of names) {
      if (!isWildcard(name) && !known.has(name.toLowerCase())) {
        await host.writeError({
          ...commandNotFound(name).error,
          fullyQualifiedErrorId: 'CommandNotFoundException,Microsoft.PowerShell.Commands.GetCommandCommand',
          activity: 'Get-Command',
        });
      }
    }
  },
};
