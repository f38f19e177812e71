import { psEnum } from '../../../objects/index.ts';
import { LiveDictionary, type LiveObject, type Value } from '../../run/value.ts';
import type { CommandContext, CommandDeclaration, CommandEntry, CommandParameter } from '../command.ts';
import { record } from './items.ts';

const numbers = { Alias: 1, Function: 2, Filter: 4, Cmdlet: 8, ExternalScript: 16 };

/** What Get-Command gives for a command. */
export function commandObject(entry: CommandEntry, context: CommandContext): LiveObject {
  const [verb = '', noun = ''] = entry.kind === 'Cmdlet' ? entry.name.split('-', 2) : [];
  const isAlias = entry.kind === 'Alias';
  const entries: readonly (readonly [string, Value])[] = [
    ['CommandType', psEnum('System.Management.Automation.CommandTypes', entry.kind, numbers[entry.kind])],
    ['Name', entry.name],
    ['DisplayName', isAlias ? `${entry.name} -> ${entry.definition}` : entry.name],
    ['Version', ''],
    ['Source', entry.place === 'server' ? 'server' : entry.kind === 'Cmdlet' ? 'exterm' : ''],
    ['Definition', definitionOf(entry)],
    ...(entry.kind === 'Cmdlet'
      ? ([
          ['Verb', verb],
          ['Noun', noun],
        ] as const)
      : []),
    ...(isAlias ? ([['ResolvedCommandName', entry.definition ?? '']] as const) : []),
    ['Parameters', parametersOf(entry, context)],
  ];
  const type = {
    Alias: 'AliasInfo',
    Cmdlet: 'CmdletInfo',
    Function: 'FunctionInfo',
    Filter: 'FilterInfo',
    ExternalScript: 'ExternalScriptInfo',
  }[entry.kind];
  const prefix = 'System.Management.Automation';
  return record(entries, [`${prefix}.${type}`, `${prefix}.CommandInfo`, 'System.Object'], entry.name);
}

/** By name: what each is called and takes, where that is known. */
function parametersOf(entry: CommandEntry, { semantics }: CommandContext): LiveDictionary {
  const all = new LiveDictionary('System.Collections.Generic.Dictionary`2[System.String,System.Object]', false);
  const declared = entry.declaration?.parameters ?? entry.own ?? [];
  for (const name of parameterNames(entry)) {
    const type = declared.find((one) => one.name === name)?.type;
    const known = type === undefined ? null : (semantics.findType(type) ?? null);
    all.set(
      name,
      record([
        ['Name', name],
        ['ParameterType', known],
      ]),
    );
  }
  return all;
}

export const definitionOf = (entry: CommandEntry): string =>
  entry.definition ??
  syntaxOf(entry)
    .map((line) => `\n${entry.name} ${line}\n`)
    .join('');

export const parameterNames = ({ declaration, parameters }: CommandEntry): readonly string[] =>
  declaration ? declaration.parameters.map(({ name }) => name) : (parameters ?? []);

/** One line a parameter set: `[[-Property] <Object[]>] [-Unique] [<CommonParameters>]`. */
export function syntaxOf(entry: CommandEntry): readonly string[] {
  if (entry.declaration) return declaredSyntax(entry.declaration);
  if (entry.syntax) return entry.syntax;
  return entry.parameters
    ? [
        entry.parameters
          .map((name) => `[-${name}]`)
          .concat('[<CommonParameters>]')
          .join(' '),
      ]
    : [];
}

function declaredSyntax(declaration: CommandDeclaration): readonly string[] {
  const shown = declaration.parameters.filter(({ refused }) => refused === undefined);
  const sets = [...new Set(shown.flatMap(({ sets: some }) => some ?? []))];
  const first = declaration.defaultSet;
  const ordered = sets.length === 0 ? [undefined] : [...sets].sort((a, b) => Number(b === first) - Number(a === first));
  const lines = ordered.map((set) => {
    const inSet = shown.filter((one) => !one.sets || set === undefined || one.sets.includes(set));
    const positional = inSet
      .filter(({ position }) => position !== undefined)
      .toSorted((a, b) => a.position! - b.position!);
    const named = inSet.filter(({ position }) => position === undefined);
    const switches = declaration.supportsShouldProcess ? ['[-WhatIf]', '[-Confirm]'] : [];
    const words = [
      ...positional,
      ...named.filter((one) => isMandatory(one, set)),
      ...named.filter((one) => !isMandatory(one, set)),
    ];
    return [...words.map((one) => parameterSyntax(one, set)), ...switches, '[<CommonParameters>]'].join(' ');
  });
  return [...new Set(lines)];
}

const isMandatory = (one: CommandParameter, set: string | undefined) =>
  one.isMandatory === true && !(set !== undefined && one.optionalIn?.includes(set));

function parameterSyntax(one: CommandParameter, set: string | undefined): string {
  const needed = isMandatory(one, set);
  if (one.type === 'switch') return needed ? `-${one.name}` : `[-${one.name}]`;
  const name = one.position === undefined ? `-${one.name}` : `[-${one.name}]`;
  const type = one.values ? `{${one.values.join(' | ')}}` : `<${one.type}>`;
  return needed ? `${name} ${type}` : `[${name} ${type}]`;
}
