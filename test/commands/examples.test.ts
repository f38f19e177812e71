import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isGone } from '../../source/cli.ts';
import { endingCommand } from '../../source/commands/sandbox.ts';

const root = new URL('../../', import.meta.url);
const texts = ['README.md', ...readdirSync(new URL('source/commands/', root)).map((name) => `source/commands/${name}`)];

describe('what a person is told to type', () => {
  it('is quoted as cmd.exe, PowerShell and sh all know it', () => {
    const examples = texts.flatMap((name) =>
      readFileSync(new URL(name, root), 'utf8')
        .split('\n')
        .filter((line) => /(^|[`"' ])(exterm|npm start --) [a-z]/.test(line)),
    );
    expect(examples.length).toBeGreaterThan(5);
    const typed = examples.map((line) => line.replace(/\$\{[^}]*\}/g, ''));
    expect(typed.filter((line) => /(exterm|npm start --) [^`]* '[^']*'/.test(line))).toEqual([]);
    // A bare @name is something else in PowerShell: the values of a variable, and none without it.
    expect(typed.filter((line) => /(exterm|npm start --) [^`"]* @[a-z]/.test(line))).toEqual([]);
  });

  it('ends a process as the system does', () => {
    expect([endingCommand(7, 'win32'), endingCommand(7, 'linux')]).toEqual(['taskkill /F /PID 7', 'kill 7']);
  });
});

it('a reader that has gone is no failure, however the system says it', () => {
  expect(['EPIPE', 'EOF', 'ENOSPC', undefined].map(isGone)).toEqual([true, true, false, false]);
});
