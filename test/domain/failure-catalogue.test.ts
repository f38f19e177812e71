import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failureCatalogue } from '../../source/domain/failure-catalogue.ts';
import { ownFailures, recognisedFailures } from '../../source/domain/failures/all.ts';
import {
  classify,
  type FailureFacts,
  failureWords,
  localFailure,
  mayLeaveShell,
  traitsOf,
} from '../../source/domain/index.ts';
import { sightings } from './failure-sightings.ts';

const known = Object.entries(sightings);

describe('the catalogue of failures', () => {
  it('knows the signatures from the field', () => {
    expect(known).toHaveLength(57);
  });

  for (const [id, facts] of known) {
    it(`explains ${id} from its real text, code, status or error id`, () => {
      for (const sight of facts) expect(classify(sight), JSON.stringify(sight)).toMatchObject({ id });
    });
  }

  it('says what, why and what next in whole sentences for every entry', () => {
    for (const { id } of failureCatalogue) {
      const sight = sightings[id]?.[0] ?? ({ layer: 'network', network: 'reset', text: '' } satisfies FailureFacts);
      for (const text of Object.values(pick(classify({ host: 'ex01.contoso.com', ...sight })))) {
        expect(text, id).toMatch(/^[\p{L}"].*[.)\w>]$/su);
        expect(text, id).not.toMatch(/undefined|\bN\b|TODO/);
      }
    }
  });

  it('has no id, code, category, status or error id twice', () => {
    for (const keysOf of ['codes', 'categories', 'statuses', 'errorIds', 'networks'] as const) {
      const keys = failureCatalogue.flatMap((entry) => [...(entry[keysOf] ?? [])]);
      expect(new Set(keys).size, keysOf).toBe(keys.length);
    }
    const ids = failureCatalogue.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

it('every word that an engine may use is known', () => {
  const known = new Set(failureCatalogue.flatMap(({ networks }) => networks ?? []));
  expect(failureWords.filter((word) => !known.has(word))).toEqual([]);
});

describe("exterm's own failures", () => {
  const values = {
    ...{
      engine: 'native',
      isAsked: true,
      connection: 'ex01',
      commands: ['Remove-Mailbox'],
      reason: 'It is locked.',
      file: '/x',
      lock: '/x.lock',
      what: 'write',
      leases: 3,
      shellId: 'A',
      user: 'mira@contoso.com',
      by: 'ex01 and ex02',
      folder: '/x',
    },
    ...{
      server: 'ex09',
      others: ['ex01', 'ex02'],
      library: 'lib.so',
      lock: 'ledger.json.lock',
      platform: 'aix',
      until: '2026-01-01',
      status: 404,
    },
    ...{ host: 'ex01', own: 'Basic', name: 'ex01', minutes: 3, orphans: 1, limit: 18, milliseconds: 900, received: 7 },
  };

  it('say what, why and what next in whole sentences', () => {
    for (const [id, entry] of Object.entries<unknown>(ownFailures)) {
      const words = typeof entry === 'function' ? entry(values) : entry;
      for (const text of Object.values(pick(words))) {
        expect(text, id).toMatch(/^[\p{L}"/].*[.)\w>]$/su);
        expect(text, id).not.toMatch(/undefined|\[object/);
      }
    }
  });

  it('have ids of their own, and none is recognised by what others say', () => {
    const ids = Object.keys(ownFailures);
    expect(ids.filter((id) => Object.hasOwn(recognisedFailures, id))).toEqual([]);
    expect(localFailure('local.noEngine', { engine: 'native', isAsked: true })).toEqual({
      id: 'local.noEngine',
      kind: 'local',
      retryCanHelp: false,
      what: 'The native engine is not there on this computer.',
      why: 'It is needed to ask the server.',
      next: 'Take an engine that there is: exterm connections edit <name> --engine auto.',
    });
    expect(localFailure('local.noPassword', { connection: 'ex01' }).kind).toBe('credentials');
  });
});

describe('what follows from a failure', () => {
  it('hangs on properties that its entry has', () => {
    const having = (trait: keyof ReturnType<typeof traitsOf>) =>
      failureCatalogue.filter((entry) => traitsOf(entry)[trait] !== undefined).map(({ id }) => id);
    expect(having('shellIsGone')).toEqual(['shell.notfound']);
    expect(having('verdict')).toEqual(['krb.locked', 'krb.accountexpired', 'krb.policy']);
    expect(having('ticketStep')).toEqual(['krb.wrongprincipal', 'krb.targetunknown', 'krb.skew']);
    expect(having('isUnknown')).toEqual(['unknown']);
    expect(traitsOf(localFailure('local.noBridge'))).toEqual({});
  });
});

describe('a server that answers in its own language', () => {
  const foreign: readonly [string, FailureFacts][] = [
    ['shell.notfound', { layer: 'wsman', code: 0x8033805b, text: 'Die Shell wurde auf dem Server nicht gefunden.' }],
    ['quota.shells', { layer: 'wsman', code: 0x803381a5, text: 'Превышено максимальное число оболочек.' }],
    ['access.denied', { layer: 'auth', code: 5, text: 'Zugriff verweigert' }],
    ['logon.failure', { layer: 'auth', code: 1326, text: 'ユーザー名またはパスワードが正しくありません。' }],
    [
      'krb.nodc',
      {
        layer: 'auth',
        code: 0x8033809d,
        text: 'Folgender Fehler mit Fehlercode 0x80090311 ist bei der Kerberos-Authentifizierung aufgetreten.',
      },
    ],
    [
      'norole',
      {
        layer: 'wsman',
        code: 5,
        text: '[FailureCategory=AuthZ-CmdletAccessDeniedException] Der Benutzer hat keine Rollen.',
      },
    ],
    ['runspace.broken', { layer: 'powershell', fqeid: 'PSSessionStateBroken', text: 'Der Runspace ist unterbrochen.' }],
    ['krb.wrongprincipal', { layer: 'powershell', fqeid: '-2144108387,PSSessionStateBroken', text: 'Fehler' }],
  ];
  for (const [id, facts] of foreign) {
    it(`is understood by its code: ${id}`, () => expect(classify(facts).id).toBe(id));
  }

  it('is understood by every code, error id and category that the catalogue has, in German too', () => {
    const text = (code = '') => `Der WS-Verwaltungsdienst kann die Anforderung nicht verarbeiten.${code}`;
    for (const entry of failureCatalogue) {
      for (const code of entry.codes ?? []) {
        const hex = ` Fehlercode: 0x${code.toString(16).toUpperCase().padStart(8, '0')}.`;
        expect(classify({ layer: 'wsman', code, text: text() }).id, entry.id).toBe(entry.id);
        expect(classify({ layer: 'wsman', text: text(hex) }).id, entry.id).toBe(entry.id);
        const signed = code > 0x7fffffff ? code - 2 ** 32 : code;
        expect(classify({ layer: 'powershell', fqeid: `${signed},PSSessionOpenFailed`, text: text() }).id).toBe(
          entry.id,
        );
      }
      for (const fqeid of entry.errorIds ?? []) {
        expect(classify({ layer: 'powershell', fqeid, text: text() }).id, fqeid).toBe(entry.id);
      }
      for (const category of entry.categories ?? []) {
        const bracketed = `[ClientAccessServer=EX01,RequestId=4f8c-11,TimeStamp=05.01.2026 08:00:00] [FailureCategory=${category}] ${text()}`;
        const failure = classify({ layer: 'wsman', text: bracketed });
        expect(failure).toMatchObject({ id: entry.id, original: text() });
        expect(failure.details).toMatchObject({
          RequestId: '4f8c-11',
          ClientAccessServer: 'EX01',
          FailureCategory: category,
        });
      }
    }
  });

  it('is believed by its code even where the English text would say another thing', () => {
    expect(classify({ layer: 'wsman', code: 0x803381a5, text: 'Access is denied.' }).id).toBe('quota.shells');
  });
});

describe("PowerShell's wrappers and Exchange's brackets", () => {
  it('are taken off the text and kept as details', () => {
    const failure = classify({
      layer: 'powershell',
      fqeid: 'AccessDenied,PSSessionOpenFailed',
      text:
        '[ex01.contoso.com] Connecting to remote server ex01.contoso.com failed with the following error message : ' +
        '[ClientAccessServer=EX01,BackEndServer=ex02.contoso.com,RequestId=4f8c-11,TimeStamp=1/5/2026 8:00:00 AM] ' +
        'Access is denied. For more information, see the about_Remote_Troubleshooting Help topic.',
    });
    expect(failure.original).toBe('Access is denied.');
    expect(failure.details).toMatchInlineSnapshot(`
      {
        "BackEndServer": "ex02.contoso.com",
        "ClientAccessServer": "EX01",
        "RequestId": "4f8c-11",
        "TimeStamp": "1/5/2026 8:00:00 AM",
        "fqeid": "AccessDenied,PSSessionOpenFailed",
      }
    `);
  });

  it.each([
    'Processing data from remote server ex01 failed with the following error message : The I/O operation has been aborted because of either a thread exit or an application request.',
    'Starting a command on the remote server failed with the following error message : The I/O operation has been aborted because of either a thread exit or an application request.',
    'Sending data to a remote command failed with the following error message : The I/O operation has been aborted because of either a thread exit or an application request.',
  ])('are taken off in each of their forms', (text) => {
    expect(classify({ layer: 'powershell', text })).toMatchObject({
      id: 'aborted',
      original: 'The I/O operation has been aborted because of either a thread exit or an application request.',
    });
  });

  it('leave an unknown failure its whole original', () => {
    const text =
      'Connecting to remote server ex01 failed with the following error message : [RequestId=7] Something new. ';
    const failure = classify({ layer: 'wsman', code: 0x80338fff, text });
    expect(failure).toMatchObject({
      id: 'unknown',
      original: text,
      why: 'Something new.',
      details: { RequestId: '7', code: '0x80338FFF' },
    });
  });
});

describe('what a person is told', () => {
  it('names the command for an account that may not use remote PowerShell, ready to be copied', () => {
    const next = (user: string) => classify({ layer: 'http', httpStatus: 503, host: 'ex01', user }).next;
    expect(next('mira@contoso.com')).toContain('Set-User mira@contoso.com -RemotePowerShellEnabled $true');
    expect(next("o'neil; rm")).toContain("Set-User 'o''neil; rm' -RemotePowerShellEnabled $true");
  });

  it('warns before a wrong password is tried again that accounts lock', () => {
    const failure = classify({ layer: 'auth', httpStatus: 401, host: 'ex01.contoso.com', user: 'mira@contoso.com' });
    expect(failure).toMatchObject({ id: 'logon.failure', kind: 'credentials' });
    expect(failure.next).toContain('accounts lock');
  });

  it('says how many sessions the account has, where the server tells', () => {
    const text = 'This user is allowed a maximum number of 18 concurrent shells, which has been exceeded.';
    expect(classify({ layer: 'wsman', code: 0x803381a5, text }).why).toContain('18 sessions');
    const active =
      'exceeded the maximum number of connections allowed : 3 for the policy party : MaxConcurrency. ActiveRunspaces: 3/3';
    expect(classify({ layer: 'wsman', text: active }).why).toContain('3/3 in use');
  });

  it('says how long to wait, where the server tells', () => {
    const text = 'The next request from this user will not be approved for at least 1500 milliseconds.';
    expect(classify({ layer: 'wsman', code: 0x803381a7, text }).next).toContain('Wait 2 seconds');
  });

  it('says which authentication is offered, or why a password was withheld', () => {
    const offered = classify({ layer: 'auth', network: 'scheme', httpStatus: 200, offered: ['Negotiate', 'Kerberos'] });
    expect(offered).toMatchObject({ id: 'auth.scheme', why: 'The server offers Negotiate, Kerberos.' });
    const details = { address: '10.1.2.3' };
    expect(classify({ layer: 'auth', network: 'auth.elsewhere', details })).toMatchObject({
      id: 'auth.readable',
      why: expect.stringContaining('10.1.2.3'),
    });
  });

  it('names where a redirection leads', () => {
    const details = { location: 'https://mail.contoso.com/PowerShell/' };
    expect(classify({ layer: 'http', httpStatus: 302, details })).toMatchObject({
      id: 'redirect',
      why: expect.stringContaining('https://mail.contoso.com/PowerShell/'),
      next: expect.stringContaining('mail.contoso.com with your credentials'),
    });
  });
});

describe('whether a shell may be left behind', () => {
  it('is so where the answer was lost, and not where the server refused', () => {
    const leaves = (facts: FailureFacts) => mayLeaveShell(classify(facts));
    expect(leaves({ layer: 'network', network: 'reset' })).toBe(true);
    expect(leaves({ layer: 'network', network: 'timeout' })).toBe(true);
    expect(leaves({ layer: 'wsman', text: 'Nobody knows this.' })).toBe(true);
    for (const httpStatus of [204, 304, 408, 500, 502, 504]) {
      expect(leaves({ layer: 'http', httpStatus }), `HTTP ${httpStatus}`).toBe(true);
    }
    expect(leaves({ layer: 'wsman', code: 0x803381a5 })).toBe(false);
    expect(leaves({ layer: 'auth', httpStatus: 401 })).toBe(false);
    expect(leaves({ layer: 'network', network: 'refused' })).toBe(false);
  });
});

describe('any facts whatever', () => {
  it('become a failure of bounded effort that keeps the text', () => {
    const facts = fc.record(
      {
        layer: fc.constantFrom('network', 'http', 'auth', 'wsman', 'powershell', 'local' as const),
        httpStatus: fc.integer({ min: 100, max: 999 }),
        code: fc.integer({ min: 0, max: 0xffffffff }),
        fqeid: fc.string(),
        network: fc.string(),
        contentType: fc.string(),
        text: fc.oneof(
          fc.string(),
          fc.stringMatching(/^(\[[a-zA-Z=,. []{0,40}\]?)+$/),
          fc.constant('['.repeat(20_000)),
        ),
        host: fc.string(),
        user: fc.string(),
      },
      { requiredKeys: ['layer'] },
    );
    fc.assert(
      fc.property(facts, (made) => {
        const failure = classify(made as FailureFacts);
        expect(failure.what).not.toBe('');
        if (failure.id !== 'unknown' || !made.text) return;
        // toBe of a long text would print all of it.
        const kept = failure.original === made.text || failure.original?.startsWith(made.text.slice(0, 4000));
        expect(kept).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('with a hostile text of many brackets take no time to speak of', () => {
    const text = `${'[A='.repeat(30_000)}${'Connecting to remote server '.repeat(2_000)}`;
    expect(classify({ layer: 'wsman', text }).id).toBe('unknown');
  });
});

function pick({ what, why, next }: { what: string; why: string; next: string }) {
  return { what, why, next };
}
