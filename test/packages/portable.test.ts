import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { drawsItsScreen, homeFor, output, root, runsACommand } from './packed.ts';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const name = `exterm-${version}-linux-x64`;
const archive = join(root, 'release', `${name}.tar.gz`);
const launcher = join(root, 'scripts', 'package', 'launch', 'exterm');

/** A folder that has these programs of the system and nothing else, above all no Node. */
function onlyThese(...programs: readonly string[]): string {
  const folder = temporaryFolder();
  for (const program of programs) {
    const place = process.env['PATH']!.split(delimiter).find((one) => existsSync(join(one, program)));
    symlinkSync(join(place!, program), join(folder, program));
  }
  return folder;
}

describe.skipIf(process.platform === 'win32')('what starts the program of an archive', () => {
  it('finds it by links, relative ones too, hands arguments on and gives its exit code', async () => {
    const folder = join(temporaryFolder(), 'with blanks');
    mkdirSync(join(folder, 'node', 'bin'), { recursive: true });
    cpSync(launcher, join(folder, 'exterm'));
    const node = join(folder, 'node', 'bin', 'node');
    writeFileSync(node, '#!/bin/sh\nprintf "%s|" "$@"\n[ "$2" = fail ] && exit 7\nexit 0\n');
    chmodSync(node, 0o755);
    mkdirSync(join(folder, 'links'));
    symlinkSync('../exterm', join(folder, 'links', 'one'));
    symlinkSync(join(folder, 'links', 'one'), join(folder, 'links', '-two'));
    const environment = { PATH: onlyThese('sh', 'dirname', 'readlink'), CDPATH: '/' };
    for (const start of ['exterm', 'links/one', 'links/-two']) {
      const said = await output(join(folder, start), ['run', 'Get-Mailbox | Select "a b"', ''], environment);
      expect(said).toBe(`${folder}/bin/exterm.js|run|Get-Mailbox | Select "a b"||`);
    }
    await expect(output(join(folder, 'exterm'), ['fail'], environment)).rejects.toMatchObject({ code: 7 });
  });
});

/** Why the archive can't be tried, where it can't. */
const reason = ((): string | undefined => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'the archive is for Linux on x64';
  if (!existsSync(archive)) return 'npm run package -- linux-x64 makes the archive';
  const packed = execFileSync('tar', ['xzOf', archive, `${name}/dist/exterm.js`], { encoding: 'utf8' });
  const isOfNow = packed === readFileSync(join(root, 'dist', 'exterm.js'), 'utf8');
  return isOfNow ? undefined : 'the archive is of another build; npm run package -- linux-x64 makes it anew';
})();

describe.skipIf(reason)(`the archive for Linux${reason ? ` (skipped: ${reason})` : ''}`, () => {
  it('runs a command and draws its screen where there is no Node', async () => {
    const folder = temporaryFolder();
    execFileSync('tar', ['xzf', archive, '-C', folder]);
    const command = join(folder, name, 'exterm');
    const environment = homeFor(onlyThese('sh', 'dirname', 'readlink', 'script', 'stty'));
    expect(await output(command, ['--version'], environment)).toBe(`${version}\n`);
    await runsACommand(command, environment);
    await drawsItsScreen(command, environment);
    const notes = ['LICENSE', 'THIRD-PARTY-NOTICES.txt', 'README.md', 'node'];
    expect(readdirSync(join(folder, name))).toEqual(expect.arrayContaining(notes));
    expect(readFileSync(join(folder, name, 'node', 'LICENSE'), 'utf8')).toContain('Node.js');
  });

  it('has the sum that stands beside it', () => {
    const sum = createHash('sha256').update(readFileSync(archive)).digest('hex');
    expect(readFileSync(join(root, 'release', 'SHA256SUMS'), 'utf8')).toContain(`${sum}  ${name}.tar.gz\n`);
  });
});
