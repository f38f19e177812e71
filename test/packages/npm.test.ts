import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { drawsItsScreen, homeFor, output, root, runsACommand } from './packed.ts';

const facts = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const isWindows = process.platform === 'win32';

describe.skipIf(isWindows)('the npm package', () => {
  it('depends on what has to be native only, and that is optional', () => {
    expect(facts.private).toBeUndefined();
    expect(facts.dependencies).toBeUndefined();
    expect(Object.keys(facts.optionalDependencies).sort()).toEqual(['@napi-rs/keyring', 'koffi']);
  });

  it('is installed without any other package, runs a command and draws its screen', async () => {
    const folder = temporaryFolder();
    const environment = homeFor(process.env['PATH']!);
    const run = (...args: readonly string[]) => output('npm', args, environment);

    const [made] = JSON.parse(await run('pack', root, '--ignore-scripts', '--json', '--pack-destination', folder));
    const files = made.files.map(({ path }: { path: string }) => path);
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'bin/exterm.js', 'dist/exterm.js']));
    expect(files).toContain('dist/THIRD-PARTY-NOTICES.txt');
    expect(
      files.filter((file: string) => !/^(?:bin|dist|docs)\/|^(?:LICENSE|README\.md|package\.json)$/.test(file)),
    ).toEqual([]);

    const prefix = join(folder, 'prefix');
    const options = ['--offline', '--omit=optional', '--no-audit', '--no-fund', '--prefix', prefix];
    await run('install', '--global', ...options, join(folder, made.filename));
    expect(readdirSync(join(prefix, 'lib', 'node_modules'))).toEqual(['exterm']);

    expect(existsSync(join(prefix, 'lib', 'node_modules', 'exterm', 'node_modules', 'koffi'))).toBe(false);
    expect(existsSync(join(prefix, 'share', 'man', 'man1', 'exterm.1'))).toBe(true);
    const command = join(prefix, 'bin', 'exterm');
    const bare = homeFor(`${dirname(process.execPath)}${delimiter}/usr/bin${delimiter}/bin`);
    expect(await output(command, ['--version'], bare)).toBe(`${facts.version}\n`);
    await runsACommand(command, bare);
    if (process.platform === 'linux') await drawsItsScreen(command, bare);
  });
});
