import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { LineRun } from '../../../source/engine/native/repl/line-run.ts';
import { SessionTranscript } from '../../../source/engine/native/repl/transcript.ts';
import { LocalFiles } from '../../../source/files/index.ts';
import { FileFailure, type FilePort } from '../../../source/language/index.ts';
import { nobody } from '../../contract/engine-contract.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { lineSurroundings } from './line-surroundings.ts';

/** A session whose lines can be run one after the other, and its folder. */
async function session(wrap: (files: FilePort) => FilePort = (files) => files) {
  const folder = temporaryFolder();
  const files = wrap(new LocalFiles(folder));
  const transcript = new SessionTranscript(files, 'ex01.contoso.com');
  const shared = { ...(await lineSurroundings()), ports: { files }, transcript };
  const run = async (text: string, holdsSecret = false) => {
    const line = new LineRun(text, { width: 80, prompts: nobody, holdsSecret }, shared);
    const records = (await Array.fromAsync(line.records)).flat();
    await line.outcome;
    return records;
  };
  const read = () =>
    readFileSync(join(folder, 't.txt'), 'utf8')
      .replaceAll('\r\n', '\n')
      .replaceAll(/time: \d{14}/g, 'time: (now)')
      .replaceAll(folder, '(folder)');
  return { run, read, transcript };
}

it('keeps what lines give between Start-Transcript and Stop-Transcript, as the screen shows it', async () => {
  const { run, read } = await session();
  await run("'before'");
  await run("Start-Transcript t.txt; 'a'");
  await run(
    "[pscustomobject]@{ Name = 'x'; Count = 3 }\nWrite-Warning 'careful'; Write-Host 'b' -NoNewline; Write-Host 'c'",
  );
  await run("$p = ConvertTo-SecureString 'P' -AsPlainText -Force; 'd'", true);
  await run("1 / 0; Stop-Transcript; 'behind'");
  await run("'after'");
  expect(read()).toMatchInlineSnapshot(`
    "**********************
    PowerShell transcript start
    Start time: (now)
    Server: ex01.contoso.com
    **********************
    Transcript started, output file is (folder)/t.txt
    a

    PS>[pscustomobject]@{ Name = 'x'; Count = 3 }
    Write-Warning 'careful'; Write-Host 'b' -NoNewline; Write-Host 'c'
    Name   Count
    ----   -----
    x          3
    WARNING: careful
    bc

    PS>(a line that may hold a secret)
    d

    PS>1 / 0; Stop-Transcript; 'behind'
    ERROR: Attempted to divide by zero.
    1 / 0; Stop-Transcript; 'behind'
    ~~~~~
      NotSpecified · RuntimeException
    **********************
    PowerShell transcript end
    End time: (now)
    **********************
    "
  `);
});

it('adds at the end with -Append, keeps what is there with -NoClobber, and ends with its session', async () => {
  const { run, read, transcript } = await session();
  await run('Start-Transcript t.txt; 1; Stop-Transcript');
  const once = read();
  const refused = await run('Start-Transcript t.txt -NoClobber');
  expect(refused).toMatchObject([{ stream: 'error', error: { message: expect.stringContaining('already exists') } }]);
  expect(read()).toBe(once);
  await run('Start-Transcript t.txt -Append; 2');
  await transcript.stop();
  expect(read()).toMatch(
    /^\*+\nPowerShell transcript start[\s\S]*\n1\n[\s\S]*\n2\n\*+\nPowerShell transcript end\n.*\n\*+\n$/,
  );
  expect(read().startsWith(once)).toBe(true);
});

it('has much output wait for the disk', async () => {
  let waiting = 0;
  let most = 0;
  const { run, read } = await session(
    (files) =>
      ({
        __proto__: files,
        write: async (path: string, options: object) => {
          const writer = await files.write(path, options);
          return {
            ...writer,
            close: () => writer.close(),
            abandon: () => writer.abandon(),
            write: async (bytes: Uint8Array) => {
              waiting = bytes.byteLength;
              most = Math.max(most, waiting);
              await writer.write(bytes);
            },
          };
        },
        resolve: (path: string) => files.resolve(path),
      }) as unknown as FilePort,
  );
  await run("Start-Transcript t.txt; 1..3000 | ForEach-Object { 'x' * 1000 }; Stop-Transcript");
  expect(read().match(/x{20}/g)?.length).toBeGreaterThan(3000);
  expect(most).toBeLessThan(1_000_000);
});

it('ends where nothing more can be written, which is said', async () => {
  let count = 0;
  const { run } = await session(
    (files) =>
      ({
        __proto__: files,
        resolve: (path: string) => files.resolve(path),
        write: (path: string, options: object) => {
          count += 1;
          return count > 1 ? Promise.reject(new FileFailure('The disk is full.', 'full')) : files.write(path, options);
        },
      }) as unknown as FilePort,
  );
  const records = await run("Start-Transcript t.txt; 'a'");
  expect(records.at(-1)).toMatchObject({ stream: 'warning', text: expect.stringContaining('The disk is full.') });
  expect(await run("'b'; Stop-Transcript")).toMatchObject([{ value: 'b' }, { stream: 'error' }]);
});
