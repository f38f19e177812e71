import { describe, expect, it } from 'vitest';
import { type Lease, type ProcessState, reportShells, type ServerShell } from '../../source/domain/index.ts';

const now = Date.UTC(2026, 0, 5, 8);
const lease: Lease = {
  shellId: 'AAAA',
  connection: 'ex01',
  engine: 'native',
  url: 'http://ex01.contoso.com/PowerShell/',
  configurationName: 'Microsoft.Exchange',
  authentication: 'Kerberos',
  pid: 7,
  processStarted: 'then',
  host: 'console2',
  opened: now - 600_000,
  lastActivity: now - 300_000,
  idleTimeout: 900_000,
};
const shell: ServerShell = {
  shellId: 'aaaa',
  name: undefined,
  owner: 'mira@contoso.com',
  clientIp: '192.0.2.7',
  processId: undefined,
  state: undefined,
  resourceUri: undefined,
  memoryUsed: undefined,
  inactivity: 300_000,
  runTime: undefined,
  idleTimeout: undefined,
};

function judged(lease: Lease | undefined, listed: readonly ServerShell[] | undefined, process: ProcessState) {
  const [report] = reportShells('ex01', lease ? [lease] : [], listed, () => process, now);
  return report && `${report.isOrphan ? 'ORPHAN' : 'kept'} | ${report.whose} | ${report.why}`;
}

describe('the rules of orphans', () => {
  it('read as a table', () => {
    const states: readonly ProcessState[] = ['this', 'left', 'alive', 'unknown', 'gone'];
    const rows = states.flatMap((process) => [
      `${process}, not asked: ${judged(lease, undefined, process)}`,
      `${process}, listed: ${judged(lease, [shell], process)}`,
      `${process}, not listed: ${judged(lease, [], process)}`,
    ]);
    rows.push(`gone, not asked, long ago: ${judged({ ...lease, lastActivity: 0 }, undefined, 'gone')}`);
    rows.push(`no lease, idle: ${judged(undefined, [shell], 'gone')}`);
    rows.push(`no lease, used: ${judged(undefined, [{ ...shell, inactivity: 1_000 }], 'gone')}`);
    rows.push(
      `no lease, nobody knows: ${judged(undefined, [{ ...shell, inactivity: undefined, clientIp: undefined }], 'gone')}`,
    );
    rows.push(
      `no lease, near its end: ${judged(undefined, [{ ...shell, inactivity: 840_000, idleTimeout: 900_000 }], 'gone')}`,
    );
    rows.push(
      `no lease, an exterm elsewhere: ${judged(undefined, [{ ...shell, name: 'exterm console9 4711' }], 'gone')}`,
    );
    expect(`\n${rows.join('\n')}\n`).toMatchInlineSnapshot(`
      "
      this, not asked: kept | this exterm | Open in this exterm.
      this, listed: kept | this exterm | Open in this exterm.
      this, not listed: kept | this exterm | Open in this exterm.
      left, not asked: ORPHAN | this exterm | This exterm lost touch with it, and the server has not confirmed that it is gone.
      left, listed: ORPHAN | this exterm | This exterm lost touch with it, and the server has not confirmed that it is gone.
      left, not listed: ORPHAN | this exterm | This exterm lost touch with it, and the server has not confirmed that it is gone.
      alive, not asked: kept | another exterm | Open in another exterm (process 7).
      alive, listed: kept | another exterm | Open in another exterm (process 7).
      alive, not listed: kept | another exterm | Open in another exterm (process 7).
      unknown, not asked: kept | exterm elsewhere | Opened by an exterm on console2; from here nobody can tell whether it still runs. Remove it with exterm clean --id if you know better.
      unknown, listed: kept | exterm elsewhere | Opened by an exterm on console2; from here nobody can tell whether it still runs. Idle for 5 min. Remove it with exterm clean --id if you know better.
      unknown, not listed: kept | exterm elsewhere | Opened by an exterm on console2; from here nobody can tell whether it still runs. Remove it with exterm clean --id if you know better.
      gone, not asked: ORPHAN | ended exterm | The exterm that opened it (process 7) has ended without closing it; it counts against the sessions this account may have.
      gone, listed: ORPHAN | ended exterm | The exterm that opened it (process 7) has ended without closing it; it counts against the sessions this account may have.
      gone, not listed: ORPHAN | ended exterm | The exterm that opened it (process 7) has ended without closing it; the server has let it go since. Only the ledger's line is left.
      gone, not asked, long ago: ORPHAN | ended exterm | The exterm that opened it (process 7) has ended without closing it; its idle timeout has passed, so the server should have let it go.
      no lease, idle: kept | another client | Another client from 192.0.2.7 opened it, and no exterm knows it: somebody may be working in it. Idle for 5 min. Remove it with exterm clean --id if you know better.
      no lease, used: kept | another client | Another client from 192.0.2.7 opened it, and no exterm knows it: somebody may be working in it. It was used a moment ago. Remove it with exterm clean --id if you know better.
      no lease, nobody knows: kept | another client | Another client opened it, and no exterm knows it: somebody may be working in it. The server does not say when it was last used. Remove it with exterm clean --id if you know better.
      no lease, near its end: kept | another client | Another client from 192.0.2.7 opened it, and no exterm knows it: somebody may be working in it. Idle for 14 min. The server ends it in 1 min unless it is used. Remove it with exterm clean --id if you know better.
      no lease, an exterm elsewhere: kept | exterm elsewhere | An exterm on console9 (process 4711) opened it and has it in a ledger of its own: somebody may be working in it. Idle for 5 min. Remove it with exterm clean --id if you know better.
      "
    `);
  });

  it('join a lease with its shell whatever the case of the id, and list each once', () => {
    const reports = reportShells('ex01', [lease], [shell, { ...shell, shellId: 'BBBB' }], () => 'alive', now);
    expect(reports.map((report) => [report.shellId, report.lease !== undefined, report.shell !== undefined])).toEqual([
      ['AAAA', true, true],
      ['BBBB', false, true],
    ]);
  });
});
