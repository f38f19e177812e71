import type { CompletionCandidate } from '../../domain/index.ts';
import { findParameter, type ParameterInfo } from '../lookup.ts';
import { commonParameters, shouldProcessParameters } from '../run/common-parameters.ts';
import { bindableOf } from '../run/declared.ts';
import { everySet, type Parameter } from '../run/parameters.ts';
import type { Semantics } from '../run/semantics.ts';
import { enums } from '../values/enums.ts';
import { exchangeValues } from '../values/exchange-enums.ts';
import { shortTypeName } from '../values/type-names.ts';
import { candidate, matcher, named } from './candidate.ts';
import type { FoundCommand } from './find-command.ts';

/** A parameter with what is shown of it, and the values that it takes. */
export interface Completable extends ParameterInfo {
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

/** The parameter of that name, alias or beginning. */
export function parameterOf(name: string, command: FoundCommand, semantics: Semantics): Completable | undefined {
  return findParameter(parametersOf(command, semantics), name);
}

/** The values that a parameter takes, as far as they are known. */
export function parameterValues(typed: string, { values }: Completable): CompletionCandidate[] {
  const [variables, names] = [
    values.filter((one) => one.startsWith('$')),
    values.filter((one) => !one.startsWith('$')),
  ];
  return [...variables.filter(matcher(typed)).map((one) => candidate(one, 'value')), ...named(names, typed, 'value')];
}

function parametersOf(command: FoundCommand, semantics: Semantics): readonly Completable[] {
  switch (command.kind) {
    case 'server':
      return command.info.parameters.map((one) => ({
        ...one,
        hint: one.isSwitch ? 'switch' : plainType(one.typeName ?? ''),
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

/** A type without its namespaces: `Unlimited<ByteQuantifiedSize>`. */
function plainType(typeName: string): string {
  const short = typeName.replaceAll(/,[^\]]*(?=\])/g, '').replaceAll(/(?:\w+\.)+(?=\w)/g, '');
  return short.replace(/`\d+\[+(.*?)\]+$/, '<$1>');
}

function completable(parameter: Parameter): Completable[] {
  const { name, aliases, isSwitch, typeName, help, values, offered, refused } = parameter;
  if (refused !== undefined) return [];
  const kind = isSwitch ? 'switch' : shortTypeName(typeName);
  // In one of several sets it would be so only for who means that set.
  const type = parameter.sets.get(everySet)?.isMandatory ? `${kind}, mandatory` : kind;
  const hint = help === '' ? type : `${type}: ${help}`;
  return [{ name, aliases, isSwitch, hint, values: values.length > 0 ? values : (offered ?? valuesOf(typeName)) }];
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

/** Those of an enum, or yes and no. */
function valuesOf(typeName: string): readonly string[] {
  const name = typeName.replace(/\[\]$/, '');
  if (/^System\.(?:Nullable`1\[+System\.)?Boolean\b/.test(name)) return ['$true', '$false'];
  const own = exchangeValues(typeName);
  if (own.length > 0) return own;
  return Object.hasOwn(enums, name) ? Object.keys(enums[name]!.values) : [];
}
