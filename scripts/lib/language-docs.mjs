// The list of what the language of the native REPL knows, made from its declarations.
import { localCommands } from '../../source/language/commands/index.ts';
import { allTypes } from '../../source/language/types/index.ts';

/** docs/language.md, whole. */
export function languageDocs() {
  const sorted = localCommands.toSorted((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
  const types = allTypes().toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const lines = [...introduction, ...sorted.flatMap(cmdlet), ...typesIntroduction, ...types.flatMap(type)];
  return `${lines.join('\n').trimEnd()}\n`;
}

const introduction = [
  '# The PowerShell of the native REPL',
  '',
  'This list is made from the declarations that the program itself reads: `Get-Help NAME` shows the same. What stands in it',
  'runs on this computer, in exterm; every other cmdlet is the server’s. What is not understood is refused by name before',
  'anything runs. What the language does not have, the engine `powershell` does.',
  '',
  '## Cmdlets',
  '',
];

function cmdlet({ name, aliases = [], synopsis, parameters, supportsShouldProcess }) {
  const known = parameters.filter(({ refused }) => refused === undefined).map(parameter);
  const refused = parameters.filter((one) => one.refused !== undefined).map((one) => `\`-${one.name}\``);
  const also = aliases.length > 0 ? ` (${aliases.map((alias) => `\`${alias}\``).join(', ')})` : '';
  const common = supportsShouldProcess ? ['`-WhatIf`', '`-Confirm`'] : [];
  const all = [...known, ...common].join(', ');
  return [
    `### ${name}${also}`,
    '',
    `${synopsis}${all === '' ? '' : `\n\n${all}`}`,
    ...(refused.length > 0 ? ['', `Not understood: ${refused.join(', ')}.`] : []),
    '',
  ];
}

function parameter({ name, type, values }) {
  if (type === 'switch') return `\`-${name}\``;
  return `\`-${name} ${values && values.length <= 6 ? values.join('|') : `<${type}>`}\``;
}

const typesIntroduction = [
  '## Types',
  '',
  'What `[TYPE]` may be, and what its values have. `Get-Member` shows the members with their arguments.',
  '',
];

function type({ name, accelerators = [], summary, properties, methods, staticProperties, staticMethods, ...more }) {
  const also = accelerators.length > 0 ? ` (${accelerators.map((one) => `\`[${one}]\``).join(', ')})` : '';
  const names = (list = []) => list.map((one) => `\`${one.name}\``).join(', ');
  const values = Object.keys(more.values ?? {});
  const parts = [
    ['Made by', (more.constructors ?? []).length > 0 ? '`::new()`' : ''],
    ['Properties', names(properties)],
    ['Methods', names(methods)],
    ['Of the type itself', names([...(staticProperties ?? []), ...(staticMethods ?? [])])],
    ['Values', values.map((one) => `\`${one}\``).join(', ')],
  ].flatMap(([what, list]) => (list === '' ? [] : ['', `${what}: ${list}.`]));
  return [`### ${name}${also}`, '', summary, ...parts, ''];
}
