import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { EngineSession } from '../../../source/domain/index.ts';
import { RemotePool } from '../../../source/engine/native/pipeline/pool.ts';
import { nobody, runLine } from '../../contract/engine-contract.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { Lab, never } from './support.ts';

let lab: Lab;
let session: EngineSession;
beforeAll(async () => {
  lab = await Lab.start({ sandbox: { mailboxes: 60 } });
  session = await lab.connect();
  await session.importCatalogue({ names: [], onProgress: () => {}, signal: never });
});
afterAll(async () => {
  await session.close(never);
  await lab.sandbox.stop();
});

const texts = async (text: string, signal = never) =>
  (await session.complete(text, text.length, signal)).candidates.map((one) => one.text);
const asksServer = async (text: string) => {
  const start = vi.spyOn(RemotePool.prototype, 'start');
  await texts(text);
  const { length } = start.mock.calls;
  start.mockRestore();
  return length > 0;
};

describe('completion that asks the server', () => {
  it('has the names of objects, by what was typed of any of their names', async () => {
    expect(await texts('Get-Mailbox mir')).toEqual(['mira']);
    expect(await texts("Set-Mailbox -Identity 'Adele V")).toEqual(["'Adele Vance'"]);
    expect(await texts('Set-Mailbox x -Database DB')).toContain('DB01');
    expect(await texts('Get-MailboxStatistics rav')).toEqual(['ravi']);
    expect(await texts('Get-Mailbox nobody-there')).toEqual([]);
  });

  it('knows properties before anything has run, and asks no second time', async () => {
    expect(await texts('Get-AcceptedDomain | select Domain')).toEqual(['DomainName', 'DomainType']);
    expect(await asksServer('Get-AcceptedDomain | select D')).toBe(false);
    expect(await texts('Get-Mailbox -Filter "PrimarySm')).toEqual(['PrimarySmtpAddress']);
  });

  it('asks nothing for what is known on this side', async () => {
    for (const text of [
      'Get-Mailb',
      'Get-Mailbox -Res',
      'Get-Mailbox -RecipientTypeDetails Us',
      '$x',
      'Get-Content ',
    ]) {
      expect([text, await asksServer(text)]).toEqual([text, false]);
    }
  });

  it('asks nothing while a line runs, and offers what was seen', async () => {
    const run = session.run('Get-MailboxStatistics -Server ex01', { width: 80, prompts: nobody });
    expect(await texts('Get-Mailbox mir')).toEqual(['mira']);
    expect(await texts('Get-TransportRule -Identity x')).toEqual([]);
    run.stop();
    for await (const _batch of run.records);
    await run.outcome;
  });

  it('ends when nobody wants it any more, and leaves the session to the next line', async () => {
    const ending = new AbortController();
    const asked = session.complete('Get-Mailbox ', 12, ending.signal);
    ending.abort();
    await asked;
    const { records, outcome } = await runLine(session, 'Get-Mailbox -ResultSize 1');
    expect(outcome).toEqual({ state: 'completed' });
    expect(records.filter(({ stream }) => stream === 'output')).toHaveLength(1);
  });

  it('leaves no trace in the variables, the errors and the history of the session', async () => {
    const { records } = await runLine(session, '$Error.Count; (Get-History).Count');
    const [errors, lines] = records.flatMap((record) => (record.stream === 'output' ? [record.value] : []));
    await texts('Get-Mailbox nobody-at-all');
    const after = await runLine(session, '$Error.Count; (Get-History).Count');
    const [now, count] = after.records.flatMap((record) => (record.stream === 'output' ? [record.value] : []));
    expect([now, count]).toEqual([errors, (lines as number) + 1]);
  });
});

describe('completion of paths', () => {
  it('has what is in the folder, folders with a slash, and quotes where they are needed', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'reports'));
    writeFileSync(join(folder, 'report one.csv'), '');
    writeFileSync(join(folder, 'other.csv'), '');
    const at = folder.replaceAll('\\', '/');
    expect(await texts(`Import-Csv ${at}/rep`)).toEqual([`'${at}/report one.csv'`, `${at}/reports/`]);
    expect(await texts(`Get-Content '${at}/o`)).toEqual([`${at}/other.csv`]);
    expect(await texts(`Get-Content ${at}/none/`)).toEqual([]);
  });
});
