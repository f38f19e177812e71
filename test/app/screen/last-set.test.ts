import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openLastSet } from '../../../source/storage/index.ts';
import { credential, ex01, harness, startApp } from '../../support/app-harness.ts';
import { turns, until } from '../../support/hand-clock.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

const names = ['ex01', 'ex02', 'ex03'];

async function begin() {
  const on = harness(names.map((name) => ({ ...ex01, name, url: `https://${name}.contoso.com/PowerShell/` })));
  const lastSet = openLastSet(folder);
  return { ...(await startApp({ ...on, deps: { ...on.deps, lastSet } })), lastSet };
}

describe('what was open last', () => {
  it('is remembered as it changes, not as it closes on the way out', async () => {
    const t = await begin();
    await t.open('ex02');
    await t.open('ex01');
    await t.clock.advance(1000);
    expect(t.lastSet.read()).toEqual(['ex02', 'ex01']);
    await t.open('ex03');
    t.app.disconnect('ex02');
    await t.reaches('closed', 'ex02');
    const quitting = t.app.quit();
    await turns();
    await quitting;
    expect(t.lastSet.read()).toEqual(['ex01', 'ex03']);
  });

  it('counts who was lost as wanted, and is there after a crash', async () => {
    const t = await begin();
    await t.open('ex01');
    await t.open('ex02');
    t.engine.sessions[0]!.lose({ layer: 'network', network: 'reset' });
    await t.reaches('broken', 'ex01');
    t.app.lastResort();
    expect(t.lastSet.read()).toEqual(['ex01', 'ex02']);
  });

  it('is offered at the next start: Enter connects it, Esc leaves it for another time', async () => {
    openLastSet(folder).write(['ex03', 'gone', 'ex01']);
    const t = await begin();
    const offered = t.app.offerLast();
    await turns();
    expect(t.state().active).toBe('ex03');
    expect(t.top()).toMatchObject({ kind: 'confirm', danger: false, text: expect.stringContaining('ex01 and ex03') });
    t.app.closeDialog(t.top()!.id);
    await offered;
    expect(t.engine.requests).toEqual([]);
    expect(t.lastSet.read()).toEqual(['ex03', 'gone', 'ex01']);
    void t.app.offerLast();
    await turns();
    t.app.answerDialog(t.top()!.id, { kind: 'confirm', yes: true });
    await until(() => t.top()?.kind === 'credential', 'a password is asked for');
    t.app.answerDialog(t.top()!.id, { kind: 'credential', credential: credential(), keepForRun: true });
    await t.reaches('ready', 'ex01');
    await t.reaches('ready', 'ex03');
    expect(t.view('ex02').state).toBe('closed');
  });

  it('is only shown where it was one, and not offered where the settings say so', async () => {
    openLastSet(folder).write(['ex02']);
    const t = await begin();
    await t.app.offerLast();
    expect(t.state()).toMatchObject({ active: 'ex02', dialogs: [] });
    openLastSet(folder).write(['ex01', 'ex03']);
    await t.app.savePreferences({ lastSet: false });
    await t.app.offerLast();
    expect(t.state()).toMatchObject({ active: 'ex02', dialogs: [] });
  });

  it.each(['', '[]', '{"open":5}', '{"open":[1,null,{}]}'])('is nothing where the file says %j', (text) => {
    writeFileSync(join(folder, 'open.json'), text);
    expect(openLastSet(folder).read()).toEqual([]);
  });
});
