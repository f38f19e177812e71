import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { transform } from 'esbuild';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';

const root = join(import.meta.dirname, '../..');
const { version, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

/** A program of which only what comes before everything else is there. */
function bare(facts: object = {}): string {
  cpSync(join(root, 'bin'), join(folder, 'bin'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', version, engines, ...facts }));
  return join(folder, 'bin', 'exterm.js');
}

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function ended(node: string, args: readonly string[]): Promise<Ended> {
  const { code = 0, stdout, stderr } = await promisify(execFile)(node, args).catch((error) => error);
  return { code, stdout, stderr };
}

describe('the Node that exterm is started with', () => {
  const [major, minor] = engines.node.replace('>=', '').split('.').map(Number);

  it('is the one that package.json asks for, and a too old one is told so in words', async () => {
    const old = join(folder, 'old.cjs');
    const run = async (node: string, ...args: readonly string[]) => ended(node, [...args, bare()]);
    for (const told of [`${major - 2}.99.0`, `${major}.${minor - 1}.9`]) {
      writeFileSync(old, `Object.defineProperty(process.versions, 'node', { value: '${told}' });`);
      expect(await run(process.execPath, '--require', old)).toEqual({
        code: 2,
        stdout: '',
        stderr:
          `exterm needs Node ${major}.${minor} or later; this is ${told}.\n` +
          'Install a newer Node and start again.\n',
      });
    }
    // Whatever old one this computer has, as it is.
    for (const place of process.env['PATH']!.split(delimiter)) {
      const node = join(place, 'node');
      const { stdout } = await ended(node, ['--version']);
      if (stdout && Number(/\d+/.exec(stdout)) < major) {
        expect((await run(node)).stderr).toContain(`this is ${stdout.trim().slice(1)}.`);
      }
    }
    expect((await ended(process.execPath, [bare({ engines: { node: '>=99.1' } })])).stderr).toMatch(
      /needs Node 99\.1 /,
    );
  });

  it('can read what says so, however old it is', async () => {
    const text = readFileSync(join(root, 'bin', 'exterm.js'), 'utf8');
    const { code } = await transform(text, { target: 'es5' });
    expect(code).toContain('needs Node');
    // The folder's own package.json makes it a script; as a module it would not be read by what knows none.
    expect(text).not.toMatch(/\b(?:import|export)\b/);
    expect(JSON.parse(readFileSync(join(root, 'bin', 'package.json'), 'utf8'))).toEqual({ type: 'commonjs' });
  });

  it.skipIf(!existsSync('/dev/full'))(
    'says that the version could not be written, and nothing of a reader who has gone',
    async () => {
      const program = bare();
      const script = '"$0" "$1" --version > /dev/full';
      expect(await ended('/bin/sh', ['-c', script, process.execPath, program])).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/^Standard output could not be written: ENOSPC.*\n$/),
      });
      const unread = spawn(process.execPath, [program, '--version'], { stdio: ['ignore', 'pipe', 'pipe'] });
      unread.stdout.destroy();
      const [[code], stderr] = await Promise.all([once(unread, 'close'), text(unread.stderr)]);
      expect([code, stderr]).toEqual([0, '']);
    },
  );

  it('loads nothing to say the version', async () => {
    for (const word of ['--version', '-V']) {
      expect(await ended(process.execPath, [bare(), word])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
    }
    expect(await ended(process.execPath, [bare(), 'sessions'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^exterm cannot be loaded: .*\nInstall it again\.\n$/),
    });
  });
});

describe.skipIf(process.platform === 'win32')('the folder for compiled code', () => {
  const { compiledFolder } = createRequire(import.meta.url)('../../bin/compiled-folder.js') as {
    compiledFolder(environment: object, platform: string, user?: number): string | undefined;
  };
  const user = process.getuid?.() ?? 0;
  const expected = () => join(folder, 'cache', 'exterm', 'compiled');
  const found = (uid = user) => compiledFolder({ XDG_CACHE_HOME: join(folder, 'cache') }, 'linux', uid);

  it('is made for the user alone, in his own place for such things', () => {
    expect(found()).toBe(expected());
    expect(statSync(expected()).mode & 0o777).toBe(0o700);
    expect(found()).toBe(expected());
    expect(compiledFolder({ HOME: folder }, 'linux', user)).toBe(join(folder, '.cache', 'exterm', 'compiled'));
    expect(compiledFolder({ LOCALAPPDATA: folder }, 'win32')).toBe(join(folder, 'exterm', 'compiled'));
    expect(compiledFolder({ HOME: folder }, 'darwin', user)).toBe(join(folder, 'Library/Caches/exterm/compiled'));
  });

  it('is not used where others may write, there or above it', () => {
    mkdirSync(expected(), { recursive: true, mode: 0o700 });
    chmodSync(expected(), 0o750);
    expect(found()).toBeUndefined();
    chmodSync(expected(), 0o700);
    expect(found()).toBe(expected());
    for (const mode of [0o777, 0o770]) {
      chmodSync(join(folder, 'cache'), mode);
      expect(found()).toBeUndefined();
    }
    // As in /tmp: what is the user's stays where it is.
    chmodSync(join(folder, 'cache'), 0o1777);
    expect(found()).toBe(expected());
  });

  it('is not used where it is somebody else’s, or cannot be made', () => {
    expect(found()).toBe(expected());
    expect(found(user + 1)).toBeUndefined();
    writeFileSync(join(folder, 'file'), '');
    expect(compiledFolder({ XDG_CACHE_HOME: join(folder, 'file') }, 'linux', user)).toBeUndefined();
    expect(compiledFolder({ XDG_CACHE_HOME: 'relative' }, 'linux', user)).toBeUndefined();
  });

  it('is looked at where a link leads', () => {
    mkdirSync(join(folder, 'open'), { mode: 0o700 });
    mkdirSync(join(folder, 'cache', 'exterm'), { recursive: true });
    symlinkSync(join(folder, 'open'), expected());
    expect(found()).toBe(join(folder, 'open'));
    chmodSync(join(folder, 'open'), 0o755);
    expect(found()).toBeUndefined();
  });

  it('is where the program keeps it, and not in the temporary folder', async () => {
    const temporary = join(folder, 'tmp');
    mkdirSync(temporary);
    const environment = { ...process.env, TMPDIR: temporary, XDG_CACHE_HOME: join(folder, 'cache') };
    Reflect.deleteProperty(environment, 'NODE_COMPILE_CACHE');
    const program = join(root, 'bin', 'exterm.js');
    await promisify(execFile)(process.execPath, [program, '--help'], { env: environment });
    expect(readdirSync(temporary)).toEqual([]);
    expect(readdirSync(expected())).not.toEqual([]);
  });
});
