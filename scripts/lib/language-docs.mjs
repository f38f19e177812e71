// The list of what the language of the native REPL knows, made from its declarations.
import { localCommands } from '../../source/language/commands/index.ts';
import { elsewhereGroups } from '../../source/language/run/check/elsewhere.ts';
import { exceptionNames } from '../../source/language/run/exceptions.ts';
import { allTypes } from '../../source/language/types/index.ts';

/** docs/language.md, whole. */
export function languageDocs() {
  const sorted = localCommands.toSorted((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
  const types = allTypes()
    .filter(({ name }) => !exceptionNames.includes(name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const lines = [
    ...introduction,
    ...language,
    ...elsewhereGroups.map(({ what, names }) => `- ${what}: ${names.map((name) => `\`${name}\``).join(', ')}.`),
    '',
    '## Cmdlets',
    '',
    ...sorted.flatMap(cmdlet),
    ...typesIntroduction,
    ...types.flatMap(type),
    '### Exceptions',
    '',
    'Each has `Message`, `InnerException` and `GetBaseException()`, and is made by `::new(message, inner)` or from a text.',
    '',
    exceptionNames.map((name) => `\`${name}\``).join(', '),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

const introduction = [
  '# The PowerShell of the native REPL',
  '',
  'This list is made from the declarations that the program itself reads: `Get-Help NAME` shows the same. What stands in it',
  'runs on this computer, in exterm; every other cmdlet is the server’s. What is not understood is refused by name before',
  'anything runs. What the language does not have, the engine `powershell` does.',
  '',
];

const language = [
  '## Language',
  '',
  'The grammar of Windows PowerShell 5.1 and PowerShell 7: `if`, `switch`, `foreach`, `for`, `while`, `do`, `try`, `trap`,',
  '`throw`, `return`, `break`, `continue`, `exit`, `data`, functions and filters with `param`, `begin`, `process` and `end`,',
  'script blocks, splatting, redirections, here-strings, and every operator, the ternary, `??`, `?.` and `&&` of 7 among them.',
  '',
  'Neighbouring cmdlets of the server run as one pipeline on the server; what stands between them runs here. The server runs',
  'one pipeline at a time: where a second is wanted while the first goes on, the rest of the first is fetched before.',
  '',
  'Otherwise than in PowerShell, and meant so:',
  '',
  '- Sizes such as `14.89 GB (15,987,654,321 bytes)` and `Unlimited` compare and sort as sizes, as in the shell on the server.',
  "- What the server sends of an enumeration is the name that it is shown by: `$_.Status -eq 'Retry'`, as in the shell on the server.",
  '- A number goes to a text parameter of a server’s cmdlet as it was typed: `-CustomAttribute1 1.50`.',
  '- In `-Filter { Name -eq $n }` the variables of this side stand as what they are worth, quoted.',
  '- Hashtables keep the order in which their entries were made.',
  '- `$input` is a list, and a switch parameter is a truth value.',
  '- A script block in `$PSDefaultParameterValues` counts for nothing: write the value itself.',
  '- `exterm run` ends with 1 where an error was told, be it the last that happened or not, with `--file` too: `pwsh -File` ends',
  '  with 0 unless the script throws or says `exit`. A script that knows better ends with `exit 0`.',
  '',
  'Not there, and refused before anything of a text runs: classes, enums, configurations, workflows, `using`, dynamic',
  'parameters, `-parallel`, background `&`, other programs, and these cmdlets:',
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
