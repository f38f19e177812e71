import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSchemes, findTicket } from '../../source/auth/index.ts';
import { classify } from '../../source/domain/index.ts';
import { getTickets } from '../../source/engine/diagnosis/index.ts';
import { factsOf } from '../../source/engine/server/failures.ts';
import { anonymousScheme, type HttpChannel, HttpFailure } from '../../source/http/index.ts';
import { openSettings } from '../../source/storage/index.ts';
import { mainJob } from '../peers/kerberos/main-job.ts';
import { exterm } from '../support/program.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { ask, channelTo, connect, connection, schemeNames, serviceHost } from './lab.ts';

const open: HttpChannel[] = [];
const channel: typeof channelTo = (...given) => {
  const made = channelTo(...given);
  open.push(made);
  return made;
};
const soap = (body: string | Uint8Array) => ({ body, contentType: 'application/soap+xml', responseTimeoutMs: 60_000 });

async function echoed(over: HttpChannel, body: string | Uint8Array): Promise<Buffer> {
  const answer = await over.exchange(soap(body));
  if (answer.kind !== 'answer' || answer.status !== 200) throw new Error(`Answer ${answer.status}`);
  return Buffer.from(answer.body);
}

async function diagnosis(promise: Promise<unknown>) {
  const error = await promise.then(
    () => expect.unreachable(),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(HttpFailure);
  return classify(factsOf(error, { host: serviceHost, port: 80, user: undefined }));
}

afterEach(async () => {
  for (const one of open.splice(0)) one.close();
  await ask('tamper', 'none');
  await ask('answer', 'sealed');
});

describe.each(schemeNames)('%s by the ticket of the logon, through SSPI', (name) => {
  it('carries bodies of every size both ways, and 5 MB', async () => {
    const over = channel(name);
    for (const size of [1, 2, 15, 16, 17, 59, 60, 4096, 100_000, 5 * 1024 * 1024]) {
      const body = Buffer.alloc(size, `${size}ä`);
      expect((await echoed(over, body)).equals(body), `${size}`).toBe(true);
    }
    expect((await ask('facts')).user).toBe('mira@EXTERM.TEST');
  });

  it.each(['spaced', 'rotated'] as const)('takes an answer that is %s', async (mode) => {
    await ask('answer', mode);
    const over = channel(name);
    for (const text of ['one', 'two']) expect(`${await echoed(over, text)}`).toBe(text);
  });

  it.each(['plain', 'signed'] as const)('refuses an answer that is %s', async (mode) => {
    await ask('answer', mode);
    expect(await diagnosis(channel(name).exchange(soap('secret')))).toMatchObject({ id: 'decrypt' });
  });

  it('refuses an answer that was changed on the way, and goes on over a new connection', async () => {
    const over = channel(name);
    await echoed(over, 'untouched');
    await ask('tamper', 'change');
    expect(await diagnosis(over.exchange(soap('x'.repeat(200))))).toMatchObject({ id: 'decrypt' });
    await ask('tamper', 'none');
    expect(`${await echoed(over, 'again')}`).toBe('again');
  });

  it('refuses an answer that came before', async () => {
    const over = channel(name);
    await echoed(over, 'first');
    await ask('tamper', 'replay');
    expect(await diagnosis(over.exchange(soap('other')))).toMatchObject({ id: 'decrypt' });
  });

  it('authenticates again after the connection was lost', async () => {
    const over = channel(name);
    await echoed(over, 'one');
    const { contexts } = await ask('facts');
    await ask('cut');
    expect(`${await echoed(over, 'two')}`).toBe('two');
    expect((await ask('facts')).contexts - contexts).toBe(1);
  });

  it('sends nothing to a server that does not prove who it is', async () => {
    await ask('answer', 'no-token');
    const { opened } = await ask('facts');
    expect(await diagnosis(channel(name).exchange(soap('x')))).toMatchObject({ id: 'auth.unproven' });
    expect((await ask('facts')).opened).toBe(opened);
  });

  it('tells a service that the realm does not know by the code of the library', async () => {
    const told = await diagnosis(
      channel(name, { servicePrincipalName: 'HTTP/nobody.exterm.test' }).exchange(soap('x')),
    );
    // Windows says 0x80090303, Wine 0x80090304.
    expect(['0x80090303', '0x80090304']).toContain(told.details?.['code']);
  });

  it('is refused with a ticket for another service', async () => {
    const told = await diagnosis(channel(name, { servicePrincipalName: 'HTTP/other.exterm.test' }).exchange(soap('x')));
    expect(told).toMatchObject({ id: 'krb.refused' });
  });

  it('does the whole job in three sessions at once, and nothing of it is readable on the way', async () => {
    await mainJob(
      () => connect(name),
      () => ask('shells'),
    );
    const { bytes, found } = await ask('readable');
    expect(bytes).toBeGreaterThan(15_000_000);
    expect(found).toEqual([]);
  });
});

describe('the program of somebody who is logged on', () => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'exterm-logon-'));
    const { url, ...rest } = connection('Kerberos');
    const { port } = new URL(url);
    const servicePrincipalName = `HTTP/${serviceHost}`;
    await openSettings(folder, () => {}).save({
      ...rest,
      servicePrincipalName,
      url: `http://127.0.0.1:${port}/PowerShell/`,
    });
  });
  afterAll(() => removeFolder(folder));

  it('is asked for nothing, and leaves nothing open', async () => {
    const line = 'Get-AcceptedDomain | Select-Object Name';
    const { code, stdout, stderr } = await exterm(folder, ['run', 'ex01', line, '--output', 'csv']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Name\r?\ncontoso\.com\r?\n/);
    expect(await exterm(folder, ['sessions', 'ex01', '--json'])).toMatchObject({ code: 0, stdout: '[]\n' });
    expect(await ask('shells')).toBe(0);
  });

  it('hears from the doctor that all holds', async () => {
    const { code, stdout } = await exterm(folder, ['doctor', 'ex01']);
    expect(code, stdout).toBe(0);
    expect(stdout).toMatch(/by the logon\./);
  });
});

it('the doctor gets the ticket of the logon', async () => {
  const access = { connection: connection('Kerberos'), credential: undefined, signal: new AbortController().signal };
  const schemeFor = createSchemes({ otherwise: () => anonymousScheme });
  expect(await getTickets(access, { schemeFor, findTicket })).toMatchObject({
    isLogon: true,
    isNtlm: false,
    servicePrincipalName: `HTTP/${serviceHost}`,
  });
});
