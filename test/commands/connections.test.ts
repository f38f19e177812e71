import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { Exterm, offered } from './exterm.ts';

const open = vi.fn(() => Promise.reject(new Error('not here')));
const stopped = { sandbox: { open, find: async () => undefined } };

describe('connections list', () => {
  it('offers the servers of the sandbox with the URLs they have now, while nothing is saved', async () => {
    const exterm = await Exterm.begin();
    const { code, stdout, stderr } = await exterm.run(['connections']);
    expect(code).toBe(0);
    const [ex01] = exterm.sandbox.servers;
    expect(stdout).toContain(`ex01  ${ex01!.url}`);
    expect(stderr).toBe('Nothing is saved yet: these are the sandbox servers that exterm offers.\n');
  });

  it('gives no URL for a sandbox that does not run', async () => {
    const exterm = await Exterm.begin({ deps: (deps) => ({ ...deps, ...stopped }) });
    expect((await exterm.run(['connections', 'list'])).stdout).toMatchInlineSnapshot(`
      "Name  URL                        User  Authentication  Engine
      ----  ---                        ----  --------------  ------
      ex01  sandbox ex01, not started        of the sandbox  auto
      ex02  sandbox ex02, not started        of the sandbox  auto
      dr01  sandbox dr01, not started        of the sandbox  auto
      "
    `);
    const shown = await exterm.run(['connections', 'show', 'EX01']);
    expect(JSON.parse(shown.stdout)).toEqual({
      name: 'ex01',
      configurationName: 'Microsoft.Exchange',
      authentication: 'Basic',
      engine: 'auto',
      sandboxServer: 'ex01',
    });
    // To look at the list starts nothing.
    expect(open).not.toHaveBeenCalled();
  });

  it('of settings that were damaged offers nothing: a job’s ex01 is not the sandbox’s', async () => {
    const exterm = await Exterm.begin();
    writeFileSync(join(exterm.folder, 'config.json'), '{broken');
    for (const words of [['run', 'ex01', 'Get-Queue'], ['run', 'ex01', 'Get-Queue'], ['connections']]) {
      const { code, stdout, stderr } = await exterm.run(words);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain(`those that were are in ${join(exterm.folder, 'config.json.damaged-1')}.`);
    }
    expect((await exterm.run(['connections', 'add', 'ex01', '--server', 'ex01.contoso.com'])).code).toBe(0);
    expect((await exterm.run(['connections'])).stdout).toContain('ex01  http://ex01.contoso.com/PowerShell/');
  });

  it('shows what is saved, as a table and as JSON', async () => {
    const exterm = await Exterm.begin();
    await exterm.run(['connections', 'add', 'mail', '--server', 'mail.contoso.com', '--user', 'chris@contoso.com']);
    const table = await exterm.run(['connections']);
    expect(table).toEqual({
      code: 0,
      stdout:
        'Name  URL                                  User               Authentication  Engine\n' +
        '----  ---                                  ----               --------------  ------\n' +
        'mail  http://mail.contoso.com/PowerShell/  chris@contoso.com  Kerberos        auto\n',
      stderr: '',
    });
    expect(JSON.parse((await exterm.run(['connections', 'list', '--json'])).stdout)).toEqual([
      {
        name: 'mail',
        url: 'http://mail.contoso.com/PowerShell/',
        user: 'chris@contoso.com',
        configurationName: 'Microsoft.Exchange',
        authentication: 'Kerberos',
        engine: 'auto',
      },
    ]);
  });
});

describe('connections move', () => {
  const saved = () => ['ex01', 'ex02', 'dr01'].map((name) => ({ ...offered(name) }));
  const names = (exterm: Exterm) => exterm.deps.settings.connections().map(({ name }) => name);

  it.each([
    ['dr01 --before EX01', 'dr01 ex01 ex02'],
    ['ex01 --after ex02', 'ex02 ex01 dr01'],
    ['dr01 --first', 'dr01 ex01 ex02'],
    ['ex01 --last', 'ex02 dr01 ex01'],
  ])('%s', async (words, order) => {
    const exterm = await Exterm.begin({ saved });
    expect(await exterm.run(['connections', 'move', ...words.split(' ')])).toEqual({
      code: 0,
      stdout: '',
      stderr: `The order is now: ${order.replaceAll(' ', ', ')}.\n`,
    });
    expect(names(exterm)).toEqual(order.split(' '));
  });

  it.each([
    ['ex01', 'Say where to: one of --before <name>, --after <name>, --first and --last.'],
    ['ex01 --first --last', 'Say where to: one of'],
    ['ex01 --before nobody', 'There is no connection "nobody".'],
    ['nobody --first', 'There is no connection "nobody".'],
  ])('%s is refused', async (words, said) => {
    const exterm = await Exterm.begin({ saved });
    expect(await exterm.run(['connections', 'move', ...words.split(' ')])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(said),
    });
    expect(names(exterm)).toEqual(['ex01', 'ex02', 'dr01']);
  });

  it('moves nothing that is only offered', async () => {
    const exterm = await Exterm.begin();
    expect(await exterm.run(['connections', 'move', 'ex01', '--last'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Nothing is saved yet'),
    });
  });
});

describe('connections add', () => {
  it('takes a bare server for Kerberos over http, says what follows, and writes nothing on standard output', async () => {
    const exterm = await Exterm.begin();
    expect(await exterm.run(['connections', 'add', 'ex01', '--server', 'ex01.contoso.com'])).toEqual({
      code: 0,
      stdout: '',
      stderr:
        'Saved "ex01". Open it with: exterm\n' +
        'The sandbox servers are no longer offered. Keep one with: exterm connections add lab --sandbox ex01\n',
    });
    expect(exterm.deps.settings.connections()).toEqual([
      {
        name: 'ex01',
        url: 'http://ex01.contoso.com/PowerShell/',
        configurationName: 'Microsoft.Exchange',
        authentication: 'Kerberos',
        engine: 'auto',
      },
    ]);
  });

  it('takes every setting', async () => {
    const exterm = await Exterm.begin();
    const authorities = join(exterm.folder, 'authorities.pem');
    writeFileSync(authorities, '');
    const options = [
      ['--url', 'https://mail.contoso.com/PowerShell/'],
      ['--user', 'chris@contoso.com'],
      ['--authentication', 'Basic'],
      ['--spn', 'HTTP/mail.contoso.com'],
      ['--delegate'],
      ['--engine', 'native'],
      ['--configuration', 'Microsoft.Exchange.Lab'],
      ['--cmdlets', 'Get-*, Set-Mailbox'],
      ['--close-after-idle', '20'],
      ['--ca-file', authorities],
      ['--redirect-host', 'ex02.contoso.com'],
      ['--redirect-host', 'EX03.contoso.com:8443'],
      ['--allow-basic-over-http'],
    ].flat();
    expect(await exterm.run(['connections', 'add', 'mail', ...options])).toMatchObject({ code: 0 });
    expect(exterm.deps.settings.connections()).toEqual([
      {
        name: 'mail',
        url: 'https://mail.contoso.com/PowerShell/',
        user: 'chris@contoso.com',
        authentication: 'Basic',
        servicePrincipalName: 'HTTP/mail.contoso.com',
        delegate: true,
        engine: 'native',
        configurationName: 'Microsoft.Exchange.Lab',
        cmdlets: ['Get-*', 'Set-Mailbox'],
        closeAfterIdleMinutes: 20,
        caFile: authorities,
        redirectHosts: ['ex02.contoso.com', 'ex03.contoso.com:8443'],
        allowBasicOverHttp: true,
      },
    ]);
  });

  it('keeps what the powershell engine is told, and edit takes it away again', async () => {
    const exterm = await Exterm.begin();
    const options = ['--powershell', 'pwsh-preview', '--load-profile', '--prefix', 'Lab', '--format-types', 'A.B, C.*'];
    await exterm.run(['connections', 'add', 'mail', '--server', 'mail.contoso.com', ...options]);
    const settings = () => exterm.deps.settings.connections()[0]?.powershell;
    expect(settings()).toEqual({
      executable: 'pwsh-preview',
      loadProfile: true,
      prefix: 'Lab',
      formatTypeNames: ['A.B', 'C.*'],
    });
    await exterm.run(['connections', 'edit', 'mail', '--prefix=', '--no-load-profile']);
    expect(settings()).toEqual({ executable: 'pwsh-preview', formatTypeNames: ['A.B', 'C.*'] });
    await exterm.run(['connections', 'edit', 'mail', '--powershell=', '--format-types=']);
    expect(settings()).toBeUndefined();
  });

  it('keeps a sandbox server beside real ones, and it works', async () => {
    const exterm = await Exterm.begin();
    await exterm.run(['connections', 'add', 'mail', '--server', 'mail.contoso.com']);
    expect(await exterm.run(['connections', 'add', 'lab', '--sandbox', 'EX02'])).toEqual({
      code: 0,
      stdout: '',
      stderr: 'Saved "lab". Open it with: exterm\n',
    });
    expect(await exterm.run(['run', 'lab', '7'])).toEqual({ code: 0, stdout: '7\n', stderr: '' });
  });

  it.each([
    [['n'], 'Say where the server is'],
    [['n', '--server', 'a.b', '--url', 'http://a.b/'], 'Give one of --server, --url and --sandbox.'],
    [['n', '--server', 'http://a.b/'], 'is not a server name; give a URL with --url instead'],
    [['n', '--url', 'a.b'], 'is not a URL'],
    [['n', '--url', 'ftp://a.b/'], 'starts with http:// or https://'],
    [['n', '--url', 'http://u:p@a.b/'], 'Leave user and password out of the URL'],
    [['n', '--sandbox', 'nowhere'], "is not one of the sandbox's servers"],
    [['n', '--sandbox', 'ex01', '--user', 'a@b.c'], 'The sandbox signs in by itself: --user would do nothing.'],
    [['n', '--server', 'a.b', '--user', 'a b'], '--user: It takes no blanks and no control characters.'],
    [['n', '--server', 'a.b', '--user', 'a\u001B[31m@b.c'], '--user: It takes no blanks and no control characters.'],
    [['n', '--server', 'a.b', '--user', 'a'.repeat(257)], '--user: It takes at most 256 characters.'],
    [['n', '--server', 'a.b', '--spn', 'mail.contoso.com'], 'A service principal name is the service, a slash'],
    [['n', '--server', 'a.b', '--spn', 'HTTP/a b'], 'A service principal name is the service, a slash'],
    [['n', '--server', 'a.b', '--redirect-host', 'http://c.d/'], 'is not a host that redirections may lead to'],
    [['n', '--server', 'a.b', '--redirect-host', 'c.d', '--redirect-host', 'e f'], '"e f" is not a host'],
    [['n', '--sandbox', 'ex01', '--redirect-host', 'c.d'], 'The sandbox signs in by itself: --redirect-host'],
    [['n', '--server', 'a.b', '--configuration', 'a b'], 'is not the name of a session configuration'],
    [['n', '--server', 'a.b', '--cmdlets', ','], '--cmdlets: It names no cmdlet.'],
    [['n', '--server', 'a.b', '--cmdlets', 'Get-Mailbox;x'], 'is not the name of a cmdlet'],
    [['n', '--server', 'a.b', '--prefix', "x'y"], 'cannot stand before a noun'],
    [['n', '--server', 'a.b', '--powershell', 'a\nb'], '--powershell: It takes a name or a path'],
    [['n', '--server', 'a.b', '--format-types', '$(x)'], 'is not the name of a type'],
    [['n', '--server', 'a.b', '--close-after-idle', '0'], 'whole minutes from 1 to 10000, not "0"'],
    [['n', '--server', 'a.b', '--close-after-idle', '10001'], 'whole minutes from 1 to 10000'],
    [['n', '--server', 'a.b', '--close-after-idle', 'x'], 'whole minutes from 1 to 10000'],
    [['n', '--server', 'a.b', '--ca-file', '/no/such/file'], `There is no file ${resolve('/no/such/file')}.`],
    [['n', '--server', 'a.b', '--engine', 'steam'], 'Allowed choices are auto, native, powershell.'],
    [['n', '--server', 'a.b', '--authentication', 'NTLM'], 'Allowed choices are Kerberos, Negotiate, Basic.'],
    [['--server', 'a.b', '--', '-x'], 'A name starts with a letter or digit'],
    [['--server', 'a.b', '--', '--server'], 'A name starts with a letter or digit'],
    [['-x', '--server', 'a.b'], "Unknown option '-x'."],
    [['a b', '--server', 'a.b'], 'A name starts with a letter or digit'],
    [['a,b', '--server', 'a.b'], 'A name starts with a letter or digit'],
    [['a\u001B[31m', '--server', 'a.b'], 'A name starts with a letter or digit'],
    [['', '--server', 'a.b'], 'A connection needs a name.'],
    [['a'.repeat(41), '--server', 'a.b'], 'A name has at most 40 characters.'],
  ])('%j is refused with a sentence: %s', async (words, said) => {
    const exterm = await Exterm.begin();
    const { code, stdout, stderr } = await exterm.run(['connections', 'add', ...words]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(said);
    expect(stderr).not.toMatch(/\u001B|\n\s+at /);
    expect(exterm.deps.settings.connections()).toEqual([]);
  });

  it('refuses a name that is taken, in any case, and says how to change it', async () => {
    const exterm = await Exterm.begin();
    await exterm.run(['connections', 'add', 'mail', '--server', 'a.b']);
    expect(await exterm.run(['connections', 'add', 'MAIL', '--server', 'c.d'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('exterm connections edit MAIL'),
    });
    expect(exterm.deps.settings.connections()).toHaveLength(1);
  });

  it('keeps a relative file as a full path', async () => {
    const exterm = await Exterm.begin();
    mkdirSync(join(exterm.folder, 'pem'));
    await exterm.run(['connections', 'add', 'mail', '--server', 'a.b', '--ca-file', 'package.json']);
    expect(exterm.deps.settings.connections()[0]?.caFile).toBe(join(process.cwd(), 'package.json'));
  });
});

describe('connections edit', () => {
  const added = async () => {
    const exterm = await Exterm.begin();
    await exterm.run(['connections', 'add', 'mail', '--server', 'mail.contoso.com', '--user', 'chris@contoso.com']);
    return exterm;
  };

  it('changes what is given and keeps the rest', async () => {
    const exterm = await added();
    const edit = ['connections', 'edit', 'MAIL', '--close-after-idle', '5', '--allow-basic-over-http'];
    expect(await exterm.run(edit)).toEqual({ code: 0, stdout: '', stderr: 'Changed "mail".\n' });
    expect(exterm.deps.settings.connections()).toMatchObject([
      { name: 'mail', user: 'chris@contoso.com', closeAfterIdleMinutes: 5, allowBasicOverHttp: true },
    ]);
  });

  it('takes settings away by an empty value, and the permission for Basic by --no', async () => {
    const exterm = await added();
    await exterm.run([
      'connections',
      'edit',
      'mail',
      '--cmdlets',
      'Get-*',
      '--close-after-idle',
      '5',
      '--allow-basic-over-http',
    ]);
    const { code } = await exterm.run([
      'connections',
      'edit',
      'mail',
      '--user=',
      '--cmdlets=',
      '--close-after-idle=',
      '--no-allow-basic-over-http',
    ]);
    expect(code).toBe(0);
    expect(exterm.deps.settings.connections()).toEqual([
      {
        name: 'mail',
        url: 'http://mail.contoso.com/PowerShell/',
        configurationName: 'Microsoft.Exchange',
        authentication: 'Kerberos',
        engine: 'auto',
      },
    ]);
  });

  it('takes other redirect hosts in place of those before, and none by an empty one', async () => {
    const exterm = await added();
    const edit = (...words: string[]) => exterm.run(['connections', 'edit', 'mail', ...words]);
    const now = () => exterm.deps.settings.connections()[0]!;
    await edit('--redirect-host', 'a.b', '--redirect-host', 'c.d');
    expect(now().redirectHosts).toEqual(['a.b', 'c.d']);
    await edit('--redirect-host', 'e.f');
    await edit('--user', 'nora@contoso.com');
    expect(now().redirectHosts).toEqual(['e.f']);
    await edit('--redirect-host=');
    expect(now()).not.toHaveProperty('redirectHosts');
  });

  it('keeps the permission for Basic where it is not spoken of', async () => {
    const exterm = await added();
    await exterm.run(['connections', 'edit', 'mail', '--allow-basic-over-http']);
    await exterm.run(['connections', 'edit', 'mail', '--engine', 'native']);
    expect(exterm.deps.settings.connections()).toMatchObject([{ allowBasicOverHttp: true, engine: 'native' }]);
  });

  it('takes delegation back', async () => {
    const exterm = await added();
    await exterm.run(['connections', 'edit', 'mail', '--delegate']);
    await exterm.run(['connections', 'edit', 'mail', '--user', 'nora@contoso.com']);
    expect(exterm.deps.settings.connections()).toMatchObject([{ delegate: true }]);
    await exterm.run(['connections', 'edit', 'mail', '--no-delegate']);
    expect(exterm.deps.settings.connections()[0]).not.toHaveProperty('delegate');
  });

  it('renames, but not to a name that is taken', async () => {
    const exterm = await added();
    await exterm.run(['connections', 'add', 'other', '--server', 'a.b']);
    expect(await exterm.run(['connections', 'edit', 'mail', '--rename', 'OTHER'])).toMatchObject({
      code: 2,
      stderr: 'There is a connection "other" already.\n',
    });
    expect(await exterm.run(['connections', 'edit', 'mail', '--rename', 'Mail'])).toMatchObject({ code: 0 });
    expect(exterm.deps.settings.connections().map(({ name }) => name)).toEqual(['Mail', 'other']);
  });

  it('saves a sandbox server that was only offered', async () => {
    const exterm = await Exterm.begin();
    expect(await exterm.run(['connections', 'edit', 'ex02', '--rename', 'lab'])).toMatchObject({ code: 0 });
    expect(exterm.deps.settings.connections()).toMatchObject([{ name: 'lab', sandboxServer: 'ex02' }]);
  });

  it('that points a sandbox server at a real one signs in as real ones do', async () => {
    const exterm = await Exterm.begin();
    await exterm.run(['connections', 'edit', 'ex01', '--server', 'ex01.contoso.com']);
    expect(exterm.deps.settings.connections()).toEqual([
      {
        name: 'ex01',
        url: 'http://ex01.contoso.com/PowerShell/',
        configurationName: 'Microsoft.Exchange',
        authentication: 'Kerberos',
        engine: 'auto',
      },
    ]);
  });

  it('that points a real server at the sandbox forgets how to sign in', async () => {
    const exterm = await added();
    await exterm.run(['connections', 'edit', 'mail', '--cmdlets', 'Get-*']);
    await exterm.run(['connections', 'edit', 'mail', '--sandbox', 'ex01']);
    expect(exterm.deps.settings.connections()).toEqual([
      {
        name: 'mail',
        url: 'http://127.0.0.1/PowerShell/',
        configurationName: 'Microsoft.Exchange',
        authentication: 'Basic',
        engine: 'auto',
        cmdlets: ['Get-*'],
        sandboxServer: 'ex01',
      },
    ]);
  });

  it.each([
    [['mail'], 'Say what to change. exterm connections show mail shows how it is.'],
    [['mial', '--user', 'x'], 'Did you mean "mail"?'],
    [['mail', '--rename', '-x'], 'A name starts with a letter or digit'],
  ])('%j is refused: %s', async (words, said) => {
    const exterm = await added();
    const before = readFileSync(exterm.deps.settings.file, 'utf8');
    expect(await exterm.run(['connections', 'edit', ...words])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(said),
    });
    expect(readFileSync(exterm.deps.settings.file, 'utf8')).toBe(before);
  });
});

describe('connections remove', () => {
  it('forgets a connection and its history', async () => {
    const exterm = await Exterm.begin();
    await exterm.run(['connections', 'add', 'mail', '--server', 'a.b']);
    exterm.deps.history.append({ id: '1', connection: 'mail', line: 'Get-Mailbox' });
    expect(await exterm.run(['connections', 'remove', 'MAIL'])).toEqual({
      code: 0,
      stdout: '',
      stderr: 'Removed "mail".\n',
    });
    expect(exterm.deps.settings.connections()).toEqual([]);
    expect(exterm.deps.history.read('mail')).toEqual([]);
  });

  it('keeps its history under another name', async () => {
    const exterm = await Exterm.begin();
    await exterm.run(['connections', 'add', 'mail', '--server', 'a.b']);
    exterm.deps.history.append({ id: '1', connection: 'mail', line: 'Get-Mailbox' });
    await exterm.run(['connections', 'edit', 'mail', '--rename', 'post']);
    expect(exterm.deps.history.read('post')).toMatchObject([{ connection: 'post', line: 'Get-Mailbox' }]);
    expect(exterm.deps.history.read('mail')).toEqual([]);
  });

  it('says of a server that is only offered that it cannot be removed', async () => {
    const exterm = await Exterm.begin();
    expect(await exterm.run(['connections', 'remove', 'ex01'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('offers while nothing is saved'),
    });
  });
});
