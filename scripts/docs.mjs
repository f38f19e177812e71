// The documents that the program itself is the source of (docs/, a line of README.md), and lint's rules for the rooms of
// source/. `--check` writes nothing and fails on a difference.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyTable } from '../source/app/screen/commands/index.ts';
import { allFields, powerShellFields } from '../source/domain/index.ts';
import { describedCommands } from './lib/described-commands.mjs';
import { languageDocs } from './lib/language-docs.mjs';
import { manPage } from './lib/man-page.mjs';
import { environment, root } from './lib/prepare.mjs';
import { lintOverrides, picture } from './lib/rooms.mjs';

const check = process.argv.includes('--check');
const { engines, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const made = '<!-- Made by `npm run docs`; what is changed here is lost. -->';

const commands = await describedCommands();
write('README.md', (text) => replace(text, 'node', `It takes Node ${engines.node.replace('>=', '')} or later.`));
write('docs/architecture.md', (text) => replace(text, 'rooms', picture()));
write('docs/commands.md', commandPage);
write('docs/connections.md', fieldPage);
write('docs/keys.md', () => `# Keys\n\n${made}\n\n${keyTable().trimEnd().replaceAll(/^###/gm, '##')}\n`);
write('docs/exterm.1', () => manPage(commands, version));
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
  if (!pattern.test(text)) throw new Error(`There is no place for the table "${name}".`);
  return text.replace(pattern, (_whole, begin, end) => `${begin}${table.trimEnd()}\n${end}`);
}

/** What is saved of a connection: how the screen, the command line and the settings file name it. */
function fieldPage() {
  const rows = allFields.map(([name, { label, option, help, initial, otherwise, form }]) => {
    const stored = Object.hasOwn(powerShellFields, name) ? `powershell.${name}` : name;
    const words = (text = '') => text.replaceAll('<', '\\<');
    const usual = initial === undefined ? words(otherwise) : `\`${initial}\``;
    const cells = [form ? label : '', option ? `\`${option}\`` : '', `\`${stored}\``, words(help), usual];
    return `| ${cells.join(' | ')} |`;
  });
  const head = ['On the screen', 'On the command line', 'In the settings file', 'What it is', 'Where nothing is said'];
  return [
    '# What is saved of a connection',
    '',
    made,
    '',
    'The form of the screen (F4), `exterm connections add` and `edit`, and the settings file speak of the same settings.',
    'A bare `--server <FQDN>` stands for `http://<FQDN>/PowerShell/`. In `edit` an empty value (`--user=`) takes a setting',
    'away, and `--no-` before a switch’s name takes it back.',
    '',
    `| ${head.join(' | ')} |`,
    `|${'---|'.repeat(head.length)}`,
    ...rows,
    '',
  ].join('\n');
}

/** Every command with its help, as it says it itself. */
function commandPage() {
  const anchor = (path) => path.replaceAll(' ', '-');
  const rows = commands.map(({ path, what }) => `| [\`${path}\`](#${anchor(path)}) | ${what} |`);
  const pages = commands.flatMap(({ path, help }) => [`## ${path}`, '', '```text', help, '```', '']);
  return ['# Commands', '', made, '', '| command | does |', '|---|---|', ...rows, '', ...pages].join('\n');
}
