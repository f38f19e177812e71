import type { CmdletDefinition } from '../cmdlets/definition.ts';
import type { CatalogueCommand, CatalogueParameter, RoleGroup } from '../cmdlets/types.ts';
import { kinds, type ParameterKind, usualKind } from './parameter-kinds.ts';
import { grants } from './roles.ts';
import { byName, cmdletTable, type TableEntry } from './table.ts';

/** A command with what the binder needs besides its metadata. */
export interface BoundableCommand extends CatalogueCommand {
  readonly parameterKinds: ReadonlyMap<string, ParameterKind>;
}

export interface Catalogue {
  /** By name, any case; undefined where there is no such cmdlet or no role group grants it. */
  find(name: string, groups: readonly RoleGroup[]): BoundableCommand | undefined;
  /** What the role groups grant, in alphabetical order. */
  list(groups: readonly RoleGroup[]): readonly BoundableCommand[];
}

/** Verbs whose cmdlets work without an Identity: they list, or they make something new. */
const identityOptional = new Set(['Get', 'New', 'Test', 'Search', 'Export', 'Import', 'Install', 'Write', 'Start']);

/** The catalogue of all cmdlets of the table; those with a definition are told in full. */
export function createCatalogue(definitions: readonly CmdletDefinition[]): Catalogue {
  const defined = new Map(definitions.map((definition) => [definition.name.toLowerCase(), definition]));
  for (const name of defined.keys()) {
    if (!cmdletTable().has(name)) throw new Error(`${name} is defined, but the table of cmdlets does not list it.`);
  }
  const commands = new Map<string, BoundableCommand>();
  const commandOf = (entry: TableEntry): BoundableCommand => {
    const key = entry.name.toLowerCase();
    const made = commands.get(key) ?? describe(entry, defined.get(key));
    commands.set(key, made);
    return made;
  };
  const lists = new Map<string, readonly BoundableCommand[]>();
  return {
    find(name, groups) {
      const entry = cmdletTable().get(name.toLowerCase());
      return entry && groups.some((group) => grants(group, entry)) ? commandOf(entry) : undefined;
    },
    list(groups) {
      const key = [...groups].sort().join('|');
      const known = lists.get(key);
      if (known) return known;
      const made = [...cmdletTable().values()]
        .filter((entry) => groups.some((group) => grants(group, entry)))
        .sort((left, right) => byName(left.name, right.name))
        .map(commandOf);
      lists.set(key, made);
      return made;
    },
  };
}

function describe(entry: TableEntry, definition: CmdletDefinition | undefined): BoundableCommand {
  const positional = definition?.positional ?? (entry.parameters.includes('Identity') ? ['Identity'] : []);
  const mandatory = definition?.mandatory ?? (identityOptional.has(entry.verb) ? [] : ['Identity']);
  const parameterKinds = new Map(
    entry.parameters.map((name) => [name, definition?.kinds?.[name] ?? usualKind(name, entry.noun)] as const),
  );
  const piped = new Set((definition?.pipeline ?? [{ parameter: 'Identity' }]).map((rule) => rule.parameter));
  const parameters = entry.parameters.map((name): CatalogueParameter => {
    const kind = parameterKinds.get(name) ?? kinds.any;
    const position = positional.indexOf(name);
    return {
      name,
      typeName: kind.typeName,
      isSwitch: kind.kind === 'switch',
      mandatory: mandatory.includes(name),
      position: position < 0 ? undefined : position,
      aliases: definition?.aliases?.[name] ?? [],
      fromPipeline: piped.has(name),
      fromPipelineByPropertyName: piped.has(name),
      values: 'values' in kind ? kind.values : undefined,
    };
  });
  return {
    name: entry.name,
    verb: entry.verb,
    noun: entry.noun,
    commandType: 'Function',
    defaultParameterSet: entry.parameters.includes('Identity') ? 'Identity' : '__AllParameterSets',
    usual: definition?.usual,
    parameters,
    outputTypes: definition?.outputTypes ?? [],
    supportsShouldProcess: entry.parameters.includes('WhatIf'),
    confirmImpact: definition?.impact ?? (['Remove', 'Disable', 'Uninstall'].includes(entry.verb) ? 'High' : 'Medium'),
    simulated: definition !== undefined,
    synopsis: definition?.synopsis ?? 'Not simulated by the sandbox: it answers with an error record.',
    parameterKinds,
  };
}
