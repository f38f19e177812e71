import type { CompletionCandidate } from '../../domain/index.ts';
import { findParameter, type ParameterInfo } from '../lookup.ts';
import { commonParameters, shouldProcessParameters } from '../run/common-parameters.ts';
import { bindableOf } from '../run/declared.ts';
import type { Parameter } from '../run/parameters.ts';
import type { Semantics } from '../run/semantics.ts';
import { enums } from '../values/enums.ts';
import { shortTypeName } from '../values/type-names.ts';
import { candidate, matcher, named } from './candidate.ts';
import type { FoundCommand } from './find-command.ts';

interface Completable extends ParameterInfo {
  readonly hint: string;
  readonly values: readonly string[];
}

/** Parameters that are not on the command line already, by what was typed behind the dash. */
export function parameterNames(
  typed: string,
  given: ReadonlySet<string>,
  command: FoundCommand,
  semantics: Semantics,
): CompletionCandidate[] {
  const parameters = parametersOf(command, semantics);
  const matches = matcher(typed);
  const there = new Set([...given].map((name) => findParameter(parameters, name)?.name));
  return parameters
    .filter(({ name }) => matches(name) && !there.has(name))
    .map(({ name, hint }) => candidate(`-${name}`, 'parameter', hint));
}

/** What a parameter takes; undefined where it takes no argument, or anything. */
export function parameterValues(
  typed: string,
  parameter: string,
  command: FoundCommand,
  semantics: Semantics,
): CompletionCandidate[] | undefined {
  const found = findParameter(parametersOf(command, semantics), parameter);
  return found && found.values.length > 0 ? named(found.values, typed, 'value') : undefined;
}

function parametersOf(command: FoundCommand, semantics: Semantics): readonly Completable[] {
  switch (command.kind) {
    case 'server':
      return command.info.parameters.map((one) => ({
        ...one,
        hint: one.isSwitch ? 'switch' : (one.typeName ?? ''),
        values: valuesOf(one.typeName ?? ''),
      }));
    case 'local': {
      const { parameters, hasShouldProcess } = bindableOf(command.declaration, semantics);
      return [...parameters.flatMap(completable), ...common(true, hasShouldProcess)];
    }
    case 'function': {
      const { parameters, isAdvanced, supportsShouldProcess } = command.body;
      return [...parameters.flatMap(completable), ...common(isAdvanced, supportsShouldProcess)];
    }
  }
}

function completable({ name, aliases, isSwitch, typeName, help, values, refused }: Parameter): Completable[] {
  if (refused !== undefined) return [];
  const type = isSwitch ? 'switch' : shortTypeName(typeName);
  const hint = help === '' ? type : `${type}: ${help}`;
  return [{ name, aliases, isSwitch, hint, values: values.length > 0 ? values : valuesOf(typeName) }];
}

/** Those that a command line can ask for. */
const actions = ['SilentlyContinue', 'Stop', 'Continue', 'Inquire', 'Ignore'];

const common = (isAdvanced: boolean, hasShouldProcess: boolean): Completable[] =>
  [...(isAdvanced ? commonParameters : []), ...(hasShouldProcess ? shouldProcessParameters : [])].map(
    ([name, alias, isSwitch]) => ({
      ...{ name, aliases: [alias], isSwitch },
      hint: isSwitch ? 'switch' : '',
      values: name.endsWith('Action') ? actions : [],
    }),
  );

/** Those of an enum. */
function valuesOf(typeName: string): readonly string[] {
  const name = typeName.replace(/\[\]$/, '');
  return Object.hasOwn(enums, name) ? Object.keys(enums[name]!.values) : [];
}
