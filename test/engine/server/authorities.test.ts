import { truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../../source/domain/index.ts';
import { NativeEngine } from '../../../source/engine/native/index.ts';
import { authoritiesOf } from '../../../source/engine/server/authorities.ts';
import { anonymousScheme } from '../../../source/http/index.ts';
import { answer, certificateFile, startRawHttpServer } from '../../support/raw-http-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { failureOf, never } from '../native/support.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

const connection = (given: Partial<Connection> = {}): Connection => ({
  name: 'ex01',
  url: 'https://ex01.contoso.com/PowerShell/',
  configurationName: 'Microsoft.Exchange',
  authentication: 'Basic',
  engine: 'native',
  ...given,
});
function file(text: string): string {
  const name = path.join(folder, 'ca.pem');
  writeFileSync(name, text);
  return name;
}
const pem = certificateFile('authority.pem');

describe('the CA file of a connection', () => {
  it('is read, and is nothing where there is none', async () => {
    expect(await authoritiesOf(connection({ caFile: file(pem + pem) }))).toBe(pem + pem);
    expect(await authoritiesOf(connection())).toBeUndefined();
  });

  it.each<[string, () => string, string]>([
    ['that is not there', () => path.join(folder, 'none.pem'), 'no such file'],
    ['below a file', () => path.join(file('x'), 'ca.pem'), 'no such file'],
    ['that is a folder', () => folder, 'folder'],
    ['that is empty', () => file(''), 'no certificate in PEM form'],
    ['in DER form', () => file('\u0030\u0082\u0001\u0002'), 'no certificate in PEM form'],
    ['with a key in it', () => file(certificateFile('localhost.key.pem')), 'no certificate in PEM form'],
    [
      'with a second certificate that is damaged',
      () => file(pem + pem.replace(/\n[A-Za-z0-9+/]{20}/, '\nAAAA')),
      'number 2',
    ],
    [
      'that is huge',
      () => {
        const name = file(pem);
        truncateSync(name, 5 * 1024 * 1024);
        return name;
      },
      'larger than',
    ],
  ])('%s is a failure of its own that says so and what to do', async (_what, caFile, words) => {
    const name = caFile();
    const failure = await failureOf(authoritiesOf(connection({ caFile: name })));
    expect(failure).toMatchObject({ id: 'cafile', kind: 'local', what: expect.stringContaining(name) });
    expect(failure.why).toContain(words);
    expect(failure.next).toContain('--ca-file');
  });
});

describe('a certificate', () => {
  const engine = new NativeEngine({ schemeFor: () => anonymousScheme });
  const ask = async (certificate: Parameters<typeof certificateFile>[0], caFile?: string) => {
    const key = certificate === 'weak.pem' ? { key: certificateFile('weak.key.pem') } : {};
    const server = await startRawHttpServer((_request, socket) => socket.write(answer('', [], '404 Not Found')), {
      certificate: certificateFile(certificate),
      ...key,
    });
    try {
      const target = connection({ url: server.url, ...(caFile ? { caFile } : {}) });
      return await failureOf(engine.listShells({ connection: target, credential: undefined, signal: never }));
    } finally {
      await server.close();
    }
  };

  it('of an authority in the CA file is trusted', async () => {
    expect((await ask('localhost.pem', file(pem))).id).toBe('http.404');
    expect((await ask('self-signed.pem', file(certificateFile('self-signed.pem')))).id).toBe('http.404');
  });

  it.each([
    ['localhost.pem', undefined, 'cert.issuer', 'why', 'issued by'],
    ['self-signed.pem', pem, 'cert.selfsigned', 'next', '--ca-file'],
    ['expired.pem', pem, 'cert.expired', 'why', '2020 GMT'],
    ['future.pem', certificateFile('future.pem'), 'cert.notyet', 'why', '2118 GMT'],
    ['weak.pem', certificateFile('weak.pem'), 'cert.weak', 'why', 'too weak'],
  ] as const)('%s that fails a check is the failure %3$s', async (certificate, ca, id, part, words) => {
    const failure = await ask(certificate, ca === undefined ? undefined : file(ca));
    expect(failure.id).toBe(id);
    expect(failure[part]).toContain(words);
  });
});
