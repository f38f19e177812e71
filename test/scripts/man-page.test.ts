import { describe, expect, it } from 'vitest';
import { describedCommands } from '../../scripts/lib/described-commands.mjs';
import { manPage } from '../../scripts/lib/man-page.mjs';

const command = {
  path: 'exterm try',
  usage: 'exterm try <name> [--much]',
  what: 'tries a thing',
  options: [
    { flags: '--much <n>', what: "'so much' \\n of it" },
    { flags: '-h, --help', what: 'show this help' },
  ],
  notes: "Examples:\n  exterm try a --much 1\n\n.TH is no command here,\nnor is 'this'.",
  help: '',
};
const program = { ...command, path: 'exterm', what: 'Does things.', options: [], notes: '' };

describe('the manual page', () => {
  it('has every command with its options, examples line by line and the rest filled', () => {
    const lines = manPage([program, command], '1.2.3').split('\n');
    expect(lines[0]).toBe('.TH EXTERM 1 "" "exterm 1.2.3" "User Commands"');
    const section = lines.slice(lines.indexOf('.SS "exterm try <name>"'), lines.indexOf('.SH ENVIRONMENT'));
    expect(section).toEqual([
      '.SS "exterm try <name>"',
      'Tries a thing.',
      '.TP',
      '.B \\-\\-much <n>',
      '\\(aqso much\\(aq \\en of it',
      '.PP',
      'Examples:',
      '.nf',
      '.RS 4',
      'exterm try a \\-\\-much 1',
      '.RE',
      '.fi',
      '.PP',
      '\\&.TH is no command here, nor is \\(aqthis\\(aq.',
    ]);
  });

  it('is of all the commands that there are, in their own words', async () => {
    const commands = await describedCommands();
    expect(commands[0]).toMatchObject({ path: 'exterm', notes: expect.stringMatching(/^Examples:\n/) });
    const paths = commands.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['exterm run', 'exterm connections add', 'exterm completion']));
    const run = commands.find(({ path }) => path === 'exterm run')!;
    expect(run.usage).toMatch(/^exterm run <names> \[command…\] \[--output <format>\]/);
    expect(run.help).toContain(run.notes);
    for (const { flags, what } of commands.flatMap(({ options }) => options)) expect(what, flags).not.toBe('');
  });
});
