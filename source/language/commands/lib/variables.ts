import type { LiveObject, Value } from '../../run/value.ts';
import type { Work } from '../../run/work.ts';
import { hasWildcard } from '../../scan/has-wildcard.ts';
import { wildcard } from '../../values/wildcard.ts';
import type { Bound, CommandContext, CommandParameter } from '../command.ts';
import { record } from './items.ts';

export const scopeParameter: CommandParameter = {
  name: 'Scope',
  type: 'string',
  notNullOrEmpty: true,
  what: 'Global, Script, Local, or how many scopes up.',
};
/** -Name of those that work on variables that are there. */
export const namesParameter: CommandParameter = {
  name: 'Name',
  type: 'string[]',
  position: 0,
  isMandatory: true,
  fromPipelineByPropertyName: true,
  what: 'Their names, without $; wildcards are understood.',
};
export const optionParameters: readonly CommandParameter[] = [
  { name: 'Description', type: 'string', what: 'What it is for; heeded by no one here.' },
  {
    name: 'Option',
    type: 'string',
    what: 'ReadOnly, Constant, Private, AllScope.',
    refused: 'Leave it out: variables have no options here.',
  },
  { name: 'Visibility', type: 'string', what: 'Public or Private.', refused: 'Leave it out.' },
  { name: 'Force', type: 'switch', what: 'Also what is read-only.' },
];

export const variableObject = (name: string, value: Value): LiveObject =>
  record(
    [
      ['Name', name],
      ['Description', ''],
      ['Value', value],
      ['Visibility', 'Public'],
      ['Module', null],
      ['ModuleName', ''],
      ['Options', 'None'],
      ['Attributes', null],
    ],
    ['System.Management.Automation.PSVariable', 'System.Object'],
  );

/** The name with its scope, as the store takes it. */
export const inScope = (name: string, bound: Bound): string => {
  const scope = bound.text('Scope');
  return scope === undefined || name.includes(':') ? name : `${scope}:${name}`;
};

/** The variables that a name stands for; tells of one that is not there. */
export function* namedVariables(name: string, bound: Bound, context: CommandContext): Work<readonly string[]> {
  const isKept = (one: string) => {
    const fits = (list: string) => bound.texts(list).map((pattern) => wildcard(pattern));
    const [include, exclude] = [fits('Include'), fits('Exclude')];
    return (include.length === 0 || include.some((test) => test(one))) && !exclude.some((test) => test(one));
  };
  if (hasWildcard(name)) {
    const matches = wildcard(name);
    return context.variables.names
      .filter((one) => matches(one) && isKept(one))
      .toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  }
  if (context.variables.get(inScope(name, bound)) !== undefined) return isKept(name) ? [name] : [];
  yield* context.error({
    message: `Cannot find a variable with the name '${name}'.`,
    id: 'VariableNotFound',
    category: 'ObjectNotFound',
    target: name,
    exceptionType: 'System.Management.Automation.ItemNotFoundException',
  });
  return [];
}

/** A name as the session spells it. */
export const spelled = (name: string, { variables }: CommandContext): string =>
  variables.names.find((one) => one.toLowerCase() === name.toLowerCase()) ?? name;
