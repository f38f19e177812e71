import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HostPrompt } from '../../../source/domain/index.ts';
import { HostChoiceDialog } from '../../../source/ui/dialogs/host-choice.ts';
import { connection, type FakeApp } from '../../support/fake-app.ts';
import { TestScreen } from '../../support/screen.ts';
import { output, report, workingDay } from './situations.ts';

let app: FakeApp;
let screen: TestScreen;

beforeEach(() => {
  app = workingDay();
  screen = new TestScreen(app);
});
afterEach(() => screen.close());

const answers = () => app.answers.map(({ answer }) => answer);

describe('the palette', () => {
  it('goes to a connection by a few letters', async () => {
    await screen.press('ctrl+p');
    await screen.type('dr\r');
    expect(app.state.active).toBe('dr01');
    expect(app.state.dialogs).toEqual([]);
  });

  it('runs a command by its words, with the keys of one chunk', async () => {
    await screen.type('\x10clear tr\r');
    expect(await screen.text()).not.toContain('Adele Vance');
  });

  it('shows what can not be done and says why when it is tried', async () => {
    await screen.press('ctrl+p');
    await screen.type('failure\r');
    expect(await screen.text()).toContain('This connection has no failure to show.');
    expect(app.state.dialogs).toHaveLength(1);
  });
});

describe('help', () => {
  it('lists all keys, narrows, and runs what is chosen', async () => {
    await screen.press('f1');
    expect(await screen.text()).toMatch(/\^P +Find a command or a connection/);
    await screen.type('what was done');
    await screen.press('enter');
    expect(app.state.dialogs.map(({ kind }) => kind)).toEqual(['actions']);
  });

  it.each([
    [80, 24],
    [60, 16],
    [40, 10],
  ])('shows the whole of what is selected at %d×%d', async (columns, rows) => {
    await screen.resize(columns, rows);
    await screen.press('f1');
    await screen.type('words in name');
    const text = (await screen.text()).replaceAll(/[│▸\s]+/g, ' ');
    expect(text).toContain('Show only connections with these words in name, host, group or marks');
  });

  it('says where a key counts that makes no sense from here', async () => {
    await screen.press('f1');
    await screen.type('paste what\r');
    expect(await screen.text()).toContain('Press ^Y where it counts: prompt.');
  });
});

describe('sessions left behind', () => {
  const byHand = 'Another client opened it. Remove it with exterm clean --id if you know better.';
  beforeEach(async () => {
    app.store.setState({
      orphans: {
        state: 'done',
        reports: [
          report('CCCC-3', { whose: 'this exterm', isOrphan: false, why: 'Open in this exterm.' }),
          report('AAAA-1'),
          report('BBBB-2', { connection: 'ex02', whose: 'ended exterm', why: 'Its exterm has ended.' }),
          report('EEEE-5', { whose: 'another client', isOrphan: false, why: byHand }),
          report('DDDD-4', { whose: 'another exterm', isOrphan: false, why: 'Open in another exterm.' }),
        ],
        problems: [],
        outcomes: {},
      },
    });
    await screen.press('ctrl+o');
  });

  it.each([
    [60, 16],
    [40, 10],
  ])('say whose they are and whether they may go at %d×%d, too', async (columns, rows) => {
    await screen.resize(columns, rows);
    const text = async () => (await screen.text()).replaceAll(/ +/g, ' ');
    await screen.press('down', 'down', 'down');
    expect(await text()).toMatch(/ex01 another client [^\n]*not ours/);
    // What the list's own keys do is told by them, where there is room for why.
    expect(await text()).not.toContain('--id');
    if (rows > 10)
      expect((await text()).replaceAll(/[\s│]+/g, ' ')).toContain('with Space and Enter if you know better');
    await screen.press('up', 'up');
    expect(await text()).toMatch(/ended exterm [^\n]*orphan/);
  });

  it('are looked for and shown with owner, age, idle time and reason', async () => {
    expect(app.calls).toContain('scan');
    expect(`\n${await screen.text()}\n`).toMatchInlineSnapshot(`
      "
       exterm                             2 open · 1 importing · 2 orphans    F1 help 
      ╭ Connections ─────────────┬ ex01 · ex01.contoso.com · Kerberos ─────── 14:32 ─╮
      │▸1 ex01   ● ready 14:32   │· Connected: 845 cmdlets imported.                 │
      │ 2 ex02   ◐ 43%           │ ex01> Get-Mailbox -ResultSize 3 | Select Name, Dat│
      │ 3 dr01   ● ready 01:58 ! │ abase                                             │
      │ 4 lab    ○ closed        │                                                   │
      │ ╭ Sessions on the servers ────────────────────────── 2 orphans · 2 marked ─╮ │
      │ │       Connection  Whose            Open       Idle                       │ │
      │ │ ▸ [x] ex01        ended exterm     12 min     11 min     orphan          │ │
      │ │   [x] ex02        ended exterm     12 min     11 min     orphan          │ │
      │ │       ex01        this exterm      12 min     11 min     in use          │ │
      │ │   [ ] ex01        another client   12 min     11 min     not ours        │ │
      │ │   [ ] ex01        another exterm   12 min     11 min     in use          │ │
      │ ├──────────────────────────────────────────────────────────────────────────┤ │
      │ │ The exterm that opened it (process 7) has ended without closing it; it   │ │
      │ │ counts against the sessions this account may have.                       │ │
      │ │ shell AAAA-1                                                             │ │
      │ ╰──────────────────────────────────────────────────────────────────────────╯ │
      │                          │                                                   │
      ├ Import ──────────────────┤                                                   │
      │ ex02 █████░░░░░░ 364/845 ├───────────────────────────────────────────────────┤
      │      Get-MailboxSta… 6 s │ ex01> Get-MailboxDatabase                         │
      ╰──────────────────────────┴───────────────────────────────────────────────────╯
       Enter remove  Esc close  Space mark  a all orphans  r ask again
      "
    `);
  });

  it('go after one confirmation, orphans only', async () => {
    await screen.press('enter');
    expect(await screen.text()).toContain('Remove 2 marked sessions from the servers?');
    await screen.press('y');
    expect(app.calls).toContain('removeShells AAAA-1,BBBB-2');
  });

  it('stay when the confirmation is answered with Enter alone', async () => {
    await screen.press('enter', 'enter');
    expect(app.calls.filter((call) => call.startsWith('removeShells'))).toEqual([]);
    expect(app.state.dialogs.map(({ kind }) => kind)).toEqual(['orphans']);
  });

  it('can be marked one by one, those in use only so and with a warning', async () => {
    await screen.press('a');
    expect(await screen.text()).toContain('2 orphans · 0 marked');
    await screen.press('down', 'down', 'space');
    expect(await screen.text()).toContain('That is the open session of ex01: F6 there disconnects it.');
    await screen.press('down', 'down', 'space');
    expect(await screen.text()).toContain('2 orphans · 1 marked');
    await screen.press('d');
    expect(await screen.text()).toContain('1 of them may be in use');
    await screen.press('y');
    expect(app.calls).toContain('removeShells DDDD-4');
  });

  it('show what came of it', async () => {
    const failure = {
      id: 'net.timeout' as const,
      what: 'ex02 did not answer.',
      why: '',
      next: 'Try `exterm sessions` later.',
      retryCanHelp: true,
      kind: 'connection' as const,
    };
    app.store.setState(({ orphans }) => ({
      orphans: {
        ...orphans,
        problems: [{ connection: 'dr01', failure }],
        outcomes: { 'AAAA-1': { result: 'removed' }, 'BBBB-2': { result: 'failed', failure } },
      },
    }));
    const text = await screen.text();
    expect(text).toMatch(/\[ \] ex01 .*✓ removed/);
    expect(text).toMatch(/\[x\] ex02 .*✗ ex02 did/);
    expect(text).toContain('! dr01 could not be asked: ex02 did not answer. Try ^O later.');
    await screen.press('down');
    expect(await screen.text()).toContain('→ Try ^O later.');
    expect(text).toContain('1 orphan ');
  });

  it('say so when there are none', async () => {
    app.store.setState({ orphans: { state: 'done', reports: [], problems: [], outcomes: {} } });
    expect(await screen.text()).toContain('No session was left behind.');
    await screen.press('enter');
    expect(await screen.text()).toContain('Nothing is marked');
  });
});

describe('signing in', () => {
  it('asks for user and password, shows dots, and hands the password over as a secret', async () => {
    app.openDialog({ kind: 'credential', connection: 'ex01', user: '', attempt: 1, reason: '' });
    await screen.type('mira@contoso.com\rgehäim99');
    const text = await screen.text();
    expect(text).toContain('mira@contoso.com');
    expect(text).toContain(' ••••••••');
    expect(screen.terminal.log).not.toContain('im99');
    expect(JSON.stringify(app.state)).not.toContain('im99');
    await screen.press('enter');
    const [answer] = answers();
    if (answer?.kind !== 'credential') throw new Error('no credential');
    expect(answer.credential.user).toBe('mira@contoso.com');
    expect(answer.credential.password.use((bytes) => new TextDecoder().decode(bytes))).toBe('gehäim99');
    // One account is usually the same on all servers.
    expect(answer.keepForRun).toBe(true);
  });

  it('says why it asks again and which attempt it is', async () => {
    app.openDialog({
      kind: 'credential',
      connection: 'ex01',
      user: 'm@x',
      attempt: 2,
      reason: 'The password is wrong.',
    });
    const text = await screen.text();
    expect(text).toContain('attempt 2 of 3');
    expect(text).toContain('The password is wrong.');
    await screen.press('enter');
    expect(await screen.text()).toContain('✗ The password is empty.');
    await screen.type('p');
    await screen.press('tab', 'right', 'enter');
    expect(answers()[0]).toMatchObject({ keepForRun: false });
  });

  it('is asked for in the pane of the group that is connected, too, and is no part of its prompt', async () => {
    app.store.setState(({ connections }) => ({
      connections: connections.map((one) => ({ ...one, groups: ['prod'] })),
    }));
    app.setGroup('@prod', { state: 'probing' });
    app.store.setState({ active: '@prod', focus: 'connections' });
    const question = { kind: 'credential', connection: 'ex01', user: 'm@x', attempt: 1, reason: '' } as const;
    app.openDialog({ ...question, inPane: true, group: '@prod' });
    const seen = await screen.text();
    expect(seen).toContain('Sign in to ex01');
    expect(seen).not.toContain('1 asks');
    // The list still has the keys: what is typed goes to the question, once that takes keys, and never to the prompt.
    await screen.type('S');
    expect(app.state.focus).toBe('prompt');
    expect(app.state.groups['@prod']!.pane.text).toBe('');
    expect(await screen.text()).toContain('ex01 asks. It takes keys once none has come for half a second.');
    await screen.rest();
    await screen.type('geheim');
    await screen.press('enter');
    expect(answers()[0]).toMatchObject({ kind: 'credential', credential: { user: 'm@x' } });
  });

  it('waits in the pane of the session that asks: what is typed elsewhere is no password', async () => {
    app.openDialog({ kind: 'credential', connection: 'ex02', user: 'm@x', attempt: 1, reason: '', inPane: true });
    await screen.type('Get-Mailbox');
    const elsewhere = await screen.text();
    expect(elsewhere).not.toContain('Sign in to ex02');
    expect(elsewhere).toMatch(/2 ex02 +\? asks/);
    expect(app.session('ex01').pane.text).toContain('Get-MailboxGet-');
    await screen.press('alt+2');
    await screen.type('typed blindly\r');
    expect(app.answers).toEqual([]);
    await screen.rest();
    const rows = (await screen.text()).split('\n');
    const title = rows.findIndex((row) => row.includes('Sign in to ex02'));
    // At the foot of the pane, beside the list of connections.
    expect(rows[title]).toMatch(/^│ .*├ Sign in to ex02/);
    expect(rows.findLastIndex((row) => row.includes('╰'))).toBe(21);
    await screen.type('ge');
    // What works everywhere works from here, too, and the password stays.
    await screen.press('alt+1');
    expect([app.state.active, await screen.text()]).toEqual(['ex01', expect.not.stringContaining('Sign in to ex02')]);
    await screen.press('alt+2');
    await screen.rest();
    await screen.type('heim');
    await screen.press('enter');
    expect(answers()[0]).toMatchObject({ kind: 'credential', credential: { user: 'm@x' } });
    const [answer] = answers();
    if (answer?.kind !== 'credential') throw new Error('no credential');
    expect(answer.credential.password.use((bytes) => new TextDecoder().decode(bytes))).toBe('geheim');
  });

  it('is cancelled with Esc', async () => {
    app.openDialog({ kind: 'credential', connection: 'ex01', user: 'm@x', attempt: 1, reason: '' });
    await screen.press('escape');
    expect(app.state.dialogs).toEqual([]);
    expect(app.answers).toEqual([]);
  });
});

describe("a server's question", () => {
  const ask = (prompt: HostPrompt, { connection: name = 'ex01', line = 'Set-Mailbox ravi' } = {}) =>
    app.openDialog({ kind: 'hostPrompt', connection: name, line, prompt });
  const choice = (defaultChoice: number, where?: Parameters<typeof ask>[1]) =>
    ask(
      {
        kind: 'choice',
        caption: 'Confirm',
        message: 'Are you sure you want to perform this action?',
        choices: ['&Yes', 'Yes to &All', '&No', 'No to A&ll'].map((label) => ({ label, help: `Help of ${label}` })),
        defaultChoice,
      },
      where,
    );
  const chosen = (index: number) => ({ kind: 'hostPrompt', answer: { kind: 'choice', index } });

  it('has an answer selected by its letter or the arrows, and Enter answers', async () => {
    choice(0);
    expect(await screen.text()).toMatch(/▸ Y {2}Yes \(default\)/);
    await screen.rest();
    await screen.press('l');
    expect(await screen.text()).toMatch(/▸ L {2}No to All/);
    expect(answers()).toEqual([]);
    await screen.press('enter');
    choice(2);
    await screen.rest();
    await screen.press('up', 'enter');
    expect(answers()).toEqual([chosen(3), chosen(1)]);
  });

  it('is laid out once between two changes, for all that ask where it stands', async () => {
    const picture = vi.spyOn(HostChoiceDialog.prototype, 'picture');
    choice(0);
    await screen.rest();
    await screen.press('l', 'up');
    app.store.setState({ now: app.state.now + 1000 });
    await screen.idle();
    const { calls } = picture.mock;
    picture.mockRestore();
    // It was opened, two keys were pressed, and a second went by.
    expect(calls).toHaveLength(4);
  });

  it('starts on No where the line takes something away, whatever the default is', async () => {
    choice(0, { line: 'Get-Mailbox ravi | Remove-Mailbox' });
    expect(await screen.text()).toMatch(/ Y {2}Yes {2,}[^▸]*▸ N {2}No/);
    await screen.rest();
    await screen.press('enter');
    expect(answers()).toEqual([chosen(2)]);
  });

  it('answers nothing by Enter alone where no answer is the one to start on', async () => {
    choice(-1);
    await screen.rest();
    await screen.press('enter');
    expect(answers()).toEqual([]);
    expect(await screen.text()).toContain('No answer is selected yet');
    await screen.press('a', 'enter');
    expect(answers()).toEqual([chosen(1)]);
  });

  it('takes no key before a moment has passed without one, and keeps none of them', async () => {
    choice(0);
    await screen.idle();
    await screen.clock.advance(499);
    await screen.type('a\r');
    expect(answers()).toEqual([]);
    expect(await screen.text()).toContain('ex01 asks. It takes keys once none has come for half a second.');
    await screen.clock.advance(499);
    await screen.type('l');
    await screen.paste('l');
    await screen.press('escape');
    await screen.rest();
    expect(await screen.text()).toMatch(/▸ Y {2}Yes/);
    await screen.press('enter');
    expect(answers()).toEqual([chosen(0)]);
    expect(app.session('ex01').pane.text).toBe('Get-MailboxDatabase');
  });

  it('lets through at once what works everywhere: another pane, stopping', async () => {
    app.set('ex01', { state: 'busy' });
    choice(0);
    await screen.press('ctrl+c', 'alt+2');
    expect(app.calls).toEqual(['stop ex01', 'select ex02']);
  });

  it('is neither drawn nor answered in another pane, and the list says who asks', async () => {
    app.set('dr01', { state: 'busy' });
    choice(0, { connection: 'dr01', line: 'Remove-Mailbox ravi' });
    await screen.rest();
    const text = await screen.text();
    expect(text).toMatch(/3 dr01 +\? asks/);
    expect(text).toContain('? 1 asks');
    expect(text).not.toContain('Are you sure');
    await screen.press('ctrl+u', 'ctrl+k');
    await screen.type('ally\r');
    expect(app.calls).toEqual(['submit ex01 ally 50']);
    expect(answers()).toEqual([]);
    await screen.press('alt+3', 'a', 'enter');
    expect(answers()).toEqual([]);
    expect(await screen.text()).toMatch(/dr01 asks[^▸]*Are you sure[^▸]*▸ N {2}No/);
    await screen.rest();
    await screen.press('a', 'alt+1', 'enter');
    expect(answers()).toEqual([]);
    await screen.press('alt+3');
    await screen.rest();
    await screen.press('enter');
    expect(answers()).toEqual([chosen(1)]);
  });

  it('takes no key from who walks through the list', async () => {
    app.setFocus('connections');
    choice(0, { connection: 'ex02' });
    await screen.press('down');
    expect(await screen.text()).toContain('ex02 asks');
    await screen.rest();
    await screen.press('down');
    expect(app.state.active).toBe('dr01');
    await screen.press('up', 'enter', 'enter');
    expect(answers()).toEqual([]);
    await screen.rest();
    await screen.press('enter');
    expect(answers()).toEqual([chosen(0)]);
  });

  it('waits beneath what the user has opened, and for the pause after that', async () => {
    await screen.press('f1');
    app.store.setState(({ dialogs }) => {
      const id = choice(0);
      const asked = app.state.dialogs.find((dialog) => dialog.id === id)!;
      return { dialogs: [asked, ...dialogs] };
    });
    await screen.rest();
    await screen.press('escape', 'enter');
    expect(answers()).toEqual([]);
    await screen.rest();
    await screen.press('enter');
    expect(answers()).toEqual([chosen(0)]);
  });

  it('takes fields by name, secret ones as secrets', async () => {
    const field = { label: '', typeName: 'System.String', help: '', secret: false, defaultValue: undefined };
    ask({
      kind: 'fields',
      caption: 'New-Mailbox',
      message: 'Supply values for the following parameters:',
      fields: [
        { ...field, name: 'Name', label: '&Name' },
        { ...field, name: 'Password', label: '&Password', secret: true },
      ],
    });
    await screen.type('typed for the prompt\r');
    await screen.rest();
    expect(await screen.text()).not.toContain('&');
    await screen.type('Adele\rgeheim\r');
    const [answer] = answers();
    if (answer?.kind !== 'hostPrompt' || answer.answer.kind !== 'fields') throw new Error('no fields');
    expect(answer.answer.values.get('Name')).toBe('Adele');
    expect(`${answer.answer.values.get('Password')}`).toBe('[secret]');
  });

  it("cannot be taken for exterm's own sign-in: a sentence stands above, and every word of the server behind a mark", async () => {
    const imitation = 'Sign in to ex01\n127.0.0.1 did not accept the user name and password. Sign in again.';
    const message = `${imitation}\n${'exterm asks for this. '.repeat(200)}`;
    ask({ kind: 'credential', caption: 'Sign in to ex01', message, user: 'mira' });
    await screen.rest();
    const rows = (await screen.text()).split('\n');
    const sentence = 'A command on ex01 asks for this; exterm itself does not. What you type goes to the server.';
    const inPane = rows.map((row) => row.slice(29, -1).trim());
    expect(inPane.join(' ')).toContain(sentence);
    const theirs = inPane.filter((row) => /Sign in|did not accept|exterm asks/.test(row));
    expect(theirs.length).toBeGreaterThan(3);
    for (const row of theirs) expect(row).toMatch(/^│ /);
  });

  it.each([
    [undefined, 'A command on ex01 asks for this; exterm itself does not. What you type goes to the server.'],
    ['line', 'Your line asks for this on this computer; exterm itself does not. It goes where the line takes it.'],
    ['powershell', 'A command in the PowerShell of ex01 asks for this; .* What you type may go to the server.'],
  ] as const)('says who asks and where the answer goes: %s', async (asker, sentence) => {
    ask({ kind: 'line', secret: true, ...(asker && { asker }) });
    const rows = (await screen.text()).split('\n').map((row) => row.slice(29, -1).trim());
    expect(rows.join(' ')).toMatch(new RegExp(sentence));
  });

  it('shows what a line is asked for, where the host was not given it to write', async () => {
    ask({ kind: 'line', secret: false, asker: 'line', words: 'Which mailbox: ' });
    expect(await screen.text()).toContain('│ Which mailbox:');
  });

  it('takes a line, once the fingers have rested', async () => {
    ask({ kind: 'line', secret: false });
    await screen.type('Get-Mailbox\r');
    expect(answers()).toEqual([]);
    await screen.rest();
    await screen.type('yes indeed\r');
    expect(answers()).toEqual([{ kind: 'hostPrompt', answer: { kind: 'line', text: 'yes indeed' } }]);
  });
});

describe('the form of a connection', () => {
  it('makes of a name and a server what Exchange wants', async () => {
    await screen.press('ctrl+n');
    await screen.type('mbx01\tmailbox01.contoso.com\r');
    expect(app.state.connections.at(-1)).toEqual({
      name: 'mbx01',
      url: 'http://mailbox01.contoso.com/PowerShell/',
      configurationName: 'Microsoft.Exchange',
      authentication: 'Kerberos',
      engine: 'auto',
    });
    expect(app.state.dialogs).toEqual([]);
  });

  it('says at each field what is wrong and goes to the first', async () => {
    await screen.press('ctrl+n');
    await screen.type('EX01\tftp://x\t\t\t\t\tsoon\r');
    const text = await screen.text();
    expect(text).toContain('✗ There is a connection ex01 already.');
    expect(text).toContain('✗ A connection URI starts with http:// or https://.');
    expect(text).toContain('✗ It takes whole minutes from 1 to 10000, not "soon".');
    expect(text).toContain('▸ Name');
  });

  it('changes a connection and keeps the rest, what the form does not show included', async () => {
    const rest = {
      cmdlets: ['Get-*'],
      caFile: 'ca.pem',
      servicePrincipalName: 'HTTP/mail.contoso.com',
      delegate: true,
      redirectHosts: ['ex02.contoso.com'],
      configurationName: 'Lab',
      powershell: { prefix: 'Ex' },
    };
    app.store.setState({ connections: [connection('ex01', rest)] });
    await screen.press('f4', 'tab', 'tab', 'tab', 'right', 'right');
    expect(await screen.text()).toContain('(•) Basic');
    await screen.press('enter');
    expect(app.state.connections[0]).toMatchObject({ authentication: 'Basic', ...rest });
    expect(app.calls.at(-1)).toContain('over ex01');
  });

  it('has the settings of the way to a server too, and takes them away', async () => {
    await screen.press('ctrl+n');
    await screen.type(
      'mbx\tmailbox01.contoso.com\t\t\t\t\t\t\t\t\t\tGet-*, Set-Mailbox\tHTTP/mail.contoso.com\t \t\tEX02.contoso.com, ex03:81',
    );
    await screen.type('\t/etc/ssl/contoso.pem');
    expect(`\n${await screen.text()}\n`).toMatchInlineSnapshot(`
      "
       exterm                                         2 open · 1 importing    F1 help 
      ╭ Connections ─────────────┬ ex01 · ex01.contoso.com · Kerberos ─────── 14:32 ─╮
      │▸╭ New connection ──────────────────────────────────────────────── ↑  more ─╮ │
      │ │                                                                          │t│
      │ │   User             name@domain; empty: asked for                         │ │
      │ │   Authentication   (•) Kerberos  ( ) Negotiate  ( ) Basic                │ │
      │ │   Groups           such as prod, by commas; empty: none                  │ │
      │ │   Engine           (•) auto  ( ) native  ( ) powershell                  │ │
      │ │   Close when idle  minutes; empty: never                                 │ │
      │ │   Production       (•) no  ( ) yes                                       │ │
      │ │   Read-only        (•) no  ( ) yes                                       │ │
      │ │   Asks first       (•) no  ( ) yes                                       │ │
      │ │   Basic over http  (•) no  ( ) allowed                                   │ │
      │ │   Where the usual does not fit                                           │ │
      │ │   Cmdlets          Get-*, Set-Mailbox                                    │ │
      │ │   Service name     HTTP/mail.contoso.com                                 │ │
      │ │   Delegation       ( ) no  (•) allowed                                   │ │
      │ │   NTLM             (•) no  ( ) allowed                                   │ │
      │ │   May redirect to  EX02.contoso.com, ex03:81                             │ │
      ├ │ ▸ CA file          /etc/ssl/contoso.pem                                  │ │
      │ │                                                                          │─┤
      │ ╰──────────────────────────────────────────────────────────────────────────╯ │
      ╰──────────────────────────┴───────────────────────────────────────────────────╯
       Enter save  Esc close  Tab next field
      "
    `);
    await screen.press('enter');
    expect(app.state.connections.at(-1)).toMatchObject({
      cmdlets: ['Get-*', 'Set-Mailbox'],
      servicePrincipalName: 'HTTP/mail.contoso.com',
      delegate: true,
      redirectHosts: ['ex02.contoso.com', 'ex03:81'],
      caFile: '/etc/ssl/contoso.pem',
    });
    await screen.press('alt+5', 'f4', 'shift+tab', 'ctrl+u', 'shift+tab', 'ctrl+u', 'shift+tab');
    await screen.press('shift+tab', 'left', 'shift+tab', 'ctrl+u', 'shift+tab', 'ctrl+u', 'enter');
    expect(Object.keys(app.state.connections.at(-1)!).sort()).toEqual(
      ['authentication', 'configurationName', 'engine', 'name', 'url'].sort(),
    );
  });

  it('says what is wrong with those, each as it comes into sight', async () => {
    await screen.press('ctrl+n');
    await screen.type('mbx\tmailbox01.contoso.com\t\t\t\t\t\t\t\t\t\tGet-Mailbox; x\tmail\t\t\thttp://x/\tca.pem\r');
    const flat = async () => (await screen.text()).replaceAll(/[│\s]+/g, ' ');
    expect(await flat()).toContain('▸ Cmdlets');
    expect(await flat()).toContain('"Get-Mailbox; x" is not the name of a cmdlet');
    expect(await flat()).toContain('A service principal name is the service, a slash');
    await screen.press('tab', 'tab', 'tab', 'tab', 'tab');
    expect(await flat()).toContain('"http://x/" is not a host');
    expect(await flat()).toContain('The whole path of the file');
  });

  it('takes no user name that the command line would not take', async () => {
    await screen.press('ctrl+n');
    await screen.type('mbx\tmailbox01.contoso.com\tmira jones\r');
    expect(await screen.text()).toContain('✗ It takes no blanks and no control characters.');
    expect(app.state.connections.some(({ name }) => name === 'mbx')).toBe(false);
  });

  it('has no field for a server of the sandbox that would do nothing there', async () => {
    const lab = connection('lab', { sandboxServer: 'ex01', authentication: 'Basic' });
    app.store.setState({ connections: [lab], active: 'lab' });
    await screen.press('f4');
    const text = await screen.text();
    expect(text).toContain('Close when idle');
    for (const label of ['Server or URL', 'User', 'Authentication', 'Basic over http', 'Service name', 'CA file'])
      expect(text).not.toContain(` ${label} `);
    await screen.type('01\r');
    expect(app.state.connections).toEqual([{ ...lab, name: 'lab01' }]);
  });

  it('scrolls where the screen is small, and keeps the current field in sight', async () => {
    await screen.resize(60, 16);
    await screen.press('ctrl+n');
    expect(await screen.text()).toMatch(/▸ Name/);
    expect(await screen.text()).toContain('↓ more');
    await screen.press('shift+tab');
    const text = await screen.text();
    expect(text).toMatch(/▸ CA file/);
    expect(text).toContain('↑  more');
    expect(text).not.toContain('Name  ');
    await screen.type('/x');
    expect(await screen.text()).toContain('▸ CA file          /x');
  });

  it('shows what the app has against it and stays open', async () => {
    app.saveProblem = 'Settings could not be written: the disk is full.';
    await screen.press('ctrl+n');
    await screen.type('new\tserver\r');
    expect(await screen.text()).toContain('✗ Settings could not be written: the disk is full.');
  });

  it('asks before Esc or ^C loses what was filled in, and goes on with it', async () => {
    await screen.press('ctrl+n', 'escape');
    expect(app.state.dialogs).toEqual([]);
    await screen.press('ctrl+n');
    await screen.type('ex09');
    for (const key of ['escape', 'ctrl+c']) {
      await screen.press(key);
      expect(await screen.text()).toContain('Discard what was filled in?');
      await screen.press('enter');
    }
    await screen.type('9');
    expect(await screen.text()).toMatch(/▸ Name +ex099/);
    await screen.press('escape', 'y');
    expect(app.state.dialogs).toEqual([]);
    await screen.press('ctrl+n');
    expect(await screen.text()).toMatch(/▸ Name +such as ex01/);
  });
});

describe('other dialogs', () => {
  it('remove a connection only after a yes', async () => {
    await screen.press('alt+4', 'shift+tab', 'delete');
    expect(await screen.text()).toContain('Remove the saved connection lab?');
    await screen.press('n', 'delete', 'right', 'enter');
    expect(app.calls.filter((call) => call.startsWith('remove'))).toEqual(['remove lab']);
  });

  it('offer of what was run to be watched what only looks', async () => {
    for (const line of [
      'Get-Queue -Server ex01',
      'Get-Queue | Remove-Queue',
      'Get-Thing "$(Set-Thing x)"',
      'Set-Thing y',
    ])
      app.submit('ex01', line, 80);
    app.openDialog({ kind: 'watches' });
    await screen.type('server ex01');
    expect(await screen.text()).toContain('Get-Queue -Server ex01');
    for (let typed = 'server ex01'.length; typed > 0; typed--) await screen.press('backspace');
    await screen.type('-thing');
    expect(await screen.text()).toContain('Nothing here has that in it.');
  });

  it('show the remote actions, the newest in sight', async () => {
    const { now } = app.state;
    app.store.setState({
      actions: Array.from({ length: 60 }, (_, i) => ({
        at: now,
        connection: 'ex01',
        text: `opened shell ${i}`,
        outcome: 'done',
      })),
    });
    await screen.press('f3');
    expect(await screen.text()).toMatch(/✓ ex01 {2}opened shell 59/);
    await screen.press('pageup', 'pageup', 'pageup', 'pageup');
    expect(await screen.text()).toContain('opened shell 0');
  });

  it('show of the remote actions those that have the typed words in them', async () => {
    const failed = { at: app.state.now, server: 'mailbox01.contoso.com', milliseconds: 20, outcome: 'failed' as const };
    app.store.setState({
      actions: [
        ...Array.from({ length: 60 }, (_, i) => ({
          ...{ at: app.state.now, connection: 'ex01', text: `opened shell ${i}`, outcome: 'done' as const },
        })),
        {
          ...{ at: app.state.now, connection: 'dr01', text: 'Get-Queue', outcome: 'failed' as const },
          entry: { ...failed, connection: 'dr01', questions: ['Confirm? Yes'], objects: 0, errors: 1 },
        },
      ],
    });
    await screen.press('f3');
    expect(await screen.text()).toContain('not kept on disk: F12');
    await screen.type('shell 17');
    expect((await screen.text()).match(/opened shell \d+/g)).toEqual(['opened shell 17']);
    await screen.press('ctrl+u');
    await screen.type('MAILBOX01 1 error confirm');
    expect(await screen.text()).toMatch(/✗ dr01 {2}Get-Queue/);
    expect(await screen.text()).not.toContain('opened shell');
    await screen.type(' nowhere');
    expect(await screen.text()).toContain('Nothing that was done has that in it.');
    await screen.press('ctrl+u');
    expect(await screen.text()).toContain('Get-Queue');
    app.prefer({ record: true });
    await screen.press('escape', 'f3');
    expect(await screen.text()).toContain('lines are kept on disk');
  });

  it('hand a failure with its details to the clipboard, with nothing in it that a terminal obeys', async () => {
    app.openDialog({
      kind: 'failure',
      connection: undefined,
      failure: {
        ...({ id: 'cafe.sendfailure', kind: 'connection', retryCanHelp: true } as const),
        ...{ what: 'The front end failed.', why: 'The back end is gone.', next: 'Try another.' },
        original: 'Nicht\u001B[2J erreichbar',
        details: { RequestId: '4f8c-11', ClientAccessServer: 'EX01' },
      },
    });
    const before = screen.terminal.log.length;
    await screen.press('c');
    expect(await screen.text()).toContain('Copied, where this terminal lets programs use the clipboard.');
    const [, copied = ''] = /\u001B\]52;c;([^\u0007]*)\u0007/.exec(screen.terminal.log.slice(before)) ?? [];
    expect(Buffer.from(copied, 'base64').toString().split('\n')).toEqual([
      'The front end failed.',
      'Why: The back end is gone.',
      'Next: Try another.',
      'The server said: Nicht␛[2J erreichbar',
      'RequestId: 4f8c-11',
      'ClientAccessServer: EX01',
      'Failure id: cafe.sendfailure',
    ]);
    expect(app.state.dialogs).toHaveLength(1);
  });

  it('show what comes later beneath only when the upper one is closed', async () => {
    await screen.press('ctrl+p');
    app.store.setState(({ dialogs }) => ({
      dialogs: [{ kind: 'credential', id: 99, connection: 'ex02', user: 'm@x', attempt: 1, reason: '' }, ...dialogs],
    }));
    await screen.type('ex');
    expect(await screen.text()).toContain('> ex');
    await screen.press('escape');
    expect(await screen.text()).toContain('Sign in to ex02');
  });

  it('keep to small windows', async () => {
    app.print('ex01', [output('x')]);
    await screen.resize(60, 16);
    for (const pressed of ['ctrl+p', 'f1', 'ctrl+n', 'ctrl+o', 'f3']) {
      await screen.press(pressed);
      const lines = (await screen.text()).split('\n');
      expect(
        lines.some((line) => /╰─+╯/.test(line)),
        pressed,
      ).toBe(true);
      expect(lines.at(-1), pressed).toContain('Esc close');
      await screen.press('escape');
    }
  });
});
