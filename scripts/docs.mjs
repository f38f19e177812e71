// The tables of README.md that the program itself is the source of, and lint's rules for the rooms of source/. `--check`
// writes nothing and fails on a difference.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyTable } from '../source/app/screen/commands/index.ts';
import { buildProgram } from '../source/commands/program.ts';
import { allFields, powerShellFields } from '../source/domain/index.ts';
import { languageDocs } from './lib/language-docs.mjs';
import { environment, root } from './lib/prepare.mjs';
import { lintOverrides, picture } from './lib/rooms.mjs';

const check = process.argv.includes('--check');
const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const commands = await commandTable();
write('README.md', (text) =>
  [
    ['node', `Without that one, it runs on Node ${engines.node.replace('>=', '')} or later.`],
    ['fields', fieldTable()],
    ['commands', commands],
    ['keys', keyTable()],
    ['rooms', picture()],
  ].reduce((whole, [name, table]) => replace(whole, name, table), text),
);
write('biome.json', (text) => {
  const settings = JSON.parse(text);
  const kept = settings.overrides.filter(({ includes }) => !includes[0].startsWith('source/'));
  return formatted(JSON.stringify({ ...settings, overrides: [...kept, ...lintOverrides()] }));
});

write('docs/language.md', () => languageDocs());

/** As lint wants the file to look. */
function formatted(json) {
  const { stdout, stderr, status } = spawnSync('biome', ['format', '--stdin-file-path=rooms.json'], {
    cwd: root,
    env: environment,
    input: json,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** Makes a file anew from what it says now. */
function write(name, make) {
  const file = join(root, name);
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const after = make(before);
  if (after === before) console.log(`${name} says what the program says.`);
  else if (check) {
    console.error(`${name} differs from what it is made from. Run: npm run docs`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, after);
    console.log(`${name}: written anew.`);
  }
}

function replace(text, name, table) {
  const pattern = new RegExp(`(<!-- ${name}:begin -->\n)[\\s\\S]*?(<!-- ${name}:end -->)`);
  if (!pattern.test(text)) throw new Error(`README.md has no place for the table "${name}".`);
  return text.replace(pattern, (_whole, begin, end) => `${begin}${table.trimEnd()}\n${end}`);
}

/** What is saved of a connection: how the screen, the command line and the settings file name it. */
function fieldTable() {
  const rows = allFields.map(([name, { label, option, help, initial, otherwise, form }]) => {
    const stored = Object.hasOwn(powerShellFields, name) ? `powershell.${name}` : name;
    const words = (text = '') => text.replaceAll('<', '\\<');
    const usual = initial === undefined ? words(otherwise) : `\`${initial}\``;
    const cells = [form ? label : '', option ? `\`${option}\`` : '', `\`${stored}\``, words(help), usual];
    return `| ${cells.join(' | ')} |`;
  });
  const head = ['On the screen', 'On the command line', 'In the settings file', 'What it is', 'Where nothing is said'];
  return [`| ${head.join(' | ')} |`, `|${'---|'.repeat(head.length)}`, ...rows].join('\n');
}

/** Every command with its options, as its own help names them. */
async function commandTable() {
  const program = await buildProgram({ io: {}, program: { version: '' } }, async () => 0);
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
