import { expect, it } from 'vitest';
import type { HistoryEntry } from '../../../source/domain/index.ts';
import { ex01, ex02, harness, startApp } from '../../support/app-harness.ts';

/** A history on a disk that another exterm writes to as well. */
function withDisk() {
  const on = harness([ex01, ex02]);
  const disk: HistoryEntry[] = [{ id: 'a', connection: 'ex02', line: 'Get-Queue', at: 5 }];
  const history = {
    read: (connection: string) => disk.filter((one) => one.connection === connection),
    append: (entry: HistoryEntry) => !entry.isHidden && disk.push(entry) > 0,
    ended: (entry: HistoryEntry, facts: object) => {
      const at = disk.findIndex(({ id }) => id === entry.id);
      disk[at] = { ...disk[at]!, ...facts };
    },
    rename: (from: string, to: string) => {
      for (const [at, one] of disk.entries()) if (one.connection === from) disk[at] = { ...one, connection: to };
    },
    remove: () => {},
  };
  return { on: { ...on, deps: { ...on.deps, history } }, disk };
}

async function ran(t: Awaited<ReturnType<typeof startApp>>, line: string) {
  t.app.submit('ex01', line, 80);
  await t.reaches('busy');
  await t.reaches('ready');
  await t.clock.advance(1000);
}

it('is of all connections, has what came of each line, and takes in what another exterm has run', async () => {
  const { on, disk } = withDisk();
  const t = await startApp(on);
  await t.open();
  await ran(t, 'Get-Mailbox');
  await ran(t, "Set-X -Password 'Geheim'");
  await ran(t, 'Get-Mailbox');
  disk.push({ id: 'b', connection: 'ex02', line: 'Get-Recipient', at: t.clock.now() + 1 });
  t.app.renewHistory();
  const lines = t
    .state()
    .history.map(({ connection, line, outcome, isHidden }) => [connection, line, outcome, isHidden]);
  expect(lines).toEqual([
    ['ex02', 'Get-Queue', undefined, undefined],
    ['ex01', 'Get-Mailbox', 'completed', undefined],
    ['ex01', "Set-X -Password 'Geheim'", 'completed', true],
    ['ex01', 'Get-Mailbox', 'completed', undefined],
    ['ex02', 'Get-Recipient', undefined, undefined],
  ]);
  expect(JSON.stringify(disk)).not.toContain('Geheim');
});

it('has a line that is run again and again once, and none of a connection that is removed', async () => {
  const { on, disk } = withDisk();
  const t = await startApp(on);
  await t.open();
  await ran(t, 'Get-Mailbox');
  await ran(t, 'Get-Mailbox');
  expect(disk.filter(({ line }) => line === 'Get-Mailbox')).toHaveLength(1);
  await t.app.removeConnection('ex02');
  expect(t.state().history.map(({ line }) => line)).toEqual(['Get-Mailbox']);
});

it('goes with a connection that gets another name', async () => {
  const { on, disk } = withDisk();
  const t = await startApp(on);
  expect(await t.app.saveConnection({ ...ex02, name: 'mail' }, 'ex02')).toBeUndefined();
  expect(t.state().history).toMatchObject([{ connection: 'mail', line: 'Get-Queue' }]);
  expect(disk).toMatchObject([{ connection: 'mail', line: 'Get-Queue' }]);
});

it.each(['right', '  right '])(
  'has no password that was typed where nothing asks for one: %j is not run either',
  async (line) => {
    const { on, disk } = withDisk();
    const t = await startApp(on);
    await t.open();
    for (const place of ['ex01', '@open']) {
      t.app.submit(place, line, 80);
      expect(t.state().flash).toMatchObject({
        text: 'That line is the password of mira@contoso.com: it was not run, and is kept nowhere.',
        connection: place,
      });
    }
    expect(t.engine.session.lines).toBe(0);
    expect(t.state().history.map((entry) => entry.line)).toEqual(['Get-Queue']);
    expect(disk).toHaveLength(1);
    await ran(t, 'right now');
    expect(t.engine.session.lines).toBe(1);
  },
);
