// The tables of README.md that the program itself is the source of. `--check` writes nothing and fails on a difference.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyTable } from '../source/app/screen/commands/index.ts';
import { buildProgram } from '../source/commands/program.ts';
import { root } from './lib/prepare.mjs';

const file = join(root, 'README.md');
const before = readFileSync(file, 'utf8');
const after = [
  ['commands', commandTable()],
  ['keys', keyTable()],
].reduce((text, [name, table]) => replace(text, name, table), before);

if (after === before) {
  console.log('README.md says what the program says.');
} else if (process.argv.includes('--check')) {
  console.error('README.md differs from what the program says of itself. Run: npm run docs');
  process.exitCode = 1;
} else {
  writeFileSync(file, after);
  console.log('README.md: tables written anew.');
}

function replace(text, name, table) {
  const pattern = new RegExp(`(<!-- ${name}:begin -->\n)[\\s\\S]*?(<!-- ${name}:end -->)`);
  if (!pattern.test(text)) throw new Error(`README.md has no place for the table "${name}".`);
  return text.replace(pattern, (_whole, begin, end) => `${begin}${table.trimEnd()}\n${end}`);
}

/** Every command with its options, as its own help names them. */
function commandTable() {
  const program = buildProgram({ io: {}, program: { version: '' } }, async () => 0);
  const leaves = (command) => (command.commands.length === 0 ? [command] : command.commands.flatMap(leaves));
  const rows = leaves(program).map((command) => `| \`${usage(command)}\` | ${command.description()} |`);
  return ['| command | does |', '|---|---|', ...rows].join('\n');
}

function usage(command) {
  const words = command.registeredArguments.map((argument) => {
    const name = argument.variadic ? `${argument.name()}…` : argument.name();
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  const options = command.options.filter((option) => !option.hidden).map((option) => `[${option.flags}]`);
  return [path(command), ...words, ...options].join(' ');
}

function path(command) {
  return command.parent ? `${path(command.parent)} ${command.name()}` : command.name();
}
