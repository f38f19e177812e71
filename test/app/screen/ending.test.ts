import { describe, expect, it } from 'vitest';
import { sandboxConnections } from '../../../source/app/offered-connections.ts';
import { closeAfterCrash } from '../../../source/main/crash.ts';
import { ex01, harness, startApp } from '../../support/app-harness.ts';
import { turns, until } from '../../support/hand-clock.ts';

const three = ['a', 'b', 'c'].map((name) => ({ ...ex01, name, sandboxServer: name }));

async function opened() {
  const t = await startApp(harness(three));
  for (const { name } of three) {
    t.app.connect(name);
    await t.reaches('ready', name);
  }
  return t;
}

describe('leaving', () => {
  it('closes every session, tells the progress, and leaves nothing on the server or in the ledger', async () => {
    const t = await opened();
    const progress: string[] = [];
    t.app.store.subscribe(({ quitting }) => {
      if (quitting) progress.push(`${quitting.closed}/${quitting.total}`);
    });
    await t.app.quit();
    expect(progress.at(-1)).toBe('3/3');
    expect([t.ledger.leases.size, t.server.shells.size]).toEqual([0, 0]);
    expect(t.clock.pending).toBe(0);
  });

  it('waits ten seconds for a server that does not answer, not longer, and keeps that lease', async () => {
    const t = await opened();
    const close = t.engine.hold('close');
    let left = false;
    const leaving = t.app.quit().then(() => {
      left = true;
    });
    await close.reached;
    await t.clock.advance(9_000);
    expect([left, t.state().quitting?.closed]).toEqual([false, 2]);
    await t.clock.advance(1_000);
    await leaving;
    expect(t.ledger.leases.size).toBe(1);
  });

  it('gives up waiting at the second call', async () => {
    const t = await opened();
    const close = t.engine.hold('close');
    const leaving = t.app.quit();
    await close.reached;
    await Promise.all([t.app.quit(), leaving]);
    expect(t.ledger.leases.size).toBe(1);
    expect(t.ledger.log).toContain('flushed');
  });

  it('stops what is only connecting', async () => {
    const t = await startApp(harness(three));
    const hold = t.engine.hold('created');
    t.app.connect('a');
    await hold.reached;
    await t.app.quit();
    expect([t.view('a').state, t.ledger.leases.size, t.server.shells.size]).toEqual(['closed', 0, 0]);
  });

  it('takes no new work on the way out', async () => {
    const t = await opened();
    const close = t.engine.hold('close');
    const leaving = t.app.quit();
    await close.reached;
    t.app.connect('b');
    t.app.submit('c', 'Get-Mailbox', 80);
    close.release();
    await leaving;
    expect(t.server.shells.size).toBe(0);
  });

  it('at once, by a signal or a crash, leaves the sessions to the ledger', async () => {
    const t = await opened();
    t.app.lastResort();
    expect(t.ledger.log.at(-1)).toBe('flushed');
    expect(t.ledger.leases.size).toBe(3);
  });
});

describe('after the screen has come down', () => {
  async function crash(t: Awaited<ReturnType<typeof opened>>) {
    const said: string[] = [];
    const closing = closeAfterCrash(t.app, t.deps, new Error('broken'), (text) => said.push(text));
    return { closing, last: () => said.at(-1), all: () => said.join('') };
  }

  it('says what happened, closes what is open, and says that nothing is left', async () => {
    const t = await opened();
    const { closing, all } = await crash(t);
    await closing;
    expect([t.ledger.leases.size, t.server.shells.size, t.clock.pending]).toEqual([0, 0, 0]);
    expect(all()).toBe(
      'exterm failed in a way that it does not know: broken\nEXTERM_DEBUG=1 shows where.\n' +
        'Closing 3 open sessions, 10 s at most…\nAll sessions are closed; nothing was left behind.\n',
    );
  });

  it('waits for a server that does not answer as long as leaving does, and says how to remove the rest', async () => {
    const t = await opened();
    const close = t.engine.hold('close');
    const { closing, last } = await crash(t);
    await close.reached;
    await t.clock.advance(10_000);
    await closing;
    expect(t.ledger.leases.size).toBe(1);
    expect(last()).toContain('exterm clean --orphans removes them');
  });

  it('waits for nothing longer than that, and not for a ledger that can not be read', async () => {
    const t = await opened();
    t.ledger.list = () => new Promise(() => {});
    const { closing, last } = await crash(t);
    await turns();
    await t.clock.advance(11_000);
    await closing;
    expect(last()).toContain('exterm clean --orphans removes them');
  });

  it('has nothing to close where nothing is open', async () => {
    const { closing, last } = await crash(await startApp(harness(three)));
    await closing;
    expect(last()).toContain('EXTERM_DEBUG=1');
  });
});

describe('the connections', () => {
  it('are the sandbox’s servers while nothing is saved', async () => {
    const t = await startApp(harness([]));
    expect(t.state().connections).toEqual(sandboxConnections);
    expect(t.state().active).toBe('ex01');
  });

  it('are added, changed and removed, and their sessions with them', async () => {
    const t = await startApp();
    expect(await t.app.saveConnection({ ...ex01, name: 'ex02' }, undefined)).toBeUndefined();
    expect(await t.app.saveConnection({ ...ex01, name: 'EX02' }, undefined)).toContain('already');
    expect(await t.app.saveConnection({ ...ex01, name: 'ex03', url: 'x' }, undefined)).toContain('not a URL');
    expect(t.saved.map(({ name }) => name)).toEqual(['ex01', 'ex02']);
    expect(await t.app.saveConnection({ ...ex01, name: 'prod' }, 'ex01')).toBeUndefined();
    expect([t.state().active, Object.keys(t.state().sessions).sort()]).toEqual(['prod', ['ex02', 'prod']]);
    await t.app.removeConnection('PROD');
    expect([t.state().active, t.saved.map(({ name }) => name)]).toEqual(['ex02', ['ex02']]);
  });

  it('cannot be changed under an open session, and closing comes before removing', async () => {
    const t = await startApp();
    await t.open();
    expect(await t.app.saveConnection({ ...ex01, user: 'bo@contoso.com' }, 'ex01')).toContain('Disconnect');
    await t.app.removeConnection('ex01');
    expect([t.server.shells.size, t.ledger.leases.size, t.state().connections]).toEqual([0, 0, []]);
  });

  it('keep their transcript when they are changed', async () => {
    const t = await startApp();
    await t.open();
    t.app.disconnect('ex01');
    await t.reaches('closed');
    await t.app.saveConnection({ ...ex01, name: 'ex09' }, 'ex01');
    expect(t.lines('ex09')).toContain('Disconnected.');
    await t.open('ex09');
  });
});

describe('a notice of storage', () => {
  it('is shown at the start with where the damaged part is', async () => {
    const on = harness();
    const t = await startApp({
      ...on,
      deps: { ...on.deps, notices: [{ what: 'The ledger had 1 damaged line(s).', kept: '/x' }] },
    });
    expect(t.state().flash).toMatchObject({
      text: expect.stringContaining('damaged'),
      next: expect.stringContaining('/x'),
    });
  });
});

describe('damage that is found later', () => {
  it('is shown when it is found, once', async () => {
    const on = harness();
    const notices: { what: string; kept: string }[] = [];
    const list = on.ledger.list.bind(on.ledger);
    on.ledger.list = () => {
      if (notices.length === 0 && scanning) notices.push({ what: 'The ledger had 1 damaged line(s).', kept: '/later' });
      return list();
    };
    let scanning = false;
    const t = await startApp({ ...on, deps: { ...on.deps, notices } });
    expect(t.state().flash).toBeUndefined();
    scanning = true;
    await t.app.scanOrphans();
    expect(t.state().flash).toMatchObject({ level: 'warning', next: expect.stringContaining('/later') });
    t.app.dismissFlash();
    await t.app.scanOrphans();
    expect(t.state().flash).toBeUndefined();
  });
});

describe('a question that the user is asked', () => {
  it('is answered by yes, and by no when it is closed', async () => {
    const t = await startApp();
    const body = { title: 'Remove?', text: '', confirmLabel: 'Remove', danger: true };
    const first = t.app.confirm(body);
    t.app.answerDialog(t.top()!.id, { kind: 'confirm', yes: true });
    const second = t.app.confirm(body);
    t.app.closeDialog(t.top()!.id);
    await turns();
    await until(() => t.state().dialogs.length === 0);
    expect(await Promise.all([first, second])).toEqual([true, false]);
  });
});
