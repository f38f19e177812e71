import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ManualClock } from '../../source/sandbox/index.ts';
import { Exterm, nothing } from '../commands/exterm.ts';
import { removeFolder } from '../support/remove-folder.ts';

/** Today; what a cmdlet takes its time with passes as soon as it begins. */
class QuickClock extends ManualClock {
  constructor() {
    super(Date.now());
  }

  override after(milliseconds: number, action: () => void): () => void {
    const cancel = super.after(milliseconds, action);
    if (milliseconds <= 1000) setImmediate(() => this.advance(milliseconds));
    return cancel;
  }
}

const scripts = join(import.meta.dirname, 'tour');
const script = (name: string) => join(scripts, `${name}.ps1`);

/** An administrator's folder, and the organisation that the scripts are run against. */
class Tour {
  readonly exterm: Exterm;
  readonly folder = mkdtempSync(join(tmpdir(), 'exterm-tour-'));

  private constructor(exterm: Exterm) {
    this.exterm = exterm;
    onTestFinished(() => removeFolder(this.folder));
  }

  static async begin(): Promise<Tour> {
    return new Tour(await Exterm.begin({ sandbox: { mailboxes: 60, servers: 3 }, clock: new QuickClock() }));
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  /** The rows of a CSV file that the script wrote; the delimiter is told by its heading. */
  rows(name: string): readonly Record<string, string>[] {
    const [heading = '', ...lines] = this.read(name)
      .replace(/^\uFEFF/, '')
      .trim()
      .split(/\r?\n/);
    const delimiter = heading.includes('";"') ? ';' : ',';
    const cells = (line: string) => line.slice(1, -1).split(`"${delimiter}"`);
    const names = cells(heading);
    return lines.map((line) => Object.fromEntries(cells(line).map((cell, at) => [names[at] ?? '', cell])));
  }

  /** Runs a script of the tour with its arguments, as `pwsh -File` would. */
  async script(name: string, ...args: readonly string[]) {
    return this.told(await this.exterm.run(['run', 'ex01', '--file', script(name), '--', ...args]));
  }

  /** Runs typed lines, in the folder. */
  async lines(...lines: readonly string[]) {
    return this.told(await this.exterm.run(['run', 'ex01', `Set-Location '${this.folder}'\n${lines.join('\n')}`]));
  }

  /** The organisation afterwards: what a line gives, as data. */
  async ask<T = Record<string, unknown>>(line: string): Promise<T[]> {
    const { stdout } = await this.exterm.run(['run', 'ex01', line, '--output', 'json']);
    return JSON.parse(stdout) as T[];
  }

  private async told(result: { readonly code: number; readonly stdout: string; readonly stderr: string }) {
    expect(await this.exterm.left()).toEqual(nothing);
    const said = (word: string) => result.stderr.split('\n').filter((line) => line.startsWith(`${word}: `));
    return { ...result, errors: said('ERROR'), warnings: said('WARNING') };
  }
}

/** Whole ones, as ToMB() gives them. */
const megabytes = (size: string) =>
  Math.floor(Number(/\(([\d,]+) bytes\)/.exec(size)?.[1]?.replaceAll(',', '')) / 2 ** 20);

describe('what administrators do', () => {
  it('1: the 20 biggest mailboxes go into a CSV', async () => {
    const tour = await Tour.begin();
    const ran = await tour.script('biggest-mailboxes', '-Path', tour.path('top.csv'));
    expect(ran).toMatchObject({ code: 0, errors: [] });
    expect(ran.stdout).toMatch(/^20 mailboxes written to .*top\.csv\nTogether: [\d.,]+ GB\n$/);
    const rows = tour.rows('top.csv');
    expect(rows).toHaveLength(20);
    expect(Object.keys(rows[0]!)).toEqual([
      'DisplayName',
      'DatabaseName',
      'ItemCount',
      'SizeMB',
      'SizeGB',
      'LastLogon',
    ]);
    const there = await tour.ask<string>('(Get-MailboxDatabase | Get-MailboxStatistics).TotalItemSize.Value');
    const sizes = there.map(megabytes).toSorted((a, b) => b - a);
    expect(rows.map((row) => Number(row['SizeMB']))).toEqual(sizes.slice(0, 20));
  });

  it('2: many mailboxes are changed from a CSV, first as a trial, then for real', async () => {
    const tour = await Tour.begin();
    writeFileSync(
      tour.path('change.csv'),
      'Alias,CostCenter,Office,Department,Quota\nmira,0042,Oslo,Sales,3GB\nnosuch,1,a,b,\nadele.vance,1.50,"Wien, 1",R&D,\n',
    );
    const change = (...more: string[]) =>
      tour.script('bulk-change', tour.path('change.csv'), '-LogFile', tour.path('bulk.log'), ...more);
    const state = () =>
      tour.ask(
        "'mira', 'adele.vance' | Get-Mailbox | Select-Object Alias, CustomAttribute1, Office, ProhibitSendQuota",
      );
    const before = await state();
    const trial = await change('-WhatIf');
    expect(trial.stdout).toBe(
      'What if: Setting the mailbox "Mira Castellanos".\nWhat if: Setting the mailbox "Adele Vance".\n0 of 3 changed.\n',
    );
    expect([await state(), existsSync(tour.path('bulk.log'))]).toEqual([before, false]);
    const real = await change();
    expect(real).toMatchObject({ code: 0, stdout: '2 of 3 changed.\n', errors: [] });
    expect(real.warnings).toEqual(["WARNING: No mailbox for 'nosuch', line 3"]);
    expect(await state()).toEqual([
      {
        Alias: 'mira',
        CustomAttribute1: '0042',
        Office: 'Oslo',
        ProhibitSendQuota: { IsUnlimited: false, Value: '3 GB (3,221,225,472 bytes)' },
      },
      {
        Alias: 'adele.vance',
        CustomAttribute1: '1.50',
        Office: 'Wien, 1',
        ProhibitSendQuota: { IsUnlimited: true, Value: null },
      },
    ]);
    expect(await tour.ask('Get-User mira | Select-Object Department')).toEqual([{ Department: 'Sales' }]);
    expect(tour.read('bulk.log')).toMatch(/^\S+T\S+\tmira\tchanged\n\S+\tadele\.vance\tchanged\n$/);
  });

  it('3: mailboxes that nobody has opened for 90 days, or ever', async () => {
    const tour = await Tour.begin();
    expect((await tour.script('inactive-mailboxes')).stdout).toBe('0 mailboxes without a logon in 90 days\n');
    const { stdout } = await tour.script('inactive-mailboxes', '-Days', '15', '-IncludeNever');
    const limit = Date.now() - 15 * 86_400_000;
    const all = await tour.ask<{ DisplayName: string; LastLogonTime: string | null }>(
      'Get-Mailbox -RecipientTypeDetails UserMailbox | Get-MailboxStatistics | Select-Object DisplayName, LastLogonTime',
    );
    const old = all.filter((one) => Date.parse(one.LastLogonTime ?? '') < limit).map((one) => one.DisplayName);
    expect(old.length).toBeGreaterThan(3);
    for (const name of old) expect(stdout).toContain(name);
    const [users] = await tour.ask<number>('@(Get-Mailbox -RecipientTypeDetails UserMailbox).Count');
    expect(stdout).toContain(`${old.length + users! - all.length} mailboxes without a logon in 15 days`);
  });

  it('4: queues are watched, and the exit code tells of long ones', async () => {
    const tour = await Tour.begin();
    const long = await tour.script('queue-watch', '-Rounds', '2', '-Seconds', '0', '-Threshold', '7');
    expect(long.code).toBe(2);
    expect(long.stdout.trim().split('\n')).toEqual(
      Array.from({ length: 4 }, () => expect.stringMatching(/^\d\d:\d\d:\d\d {2}\w+\\\d+ +8 {2}\[10\.20\.30\.40\]$/)),
    );
    expect(long.warnings).toHaveLength(4);
    const short = await tour.script('queue-watch', '-Rounds', '1', '-Threshold', '100');
    expect([short.code, short.stdout.slice(8)]).toEqual([0, '  all queues are short\n']);
  });

  it('5: a report of permissions with calculated properties', async () => {
    const tour = await Tour.begin();
    await tour.lines(
      "Set-Mailbox adele.vance -GrantSendOnBehalfTo mira, 'ravi'",
      "Add-ADPermission adele.vance -User hal -ExtendedRights 'Send As' | Out-Null",
      'Add-MailboxPermission adele.vance -User mira -AccessRights FullAccess | Out-Null',
    );
    const ran = await tour.lines(`& '${script('permissions-report')}' -Path permissions.csv`);
    expect(ran.stdout).toMatch(/FullAccess +8\nSendAs +6\nSendOnBehalf +2\n/);
    const adele = tour.rows('permissions.csv').filter((row) => row['Mailbox'] === 'Adele Vance');
    expect(adele.map((row) => `${row['Who']} ${row['Rights']}`)).toEqual([
      'hal SendAs',
      'mira FullAccess',
      'Mira Castellanos SendOnBehalf',
      'Ravi Menon SendOnBehalf',
    ]);
  });

  it('6: groups in groups, one of them in itself', async () => {
    const tour = await Tour.begin();
    await tour.lines(
      'New-DistributionGroup Inner -Members adele.vance, zoe.mueller',
      'New-DistributionGroup Outer -Members Inner, mira',
      'Add-DistributionGroupMember Inner -Member Outer',
    );
    const ran = await tour.script('nested-groups', 'Outer', '-Path', tour.path('people.txt'));
    expect(ran.warnings).toEqual(['WARNING: Outer is in itself']);
    expect(ran.stdout).toContain('    1 Inner   Adele Vance    UserMailbox');
    expect(ran.stdout).toContain('3 people in 2 groups\n');
    expect(tour.read('people.txt')).toBe('Adele Vance\nMira Castellanos\nZoë Müller\n');
  });

  it('7: mailboxes are moved, and their progress is shown', async () => {
    const tour = await Tour.begin();
    const ran = await tour.lines(`& '${script('move-progress')}' -Mailbox mira, nosuch -Target DB02`);
    expect(ran.stdout).toContain('  + mira\n  - The operation');
    expect(ran.stdout).toMatch(/Adele Vance {18}\[#########\.\] {2}95% AutoSuspended\n/);
    expect(ran.stdout).toMatch(/AutoSuspended: 1\n.*: 1\n.*: 1\n.*: 1\n$/);
    const [mira] = await tour.ask<Record<string, string>>(
      'Get-MoveRequest mira | Select-Object BatchName, TargetDatabase',
    );
    expect(mira).toEqual({ BatchName: expect.stringMatching(/^Tour \d{4}-\d\d-\d\d$/), TargetDatabase: 'DB02' });
  });

  it('8: what fails is told item by item, and the rest is done', async () => {
    const tour = await Tour.begin();
    const line = `& '${script('errors-per-item')}' -Identity mira, nosuch, nora -LogPath errors.log`;
    const ran = await tour.lines(line);
    expect(ran.stdout).toBe(
      [
        '2 done, 1 failed',
        "  nosuch -> The operation couldn't be performed because object 'nosuch' couldn't be found on 'dc01.contoso.com'.",
        'one failed',
        '2 found, 1 not found',
        "The operation couldn't be performed because object 'nosuch' couldn't be found on 'dc01.contoso.com'.\n",
      ].join('\n'),
    );
    expect(ran.stderr).toBe('VERBOSE: mira done\nVERBOSE: nosuch done\nVERBOSE: nora done\n');
    expect(tour.read('errors.log')).toMatch(/^nosuch: ManagementObjectNotFoundException - The operation/);
    expect(
      await tour.ask("'mira', 'nora' | Get-Mailbox | Select-Object HiddenFromAddressListsEnabled, MaxSendSize"),
    ).toEqual(
      [1, 2].map(() => ({
        HiddenFromAddressListsEnabled: true,
        MaxSendSize: { IsUnlimited: false, Value: '20 MB (20,971,520 bytes)' },
      })),
    );
  });

  it('9: a script of 200 lines looks at everything, on the screen and as a page', async () => {
    const tour = await Tour.begin();
    expect(readFileSync(script('health-report'), 'utf8').split('\n').length).toBeGreaterThan(200);
    const screen = await tour.script('health-report', '-ScreenOnly', '-Show', 'Warning', '-Verbose');
    expect(screen.code).toBe(2);
    expect(screen.stdout).toMatch(/^Level +Area +Object +Text\n/);
    expect(screen.stdout).toContain('Critical Services     DR01');
    expect(screen.stdout).toMatch(/Worst: Critical\. OK \d+, Warning \d+, Critical 1\n$/);
    expect(screen.stderr).toContain('VERBOSE: Queues       EX02                 OK');
    const page = await tour.lines(`& '${script('health-report')}' -ExcludeServer DR01, EX02 -ReportPath health.html`);
    expect(page.stdout).toMatch(/^Name +: health\.html\nHasBytes : True\nWorst: Warning\. /);
    const html = tour.read('health.html');
    expect(html).toContain('<td>DB01\\EX01</td><td>OK</td><td>Mounted</td>');
    expect(html).not.toContain('DR01:');
    const wrong = await tour.script('health-report', '-Show', 'Everything');
    expect([wrong.code, wrong.errors.length]).toEqual([1, 1]);
  });

  it('10: copies of databases that lag, and databases that are away', async () => {
    const tour = await Tour.begin();
    const { stdout, errors } = await tour.script('database-copies');
    expect(errors).toEqual([]);
    const copies = await tour.ask<Record<string, string | number>>(
      'Get-MailboxDatabase | Get-MailboxDatabaseCopyStatus | Select-Object Name, Status, CopyQueueLength, ReplayQueueLength',
    );
    const late = copies.filter((one) => Number(one['CopyQueueLength']) > 10 || Number(one['ReplayQueueLength']) > 200);
    expect(late.length).toBeGreaterThan(0);
    for (const one of copies) expect(stdout.includes(`\n${one['Name']} `)).toBe(late.includes(one));
    expect(stdout).toMatch(/EX01: 2 mounted\nEX02: 2 mounted\n$/);
  });

  it('11: certificates that expire', async () => {
    const tour = await Tour.begin();
    const { stdout, warnings } = await tour.script('certificates');
    expect(stdout).toContain('12 certificates, 3 of them to renew\n');
    expect(warnings).toHaveLength(4);
    expect(warnings[0]).toMatch(/^WARNING: Get-ExchangeCertificate does not fully support remote PowerShell/);
    expect(warnings[1]).toMatch(
      /^WARNING: EX01: [0-9A-F]{8}\.\.\. expires in 1\d days \(mail\.contoso\.com, autodiscover\.contoso\.com\)$/,
    );
  });

  it('12: transport rules are kept, added once, enabled and removed', async () => {
    const tour = await Tour.begin();
    const run = (...more: string[]) => tour.script('transport-rules', '-Path', tour.path('rules.xml'), ...more);
    const first = await run();
    expect(first.stdout).toContain('Enabling Mark what comes from outside\n');
    expect(first.stdout).toMatch(
      /=> External disclaimer: Enabled\n<= Mark what comes from outside: Disabled\n=> Mark what comes from outside: Enabled\n$/,
    );
    expect((await run('-Remove')).stdout).toMatch(/<= External disclaimer: Enabled\n$/);
    expect(await tour.ask('(Get-TransportRule).Name')).toEqual(['Block programs', 'Mark what comes from outside']);
  });

  it('13: messages are tracked on all servers', async () => {
    const tour = await Tour.begin();
    const { stdout } = await tour.script('message-tracking', '-Csv', tour.path('log.csv'));
    expect(stdout).toMatch(
      /^By event:\n {2}RECEIVE +\d+\n {2}DELIVER +\d+\n {2}SEND +\d+\n {2}FAIL +4\nTop senders:\n/,
    );
    expect(stdout).toContain('Failed: 4\n');
    expect(stdout).toMatch(/\nOne message: RECEIVE -> DELIVER\n$/);
    const csv = readFileSync(tour.path('log.csv'), 'utf16le');
    expect(csv.split('\n')[0]).toBe('\uFEFF"Timestamp","EventId","Source","Sender","Recipients","MessageSubject"');
  });

  it('14: the sizes of mailboxes for each database', async () => {
    const tour = await Tour.begin();
    const { stdout } = await tour.script('sizes-per-database');
    const rows = stdout.match(/^DB\d\d .*$/gm) ?? [];
    const total = rows.map((row) => Number(row.trim().split(/\s+/)[2]));
    expect(rows).toHaveLength(4);
    expect(total).toEqual(total.toSorted((a, b) => b - a));
    const counts = rows.reduce((sum, row) => sum + Number(row.trim().split(/\s+/)[1]), 0);
    expect(stdout).toContain(`Mailboxes: ${counts}\n`);
    expect(stdout).toContain(`New mailboxes go to: ${rows.at(-1)?.slice(0, 4)}\n`);
  });

  it('15: accounts that are disabled are hidden, shared, and out of their groups', async () => {
    const tour = await Tour.begin();
    const gone = () =>
      tour.ask<string>(
        '(Get-Mailbox -RecipientTypeDetails UserMailbox | Where-Object { $_.AccountDisabled -and -not $_.HiddenFromAddressListsEnabled }).Alias',
      );
    const [first, ...others] = await gone();
    await tour.lines(`Add-DistributionGroupMember 'Sales Berlin' -Member ${first}`);
    const trial = await tour.script('disabled-accounts');
    expect(trial.stdout).toMatch(/^Disabled accounts with a visible mailbox: \d\n(?:What if: .*\n)+$/);
    const ran = await tour.script('disabled-accounts', '-DoIt', '-Most', '1', '-ForwardTo', 'mira');
    expect(ran.stdout).toContain(`  out of Sales Berlin\n${first} done\n`);
    expect(await gone()).toEqual(others);
    expect(
      await tour.ask(
        `Get-Mailbox ${first} | Select-Object RecipientTypeDetails, ForwardingAddress, DeliverToMailboxAndForward`,
      ),
    ).toEqual([
      {
        RecipientTypeDetails: 'SharedMailbox',
        ForwardingAddress: expect.stringMatching(/\/Mira Castellanos$/),
        DeliverToMailboxAndForward: true,
      },
    ]);
    expect(await tour.ask(`Get-CASMailbox ${first} | Select-Object OWAEnabled, PopEnabled`)).toEqual([
      { OWAEnabled: false, PopEnabled: false },
    ]);
  });

  it('16: mailboxes that near their quota', async () => {
    const tour = await Tour.begin();
    await tour.lines('Set-Mailbox mira -ProhibitSendQuota 10TB -UseDatabaseQuotaDefaults $false');
    const { stdout, errors } = await tour.script('quota-report');
    expect(errors).toEqual([]);
    expect(stdout).not.toContain('Mira Castellanos');
    expect(stdout.match(/ database$/gm)).toHaveLength(5);
    expect(stdout).toMatch(/\n\d+ mailboxes above 80% of their quota, \d+ above 100%\n$/);
  });

  it('17: who may write into the calendars of rooms', async () => {
    const tour = await Tour.begin();
    for (const round of [1, 2]) {
      const { stdout, errors } = await tour.script('calendar-permissions', '-Editor', 'mira');
      expect([round, errors]).toEqual([round, []]);
      expect(stdout).toMatch(
        /Boardroom Praha 1 Default {10}LimitedDetails\nBoardroom Praha 1 Mira Castellanos Editor\n/,
      );
    }
  });

  it('18: retention by department', async () => {
    const tour = await Tour.begin();
    const { stdout, errors } = await tour.script('retention', '-Policy', 'Contoso Finance', '-Department', 'Finance');
    expect(errors).toEqual([]);
    expect(stdout).toContain('  Never Delete                       Personal     - days  DeleteAndAllowRecovery\n');
    const [count] = await tour.ask<number>(
      "@(Get-User | Where-Object { $_.RecipientType -eq 'UserMailbox' -and $_.Department -eq 'Finance' }).Count",
    );
    expect(count).toBeGreaterThan(0);
    expect(stdout).toMatch(new RegExp(`Contoso Finance +${count}\\n`));
    const wrong = await tour.script('retention', '-Policy', 'Nowhere', '-Department', 'Finance');
    expect(wrong.errors.length).toBe(count);
  });

  it('19: a server goes out of service and comes back', async () => {
    const tour = await Tour.begin();
    const start = await tour.script('maintenance', 'EX01', 'Start', '-Verbose');
    expect([start.stdout, start.stderr]).toEqual([
      'EX01: 32 components away\n',
      'VERBOSE: DB01 is active here\nVERBOSE: DB03 is active here\n',
    ]);
    expect(await tour.ask('(Get-ServerComponentState EX01 -Component HubTransport).State')).toEqual(['Inactive']);
    expect((await tour.script('maintenance', 'EX01', 'Stop')).stdout).toBe('EX01: 2 components away\n');
    expect((await tour.script('maintenance', 'EX01', 'Pause')).errors).toHaveLength(1);
  });

  it('20: logs and changes are collected for a support case', async () => {
    const tour = await Tour.begin();
    mkdirSync(tour.path('logs/smtp'), { recursive: true });
    writeFileSync(tour.path('logs/smtp/send.log'), 'hello\n 550 5.1.1 unknown\n421 4.2.1 later\n550 5.7.1 refused\n');
    writeFileSync(tour.path('logs/smtp/skipped.bin'), 'x');
    await tour.lines('Set-Mailbox adele.vance -Office Oslo');
    const ran = await tour.lines(`& '${script('log-collection')}' -Source logs -Target case`);
    expect(ran.stdout).toBe('421: 1\n550: 2\nchanges.csv\nerrors.txt\nservers.json\nsmtp_send.log\n');
    expect(readdirSync(tour.path('case'))).toHaveLength(4);
    expect(tour.read('case/errors.txt')).toBe(
      'smtp_send.log:2: 550 5.1.1 unknown\nsmtp_send.log:3: 421 4.2.1 later\nsmtp_send.log:4: 550 5.7.1 refused\n',
    );
    expect(JSON.parse(tour.read('case/servers.json'))).toHaveLength(3);
    expect(tour.rows('case/changes.csv')).toMatchObject([
      { CmdletName: 'Set-Mailbox', ObjectModified: 'adele.vance', Parameters: '-Identity adele.vance -Office Oslo' },
    ]);
  });
});
