import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { expect, it } from 'vitest';
import type { CommandContext } from '../../source/commands/context.ts';
import { buildProgram } from '../../source/commands/program.ts';

const root = join(import.meta.dirname, '../..');

/** Every line of a text that somebody may copy into a shell. */
function commandsOf(text: string): readonly string[] {
  const lines = text
    .split('\n')
    .flatMap((line) => [line, ...[...line.matchAll(/`([^`]+)`/g)].map(([, code]) => code!)]);
  return lines.map((line) => line.trim()).filter((line) => /^(?:exterm|npm start --) [a-z]/.test(line));
}

async function helpTexts(): Promise<readonly string[]> {
  const texts: string[] = [];
  const context = { io: { stdout: { write: (text: string) => texts.push(text) } }, program: { version: '' } };
  const program = await buildProgram(context as unknown as CommandContext, async () => 0);
  const show = (command: Command): void => {
    command.outputHelp();
    command.commands.forEach(show);
  };
  show(program);
  return texts;
}

it('examples are read alike by cmd.exe, PowerShell and sh', async () => {
  const pages = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => join('docs', name))];
  const texts = pages.filter((name) => name.endsWith('.md')).map((name) => readFileSync(join(root, name), 'utf8'));
  const examples = [...texts, ...(await helpTexts())].flatMap(commandsOf);
  expect(examples.length).toBeGreaterThan(40);
  for (const example of examples) {
    const bare = example.replaceAll(/"[^"]*"/g, '"');
    // cmd.exe knows no single quotes.
    expect(bare, example).not.toMatch(/'/);
    // A bare @name is PowerShell's own: the values of a variable, and nothing at all without one. sh has its own *.
    expect(bare, example).not.toMatch(/[\s,]@\w|\w\*/);
    // sh puts something else in the place of these, within double quotes too.
    expect(example, example).not.toMatch(/"[^"]*[$`][^"]*"/);
    // Windows PowerShell hands over no empty word.
    expect(example, example).not.toMatch(/""|''/);
  }
});
