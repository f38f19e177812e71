import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';

import { Exterm } from './exterm.ts';

const paths = [
  'run',
  'connections',
  'connections list',
  'connections show',
  'connections add',
  'connections edit',
  'connections remove',
  'sessions',
  'clean',
  'sandbox',
  'where',
  'completion',
];

describe('help', () => {
  it('of the program names every command, with examples', async () => {
    const exterm = await Exterm.begin();
    const { code, stdout, stderr } = await exterm.run(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const path of paths.filter((one) => !one.includes(' ')))
      expect(stdout).toMatch(new RegExp(`^  ${path} `, 'm'));
    expect(stdout).toContain('exterm run "ex01,ex02" "Get-Queue" --output json');
    expect(stdout).toContain('EXTERM_CONFIG_DIR');
  });

  it.each(paths)('of %s is the same by help and by --help, on standard output', async (path) => {
    const exterm = await Exterm.begin();
    const words = path.split(' ');
    const byHelp = await exterm.run(['help', ...words]);
    expect(byHelp).toMatchObject({ code: 0, stderr: '' });
    expect(byHelp.stdout).toContain(`Usage: exterm ${path}`);
    expect(await exterm.run([...words, '--help'])).toEqual(byHelp);
  });

  it.each(['run', 'connections add', 'connections edit', 'sessions', 'clean', 'sandbox', 'completion'])(
    'of %s shows examples',
    async (path) => {
      const exterm = await Exterm.begin();
      expect((await exterm.run(['help', ...path.split(' ')])).stdout).toMatch(/\nExamples:\n {2}exterm /);
    },
  );

  it('behind a command to run is still help', async () => {
    const exterm = await Exterm.begin();
    const { code, stdout } = await exterm.run(['run', 'ex01', 'Get-Mailbox', '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('Usage: exterm run');
  });
});

describe('what is no command', () => {
  it.each([
    {
      argv: ['rnu', 'ex01'],
      said: 'exterm has no command "rnu". Did you mean "run"?',
      help: 'Help: exterm --help',
    },
    {
      argv: ['connections', 'lsit', '--json'],
      said: 'exterm connections has no command "lsit". Did you mean "list"?',
      help: 'Help: exterm connections --help',
    },
    {
      argv: ['help', 'sesions'],
      said: 'exterm has no command "sesions". Did you mean "sessions"?',
      help: 'Commands are: ',
    },
    { argv: ['exo1'], said: 'There is no connection "exo1". Did you mean "ex01"?', help: 'Commands are: run, ' },
    { argv: ['x\u001B[31m'], said: 'exterm has no command "x␛[31m".', help: 'Commands are: run, ' },
    { argv: ['--foo'], said: "Unknown option '--foo'.", help: 'Help: exterm --help' },
    {
      argv: ['run', '--outptu', 'json', 'ex01', 'x'],
      said: "Unknown option '--outptu'.",
      help: 'Help: exterm run --help',
    },
    { argv: ['run', '-\u001B]0;x\u0007'], said: 'Unknown option', help: 'Help: exterm run --help' },
    { argv: ['run'], said: "Missing required argument 'names'.", help: 'Help: exterm run --help' },
    { argv: ['connections', 'add'], said: "Missing required argument 'name'.", help: 'exterm connections add --help' },
  ])('is a usage error with the likely one: $said', async ({ argv, said, help }) => {
    const exterm = await Exterm.begin();
    const { code, stdout, stderr } = await exterm.run(argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(said);
    expect(stderr).toContain(help);
    expect(stderr).not.toMatch(/\u001B|\u0007|error:|\n\s+at /);
  });
});

describe('the program', () => {
  it('says its version', async () => {
    const exterm = await Exterm.begin();
    expect(await exterm.run(['--version'])).toEqual({ code: 0, stdout: '1.2.3\n', stderr: '' });
  });

  it.each([
    [['ex02'], 'ex02'],
    [['ex02', 'EX01'], 'ex02 ex01'],
    [['*0?,ex01'], 'ex01 ex02 dr01'],
  ])('opens the screen with the connections that %j choose', async (argv, names) => {
    const exterm = await Exterm.begin();
    expect(await exterm.run(argv)).toEqual({ code: 0, stdout: `the screen ${names}\n`, stderr: '' });
  });

  it('takes a word that is neither a command nor a connection for a command that there is not', async () => {
    const exterm = await Exterm.begin();
    expect(await exterm.run(['sesions'])).toMatchObject({ code: 2, stderr: expect.stringContaining('"sessions"') });
    expect(await exterm.run(['ex01', 'ex09'])).toMatchObject({ code: 2, stderr: expect.stringContaining('"ex09"') });
  });

  it.each(['--version', '-V'])('says with --json what a report of a fault needs: %s', async (word) => {
    const exterm = await Exterm.begin();
    for (const argv of [
      [word, '--json'],
      ['--json', word],
    ]) {
      const { code, stdout, stderr } = await exterm.run(argv);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(JSON.parse(stdout)).toEqual({
        exterm: '1.2.3',
        node: process.versions.node,
        system: expect.stringContaining(`${process.platform}-${process.arch}`),
        koffi: expect.stringMatching(/^\d+\.\d+\.\d+$/),
        security: expect.anything(),
        // There is none in the folder that the program is said to be in.
        keyRing: { missing: expect.stringContaining('@napi-rs/keyring') },
      });
    }
  });

  it('has the group in front that was named first', async () => {
    const exterm = await Exterm.begin();
    for (const name of ['ex01', 'ex02']) {
      const added = await exterm.run([
        'connections',
        'add',
        name,
        '--server',
        `${name}.contoso.com`,
        '--group',
        'prod',
      ]);
      expect(added.code).toBe(0);
    }
    expect((await exterm.run(['@prod'])).stdout).toBe('the screen ex01 ex02, @prod in front\n');
    expect((await exterm.run(['ex02,@prod'])).stdout).toBe('the screen ex02 ex01\n');
  });

  it('opens the screen without the profile', async () => {
    const exterm = await Exterm.begin();
    expect((await exterm.run(['--no-profile', 'ex01'])).stdout).toBe('the screen ex01, no profile\n');
  });

  it('opens the screen without a command', async () => {
    const exterm = await Exterm.begin();
    expect(await exterm.run([])).toEqual({ code: 0, stdout: 'the screen\n', stderr: '' });
  });

  it('says what was damaged on disk, and where it is kept', async () => {
    const folder = temporaryFolder();
    const whole = { name: 'ex01', url: 'http://127.0.0.1/PowerShell/', configurationName: 'Microsoft.Exchange' };
    const connections = [{ ...whole, authentication: 'Basic', engine: 'native', sandboxServer: 'ex01' }, { name: 'x' }];
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ version: 1, connections }));
    writeFileSync(join(folder, 'ledger.json'), 'no ledger');
    const exterm = await Exterm.begin({ folder });
    const { code, stderr } = await exterm.run(['sessions']);
    expect(code).toBe(0);
    expect(stderr).toContain(`What stood there is kept in ${join(folder, 'config.json.damaged-1')}.`);
    expect(stderr).toContain(`What stood there is kept in ${join(folder, 'ledger.json.damaged-1')}.`);
  });
});
