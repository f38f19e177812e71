import { describe, expect, it } from 'vitest';
import { createHeadless } from '../../../source/app/headless/create-headless.ts';
import type { HeadlessClean, HeadlessEvent, HeadlessRun } from '../../../source/app/headless/port.ts';
import { cmdletsIn } from '../../../source/app/headless/run.ts';
import { FailureError, localFailure } from '../../../source/domain/index.ts';
import { openKeyRing } from '../../../source/storage/index.ts';
import { credential, errorRecord, ex01, type Harness, harness } from '../../support/app-harness.ts';
import { turns, until } from '../../support/hand-clock.ts';
import { lease } from '../../support/lease.ts';
import { MemoryKeyRing } from '../../support/memory-key-ring.ts';

const ex02 = { ...ex01, name: 'ex02' };

function headless(on: Harness = harness([ex01, ex02])) {
  const events: string[] = [];
  const abort = new AbortController();
  const asked: string[] = [];
  const query = {
    names: [] as readonly string[],
    signal: abort.signal,
    credentials: async (connection: string) => {
      asked.push(connection);
      return credential();
    },
  };
  const run = (change: Partial<HeadlessRun> = {}) =>
    createHeadless(on.deps).run({
      ...query,
      names: ['ex01'],
      command: 'Get-Mailbox -ResultSize 3',
      width: 80,
      timeout: undefined,
      prompts: { ask: () => Promise.reject(new DOMException('', 'AbortError')) },
      onEvent: (event: HeadlessEvent) => {
        events.push(`${event.connection} ${event.kind === 'stage' ? event.stage : event.kind}`);
      },
      ...change,
    });
  const clean = (change: Partial<HeadlessClean> = {}) =>
    createHeadless(on.deps).clean({
      ...query,
      selection: { kind: 'orphans' },
      dryRun: false,
      confirm: undefined,
      ...change,
    });
  const sessions = (names: readonly string[] = []) => createHeadless(on.deps).sessions({ ...query, names });
  return { ...on, events, abort, asked, run, clean, sessions };
}

describe('the cmdlets that a line needs', () => {
  it.each([
    ['42', 'none'],
    ["'a', 'it''s'", 'none'],
    ['"plain `$(text)"', 'none'],
    ['1..3', 'none'],
    ['$true -eq (1kb -gt 0x1F)', 'none'],
    ['Get-Mailbox | Sort-Object Name', ['Get-Mailbox', 'Sort-Object']],
    ['42 | Format-List', ['Format-List']],
    ['gm', []],
    ['1, 2 | measure', []],
    ['"$(whoami)"', []],
    ['& x', []],
    ['./script', []],
    ['@(ls)', []],
    ['# 42', []],
    ['if ($x) { Get-Queue } else { "$(Get-Mailbox)" }', ['Get-Queue', 'Get-Mailbox']],
    ['Get-Help Set-Mailbox', ['Get-Help', 'Set-Mailbox']],
    ['Exchange\\Get-Mailbox', ['Get-Mailbox']],
    ['"the cmdlet Get-Mailbox"', 'none'],
    ['$x.Count; [int]::MaxValue', 'none'],
    ["Get-Queue; iex 'Get-Mailbox'", []],
    ['& $command; Get-Queue', []],
  ])('%s: %j', (line, names) => expect(cmdletsIn(line)).toEqual(names));

  it('are not asked for where there are none', async () => {
    const t = headless();
    expect(await t.run({ command: '42' })).toMatchObject([{ outcome: { state: 'completed' } }]);
    expect(t.engine.imports).toEqual([]);
  });
});

describe('a run whose ledger cannot be written any more', () => {
  it('gives its result, and says so once', async () => {
    const full = new FailureError(
      localFailure('local.file', { what: 'write', file: '/c/ledger.json', reason: 'The disk is full.' }),
    );
    const on = harness([ex01]);
    for (const change of ['update', 'remove'] as const) on.ledger[change] = () => Promise.reject(full);
    const notices: string[] = [];
    const onNotice = (what: string, next: string) => void notices.push(`${what} ${next}`);
    expect(await headless(on).run({ onNotice })).toMatchObject([
      { outcome: { state: 'completed' }, failure: undefined },
    ]);
    expect(notices).toEqual([
      'ex01: exterm cannot write /c/ledger.json. The disk is full. Make that possible, or choose another folder with EXTERM_CONFIG_DIR.',
    ]);
    expect(on.ledger.leases.size).toBe(1);
  });
});

describe('running a command without the screen', () => {
  it('connects, imports only what the line names, streams, closes', async () => {
    const t = headless();
    expect(await t.run()).toEqual([
      { connection: 'ex01', outcome: { state: 'completed' }, errors: 0, timedOut: false, failure: undefined },
    ]);
    expect(t.events).toEqual(
      ['resolve', 'tcp', 'authenticate', 'open', 'negotiate', 'import', 'import', 'run', 'records', 'close'].map(
        (one) => `ex01 ${one}`,
      ),
    );
    expect(t.engine.imports).toEqual([['Get-Mailbox']]);
    expect([t.server.shells.size, t.ledger.log]).toEqual([0, ['add SHELL-1', 'remove SHELL-1']]);
  });

  it('runs on all at once: one does not wait for another', async () => {
    const t = headless();
    const started = new Set<string>();
    t.engine.script = async (line, connection) => {
      started.add(connection);
      await until(() => started.size === 2);
      await line.emit([{ stream: 'text', text: 'x' }]);
    };
    const results = await t.run({ names: ['ex01', 'EX02'] });
    expect(results.map(({ connection, outcome }) => [connection, outcome?.state])).toEqual([
      ['ex01', 'completed'],
      ['ex02', 'completed'],
    ]);
  });

  it('counts errors and tells a failed line', async () => {
    const t = headless();
    t.engine.script = async (line) => {
      await line.emit([errorRecord('x'), errorRecord('x')]);
      line.end({ state: 'failed' });
    };
    expect(await t.run()).toMatchObject([{ outcome: { state: 'failed' }, errors: 2 }]);
  });

  it('tries a wrong password once, says why, and leaves nothing', async () => {
    const t = headless();
    const results = await t.run({ credentials: async () => credential('wrong') });
    expect(results).toMatchObject([{ outcome: undefined, failure: { id: 'logon.failure', kind: 'credentials' } }]);
    expect([t.server.refusals, t.ledger.leases.size]).toEqual([1, 0]);
  });

  const several = ['ex01', 'ex02', 'ex03', 'ex04'];
  const onSeveral = () => headless(harness(several.map((name) => ({ ...ex01, name }))));

  it('tries a password that two servers have refused on no other one, as accounts lock', async () => {
    const t = onSeveral();
    const results = await t.run({ names: several, credentials: async () => credential('wrong') });
    expect(t.server.refusals).toBe(2);
    expect(results.map(({ failure }) => failure?.id)).toEqual([
      'logon.failure',
      'logon.failure',
      'local.refusedBefore',
      'local.refusedBefore',
    ]);
    expect(results[3]?.failure?.why).toBe(
      'ex01 and ex02 have refused the password of mira@contoso.com, and an account locks after some wrong ones.',
    );
  });

  it('forgets one that it remembers once a server has refused it, where nobody has named any, and tries it on no other', async () => {
    const negotiated = several.map((name) => ({ ...ex01, name, authentication: 'Negotiate' as const }));
    const on = harness(negotiated);
    const memory = new MemoryKeyRing();
    const keyRing = openKeyRing({ load: async () => memory.binding, after: () => () => {} });
    await keyRing.keep('mira@contoso.com', credential('wrong').password);
    const t = headless({ ...on, deps: { ...on.deps, keyRing } });
    t.server.passwords.set('ticket', 'own');
    await t.sessions();
    expect([t.server.refusals, memory.entries.size]).toEqual([1, 0]);
  });

  it('takes no single refusal for the word of all servers', async () => {
    const t = onSeveral();
    const credentials = async (name: string) => credential(name === 'ex01' ? 'wrong' : undefined);
    const results = await t.run({ names: several, credentials });
    expect(results.map(({ outcome }) => outcome?.state)).toEqual([undefined, 'completed', 'completed', 'completed']);
  });

  it('lets no server that is slow to sign in keep the others waiting', async () => {
    const t = onSeveral();
    const hold = t.engine.hold('authenticate');
    const running = t.run({ names: several });
    await hold.reached;
    await turns();
    expect(t.events.filter((event) => event.endsWith(' run'))).toEqual([]);
    await t.clock.advance(10_000);
    await until(() => t.events.filter((event) => event.endsWith(' run')).length === 3, 'the others');
    hold.release();
    expect((await running).map(({ outcome }) => outcome?.state)).toEqual(several.map(() => 'completed'));
  });

  it('stops the command after its time, and closes', async () => {
    const t = headless();
    t.engine.script = (line) => new Promise((_, reject) => line.stopped.addEventListener('abort', reject));
    const running = t.run({ timeout: 5_000 });
    await until(() => t.events.includes('ex01 run'));
    await t.clock.advance(5_000);
    expect(await running).toMatchObject([{ timedOut: true, outcome: { state: 'stopped' } }]);
    expect(t.server.shells.size).toBe(0);
  });

  it.each(['authenticate', 'created', 'import'] as const)(
    'ends after its time at %s too, and closes',
    async (place) => {
      const t = headless();
      const hold = t.engine.hold(place);
      const running = t.run({ timeout: 5_000 });
      await hold.reached;
      await t.clock.advance(5_000);
      expect(await running).toMatchObject([{ timedOut: true, outcome: undefined, failure: undefined }]);
      await turns();
      expect([t.server.shells.size, t.ledger.leases.size]).toEqual([0, 0]);
    },
  );

  it('has its whole time once the password is there', async () => {
    const t = headless();
    const typed = Promise.withResolvers<ReturnType<typeof credential>>();
    const running = t.run({ timeout: 5_000, credentials: () => typed.promise });
    await turns();
    await t.clock.advance(60_000);
    typed.resolve(credential());
    expect(await running).toMatchObject([{ timedOut: false, outcome: { state: 'completed' } }]);
  });

  it('gives up an import that falls silent, within minutes and with a word, and closes', async () => {
    const t = headless();
    const hold = t.engine.hold('import');
    const running = t.run();
    await hold.reached;
    await t.clock.advance(120_000);
    expect(await running).toMatchObject([{ outcome: undefined, failure: { id: 'import.silent', kind: 'session' } }]);
    await turns();
    expect([t.server.shells.size, t.ledger.leases.size]).toEqual([0, 0]);
  });

  it.each(['authenticate', 'created', 'import'] as const)(
    'interrupted at %s closes first, and then says so',
    async (place) => {
      const t = headless();
      const hold = t.engine.hold(place);
      const running = t.run();
      running.catch(() => {});
      await hold.reached;
      t.abort.abort();
      await expect(running).rejects.toMatchObject({ name: 'AbortError' });
      await turns();
      expect([t.server.shells.size, t.ledger.leases.size]).toEqual([0, 0]);
    },
  );

  it('interrupted while the line runs closes first, and then says so', async () => {
    const t = headless();
    t.engine.script = (line) => new Promise((_, reject) => line.stopped.addEventListener('abort', reject));
    const running = t.run();
    running.catch(() => {});
    await until(() => t.events.includes('ex01 run'));
    t.abort.abort();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect([t.server.shells.size, t.ledger.leases.size]).toEqual([0, 0]);
  });

  it('gives back what its caller’s own source of credentials threw, after closing', async () => {
    const t = headless();
    const usage = new RangeError('needs a password');
    await expect(t.run({ credentials: () => Promise.reject(usage) })).rejects.toBe(usage);
  });

  it('closes the session when the reader of the results breaks', async () => {
    const t = headless();
    const broken = t.run({
      onEvent: (event) => {
        if (event.kind === 'records') throw new Error('EPIPE');
      },
    });
    await expect(broken).rejects.toThrow('EPIPE');
    expect([t.server.shells.size, t.ledger.leases.size]).toEqual([0, 0]);
  });

  it('tells of a server that goes away in the middle of the line', async () => {
    const t = headless();
    t.engine.script = () => new Promise(() => {});
    const running = t.run();
    await until(() => t.events.includes('ex01 run'));
    t.engine.session.lose({ layer: 'network', network: 'reset' });
    expect(await running).toMatchObject([{ outcome: { state: 'lost' }, failure: { id: 'net.reset' } }]);
  });

  it('finds the cmdlets in a line', () => {
    expect(cmdletsIn("Get-Mailbox 'a-b' | Set-Mailbox -Name x; Get-Mailbox")).toEqual(['Get-Mailbox', 'Set-Mailbox']);
  });
});

describe('looking at sessions without the screen', () => {
  it('asks the servers that were named, with a password', async () => {
    const t = headless();
    t.server.add('CONSOLE', 'mira@contoso.com', 0);
    const { reports } = await t.sessions(['ex01']);
    expect([t.asked, reports.map(({ shellId }) => shellId)]).toEqual([['ex01'], ['CONSOLE']]);
  });

  it('knows a living exterm’s session that was opened by another connection to the same server', async () => {
    const t = headless();
    await t.ledger.add(lease({ shellId: 'LIVING', pid: 8, connection: 'ex01' }));
    t.processes.set(8, 'alive');
    t.server.add('LIVING', 'mira@contoso.com', 0);
    expect((await t.sessions(['ex02'])).reports).toMatchObject([
      { shellId: 'LIVING', connection: 'ex01', whose: 'another exterm', isOrphan: false },
    ]);
  });

  it('asks for no password where nobody was named', async () => {
    const t = headless();
    await t.ledger.add(lease());
    const { reports, problems } = await t.sessions();
    expect(t.asked).toEqual([]);
    expect(reports).toHaveLength(1);
    expect(problems).toMatchObject([{ connection: 'ex01', failure: { id: 'local.needsPassword' } }]);
  });

  it('gives up after ten seconds on a server that nobody named', async () => {
    const t = headless(harness([{ ...ex01, authentication: 'Kerberos' }]));
    t.engine.listShells = (access) =>
      new Promise((_, reject) => access.signal.addEventListener('abort', () => reject(access.signal.reason)));
    const looking = t.sessions();
    await turns();
    await t.clock.advance(10_000);
    expect((await looking).problems).toMatchObject([{ failure: { id: 'shells.timeout' } }]);
  });
});

describe('cleaning without the screen', () => {
  async function cluttered() {
    const t = headless(harness([ex01]));
    for (const [shellId, pid] of [
      ['LEFT-1', 7],
      ['LIVING', 8],
      ['AWAY', 9],
    ] as const) {
      await t.ledger.add(lease({ shellId, pid }));
      t.server.add(shellId, 'mira@contoso.com', 0);
    }
    t.processes.set(8, 'alive').set(9, 'unknown');
    t.server.add('CONSOLE', 'mira@contoso.com', 0);
    t.server.add('RECENT');
    return t;
  }
  const outcomes = async (t: Awaited<ReturnType<typeof cluttered>>, change: Partial<HeadlessClean>) => {
    const cleaned = await t.clean({ names: ['ex01'], ...change });
    return cleaned.removals.map(({ report, outcome }) => `${report.shellId} ${outcome?.result}`).sort();
  };

  it('removes orphans, and nothing that somebody may be using', async () => {
    const t = await cluttered();
    expect(await outcomes(t, {})).toEqual(['LEFT-1 removed']);
    expect([...t.server.shells.keys()].sort()).toEqual(['away', 'console', 'living', 'recent']);
  });

  it('removes what other clients have left idle for so long, and no more', async () => {
    const t = await cluttered();
    expect(await outcomes(t, { selection: { kind: 'others', idle: 300_000 } })).toEqual([
      'AWAY removed',
      'CONSOLE removed',
    ]);
    expect([...t.server.shells.keys()].sort()).toEqual(['left-1', 'living', 'recent']);
  });

  it('removes all but those of living exterms', async () => {
    const t = await cluttered();
    expect(await outcomes(t, { selection: { kind: 'all' } })).toEqual([
      'CONSOLE removed',
      'LEFT-1 removed',
      'RECENT removed',
    ]);
  });

  it('removes by id whoever owns it, and one that nobody lists', async () => {
    const t = await cluttered();
    expect(await outcomes(t, { selection: { kind: 'id', shellId: 'living' } })).toEqual(['LIVING removed']);
    expect(t.ledger.leases.has('living')).toBe(false);
    expect(await outcomes(t, { selection: { kind: 'id', shellId: 'FFFF' } })).toEqual(['FFFF gone']);
  });

  it('removes nothing in a dry run or without the confirmation', async () => {
    const t = await cluttered();
    expect(await outcomes(t, { dryRun: true })).toEqual(['LEFT-1 undefined']);
    expect(await t.clean({ names: ['ex01'], confirm: async () => false })).toMatchObject({ confirmed: false });
    expect(t.server.shells.size).toBe(5);
  });
});
