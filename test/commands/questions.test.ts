import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Questions } from '../../source/commands/questions.ts';
import { nobodyAnswers, terminalPrompts } from '../../source/commands/terminal-prompts.ts';
import type { HostPrompt, Secret } from '../../source/domain/index.ts';
import { HandClock, turns } from '../support/hand-clock.ts';
import { Exterm, nothing } from './exterm.ts';

const mailbox = ['run', 'ex01', 'Get-Mailbox ravi | Select-Object -ExpandProperty Name'];

describe("a server's question on a terminal", () => {
  it('is asked with its choices, and no means no', async () => {
    const exterm = await Exterm.begin();
    const command = exterm.start(['run', 'ex01', 'Remove-Mailbox ravi'], { columns: 80 });
    // What removes something starts on No, whatever the server's default is.
    await command.asks('[Y] Yes  [A] Yes to All  [N] No (default)  [L] No to All  [?] Help: ');
    command.stdin.write('what?\n');
    await command.asks('Help: [Y] Yes');
    command.stdin.write('?\n');
    await command.asks('Y - Goes on with this one.');
    command.stdin.write('\n');
    const { code, stdout, stderr } = await command.ended;
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain('Are you sure you want to perform this action?\nRemoving the mailbox "Ravi Menon".');
    expect((await exterm.run(mailbox)).stdout).toBe('Ravi Menon\n');
  });

  it('takes yes for yes', async () => {
    const exterm = await Exterm.begin();
    const command = exterm.start(['run', 'ex01', 'Remove-Mailbox ravi'], { columns: 80 });
    await command.asks('[?] Help: ');
    command.stdin.write('Yes\n');
    expect((await command.ended).code).toBe(0);
    expect((await exterm.run(mailbox)).stdout).toBe('');
  });

  it('asks for all that a new mailbox needs, its password without an echo', async () => {
    const exterm = await Exterm.begin();
    const command = exterm.start(['run', 'ex01', 'New-Mailbox | Select-Object Name, UserPrincipalName'], {
      columns: 80,
    });
    await command.asks('Supply values for the following parameters:\nName: ');
    command.stdin.write('Newcomer\n');
    await command.asks('Name: Password: ');
    expect(command.isRaw).toBe(true);
    command.stdin.write('Nobody-Reads-1\r');
    await command.asks('\nUserPrincipalName: ');
    command.stdin.write('newcomer@contoso.com\n');
    const { code, stdout, stderr } = await command.ended;
    expect([code, stdout]).toEqual([0, expect.stringMatching(/Newcomer +newcomer@contoso\.com/)]);
    expect(stdout + stderr).not.toContain('Nobody-Reads');
  });

  it('asks for no more than a mailbox of another kind needs', async () => {
    const exterm = await Exterm.begin();
    const command = exterm.start(['run', 'ex01', 'New-Mailbox -Shared'], { columns: 80 });
    await command.asks('Supply values for the following parameters:\nName: ');
    command.stdin.write('Front desk\n');
    const { code, stdout } = await command.ended;
    expect([code, stdout]).toEqual([0, expect.stringContaining('Front desk')]);
  });

  it('says which server asks where several do, one after the other', async () => {
    const exterm = await Exterm.begin();
    const command = exterm.start(['run', 'ex01,ex02', 'Remove-Mailbox ravi'], { columns: 80 });
    await command.asks(' asks:');
    await command.asks('[?] Help: ');
    command.stdin.write('n\n');
    for (const name of ['ex01', 'ex02']) await command.asks(`${name} asks:\n`);
    command.stdin.write('n\n');
    const { code, stderr } = await command.ended;
    expect(code).toBe(0);
    // The line that says how far each server is keeps away while somebody answers.
    expect(stderr).toMatch(/ex0[12] asks:\nConfirm\nAre you sure[^\u001B]*Help: [^\n]*\u001B\[2Kex0[12] asks:\n/s);
  });

  it('stops with the command that --timeout stops', async () => {
    const clock = new HandClock();
    const exterm = await Exterm.begin({ deps: (deps) => ({ ...deps, timers: clock }) });
    const command = exterm.start(['run', 'ex01', 'Remove-Mailbox ravi', '--timeout', '30'], { columns: 80 });
    await command.asks('[?] Help: ');
    await clock.advance(30_000);
    const { code, stderr } = await command.ended;
    expect(code).toBe(1);
    expect(stderr).toContain('ex01: stopped after 30 s');
    // Nobody listens for an answer any more: the process can end.
    expect(command.stdin.listenerCount('data')).toBe(0);
    expect(await exterm.left()).toEqual(nothing);
  });

  it.each([
    ['the end of the input', 1],
    ['an interruption', 130],
  ])('stops the command by %s, and nothing is removed', async (what, code) => {
    const exterm = await Exterm.begin();
    const command = exterm.start(['run', 'ex01', 'Remove-Mailbox ravi'], { columns: 80 });
    await command.asks('[?] Help: ');
    if (code === 130) command.interrupt();
    else command.stdin.end();
    expect((await command.ended).code, what).toBe(code);
    expect((await exterm.run(mailbox)).stdout).toBe('Ravi Menon\n');
    expect(await exterm.left()).toEqual(nothing);
  });
});

describe('the line that says how far each server is', () => {
  it('is drawn on a terminal, fits it, and is gone before results are written', async () => {
    const exterm = await Exterm.begin();
    const { stderr } = await exterm.start(['run', 'ex01,ex02', '7'], { columns: 30 }).ended;
    const frames = stderr.split('\r\u001B[2K');
    expect(frames).toContain('ex01 resolve · ex02 resolve');
    for (const frame of frames) expect(frame.length).toBeLessThan(30);
    expect(frames.at(-1)).toBe('');
  });

  it('is not drawn anywhere else', async () => {
    const exterm = await Exterm.begin();
    expect((await exterm.run(['run', 'ex01', '7'])).stderr).toBe('');
  });
});

function terminal() {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const stderr = Object.assign(new PassThrough(), { isTTY: true });
  const io = {
    stdin,
    stderr,
    stdout: new PassThrough(),
    env: {},
    interrupt: () => {},
    signal: new AbortController().signal,
  };
  return { io, stdin, stderr, questions: new Questions(io) };
}

describe('questions of several at once', () => {
  it('wait for one another', async () => {
    const { stdin, stderr, questions } = terminal();
    let shown = '';
    stderr.on('data', (chunk) => {
      shown += chunk;
    });
    const first = questions.line('first? ');
    const second = questions.line('second? ');
    await turns();
    expect(shown).toBe('first? ');
    stdin.write('one\n');
    expect(await first).toBe('one');
    await turns();
    expect(shown).toBe('first? second? ');
    stdin.write('two\n');
    expect(await second).toBe('two');
  });
});

describe('terminalPrompts', () => {
  const asking = (prompt: HostPrompt) => {
    const { stdin, stderr, questions } = terminal();
    const answer = terminalPrompts(questions, undefined).ask(prompt, new AbortController().signal);
    const read = async (text: string) => {
      let shown = '';
      while (!shown.includes(text)) shown += (await once(stderr, 'data'))[0];
      return shown;
    };
    return { stdin, answer, read };
  };
  const text = (secret: unknown) => (secret as Secret).use((bytes) => new TextDecoder().decode(bytes));

  it('takes each field by its own name, secrets as secrets', async () => {
    const field = { typeName: 'String', help: '', defaultValue: undefined };
    const { stdin, answer, read } = asking({
      kind: 'fields',
      caption: '',
      message: 'Supply\u001B[31m values',
      fields: [
        { ...field, name: 'Name', label: '', secret: false },
        { ...field, name: 'Password', label: '&Pass phrase', secret: true },
      ],
    });
    expect(await read('Name: ')).toBe('Supply␛[31m values\nName: ');
    stdin.write('Newcomer\n');
    expect(await read('Pass phrase: ')).toBe('Pass phrase: ');
    stdin.write('Pass-Word-77\r');
    const given = await answer;
    const values = given.kind === 'fields' ? given.values : new Map();
    expect([...values.keys()]).toEqual(['Name', 'Password']);
    expect(values.get('Name')).toBe('Newcomer');
    expect(text(values.get('Password'))).toBe('Pass-Word-77');
  });

  it('takes a credential, and asks for the user where none is given', async () => {
    const { stdin, answer, read } = asking({ kind: 'credential', caption: '', message: '', user: '' });
    await read('User principal name: ');
    stdin.write('a@b.c\n');
    await read('Password for a@b.c: ');
    stdin.write('secret\r');
    const given = await answer;
    expect(given).toMatchObject({ kind: 'credential', credential: { user: 'a@b.c' } });
    if (given.kind === 'credential') expect(text(given.credential.password)).toBe('secret');
  });

  it.each([
    [false, 'plain\n'],
    [true, 'plain\r'],
  ])('takes a line, secret: %s', async (secret, typed) => {
    const { stdin, answer, read } = asking({ kind: 'line', secret, words: 'Your name: ' });
    await read('Your name: ');
    stdin.write(typed);
    const given = await answer;
    const line = given.kind === 'line' ? given.text : '';
    expect(secret ? text(line) : line).toBe('plain');
  });
});

describe('a question that nobody can answer', () => {
  it('is told in one line, and blanks of any number are looked at once', async () => {
    const { io, stderr } = terminal();
    const drawing = { hold: () => undefined, release: () => undefined };
    const message = `Name${' '.repeat(100_000)}of \r\n\n the mailbox`;
    const asked = nobodyAnswers(io, drawing, 'ex01').ask(
      { kind: 'fields', caption: '', message, fields: [] },
      io.signal,
    );
    await expect(asked).rejects.toThrow();
    expect(String(stderr.read())).toMatch(/^ex01 asks: Name {100000}of the mailbox\n/);
  });

  it.each([
    [{ asker: 'line', words: 'Your name: ' }, undefined, 'A command on this computer asks: Your name'],
    [{ asker: 'powershell' }, 'ex01', 'ex01: A command in PowerShell asks: a line of text'],
    [{}, undefined, 'The server asks: a line of text'],
  ] as const)('says who asks and what: %j', async (given, subject, said) => {
    const { io, stderr } = terminal();
    const drawing = { hold: () => undefined, release: () => undefined };
    const asked = nobodyAnswers(io, drawing, subject).ask({ kind: 'line', secret: false, ...given }, io.signal);
    await expect(asked).rejects.toThrow();
    expect(String(stderr.read()).split('\n')[0]).toBe(said);
  });

  it('names the fields without the marks of their keys', async () => {
    const { io, stderr } = terminal();
    const drawing = { hold: () => undefined, release: () => undefined };
    const field = { typeName: 'String', help: '', secret: false, defaultValue: undefined };
    const fields = [
      { ...field, name: 'Name', label: '&Name' },
      { ...field, name: 'Count', label: '' },
    ];
    const prompt = { kind: 'fields', caption: '', message: 'Supply values', fields } as const;
    await expect(nobodyAnswers(io, drawing, 'ex01').ask(prompt, io.signal)).rejects.toThrow();
    expect(String(stderr.read())).toMatch(/^ex01 asks: Supply values Name, Count\n/);
  });
});
