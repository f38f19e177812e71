import { describe, expect, it } from 'vitest';
import type { Connection, HostPrompt } from '../../../source/domain/index.ts';
import { type PsObject, psList, psObject } from '../../../source/objects/index.ts';
import { credential, errorRecord, ex01, harness, startApp } from '../../support/app-harness.ts';
import type { FakeLine } from '../../support/fake-line.ts';
import { turns, until } from '../../support/hand-clock.ts';

const prod = (name: string, change: Partial<Connection> = {}): Connection => ({
  ...ex01,
  name,
  url: `https://${name}.contoso.com/PowerShell/`,
  groups: ['prod'],
  ...change,
});

const several = (count: number, change: Partial<Connection> = {}) =>
  Array.from({ length: count }, (_, index) => prod(`ex${`${index + 1}`.padStart(2, '0')}`, change));

const yesOrNo: HostPrompt = {
  kind: 'choice',
  caption: 'Confirm',
  message: 'Remove it?',
  choices: [
    { label: '&Yes', help: '' },
    { label: '&No', help: '' },
  ],
  defaultChoices: [1],
  multiple: false,
} as never;

/** An app with these connections, the group shown, and lines that a test lets go server by server. */
async function group(connections: readonly Connection[], { atOnce }: { atOnce?: number } = {}) {
  const on = harness(connections);
  const t = await startApp({ ...on, deps: { ...on.deps, ...(atOnce === undefined ? {} : { atOnce }) } });
  const lines = new Map<string, FakeLine>();
  const ends = new Map<string, () => void>();
  t.engine.script = async (line, connection) => {
    lines.set(connection, line);
    await new Promise<void>((resolve) => {
      line.stopped.addEventListener('abort', () => resolve());
      ends.set(connection, resolve);
    });
  };
  t.app.select('@prod');
  const view = () => t.state().groups['@prod']!;
  const shown = () =>
    t
      .lines('@prod')
      .map((text) => text.trimEnd())
      .filter((text) => text !== '');
  return {
    t,
    lines,
    view,
    shown,
    running: () => [...ends.keys()],
    /** Who stands in which state of the line that runs. */
    members: () => Object.fromEntries((view().run?.members ?? []).map(({ name, state }) => [name, state])),
    open: async () => {
      t.app.connect('@prod');
      await until(() => t.top()?.kind === 'credential', 'the password is asked for');
      t.app.answerDialog(t.top()!.id, { kind: 'credential', credential: credential(), keepForRun: true });
      await until(() => connections.every(({ name }) => t.view(name).state === 'ready'), 'all open');
    },
    answer: async (name: string, text: string) => {
      await until(() => ends.has(name), `${name} runs`);
      await lines.get(name)!.emit([{ stream: 'text', text }]);
      ends.get(name)!();
      ends.delete(name);
      await turns();
    },
    frame: () => t.clock.advance(40),
  };
}

describe('a group that is connected', () => {
  it('connects all that are not open, so many at a time', async () => {
    const { t, view, open } = await group(several(5), { atOnce: 2 });
    expect(view().state).toBe('closed');
    await open();
    expect(view().state).toBe('ready');
    t.app.disconnect('@prod');
    await until(() => view().state === 'closed', 'all closed');
    let most = 0;
    t.app.store.subscribe(({ sessions }) => {
      const busy = Object.values(sessions).filter(({ state }) => !['closed', 'ready'].includes(state)).length;
      most = Math.max(most, busy);
    });
    t.app.connect('@prod');
    await until(() => several(5).every(({ name }) => t.view(name).state === 'ready'), 'all open again');
    expect(most).toBe(2);
  });

  it('asks for a password once: the first of an account goes ahead, and the others take what it signed in with', async () => {
    const { t } = await group(several(3));
    t.app.connect('@prod');
    await until(() => t.state().dialogs.length > 0, 'a question');
    await turns();
    expect(t.state().dialogs).toMatchObject([{ kind: 'credential', connection: 'ex01', inPane: true }]);
    t.app.answerDialog(t.state().dialogs[0]!.id, { kind: 'credential', credential: credential(), keepForRun: true });
    await until(() => several(3).every(({ name }) => t.view(name).state === 'ready'), 'all open');
    expect(t.engine.requests).toHaveLength(3);
  });

  it('is signed in to in its own pane, too; begun once more meanwhile, nobody else is asked for', async () => {
    const { t } = await group([...several(3), prod('lab', { groups: ['lab'] })]);
    t.app.connect('@prod');
    await until(() => t.state().dialogs.length > 0, 'a question');
    expect(t.state().dialogs).toMatchObject([{ connection: 'ex01', group: '@prod' }]);
    t.app.connect('@prod');
    await turns();
    expect(t.state().dialogs).toHaveLength(1);
    t.app.submit('@prod', 'Get-Queue', 80);
    await turns();
    expect(t.state().flash).toMatchObject({
      text: 'Nothing of @prod is open yet: the line was not run.',
      next: 'It is being connected.',
    });
    t.app.answerDialog(t.state().dialogs[0]!.id, { kind: 'credential', credential: credential(), keepForRun: false });
    await until(() => t.state().dialogs.some(({ kind }) => kind === 'credential'), 'the next is asked for');
    expect(t.state().dialogs).toMatchObject([{ group: '@prod' }, { group: '@prod' }]);
    t.app.connect('lab');
    await until(() => t.state().dialogs.length > 2, 'one that is no part of it');
    const other = t.state().dialogs.find((one) => one.kind === 'credential' && one.connection === 'lab');
    expect(other).not.toHaveProperty('group');
  });

  it('is in front where it was named first, with the keys at its prompt', async () => {
    const { t } = await group([...several(2), prod('lab', { groups: ['lab'] })]);
    t.app.select('lab');
    void t.app.open(['ex01', 'ex02', 'lab'], '@PROD');
    expect(t.state()).toMatchObject({ active: '@prod', focus: 'prompt' });
    await until(() => t.state().dialogs.length > 0, 'a question');
    expect(t.state().dialogs).toMatchObject([{ connection: 'ex01', group: '@prod' }]);
  });

  it('is connected by what reconnects it where nothing of it is open', async () => {
    const { t } = await group(several(2));
    t.app.reconnect('@prod');
    await until(() => t.state().dialogs.length > 0, 'a question');
  });

  it('does not try a wrong password on all of them', async () => {
    const { t } = await group(several(3));
    t.app.connect('@prod');
    await until(() => t.state().dialogs.length > 0, 'a question');
    t.app.answerDialog(t.state().dialogs[0]!.id, {
      kind: 'credential',
      credential: credential('wrong'),
      keepForRun: true,
    });
    await until(() => t.state().dialogs.length > 0, 'the question again');
    expect(t.engine.requests).toHaveLength(1);
  });

  it('does not try it on all of them either where somebody has thought about it for long', async () => {
    const { t } = await group(several(3));
    t.app.connect('@prod');
    for (const tried of [1, 2]) {
      await until(() => t.state().dialogs.length > 0, 'a question');
      await t.clock.advance(60_000);
      const { id } = t.state().dialogs[0]!;
      t.app.answerDialog(id, { kind: 'credential', credential: credential('wrong'), keepForRun: true });
      await until(() => t.state().dialogs.some((dialog) => dialog.id !== id), 'the question again');
      expect(t.engine.requests).toHaveLength(tried);
      expect(t.state().dialogs).toMatchObject([{ connection: 'ex01' }]);
    }
  });

  it('asks nobody for the others where the password was refused to the end, or was not given', async () => {
    const { t } = await group([...several(3), { ...several(4)[3]!, user: 'hal@contoso.com' }]);
    const asked = () => t.state().dialogs.flatMap((one) => (one.kind === 'credential' ? [one.connection] : []));
    const give = (password: string) => {
      const dialog = t.state().dialogs.find((one) => one.kind === 'credential' && one.connection === 'ex01')!;
      const answer = { kind: 'credential', credential: credential(password), keepForRun: true } as const;
      t.app.answerDialog(dialog.id, answer);
      return until(() => !t.state().dialogs.includes(dialog), 'it is answered');
    };
    t.app.connect('@prod');
    await until(() => asked().length === 2, 'each account is asked for once');
    expect(asked().toSorted()).toEqual(['ex01', 'ex04']);
    for (const _ of [1, 2, 3]) {
      await until(() => asked().includes('ex01'), 'a question');
      await give('wrong');
    }
    await until(() => t.view('ex01').state === 'failed', 'the third try');
    await until(() => t.state().flash?.text.includes('Not connected either') === true, 'the others are named');
    expect(t.state().flash?.text).toBe('Not connected either, as nobody signed in to ex01: ex02, ex03.');
    expect(asked()).toEqual(['ex04']);

    t.app.connect('@prod');
    await until(() => asked().includes('ex01'), 'the question again');
    t.app.closeDialog(t.state().dialogs.find((one) => one.kind === 'credential' && one.connection === 'ex01')!.id);
    await until(() => t.view('ex01').state === 'closed', 'given up');
    await turns();
    expect(asked()).toEqual(['ex04']);
  });

  it('is not held up by a server that is down', async () => {
    const { t, open } = await group(several(3));
    await open();
    t.app.disconnect('@prod');
    await until(() => several(3).every(({ name }) => t.view(name).state === 'closed'), 'all closed');
    t.engine.hold('tcp');
    t.app.connect('@prod');
    await until(() => t.view('ex01').state === 'probing', 'ex01 on its way');
    await turns();
    expect(t.view('ex02').state).toBe('closed');
    await t.clock.advance(11_000);
    await until(() => t.view('ex03').state === 'ready', 'the others open');
    expect(t.view('ex01').state).toBe('probing');
    // And the connecting is stopped as a whole.
    t.app.stop('@prod');
    await t.reaches('closed', 'ex01');
  });
});

describe('a line to a group', () => {
  it('runs on all that are open, and puts equal answers together as they come', async () => {
    const { t, open, answer, frame, shown, view, members } = await group(several(3));
    await open();
    t.app.submit('@prod', 'Get-Service', 80);
    await turns();
    expect(view().state).toBe('busy');
    await answer('ex02', 'two');
    await frame();
    expect(shown()).toEqual(['@prod> Get-Service', 'ex02 (1)', 'two']);
    expect(members()).toEqual({ ex01: 'runs', ex02: 'answered', ex03: 'runs' });
    await answer('ex01', 'one');
    await answer('ex03', 'one');
    await until(() => view().state === 'ready', 'the end');
    expect(shown()).toEqual([
      '@prod> Get-Service',
      'ex01, ex03 (2)',
      'one',
      'ex02 (1)',
      'two',
      '3 of 3 have answered, in 2 ways.',
    ]);
    // Each has it in its own pane too, but not in its history: the group has.
    expect(t.lines('ex02')).toEqual(expect.arrayContaining(['ex02> Get-Service', 'two']));
    expect(t.state().history.filter(({ line }) => line === 'Get-Service')).toMatchObject([
      { connection: '@prod', outcome: 'completed', errors: 0 },
    ]);
  });

  it('breaks no name where those that answered alike take more than a row', async () => {
    const { t, open, answer, shown, view } = await group(several(3));
    await open();
    t.app.submit('@prod', 'Get-Service', 14);
    for (const name of ['ex01', 'ex02', 'ex03']) await answer(name, 'one');
    await until(() => view().state === 'ready', 'the end');
    expect(shown()).toEqual(expect.arrayContaining(['ex01, ex02,', 'ex03 (3)', 'one']));
  });

  it('is not written anew when its pane is shown again, but where it was read meanwhile', async () => {
    const { t, open, answer, frame, view, shown } = await group(several(2));
    await open();
    t.app.submit('@prod', 'Get-Service', 80);
    await answer('ex01', 'one');
    await frame();
    const { transcript } = view();
    const { version } = transcript;
    t.app.fit('@prod', 80);
    await turns();
    expect(transcript.version).toBe(version);
    t.app.read('@prod');
    await answer('ex02', 'two');
    await until(() => view().state === 'ready', 'the end');
    await frame();
    expect(shown()).not.toContain('two');
    t.app.closePane('@prod');
    t.app.fit('@prod', 80);
    await turns();
    expect(shown()).toContain('two');
  });

  it('names who is not open, and who was lost on the way', async () => {
    const { t, open, answer, shown, view } = await group(several(3));
    await open();
    t.app.disconnect('ex03');
    await t.reaches('closed', 'ex03');
    t.app.submit('@prod', 'Get-Queue', 80);
    await answer('ex01', 'one');
    t.engine.sessions.find(({ connection }) => connection === 'ex02')!.lose({ layer: 'network', network: 'reset' });
    await until(() => view().state === 'ready', 'the end');
    const text = shown().join('\n');
    expect(text).toMatch(/^ex02: .+/m);
    expect(text).not.toContain('(nothing)');
    expect(text).toContain('Not asked, as not open: ex03.');
    expect(text).toContain('1 of 3 have answered.');
  });

  it('has at most so many servers work at once; one that asks or is slow gives its place to the next', async () => {
    const { t, open, answer, running, members, lines, frame, view } = await group(several(4), { atOnce: 1 });
    await open();
    t.app.submit('@prod', 'Get-Queue', 80);
    await turns();
    await frame();
    expect(running()).toEqual(['ex01']);
    expect(members()).toMatchObject({ ex01: 'runs', ex02: 'waits' });
    const asked = lines.get('ex01')!.ask(yesOrNo);
    await turns();
    await frame();
    expect(running()).toEqual(['ex01', 'ex02']);
    expect(members()).toMatchObject({ ex01: 'asks', ex02: 'runs', ex03: 'waits' });
    // Asked in its own pane: nothing of it stands before the group's.
    expect(t.state().dialogs).toMatchObject([{ kind: 'hostPrompt', connection: 'ex01' }]);
    await t.clock.advance(10_001);
    await frame();
    expect(members()).toMatchObject({ ex02: 'slow', ex03: 'runs' });
    t.app.answerDialog(t.top()!.id, { kind: 'hostPrompt', answer: { kind: 'choice', chosen: [0] } } as never);
    await asked;
    for (const name of ['ex01', 'ex02', 'ex03', 'ex04']) await answer(name, 'done');
    await until(() => view().state === 'ready', 'the end');
  });

  it('waits for a server that is busy with something else, which has its turn first', async () => {
    const { t, open, answer, members, lines, frame, view } = await group(several(2));
    await open();
    t.app.submit('ex01', 'Get-Mailbox', 80);
    await turns();
    t.app.submit('@prod', 'Get-Queue', 80);
    await turns();
    await frame();
    expect(members()).toEqual({ ex01: 'busy', ex02: 'runs' });
    expect(lines.get('ex01')!.text).toBe('Get-Mailbox');
    await answer('ex01', 'mailboxes');
    await until(() => lines.get('ex01')!.text === 'Get-Queue', 'its turn');
    await answer('ex01', 'a');
    await answer('ex02', 'a');
    await until(() => view().state === 'ready', 'the end');
  });

  it('is stopped everywhere at once: what runs, what waits for its place, and what asks', async () => {
    const { t, open, lines, shown, view, frame } = await group(several(3), { atOnce: 2 });
    await open();
    t.app.submit('@prod', 'Get-Queue', 80);
    await turns();
    void lines
      .get('ex01')!
      .ask(yesOrNo)
      .catch(() => {});
    await turns();
    t.app.stop('@prod');
    await until(() => view().state === 'ready', 'the end');
    await frame();
    expect(t.state().dialogs).toEqual([]);
    const text = shown().join('\n');
    expect(text).toContain('Stopped: ex01, ex02, ex03.');
    expect(text).not.toContain('(nothing)');
    for (const name of ['ex01', 'ex02', 'ex03']) expect(t.view(name).state).toBe('ready');
  });

  it('keeps what a server said before it was stopped apart from the whole answers that it is like', async () => {
    const { t, open, lines, answer, shown, view, frame } = await group(several(3));
    await open();
    t.app.submit('@prod', 'Get-Queue', 80);
    await answer('ex01', 'a');
    await answer('ex02', 'a');
    await lines.get('ex03')!.emit([{ stream: 'text', text: 'a' }]);
    t.app.stop('@prod');
    await until(() => view().state === 'ready', 'the end');
    await frame();
    expect(shown().slice(1)).toEqual([
      'ex01, ex02 (2)',
      'a',
      'ex03 (1), not to the end',
      'a',
      'Stopped: ex03.',
      '2 of 3 have answered, all alike.',
    ]);
    await t.app.fit('@prod', 60);
    await turns();
    expect(shown()).toContain('ex03 (1), not to the end');
  });

  it('asks once before something that may change something goes to several', async () => {
    const { t, open, lines, view, answer } = await group(several(2));
    await open();
    t.app.submit('@prod', 'Set-Mailbox mira', 80);
    await turns();
    expect(t.top()).toMatchObject({ kind: 'confirm', danger: true, text: expect.stringContaining('Set-Mailbox') });
    t.app.answerDialog(t.top()!.id, { kind: 'confirm', yes: false });
    await turns();
    expect(lines.size).toBe(0);
    expect(view().pane.text).toBe('Set-Mailbox mira');
    t.app.submit('@prod', 'Set-Mailbox mira', 80);
    await turns();
    t.app.answerDialog(t.top()!.id, { kind: 'confirm', yes: true });
    await answer('ex01', 'a');
    await answer('ex02', 'a');
    await until(() => view().state === 'ready', 'the end');
  });

  it('goes to those alone that the question named, whoever is open by then', async () => {
    const { t, open, lines, answer, shown } = await group(several(3));
    await open();
    t.app.disconnect('ex03');
    await t.reaches('closed', 'ex03');
    t.app.submit('@prod', 'Set-Mailbox mira', 80);
    await turns();
    const question = t.top()!;
    t.app.connect('ex03');
    await t.reaches('ready', 'ex03');
    t.app.answerDialog(question.id, { kind: 'confirm', yes: true });
    await answer('ex01', 'a');
    await answer('ex02', 'a');
    await until(() => shown().at(-1)?.includes('have answered') === true, 'the end');
    expect([...lines.keys()]).toEqual(['ex01', 'ex02']);
    expect(shown().join('\n')).toContain('Not asked, as not open: ex03.');
  });

  it('stands at the prompt again where nothing is open, or while the last one is not answered', async () => {
    const { t, open, view } = await group(several(2));
    t.app.submit('@prod', 'Get-Queue', 80);
    await turns();
    expect(t.state().flash?.text).toContain('Nothing of @prod is open');
    expect(view().pane.text).toBe('Get-Queue');
    t.app.updatePane('@prod', { text: '' });
    await open();
    t.app.submit('@prod', 'Get-Queue', 80);
    await turns();
    t.app.submit('@prod', 'Get-Mailbox', 80);
    await turns();
    expect(t.state().flash?.text).toContain('still answering');
    expect(view().pane.text).toBe('Get-Mailbox');
  });

  it('gives one grid with the server of each object, and what differs from most marked', async () => {
    const { t, open, lines, view } = await group(several(3));
    await open();
    t.engine.script = async (line, connection) => {
      lines.set(connection, line);
      const values = [
        { Name: 'DB01', Mounted: connection === 'ex02' ? 'False' : 'True' },
        { Name: 'DB02', Mounted: 'True' },
      ];
      await line.emit(values.map((value) => ({ stream: 'output', value: psObject(value) })));
    };
    t.app.submit('@prod', 'Get-MailboxDatabase', 80);
    await until(() => view().result?.count === 6, 'six objects');
    await until(() => view().state === 'ready', 'the end');
    t.app.openResult('@prod');
    const grid = t.app.grid('@prod')!;
    await grid.settled();
    expect(grid.grid.columns.map(({ heading }) => heading)).toEqual(['Server', 'Name', 'Mounted']);
    const odd = [...grid.grid.changes].map(([row, change]) => [
      grid.result.at(row)!.valueOf(),
      change === 'new' ? change : [...change],
    ]);
    expect(odd).toHaveLength(1);
    expect(odd[0]![1]).toEqual(['mounted']);
    // A server's own result is its own.
    expect(t.view('ex02').result?.count).toBe(2);
  });

  it('shows what hostile servers say, and obeys nothing of it', async () => {
    const { t, open, shown } = await group(several(4));
    await open();
    const tricks = '\x1b[2J\x1b]0;owned\x07\u202etxt.exe\u2066\u009b31m\r\n\x1b[H';
    t.engine.script = async (line, connection) => {
      if (connection === 'ex01') await line.emit([{ stream: 'text', text: tricks }]);
      else if (connection === 'ex02')
        await line.emit([{ stream: 'output', value: psObject({ [`N${tricks}`]: tricks }) }]);
      else if (connection === 'ex03') await line.emit([{ stream: 'warning', text: tricks }]);
      else
        await line.emit([
          {
            stream: 'error',
            error: {
              message: tricks,
              fqeid: tricks,
              category: tricks,
              target: tricks,
              exceptionType: tricks,
              recommendedAction: tricks,
              source: undefined,
            },
          },
        ]);
    };
    t.app.submit('@prod', 'Get-Queue', 80);
    await until(() => shown().at(-1)?.includes('have answered') === true, 'the end');
    const text = shown().join('\n');
    expect(text).toContain('4 of 4 have answered, in 4 ways.');
    expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
  });

  it('keeps a flood of one server out of memory beyond what is compared, and says so', async () => {
    const { t, open, shown, view } = await group(several(2));
    await open();
    t.engine.script = async (line, connection) => {
      const count = connection === 'ex01' ? 20_100 : 1;
      for (let sent = 0; sent < count; sent += 300) {
        const values = Array.from({ length: Math.min(300, count - sent) }, (_, n) => ({ Name: `row ${sent + n}` }));
        await line.emit(values.map((value) => ({ stream: 'output', value: psObject(value) })));
      }
    };
    t.app.submit('@prod', 'Get-Message', 80);
    await until(() => shown().at(-1)?.includes('have answered') === true, 'the end');
    const text = shown().join('\n');
    expect(text).toContain('Only the first 20,000 records are compared; the grid has all.');
    expect(text.split('\n').length).toBeLessThan(300);
    expect(view().result?.count).toBe(20_101);
  });

  it('watches the health of all that are open, a row each, and only once it was asked for', async () => {
    const { t, open } = await group(several(4));
    await open();
    const lines: string[] = [];
    const never = Promise.withResolvers<void>();
    t.engine.script = async (line, connection) => {
      lines.push(`${connection} ${line.text}`);
      if (line.text === 'Get-Mailbox') await never.promise;
      else if (connection === 'ex01') {
        const values = [
          { NextHopDomain: 'a', MessageCount: 5 },
          { NextHopDomain: 'b', MessageCount: 7 },
          { Status: 'Mounted', CopyQueueLength: 0 },
          { Status: 'Failed', CopyQueueLength: 9 },
          { RequiredServicesRunning: false, ServicesNotRunning: psList(['MSExchangeIS']) },
          { ThrottlingPolicyScope: 'Regular', PowerShellMaxConcurrency: '50' },
          { ThrottlingPolicyScope: 'Global', PowerShellMaxConcurrency: '18' },
        ];
        await line.emit(values.map((value) => ({ stream: 'output', value: psObject(value) })));
      } else if (connection === 'ex02') {
        await line.emit([errorRecord('You may not.')]);
      }
    };
    t.app.disconnect('ex04');
    await t.reaches('closed', 'ex04');
    await t.clock.advance(120_000);
    expect(lines).toEqual([]);
    t.app.submit('ex03', 'Get-Mailbox', 80);
    await t.reaches('busy', 'ex03');
    const first = t.engine.sessions.find(({ connection }) => connection === 'ex01')!;
    first.commandNames = new Set(['get-throttlingpolicy', 'get-throttlingpolicyassociation']);
    t.app.submit('@prod', 'watch 60 health', 80);
    const rows = () => {
      const grid = t.app.grid('@prod');
      const { result } = grid!;
      return Array.from({ length: result.length }, (_, index) => {
        const row = result.at(index) as PsObject;
        return row.propertyNames.map((name) => row.get(name));
      });
    };
    await until(() => (t.app.grid('@prod')?.result.length ?? 0) === 3, 'a row each');
    const own = "Get-ThrottlingPolicyAssociation -Identity 'mira@contoso.com' -ErrorAction SilentlyContinue";
    expect(lines.find((line) => line.startsWith('ex01 Get-Queue'))).toContain(`; Get-ThrottlingPolicy; ${own}`);
    expect(lines.find((line) => line.startsWith('ex02 Get-Queue'))).not.toContain('Throttling');
    expect(rows()).toEqual([
      ['ex01', 12, '3 of 18', '1 of 2 not', 'MSExchangeIS', ''],
      ['ex02', null, 3, null, null, 'You may not.'],
      ['ex03', null, 3, null, null, 'busy with something else'],
    ]);
    expect(lines.filter((line) => !line.includes('Get-Mailbox;') && line.includes('Get-Queue'))).toHaveLength(2);
    t.app.closePane('@prod');
    const before = lines.length;
    await t.clock.advance(120_000);
    expect(lines).toHaveLength(before);
  });

  it('clears its own pane, not those of the servers', async () => {
    const { t, open, answer, shown } = await group(several(2));
    await open();
    t.app.submit('@prod', 'Get-Service', 80);
    await answer('ex01', 'a');
    await answer('ex02', 'a');
    await until(() => shown().at(-1)?.includes('have answered') === true, 'the end');
    t.app.submit('@prod', 'cls', 80);
    await turns();
    expect(shown()).toEqual([]);
    expect(t.lines('ex01')).toContain('a');
  });

  it('watches a line on all that are open as one grid, with the server of each row and what has changed', async () => {
    const { t, open } = await group(several(3));
    await open();
    let look = 0;
    t.engine.script = async (line, connection) => {
      if (line.text !== 'Get-Queue') return;
      if (connection === 'ex03') return line.emit([errorRecord('You may not.')]);
      const MessageCount = connection === 'ex01' ? 1 : 5 + look;
      if (look === 2 && connection === 'ex01') return;
      await line.emit([{ stream: 'output', value: psObject({ Identity: 'Submission', MessageCount }) }]);
    };
    t.app.submit('@prod', 'watch 10 Get-Queue', 80);
    const grid = () => t.app.grid('@prod')!;
    await until(() => grid()?.watch?.looks === 1, 'a first look');
    await grid().settled();
    expect(grid().grid.columns.map(({ heading }) => heading)).toEqual(['Server', 'Identity', 'MessageCount']);
    expect(grid().watch!.trouble).toBe('ex03: You may not.');
    look = 1;
    await t.clock.advance(10_000);
    await until(() => grid().watch!.looks === 2, 'a second look');
    await grid().settled();
    // Of two rows that are called alike only that of ex02 has another number.
    expect([...grid().grid.changes]).toEqual([[1, new Set(['messagecount'])]]);
    // And where ex01 has none any more, that of ex02 is still known.
    look = 2;
    await t.clock.advance(10_000);
    await until(() => grid().watch!.looks === 3, 'a third look');
    await grid().settled();
    expect([...grid().grid.changes]).toEqual([[0, new Set(['messagecount'])]]);
    t.app.closePane('@prod');
    t.app.submit('@prod', 'watch 10 sessions', 80);
    await until(() => grid()?.watch?.looks === 1, 'the sessions');
    expect(grid().result.length).toBe(9);
    expect((grid().result.at(0) as PsObject).get('PSComputerName')).toBe('ex01');
  });

  it('watches nothing on several that may change something', async () => {
    const { t, open } = await group(several(2));
    await open();
    t.app.submit('@prod', 'watch 10 Set-Mailbox x', 80);
    await turns();
    expect(t.state().flash).toMatchObject({ text: 'A watch only looks: Set-Mailbox may change something.' });
    expect(t.app.grid('@prod')).toBeUndefined();
  });

  it('lets all sessions of the group go', async () => {
    const { t, open, view } = await group(several(3));
    await open();
    t.app.disconnect('@prod');
    await until(() => several(3).every(({ name }) => t.view(name).state === 'closed'), 'all closed');
    expect(view().state).toBe('closed');
  });
});

describe('places of groups', () => {
  it('are known in any case; what nobody is in is none, but for all that are open', async () => {
    const { t } = await group(several(2));
    t.app.select('@PROD');
    expect(t.state().active).toBe('@prod');
    t.app.select('@nothing');
    expect(t.state().active).toBe('@prod');
    t.app.select('@open');
    expect(t.state().active).toBe('@open');
    t.app.connect('@open');
    expect(t.state().flash).toMatchObject({
      text: 'Nothing is open: there is nothing to connect.',
      next: 'Connect one, or choose a group.',
    });
  });

  it('of which nothing is open say so until something is', async () => {
    const { t, open } = await group(several(2));
    t.app.submit('@prod', 'Get-Queue', 80);
    await turns();
    expect(t.state().flash).toMatchObject({
      text: 'Nothing of @prod is open: the line was not run.',
      next: 'Alt+C connects all of it.',
    });
    t.app.select('@open');
    t.app.connect('@open');
    expect(t.state().flash?.text).toContain('Nothing is open');
    await open();
    expect(t.state().flash).toBeUndefined();
    expect(t.state().news).toEqual({});
  });

  it('go with the last connection that was in them', async () => {
    const { t } = await group([prod('ex01'), { ...ex01, name: 'lab' }]);
    await t.app.saveConnection({ ...prod('ex01'), groups: [] }, 'ex01');
    expect(t.state().groups).toEqual({});
    expect(t.state().active).toBe('ex01');
  });
});

describe('the list', () => {
  const asked = async () => {
    const all = await group(several(2));
    await all.open();
    const { t, answer, frame } = all;
    const line = async (text: string) => {
      t.app.submit('@prod', text, 80);
      for (const name of ['ex01', 'ex02']) await answer(name, 'a mailbox');
      await frame();
    };
    return { ...all, line };
  };

  it('marks no server whose answer the shown group has', async () => {
    const { t, line } = await asked();
    expect(t.state().news).toEqual({});
    await line('Get-Mailbox');
    expect(t.lines('ex01').join('\n')).toContain('a mailbox');
    expect(t.state().news).toEqual({});
    t.app.disconnect('@prod');
    await until(() => ['ex01', 'ex02'].every((name) => t.view(name).state === 'closed'), 'both closed');
    expect(t.lines('ex01').join('\n')).toContain('Disconnected.');
    expect(t.state().news).toEqual({});
  });

  it('marks the servers of a group that is not shown until it is, or they are', async () => {
    const { t, lines, line } = await asked();
    t.app.submit('@prod', 'Get-Mailbox', 80);
    t.app.select('ex01');
    await until(() => lines.has('ex02'), 'the line runs');
    await lines.get('ex02')!.emit([{ stream: 'text', text: 'one' }]);
    await t.clock.advance(100);
    expect(Object.keys(t.state().news)).toEqual(['ex02']);
    t.app.select('@prod');
    expect(t.state().news).toEqual({});
    await line('Get-Mailbox');
    expect(t.state().news).toEqual({});
  });

  it('keeps the mark of a server where something else came, too', async () => {
    const { t, answer, frame } = await asked();
    t.app.select('ex01');
    t.app.submit('ex02', 'Get-Queue', 80);
    t.app.submit('@prod', 'Get-Mailbox', 80);
    t.app.select('@prod');
    await answer('ex01', 'a mailbox');
    await answer('ex02', 'a queue');
    expect(t.state().news).toMatchObject({ ex02: { ended: { line: 'Get-Queue' } } });
    await answer('ex02', 'a mailbox');
    await frame();
    expect(Object.keys(t.state().news)).toEqual(['ex02']);
    t.app.select('ex02');
    expect(t.state().news).toEqual({});
  });
});
