import { writeFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listRows, usualPreferences } from '../../../source/domain/index.ts';
import { openSettings } from '../../../source/storage/index.ts';
import { watchFile } from '../../../source/storage/watch-file.ts';
import { ex01, ex02, harness, startApp } from '../../support/app-harness.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const names = (connections: readonly { name: string }[]) => connections.map(({ name }) => name);

describe('a connection that is moved in the list', () => {
  it('stands there from then on, in the file too; at its end it says so', async () => {
    const on = harness([ex01, ex02]);
    const { app, state } = await startApp(on);
    expect(await app.moveInList('ex02', -1)).toBeUndefined();
    expect(names(state().connections)).toEqual(['ex02', 'ex01']);
    expect(names(on.saved)).toEqual(['ex02', 'ex01']);
    expect(await app.moveInList('ex02', -1)).toBe('ex02 is the first here already.');
  });

  it('leaves its group where it is, though another writes the group in another case', async () => {
    const [first, second] = [
      { ...ex01, groups: ['prod'] },
      { ...ex02, groups: ['Prod'] },
    ];
    const { app, state } = await startApp(harness([first, second]));
    const place = listRows(state().connections, state().list)[0]!.place;
    app.select(place);
    await app.moveInList('ex02', -1);
    expect([state().active, listRows(state().connections, state().list)[0]!.place]).toEqual([place, place]);
  });

  it('is saved for that: what is only offered stays', async () => {
    const { app, state } = await startApp(harness([]));
    expect(await app.moveInList('ex02', -1)).toContain('nothing is saved yet');
    expect(names(state().connections)).toEqual(['ex01', 'ex02', 'dr01']);
  });
});

describe('the order of the list', () => {
  it('is a setting: it is there at the next start, and follows the file', async () => {
    const on = harness([ex02, ex01]);
    const { app, state } = await startApp(on);
    const places = () => listRows(state().connections, state().list).map(({ place }) => place);
    expect(places()).toEqual(['ex02', 'ex01']);
    await app.savePreferences({ order: 'name' });
    expect([places(), on.deps.settings.preferences().order]).toEqual([['ex01', 'ex02'], 'name']);
    await on.deps.settings.savePreferences({ order: 'saved' });
    on.settingsChanged();
    expect(places()).toEqual(['ex02', 'ex01']);
    await on.deps.settings.savePreferences({ order: 'name' });
    const again = await startApp(on);
    expect([again.state().list.order, again.state().active]).toEqual(['name', 'ex01']);
  });
});

describe('a group', () => {
  it('is written as the others write it when a connection is saved', async () => {
    const { app, state } = await startApp(harness([{ ...ex01, groups: ['prod'] }]));
    await app.saveConnection({ ...ex02, groups: ['PROD', 'Berlin'] }, undefined);
    expect(state().connections[1]!.groups).toEqual(['prod', 'Berlin']);
    await app.saveConnection({ ...ex01, groups: ['Prod'] }, 'ex01');
    expect(state().connections[0]!.groups).toEqual(['prod']);
  });
});

describe('what another program changes in the settings', () => {
  it('is in the list at once: new connections, changed ones, and those that are gone', async () => {
    const on = harness();
    const { app, state, view } = await startApp(on);
    on.saved.push(ex02);
    on.settingsChanged();
    expect(names(state().connections)).toEqual(['ex01', 'ex02']);
    expect(view('ex02').state).toBe('closed');
    expect(state().flash?.text).toBe('Saved outside this screen, new in the list: ex02.');
    on.saved[1] = { ...ex02, user: 'ravi@contoso.com' };
    on.settingsChanged();
    expect(state().connections[1]?.user).toBe('ravi@contoso.com');
    app.select('ex02');
    on.saved.pop();
    on.settingsChanged();
    expect(names(state().connections)).toEqual(['ex01']);
    expect([state().active, state().sessions['ex02']]).toEqual(['ex01', undefined]);
  });

  it('is the order of the list as well', async () => {
    const on = harness([ex01, ex02]);
    const { state } = await startApp(on);
    on.saved.reverse();
    on.settingsChanged();
    expect(names(state().connections)).toEqual(['ex02', 'ex01']);
  });

  it('does not touch a session that is open', async () => {
    const on = harness();
    const t = await startApp(on);
    await t.open('ex01');
    on.saved[0] = { ...ex01, user: 'ravi@contoso.com' };
    on.settingsChanged();
    expect(t.state().connections[0]?.user).toBe('mira@contoso.com');
    on.saved.pop();
    on.settingsChanged();
    expect(names(t.state().connections)).toEqual(['ex01']);
    expect(t.view().state).toBe('ready');
  });

  it('counts for the settings as well', async () => {
    const on = harness();
    const { state } = await startApp(on);
    expect(state().preferences).toEqual(usualPreferences);
    await on.deps.settings.savePreferences({ theme: 'dark' });
    on.settingsChanged();
    expect(state().preferences.theme).toBe('dark');
  });

  it('is told once the file is whole, and a half-written one is left alone', async () => {
    const folder = temporaryFolder();
    const notices: unknown[] = [];
    const mine = openSettings(folder, (notice) => notices.push(notice));
    let told = Promise.withResolvers<void>();
    let count = 0;
    onTestFinished(
      mine.watch(() => {
        count += 1;
        told.resolve();
      }),
    );
    await openSettings(folder, () => {}).save(ex01);
    await told.promise;
    expect(names(mine.connections())).toEqual(['ex01']);
    const before = count;
    const seen = Promise.withResolvers<void>();
    onTestFinished(watchFile(mine.file, seen.resolve));
    writeFileSync(mine.file, '{"connections": [');
    told = Promise.withResolvers<void>();
    await seen.promise;
    expect([count, notices]).toEqual([before, []]);
    writeFileSync(mine.file, JSON.stringify({ version: 1, connections: [ex01, ex02] }));
    await told.promise;
    expect(names(mine.connections())).toEqual(['ex01', 'ex02']);
  });
});
