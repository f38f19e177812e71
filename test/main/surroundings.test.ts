import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cultureOf, surroundingsOf } from '../../source/main/surroundings.ts';
import { openDeps } from '../../source/main/wiring.ts';
import { type Sandbox, sandboxPassword, sandboxUser, startSandbox } from '../../source/sandbox/index.ts';
import { program } from '../support/program.ts';
import { removeFolder } from '../support/remove-folder.ts';

const german = () => 'de-DE-u-co-phonebk';

describe('the culture of the user', () => {
  it.each([
    [{ LANG: 'de_DE.UTF-8' }, 'linux', 'de-DE'],
    [{ LANG: 'C', LC_ALL: 'de_DE.UTF-8' }, 'darwin', 'de-DE'],
    [{ LANG: 'de_DE.UTF-8', LC_ALL: 'C.UTF-8' }, 'linux', ''],
    [{ LANG: 'de_DE.UTF-8', LC_MESSAGES: 'POSIX' }, 'linux', ''],
    [{ LANG: 'Cy_GB' }, 'linux', 'de-DE'],
    [{ LC_ALL: '', LANG: 'C' }, 'linux', ''],
    [{}, 'linux', ''],
    [{}, 'win32', 'de-DE'],
    [{ LANG: 'C' }, 'win32', 'de-DE'],
  ] as const)('of %j on %s is %j', (environment, platform, expected) => {
    expect(cultureOf(environment, platform, german)).toBe(expected);
  });

  it('is the invariant one where it cannot be told', () => {
    for (const told of [() => '!', () => '']) expect(cultureOf({}, 'win32', told)).toBe('');
    const broken = () => {
      throw new Error('No ICU.');
    };
    expect(cultureOf({}, 'win32', broken)).toBe('');
  });
});

describe('what the language is told of the computer', () => {
  it('is what the system says', () => {
    const told = surroundingsOf({ PATHLIKE: 'x' }, 'linux');
    const machine = hostname().split('.')[0];
    expect(told).toMatchObject({ machineName: machine, userDomainName: machine, userName: userInfo().username });
    expect([told.variable('PATHLIKE'), told.variable('NOTHING'), told.currentFolder()]).toEqual([
      'x',
      undefined,
      process.cwd(),
    ]);
    const windows = surroundingsOf({ COMPUTERNAME: 'ADMIN01', USERDOMAIN: 'CONTOSO' }, 'win32');
    expect([windows.machineName, windows.userDomainName]).toEqual(['ADMIN01', 'CONTOSO']);
  });
});

describe.skipIf(process.platform === 'win32')('the program', () => {
  let folder: string;
  let sandbox: Sandbox;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'exterm-culture-'));
    sandbox = await startSandbox({ servers: 1, mailboxes: 5, leftOpen: 0, endAfter: 0 });
    const { settings } = openDeps(folder, { command: process.execPath, args: [] });
    const authentication = 'Basic';
    const { url } = sandbox.servers[0]!;
    const configurationName = 'Microsoft.Exchange';
    await settings.save({ name: 'lab', url, configurationName, authentication, user: sandboxUser, engine: 'native' });
  });
  afterAll(async () => {
    await sandbox.stop();
    removeFolder(folder);
  });

  async function run(locale: string, output: string, line: string): Promise<string> {
    const running = promisify(execFile)(
      process.execPath,
      [program, 'run', 'lab', '--output', output, '--password-stdin', line],
      { env: { ...process.env, EXTERM_CONFIG_DIR: folder, LC_ALL: locale } },
    );
    running.child.stdin!.end(`${sandboxPassword}\n`);
    return (await running).stdout;
  }

  it('writes what a line formats as the system’s locale has it, and knows the computer', async () => {
    const line = "'{0:N1} {0}' -f 1234.5; [Environment]::MachineName; $PSCulture";
    const machine = hostname().split('.')[0];
    expect((await run('de_DE.UTF-8', 'table', line)).split('\n')).toEqual(['1.234,5 1234,5', machine, 'de-DE', '']);
    expect((await run('C.UTF-8', 'table', line)).split('\n')).toEqual(['1,234.5 1234.5', machine, '', '']);
  });

  it.each(['json', 'csv'])('writes --output %s the same in every locale', async (output) => {
    const line = '[pscustomobject]@{ n = 1234.5; d = [datetime]\'2024-03-05 14:07\'; t = "$(1.5)"; l = @(1.5, 2) }';
    const german = await run('de_DE.UTF-8', output, line);
    expect(german).toContain('1234.5');
    expect(german).toContain('2024-03-05T14:07');
    expect(german).toBe(await run('C.UTF-8', output, line));
  });
});
