import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PromptPort, SessionPorts } from '../../../source/language/commands/command.ts';
import { semantics } from '../../../source/language/types/index.ts';
import { type Ran, runText } from './lab.ts';

let location = '';

beforeEach(async () => {
  location = await mkdtemp(join(tmpdir(), 'exterm-ports-'));
});

afterEach(() => rm(location, { recursive: true, force: true }));

const run = (text: string, ports: Partial<SessionPorts> = {}) => runText(text, { location, ports });

const texts = (ran: Ran) => ran.output.map((value) => semantics.toText(value));

const utf16 = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'));

/** Somebody who answers in turn; what was asked is kept. */
class Person implements PromptPort {
  readonly asked: string[] = [];
  readonly #answers: (string | number)[];

  constructor(...answers: (string | number)[]) {
    this.#answers = answers;
  }

  line(prompt: string): Promise<string> {
    this.asked.push(prompt);
    return Promise.resolve(String(this.#answers.shift()));
  }

  secret(prompt: string): Promise<Uint8Array> {
    this.asked.push(`secret ${prompt}`);
    return Promise.resolve(utf16(String(this.#answers.shift())));
  }

  choice(caption: string, message: string, choices: readonly { readonly label: string }[]): Promise<number> {
    this.asked.push([caption, message, choices.map(({ label }) => label).join(' ')].join('|'));
    return Promise.resolve(Number(this.#answers.shift()));
  }
}

describe('Set-Clipboard', () => {
  it('puts in what the screen would show', async () => {
    const put: string[] = [];
    const clipboard = async (text: string) => put.push(text) > 0;
    await run("'a', 'b' | clip; [pscustomobject]@{ n = 1 } | scb", { clipboard });
    expect(put[0]).toBe('a\nb');
    expect(put[1]).toMatch(/^\s*n\n-\n1\s*$/);
  });

  it('says where there is none', async () => {
    const { failure, said } = await run("'a' | clip; 'on'");
    expect([...said, failure].map((one) => one?.text)).toContain('The clipboard cannot be reached from here.');
  });
});

describe('Out-GridView', () => {
  it('is a table where nothing opens', async () => {
    expect((await run('[pscustomobject]@{ n = 1 } | Out-GridView')).text).toMatch(/n\n-\n1/);
  });
});

describe('questions', () => {
  it('Read-Host asks, and takes a secret without text', async () => {
    const prompts = new Person('Anna', 'pass', 'x');
    const ran = await run("Read-Host Name; $s = Read-Host Word -AsSecureString; $s.Length; Read-Host '' -MaskInput", {
      prompts,
    });
    expect(texts(ran)).toEqual(['Anna', '4', 'x']);
    expect(prompts.asked).toHaveLength(3);
    expect(prompts.asked[0]).toContain('Name');
    expect(prompts.asked[1]).toMatch(/^secret .*Word/);
  });

  it('Get-Credential asks for what is not given', async () => {
    const prompts = new Person('pass');
    const ran = await run('$c = Get-Credential anna; $c.UserName; $c.GetNetworkCredential().Password', { prompts });
    expect(texts(ran)).toEqual(['anna', 'pass']);
    expect(prompts.asked.every((one) => !one.includes('pass|'))).toBe(true);
  });

  it('Pause waits for Enter, and gives nothing', async () => {
    const prompts = new Person('whatever was typed before it');
    const ran = await run("'a'; pause; 'b'", { prompts });
    expect(texts(ran)).toEqual(['a', 'b']);
    expect(prompts.asked).toHaveLength(1);
    expect(prompts.asked[0]).toContain('Press Enter to continue...');
  });

  it('say so where nobody can be asked', async () => {
    const { failure, said } = await run('Read-Host Name');
    expect([...said, failure].filter(Boolean)).not.toEqual([]);
  });
});

describe('-WhatIf and -Confirm', () => {
  const file = () => join(location, 'a.txt');

  beforeEach(() => writeFile(file(), 'old\n'));

  it.each([
    "Set-Content a.txt 'new'",
    "Add-Content a.txt 'new'",
    'Clear-Content a.txt',
    'Remove-Item a.txt',
    "'new' | Out-File a.txt",
    '[pscustomobject]@{ n = 1 } | Export-Csv a.txt',
    "New-Item b.txt -Value 'x'",
  ])('leave things as they are: %s', async (text) => {
    const { said, failure } = await run(`${text} -WhatIf`);
    expect(failure).toBeUndefined();
    expect(said.map((one) => one.text).join()).toContain('What if: Performing the operation');
    expect(await readdir(location)).toEqual(['a.txt']);
    expect(await readFile(file(), 'utf8')).toBe('old\n');
    const prompts = new Person(2);
    await run(`${text} -Confirm`, { prompts });
    expect(prompts.asked[0]).toMatch(/^Confirm\|/);
    expect(await readdir(location)).toEqual(['a.txt']);
    expect(await readFile(file(), 'utf8')).toBe('old\n');
  });

  it('do it where somebody says yes', async () => {
    await run('Remove-Item a.txt -Confirm', { prompts: new Person(0) });
    expect(await readdir(location)).toEqual([]);
  });
});

describe('a file that is not written to its end', () => {
  it.each([
    "1..3 | ForEach-Object { if ($_ -eq 3) { throw 'no' }; $_ } | Set-Content a.txt",
    "1..3 | ForEach-Object { if ($_ -eq 3) { throw 'no' }; [pscustomobject]@{ n = $_ } } | Export-Csv a.txt",
    "1..3 | ForEach-Object { if ($_ -eq 3) { throw 'no' }; $_ } | Out-File a.txt",
    "1..3 | ForEach-Object { if ($_ -eq 3) { throw 'no' }; $_ } | Tee-Object a.txt",
    "1..3 | ForEach-Object { if ($_ -eq 3) { throw 'no' }; $_ } > a.txt",
    "1..3 | ForEach-Object { throw 'no' } | Export-Clixml a.txt",
    "(& { 1; throw 'no' }) > a.txt",
  ])('leaves what was there, and nothing beside it: %s', async (text) => {
    await writeFile(join(location, 'a.txt'), 'old\n');
    expect((await run(text)).failure?.text).toBe('no');
    expect(await readdir(location)).toEqual(['a.txt']);
    expect(await readFile(join(location, 'a.txt'), 'utf8')).toBe('old\n');
  });
});

describe('Ctrl+C', () => {
  it.each([
    '1..3 | ForEach-Object { $_; if ($_ -eq 2) { Start-Sleep 60 } } | Set-Content a.txt',
    '1..3 | ForEach-Object { $_; if ($_ -eq 2) { Start-Sleep 60 } } > a.txt',
  ])('leaves the file as it was: %s', async (text) => {
    await writeFile(join(location, 'a.txt'), 'old\n');
    const stop = new AbortController();
    const clock = {
      now: () => Date.now(),
      sleep: () => {
        setImmediate(() => stop.abort());
        return new Promise<void>(() => {});
      },
    };
    await runText(text, { location, ports: { clock }, signal: stop.signal });
    expect(await readdir(location)).toEqual(['a.txt']);
    expect(await readFile(join(location, 'a.txt'), 'utf8')).toBe('old\n');
  });
});

describe('Get-History', () => {
  const history = () => [
    { id: 1, line: 'Get-Mailbox', began: 1000, ended: 3000 },
    { id: 2, line: 'h' },
  ];

  it('gives the lines of the session', async () => {
    const ran = await run('(h).CommandLine; (Get-History 1).Duration.TotalSeconds; (h -Count 1).Id', { history });
    expect(texts(ran)).toEqual(['Get-Mailbox', 'h', '2', '2']);
  });
});

describe('Start-Transcript', () => {
  it('is what the session makes of it', async () => {
    const done: string[] = [];
    const transcript: SessionPorts['transcript'] = {
      start: (path, options) => Promise.resolve(void done.push(path, String(options.append))),
      stop: () => Promise.resolve(join(location, 'a.log')),
    };
    const ran = await run('Start-Transcript a.log -Append; Stop-Transcript', { transcript });
    expect(done).toEqual([join(location, 'a.log'), 'true']);
    expect(texts(ran)[0]).toBe(`Transcript started, output file is ${join(location, 'a.log')}`);
    expect(texts(ran)[1]).toContain(join(location, 'a.log'));
  });
});

describe('Clear-Host', () => {
  it('clears what shows the session', async () => {
    let cleared = 0;
    await run('cls', {
      clearScreen: () => {
        cleared += 1;
      },
    });
    expect(cleared).toBe(1);
  });
});

describe('a file', () => {
  it.each(['LastWriteTime', 'CreationTimeUtc', 'Attributes', 'IsReadOnly'])(
    'keeps its %s, and says who changes it',
    async (name) => {
      const ran = await run(
        `Set-Content f.txt 'x'; $f = Get-Item f.txt; $before = $f.${name}; try { $f.${name} = 'Hidden' } catch { $_.Exception.Message }; $f.${name} -eq $before`,
      );
      expect(texts(ran)).toEqual([
        `${name} of a file is not changed here. A connection with the engine powershell does it.`,
        'True',
      ]);
    },
  );
});
