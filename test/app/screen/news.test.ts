import { describe, expect, it } from 'vitest';
import { ex02, harness, startApp } from '../../support/app-harness.ts';

describe('what happens in a pane that is not shown', () => {
  it('is kept until somebody looks: that something came, and what ended', async () => {
    const on = harness();
    on.saved.push(ex02);
    const app = await startApp(on);
    await app.open('ex01');
    expect(app.state().news).toEqual({});
    app.app.select('ex02');
    app.app.submit('ex01', 'Get-Mailbox', 80);
    await app.reaches('ready');
    expect(app.state().news['ex01']?.ended).toMatchObject({ connection: 'ex01', line: 'Get-Mailbox' });
    app.app.select('ex01');
    expect(app.state().news).toEqual({});
    app.app.submit('ex01', 'Get-Mailbox', 80);
    await app.reaches('ready');
    expect(app.state().news).toEqual({});
  });

  it('is forgotten with its connection', async () => {
    const on = harness();
    on.saved.push(ex02);
    const app = await startApp(on);
    app.app.select('ex02');
    await app.open('ex01');
    expect(app.state().news).toEqual({ ex01: { ended: undefined } });
    await app.app.removeConnection('ex01');
    expect(app.state().news).toEqual({});
  });
});
