import { describe, expect, it } from 'vitest';
import { closeTimeout } from '../../source/app/session/attempt.ts';
import { NativeEngine } from '../../source/engine/native/index.ts';
import { HandClock, turns, until } from '../support/hand-clock.ts';
import { startRawHttpServer } from '../support/raw-http-server.ts';
import { Exterm, nothing, password, real } from './exterm.ts';

const domains = 'Get-AcceptedDomain | Select-Object Name, Default';

describe('the results of one server', () => {
  it.each([
    {
      format: 'table',
      expected:
        'Name         Default\n----         -------\ncontoso.com  True\nfabrikam.com False\ncontoso.de   False\n',
    },
    {
      format: 'list',
      expected:
        'Name    : contoso.com\nDefault : True\n\nName    : fabrikam.com\nDefault : False\n\nName    : contoso.de\nDefault : False\n',
    },
    {
      format: 'json',
      expected:
        '[\n{\n  "Name": "contoso.com",\n  "Default": true\n},\n{\n  "Name": "fabrikam.com",\n  "Default": false\n},\n{\n  "Name": "contoso.de",\n  "Default": false\n}\n]\n',
    },
    { format: 'csv', expected: 'Name,Default\ncontoso.com,True\nfabrikam.com,False\ncontoso.de,False\n' },
  ])('are written as $format', async ({ format, expected }) => {
    const exterm = await Exterm.begin();
    expect(await exterm.run(['run', 'ex01', domains, '--output', format])).toEqual({
      code: 0,
      stdout: expected,
      stderr: '',
    });
    expect(await exterm.left()).toEqual(nothing);
  });

  it.each([
    { line: '42', table: '42\n', json: '[\n42\n]\n', csv: 'Value\n42\n' },
    { line: "'a', 'b'", table: 'a\nb\n', json: '[\n"a",\n"b"\n]\n', csv: 'Value\na\nb\n' },
    { line: 'Get-Mailbox -Filter "Name -eq \'nobody\'"', table: '', json: '[]\n', csv: '' },
    {
      line: 'Get-Mailbox ravi | Select-Object Name, EmailAddresses',
      table: 'Name       EmailAddresses\n----       --------------\nRavi Menon {SMTP:ravi@contoso.com}\n',
      json: '[\n{\n  "Name": "Ravi Menon",\n  "EmailAddresses": [\n    "SMTP:ravi@contoso.com"\n  ]\n}\n]\n',
      csv: 'Name,EmailAddresses\nRavi Menon,SMTP:ravi@contoso.com\n',
    },
  ])('of $line fit every format', async ({ line, table, json, csv }) => {
    const exterm = await Exterm.begin();
    for (const [format, expected] of Object.entries({ table, json, csv })) {
      expect(await exterm.run(['run', '--output', format, 'ex01', line])).toEqual({
        code: 0,
        stdout: expected,
        stderr: '',
      });
    }
  });

  it('of lines with views of their own stand apart', async () => {
    const exterm = await Exterm.begin();
    const { stdout } = await exterm.run(['run', 'ex01', 'Get-Mailbox ravi | fl Name; Get-Mailbox nora | ft Name']);
    expect(stdout).toBe('Name : Ravi Menon\n\nName\n----\nNora Brandt\n');
  });

  it('that would move the cursor are shown and not obeyed', async () => {
    const exterm = await Exterm.begin();
    const results = await Promise.all(
      ['table', 'list', 'json', 'csv'].map((format) =>
        exterm.run(['run', 'ex01', 'Get-Mailbox mallory.esc | Select-Object DisplayName', '--output', format]),
      ),
    );
    for (const { code, stdout } of results) {
      expect(code).toBe(0);
      expect(stdout).toContain('Esc');
      expect(stdout).not.toMatch(/[\u001B\u0007\u009B]/);
    }
  });

  it('leave warnings to standard error', async () => {
    const exterm = await Exterm.begin();
    expect(
      await exterm.run(['run', 'ex01', 'Get-Mailbox -ResultSize 1 | Select-Object Alias', '--output', 'csv']),
    ).toEqual({
      code: 0,
      stdout: 'Alias\nmira\n',
      stderr: 'WARNING: There are more results than the 1 asked for. Raise -ResultSize to see them.\n',
    });
  });

  it.each([
    [[], 'Value\n=1+1\n'],
    [['--guard-formulas'], "Value\n'=1+1\n"],
  ])('writes csv as it is, and guards a spreadsheet where asked: %j', async (words, expected) => {
    const exterm = await Exterm.begin();
    const { stdout } = await exterm.run(['run', 'ex01', "'=1+1'", '--output', 'csv', ...words]);
    expect(stdout).toBe(expected);
  });
});

describe('a server that cannot open a session just now', () => {
  it('is asked again, which standard error says with the reason', async () => {
    const engine = new NativeEngine({ delay: () => Promise.resolve() });
    const exterm = await Exterm.begin({ deps: (deps) => ({ ...deps, engines: { native: engine } }) });
    exterm.faults.add({
      at: 'create',
      server: 'ex01',
      fault: { kind: 'fault', code: 1722, text: 'No\u009B31m.' },
      times: 2,
    });
    const { code, stdout, stderr } = await exterm.run(['run', 'ex01', domains]);
    expect([code, stdout]).toEqual([0, expect.stringContaining('contoso.com')]);
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(/^ex01: .* Trying again in 1 s \(2 of 5\)\.$/),
      expect.stringMatching(/^ex01: .* Trying again in 1 s \(3 of 5\)\.$/),
      '',
    ]);
    expect(await exterm.left()).toEqual(nothing);
  });
});

describe('a cmdlet that remote PowerShell does not carry whole', () => {
  it('is run, and standard error says what is missing and where it can be had', async () => {
    const exterm = await Exterm.begin();
    const { code, stdout, stderr } = await exterm.run([
      'run',
      'ex01',
      'get-exchangecertificate | Select-Object Subject',
    ]);
    expect([code, stdout]).toEqual([0, expect.stringContaining('Subject')]);
    expect(stderr).toMatch(
      /^WARNING: Get-ExchangeCertificate does not fully support .* Exchange Management Shell .*\n$/,
    );
  });
});

describe('the results of several servers', () => {
  it('are a block each, in the order of the names', async () => {
    const exterm = await Exterm.begin();
    const { code, stdout, stderr } = await exterm.run([
      'run',
      'ex02,EX01, ex02',
      'Get-AcceptedDomain | Select-Object -First 1 Name',
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      'PSComputerName: ex02\nName\n----\ncontoso.com\n\nPSComputerName: ex01\nName\n----\ncontoso.com\n',
    );
  });

  it('carry PSComputerName as data', async () => {
    const exterm = await Exterm.begin();
    const json = await exterm.run(['run', 'ex01,ex02', 'Get-Mailbox ravi | Select-Object Name', '--output', 'json']);
    expect(JSON.parse(json.stdout)).toHaveLength(2);
    expect(JSON.parse(json.stdout)).toEqual(
      expect.arrayContaining([
        { PSComputerName: 'ex01', Name: 'Ravi Menon' },
        { PSComputerName: 'ex02', Name: 'Ravi Menon' },
      ]),
    );
    const csv = await exterm.run(['run', 'ex01,ex02', '7', '--output', 'csv']);
    expect(csv.stdout.split('\n').sort()).toEqual(['', 'PSComputerName,Value', 'ex01,7', 'ex02,7']);
  });

  it('come from those that work where one fails, and the exit code says so', async () => {
    const exterm = await Exterm.begin();
    await exterm.sandbox.kill('ex01');
    const { code, stdout, stderr } = await exterm.run(['run', 'ex01,ex02', '7']);
    expect(code).toBe(3);
    expect(stdout).toBe('PSComputerName: ex02\n7\n');
    expect(stderr).toMatch(/\nex01: .* refused the connection\.\n {2}Why: .*\n {2}Next: /);
    expect(await exterm.left()).toEqual(nothing);
  });

  it('name the server in every warning and error', async () => {
    const exterm = await Exterm.begin();
    const { code, stderr } = await exterm.run(['run', 'ex01,ex02', 'Get-Mailbox nobody']);
    expect(code).toBe(1);
    for (const name of ['ex01', 'ex02'])
      expect(stderr).toContain(`${name}: ERROR: Get-Mailbox: The operation couldn't be performed`);
  });

  it('of a slow server do not hold back those of the servers before it', async () => {
    const exterm = await Exterm.begin();
    exterm.faults.add({ at: 'create', server: 'ex02', fault: { kind: 'slow', milliseconds: 60_000 } });
    const command = exterm.start(['run', 'ex01,ex02', '7; 8']);
    await command.prints('PSComputerName: ex01\n7\n8\n');
    await exterm.faults.hit;
    exterm.sandboxClock.advance(60_000);
    expect((await command.ended).stdout).toBe('PSComputerName: ex01\n7\n8\n\nPSComputerName: ex02\n7\n8\n');
  });
});

describe('the exit code', () => {
  it('is 1 for an error record, which goes to standard error with what belongs to it', async () => {
    const exterm = await Exterm.begin();
    const { code, stdout, stderr } = await exterm.run(['run', 'ex01', 'Get-Mailbox nobody', '--output', 'json']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '[]\n' });
    expect(stderr.replace(/RequestId=[\da-f-]+, TimeStamp=[^,]+/, 'RequestId=…')).toMatchInlineSnapshot(`
      "ERROR: Get-Mailbox: The operation couldn't be performed because object 'nobody' couldn't be found on 'dc01.contoso.com'.
        NotSpecified · ManagementObjectNotFoundException
        Server=EX01, RequestId=…, FailureCategory=Cmdlet-ManagementObjectNotFoundException
      "
    `);
  });

  it('is 1 for a line that the language has not', async () => {
    const exterm = await Exterm.begin();
    const { code, stderr } = await exterm.run(['run', 'ex01', "Get-Mailbox 'ravi"]);
    expect(code).toBe(1);
    expect(stderr).toContain("ERROR: The string that begins here has no closing '.");
    expect(await exterm.left()).toEqual(nothing);
  });

  it('is 1 when --timeout has stopped the command, and what came until then is whole', async () => {
    const clock = new HandClock();
    const exterm = await Exterm.begin({ deps: (deps) => ({ ...deps, timers: clock }) });
    const command = exterm.start([
      'run',
      'ex01',
      'Write-SandboxFlood -Lines 100000000',
      '--timeout',
      '2.5',
      '--output',
      'json',
    ]);
    await command.prints('"Line": 1,');
    await clock.advance(2500);
    const { code, stdout, stderr } = await command.ended;
    expect(code).toBe(1);
    expect(stderr).toBe('ex01: stopped after 2.5 s, as --timeout says. What came until then was written.\n');
    expect(JSON.parse(stdout)).toMatchObject([{ Line: 1 }, ...Array(JSON.parse(stdout).length - 1).fill({})]);
    expect(await exterm.left()).toEqual(nothing);
  });

  it('is 1 for a session that is lost in the middle: the command may have been done', async () => {
    const exterm = await Exterm.begin();
    exterm.faults.add({ at: 'pipeline-receive', after: 6, fault: { kind: 'kill-server' } });
    const { code, stdout, stderr } = await exterm.run(['run', 'ex01', 'Write-SandboxFlood -Lines 100000000']);
    expect(code).toBe(1);
    expect(stdout).toContain('abcdefghijklmnopqrstuvwxyz');
    expect(stderr).toMatch(/^ex01: .*\n {2}Why: /);
  });

  it.each([
    [['run', 'ex1', '7'], 'There is no connection "ex1". Did you mean "ex01"? Known are: ex01, ex02, dr01.'],
    [['run', 'ex01,nowhere', '7'], 'Save one with: exterm connections add nowhere --server'],
    [['run', '', '7'], 'A connection name is empty'],
    [['run', ',', '7'], 'A connection name is empty'],
    [['run', 'ex01,', '7'], 'A connection name is empty'],
    [['run', '--', '-x', '7'], 'A name starts with a letter or digit'],
    [['run', 'ex01', ''], 'Say what to run'],
    [['run', 'ex01', '7', '--output', 'xml'], '--output takes table, list, json, csv, not "xml".'],
    [['run', '--output', 'xml', 'ex01', '7'], '--output takes table, list, json, csv, not "xml".'],
    [['run', '--timeout', '-1', 'ex01', '7'], '--timeout takes a number of seconds'],
  ])('is 2 for %j, and no server hears of it', async (argv, said) => {
    const exterm = await Exterm.begin();
    exterm.faults.add({ at: 'connect', fault: { kind: 'drop' }, times: 100 });
    const { code, stdout, stderr } = await exterm.run(argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(said);
    expect(exterm.faults.struck).toBe(0);
  });

  it('is 1 where a question cannot be asked, and says what it was', async () => {
    const exterm = await Exterm.begin();
    const { code, stderr } = await exterm.run(['run', 'ex01', 'Remove-Mailbox ravi']);
    expect(code).toBe(1);
    expect(stderr).toMatchInlineSnapshot(`
      "The server asks: Are you sure you want to perform this action? Removing the mailbox "Ravi Menon". Its account in Active Directory is removed as well.
        Nobody can answer without a terminal. The command was stopped; add -Confirm:$false if you are sure.
      "
    `);
    expect((await exterm.run(['run', 'ex01', 'Get-Mailbox ravi | Select-Object -ExpandProperty Name'])).stdout).toBe(
      'Ravi Menon\n',
    );
  });

  it('is 3 for a server that cannot be reached', async () => {
    const exterm = await Exterm.begin();
    await exterm.sandbox.kill('ex01');
    const { code, stdout, stderr } = await exterm.run(['run', 'ex01', '7']);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('refused the connection');
    expect(await exterm.left()).toEqual(nothing);
  });

  it('is 3 for a server that refuses the session, and what it says is shown and not obeyed', async () => {
    const exterm = await Exterm.begin();
    const text = 'No\u009B31m for \u202Eyou.\nOr you.';
    exterm.faults.add({ at: 'create', fault: { kind: 'fault', code: 0x80338000, text } });
    const { code, stderr } = await exterm.run(['run', 'ex01', '7']);
    expect(code).toBe(3);
    expect(stderr).toContain('Why: No\\u{9b}31m for \\u{202e}you. Or you.');
    expect(stderr).not.toMatch(/[\u009B\u202E]/);
  });

  it('is 3 for a server whose answer names its request, which standard error keeps for support', async () => {
    const exterm = await Exterm.begin();
    const text =
      '[ClientAccessServer=EX01,BackEndServer=ex02.contoso.com,RequestId=4f8c-11,TimeStamp=05.01.2026 08:00:00] ' +
      '[FailureCategory=Cafe-SendFailure] Der Back-End-Server antwortet nicht.';
    exterm.faults.add({ at: 'create', fault: { kind: 'fault', code: 0x80338000, text } });
    const { code, stderr } = await exterm.run(['run', 'ex01', '7']);
    expect(code).toBe(3);
    expect(stderr).toContain('front end on 127.0.0.1 could not reach its back end.\n');
    expect(stderr).toContain('\n  Original: Der Back-End-Server antwortet nicht.\n');
    expect(stderr).toMatch(
      /\n {2}Details: ClientAccessServer=EX01, BackEndServer=ex02\.contoso\.com, RequestId=4f8c-11, /,
    );
  });

  it('is 3 for an engine that this computer has not', async () => {
    const exterm = await Exterm.begin({
      saved: (sandbox) => [real(sandbox, 'ps', { engine: 'powershell' })],
      deps: ({ engines: { native }, ...deps }) => ({ ...deps, engines: { native: native! } }),
    });
    const { code, stderr } = await exterm.run(['run', 'ps', '7', '--password-stdin'], password);
    expect(code).toBe(3);
    expect(stderr).toContain('The powershell engine is not there on this computer.');
  });

  it('is 3 for a server that does not take the authentication: one try, and no word of passwords', async () => {
    const head = 'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Negotiate\r\nWWW-Authenticate: NTLM\r\n';
    const server = await startRawHttpServer((_request, socket) => socket.write(`${head}Content-Length: 0\r\n\r\n`));
    try {
      const url = server.url;
      const exterm = await Exterm.begin({ saved: (sandbox) => [real(sandbox, 'mail', { url })] });
      const { code, stderr } = await exterm.run(['run', 'mail', '7', '--password-stdin'], password);
      expect(code).toBe(3);
      expect(stderr).toContain('Why: The server offers Negotiate, NTLM.');
      expect(stderr).not.toMatch(/password|\block/);
      expect(server.requests).toHaveLength(1);
    } finally {
      await server.close();
    }
  });

  it('is 4 for credentials that are refused, which are tried once', async () => {
    const exterm = await Exterm.begin({ saved: (sandbox) => [real(sandbox, 'mail')] });
    const { code, stdout, stderr } = await exterm.run(['run', 'mail', '7', '--password-stdin'], 'wrong\n');
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toMatch(/^mail: .* did not accept the user name and password of mira@contoso\.com\./);
    expect(stderr).not.toContain('wrong\n');
    expect(await exterm.left()).toEqual(nothing);
  });
});

describe('names that are words of their own', () => {
  it('are said to be one word, and nothing is run', async () => {
    const exterm = await Exterm.begin();
    const { code, stdout, stderr } = await exterm.run(['run', 'ex01', 'EX02', 'Get-Queue', '--output', 'json']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      '"EX02" is a connection, and stands where the command should.\n' +
        'Several names are one word, with commas: exterm run "ex01,EX02" "Get-Queue"\n',
    );
    // A word alone is a command, whatever connections are called.
    expect((await exterm.run(['run', 'ex01', 'ex02'])).stderr).not.toContain('one word');
  });
});

describe('an interruption', () => {
  it('in the middle of a command ends it with 130, leaves nothing open, and what has come is whole', async () => {
    const exterm = await Exterm.begin();
    const command = exterm.start(['run', 'ex01,ex02', 'Write-SandboxFlood -Lines 100000000', '--output', 'json']);
    await command.prints('"Line": 1,');
    command.interrupt();
    const { code, stdout } = await command.ended;
    expect(code).toBe(130);
    expect(JSON.parse(stdout).length).toBeGreaterThan(0);
    expect(await exterm.left()).toEqual(nothing);
  });

  it.each(['create', 'pool-receive', 'command', 'pipeline-receive'] as const)(
    'while a server hangs at the stage %s leaves nothing open',
    async (at) => {
      const clock = new HandClock();
      const exterm = await Exterm.begin({ deps: (deps) => ({ ...deps, timers: clock }) });
      exterm.faults.add({ at, fault: { kind: 'hang' } });
      const command = exterm.start(['run', 'ex01', 'Get-Mailbox']);
      await exterm.faults.hit;
      const before = clock.pending;
      command.interrupt();
      // A pipeline that hangs is given its time to stop; then its shell is removed over its head.
      if (at === 'command' || at === 'pipeline-receive') {
        await until(() => clock.pending > before);
        await clock.advance(closeTimeout);
      }
      expect(await command.ended).toEqual({ code: 130, stdout: '', stderr: '' });
      expect(await exterm.left()).toEqual(nothing);
    },
  );

  it('before anything has begun opens nothing', async () => {
    const exterm = await Exterm.begin();
    const command = exterm.start(['run', 'ex01', 'Get-Mailbox']);
    command.interrupt();
    expect(await command.ended).toMatchObject({ code: 130, stdout: '' });
    expect(await exterm.left()).toEqual(nothing);
  });

  it('is what a reader that has gone means (| head), and what is open gets closed', async () => {
    const exterm = await Exterm.begin();
    const command = exterm.start(['run', 'ex01', 'Write-SandboxFlood -Lines 100000000']);
    // What cli.ts does with a standard output that fails.
    command.stdout.on('error', () => command.interrupt());
    await command.prints('Line');
    command.stdout.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    expect(await command.ended).toMatchObject({ code: 130, stderr: '' });
    expect(await exterm.left()).toEqual(nothing);
  });
});

describe('a reader that is slow', () => {
  it('holds the server back, not the memory', async () => {
    const exterm = await Exterm.begin();
    const command = exterm.start(['run', 'ex01', 'Write-SandboxFlood -Lines 100000000']);
    await command.prints('Line');
    command.stdout.pause();
    const waiting = () => command.stdout.readableLength + command.stdout.writableLength;
    await until(() => command.stdout.writableNeedDrain);
    await turns(200);
    const before = waiting();
    await turns(2000);
    expect(waiting()).toBe(before);
    command.interrupt();
    command.stdout.resume();
    expect((await command.ended).code).toBe(130);
    expect(await exterm.left()).toEqual(nothing);
  });
});
