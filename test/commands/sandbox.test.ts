import { describe, expect, it } from 'vitest';
import { Exterm } from './exterm.ts';

describe('sandbox --foreground', () => {
  it('prints a JSON line a server and that it is ready, and a signal ends it in order', async () => {
    const exterm = await Exterm.begin();
    const command = exterm.start(['sandbox', '--foreground', '--servers', '2', '--mailboxes', '5', '--left-open', '0']);
    await command.prints('{"ready":true}\n');
    command.interrupt();
    const { code, stdout, stderr } = await command.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toEqual([
      {
        name: 'ex01',
        url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/PowerShell\/$/),
        user: 'mira@contoso.com',
        password: expect.any(String),
      },
      { name: 'ex02', url: expect.any(String), user: 'mira@contoso.com', password: expect.any(String) },
      { ready: true },
    ]);
  });

  it('says which port is taken', async () => {
    const exterm = await Exterm.begin();
    const port = new URL(exterm.sandbox.servers[0]!.url).port;
    const { code, stderr } = await exterm.run(['sandbox', '--foreground', '--servers', '1', '--port', port]);
    expect(code).not.toBe(0);
    expect(stderr).toContain(port);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe('sandbox', () => {
  it.each([
    [['--servers', '0'], 'A whole number from 1 to 9 is wanted.'],
    [['--servers', '10'], 'A whole number from 1 to 9 is wanted.'],
    [['--port', '65536'], 'A whole number from 0 to 65535 is wanted.'],
    [['--mailboxes', 'many'], 'A whole number from 1 to 100000 is wanted.'],
    [['--idle-timeout', '0'], 'A whole number from 1 to 43200 is wanted.'],
    [['--max-shells', '-1'], 'A whole number from 1 to 1000 is wanted.'],
    [['--left-open', '1e3'], 'A whole number from 0 to 1000 is wanted.'],
    [['--latency', '1.5'], 'A whole number from 0 to 600000 is wanted.'],
    [['--seed', '4294967296'], 'A whole number from 0 to 4294967295 is wanted.'],
    [['--foreground', '--port', '65535', '--servers', '2'], 'choose a lower port'],
  ])('%j is a usage error: %s', async (words, said) => {
    const exterm = await Exterm.begin();
    const { code, stdout, stderr } = await exterm.run(['sandbox', ...words]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(said);
  });
});
