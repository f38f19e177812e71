import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sampleDocuments } from '../support/clixml-sample.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { hostEnvironment } from './powershell/build.ts';
import { Judge } from './powershell/judge.ts';
import { describeWithPowerShell } from './powershell/suite.ts';

interface Ending {
  readonly output: string;
  readonly errors: string;
  readonly code: number | null;
}

/** Runs the host as pwsh is run behind a pipe: commands on standard input until it ends. */
async function shell(executable: string, input: string): Promise<Ending> {
  const folder = mkdtempSync(join(tmpdir(), 'shell-'));
  try {
    return await new Promise((resolve, reject) => {
      const process = spawn(executable, ['-NoLogo', '-NoProfile', '-NoExit', '-Command', '-'], {
        env: hostEnvironment(folder),
      });
      const text = { output: '', errors: '' };
      process.stdout.on('data', (bytes) => {
        text.output += bytes;
      });
      process.stderr.on('data', (bytes) => {
        text.errors += bytes;
      });
      process.on('error', reject);
      process.on('close', (code) => resolve({ ...text, code }));
      process.stdin.end(input);
    });
  } finally {
    removeFolder(folder);
  }
}

describeWithPowerShell('the PowerShell host of the tests', (executable) => {
  let judge: Judge;
  beforeAll(() => {
    judge = new Judge(executable);
  });
  afterAll(() => judge.close());

  it('runs a line at a time, keeps what lines define, and a block up to a blank line', async () => {
    const lines = ['$number = 20', 'function Add-One {', '$args[0] + 1', '}', '', 'Add-One $number; "Grüße"'];
    const { output, errors, code } = await shell(executable, `${lines.join('\n')}\n`);
    expect(output).toBe('21\nGrüße\n');
    expect(errors).toBe('');
    expect(code).toBe(0);
  });

  it('writes errors to standard error, without colours, and goes on', async () => {
    const { output, errors } = await shell(executable, `throw 'wrong'\nGet-Nothing\n'after'\n`);
    expect(errors).toContain('wrong');
    expect(errors).toContain('Get-Nothing');
    expect(errors).not.toContain('\x1b');
    expect(output).toBe('after\n');
  });

  it('ends with the code that is asked for', async () => {
    expect((await shell(executable, `exit 7\n'never'\n`)).code).toBe(7);
  });

  it('parses: tokens, errors and nodes with their spans', async () => {
    const { tokens, errors, nodes } = await judge.parse('Get-Mailbox -Identity $a | ');
    expect(tokens.slice(0, 4).map(({ kind, text }) => [kind, text])).toEqual([
      ['Generic', 'Get-Mailbox'],
      ['Parameter', '-Identity'],
      ['Variable', '$a'],
      ['Pipe', '|'],
    ]);
    expect(tokens[2]).toMatchObject({ start: 22, end: 24 });
    expect(errors).toMatchObject([{ id: 'EmptyPipeElement', incomplete: true }]);
    expect(nodes[0]).toMatchObject({ kind: 'ScriptBlockAst', parent: -1 });
    expect(nodes.map(({ kind }) => kind)).toContain('CommandParameterAst');
  });

  it('measures its own deserializer on documents of ours', async () => {
    const documents = sampleDocuments(50).map((bytes) => Buffer.from(bytes).toString());
    const rounds = await judge.benchDeserialize(documents, 2);
    expect(rounds).toHaveLength(2);
    expect(Math.min(...rounds)).toBeGreaterThan(0);
  });

  it('says why it cannot read a document', async () => {
    await expect(judge.deserialize('<Objs><Foo /></Objs>')).rejects.toThrow();
    expect(
      await judge.deserialize('<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04" />'),
    ).toEqual([]);
  });
});
