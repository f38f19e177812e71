import { afterEach, describe, expect, it } from 'vitest';
import type { DiagnosisDeps } from '../../source/app/deps.ts';
import type { Connection, Unauthenticated } from '../../source/domain/index.ts';
import { lookForObstacle } from '../../source/engine/diagnosis/index.ts';
import { openDoctorPorts } from '../../source/main/doctor-ports.ts';
import { answer, type RawHttpServer, startRawHttpServer } from '../support/raw-http-server.ts';
import { Exterm, real } from './exterm.ts';

let server: RawHttpServer | undefined;
afterEach(() => server?.close());

/** As the program looks, but for the names, which stay on this computer. */
function diagnosisOf(environment: NodeJS.ProcessEnv): DiagnosisDeps {
  const ports = openDoctorPorts(environment, 'linux');
  const lookup = () => Promise.reject(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }));
  const native = { obstacle: (access: Unauthenticated) => lookForObstacle(access, { lookup }) };
  return { ...ports, engines: { ...ports.engines, native } };
}

/** Runs a command on a terminal; a password that is asked for is seen, and not given. */
async function told(change: Partial<Connection>, environment: NodeJS.ProcessEnv = {}) {
  const exterm = await Exterm.begin({
    saved: (sandbox) => [real(sandbox, 'prod', { user: 'mira@contoso.com', ...change })],
    deps: (deps) => ({ ...deps, diagnosis: diagnosisOf(environment) }),
  });
  const command = exterm.start(['run', 'prod', 'Get-Mailbox'], { columns: 100 });
  const asked = command.asks('Password').then(() => 'asked for the password' as const);
  const outcome = await Promise.race([command.ended, asked]);
  if (outcome === 'asked for the password') {
    command.interrupt();
    await command.ended;
    return outcome;
  }
  return { code: outcome.code, stderr: outcome.stderr };
}

describe('before a password is asked for', () => {
  it.each([
    {
      what: 'the name',
      change: { url: 'http://no-such-host.invalid/PowerShell/', allowBasicOverHttp: true },
      says: /no-such-host.invalid was not found/,
    },
    { what: 'the port', change: { url: 'http://127.0.0.1:9/PowerShell/' }, says: /refuse/ },
    {
      what: 'a password that would be readable',
      change: { url: 'http://ex01.contoso.com/PowerShell/' },
      says: /Basic|encrypt/,
    },
    {
      what: 'the engine',
      change: { engine: 'powershell' as const },
      says: /PowerShell could not be started|engine is not there/,
    },
  ])('$what is looked at', async ({ change, says }) => {
    const outcome = await told(change);
    expect(outcome).toMatchObject({ code: 3, stderr: expect.stringMatching(says) });
  });

  it('the scheme is looked at', async () => {
    server = await startRawHttpServer((_request, socket) => {
      socket.end(answer('', ['WWW-Authenticate: Negotiate'], '401 Unauthorized'));
    });
    const url = `http://127.0.0.1:${server.port}/PowerShell/`;
    expect(await told({ url })).toMatchObject({ code: 3, stderr: expect.stringContaining('Negotiate') });
  });

  it('what tells nothing is no obstacle', async () => {
    server = await startRawHttpServer((_request, socket) => socket.destroy());
    const url = `http://127.0.0.1:${server.port}/PowerShell/`;
    expect(await told({ url })).toBe('asked for the password');
  });
});

it('a server that is reached and offers the scheme is asked for a password', async () => {
  expect(await told({})).toBe('asked for the password');
});
