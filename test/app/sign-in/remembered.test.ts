import { describe, expect, it } from 'vitest';
import { createHeadless } from '../../../source/app/headless/create-headless.ts';
import type { CredentialSource } from '../../../source/app/headless/port.ts';
import { FailureError, Secret } from '../../../source/domain/index.ts';
import { openKeyRing } from '../../../source/storage/index.ts';
import { credential, ex01, type Harness, harness, startApp } from '../../support/app-harness.ts';
import { until } from '../../support/hand-clock.ts';
import { MemoryKeyRing } from '../../support/memory-key-ring.ts';

const mira = 'mira@contoso.com';

function withRing(connections = [ex01]): Harness & { memory: MemoryKeyRing } {
  const on = harness(connections);
  const memory = new MemoryKeyRing();
  const keyRing = openKeyRing({ load: async () => memory.binding, after: () => () => {} });
  return { ...on, memory, deps: { ...on.deps, keyRing } };
}

async function screen(on = withRing()) {
  const t = await startApp(on);
  const asked = async () => {
    await until(() => t.top()?.kind === 'credential', 'a credential dialog');
    return t.top() as Extract<NonNullable<ReturnType<typeof t.top>>, { kind: 'credential' }>;
  };
  const answer = async (password: string, remember: boolean) => {
    const dialog = await asked();
    t.app.answerDialog(dialog.id, { kind: 'credential', credential: credential(password), remember });
  };
  return { ...t, memory: on.memory, asked, answer };
}

describe('remembering a password on the screen', () => {
  it('offers the key ring, and keeps the password once the server has accepted it', async () => {
    const t = await screen();
    t.app.connect('ex01');
    expect((await t.asked()).keyRing).toEqual({ problem: undefined });
    await t.answer('right', true);
    await t.reaches('ready');
    await until(() => t.memory.password(mira) === 'right', 'the password in the key ring');
  });

  it('asks for nothing the next time, and uses what the key ring has', async () => {
    const on = withRing();
    await on.deps.keyRing!.keep(mira, Secret.fromText('right'));
    const t = await screen(on);
    t.app.connect('ex01');
    await t.reaches('ready');
    expect(t.server.refusals).toBe(0);
  });

  it('keeps nothing that the user did not ask to have remembered', async () => {
    const t = await screen();
    t.app.connect('ex01');
    await t.answer('right', false);
    await t.reaches('ready');
    await t.app.quit();
    expect(t.memory.entries.size).toBe(0);
  });

  it('never keeps a password that the server refused', async () => {
    const t = await screen();
    t.app.connect('ex01');
    await t.answer('wrong', true);
    await until(() => t.server.refusals === 1);
    await t.asked();
    expect(t.memory.calls.filter((call) => call.startsWith('set'))).toEqual([]);
  });

  it('forgets a remembered password that is refused, says so, and asks again', async () => {
    const on = withRing();
    await on.deps.keyRing!.keep(mira, Secret.fromText('old'));
    const t = await screen(on);
    t.app.connect('ex01');
    expect((await t.asked()).attempt).toBe(1);
    expect((await t.asked()).reason).not.toBe('');
    await until(() => t.memory.entries.size === 0, 'an empty key ring');
    expect(t.state().flash?.text).toContain('is forgotten');
    await t.answer('right', true);
    await t.reaches('ready');
    await until(() => t.memory.password(mira) === 'right', 'the new password');
    expect(t.server.refusals).toBe(1);
  });

  it('says why it cannot be offered, and signs in all the same', async () => {
    const t = await screen();
    t.memory.trouble = 'Platform failure: no service';
    t.app.connect('ex01');
    expect((await t.asked()).keyRing?.problem).toContain('There is no key ring');
    await t.answer('right', false);
    await t.reaches('ready');
    expect(t.state().flash?.text ?? '').not.toContain('key ring');
  });

  it('says once that a locked key ring could not be read, and asks', async () => {
    const t = await screen();
    t.memory.trouble = "Couldn't access platform storage: locked";
    t.app.connect('ex01');
    await t.asked();
    expect(t.state().flash?.text).toContain('The key ring is locked');
  });

  it('says that a password could not be remembered, and leaves the session open', async () => {
    const t = await screen();
    t.app.connect('ex01');
    await t.asked();
    t.memory.trouble = "Couldn't access platform storage: locked";
    await t.answer('right', true);
    await t.reaches('ready');
    await until(() => t.state().flash?.text.includes('not remembered') === true, 'the word about it');
  });

  it('keeps a remembered password of an account that is locked: it is not what was refused', async () => {
    const on = withRing();
    await on.deps.keyRing!.keep(mira, Secret.fromText('right'));
    on.server.outage = { layer: 'auth', code: 1909 };
    const t = await screen(on);
    t.app.connect('ex01');
    await t.asked();
    expect(t.memory.password(mira)).toBe('right');
  });
});

describe('remembered passwords without the screen', () => {
  const refuseToAnswer: CredentialSource = () => Promise.reject(new Error('Nobody is there to ask.'));
  const run = (on: Harness, credentials: CredentialSource, notices: string[] = []) =>
    createHeadless(on.deps).run({
      names: ['ex01'],
      credentials,
      signal: new AbortController().signal,
      onNotice: (what) => notices.push(what),
      command: 'Get-Mailbox',
      width: 80,
      timeout: undefined,
      prompts: { ask: () => Promise.reject(new DOMException('', 'AbortError')) },
      onEvent: () => {},
    });

  it('are used where nobody gives one', async () => {
    const on = withRing();
    await on.deps.keyRing!.keep(mira, Secret.fromText('right'));
    expect(await run(on, refuseToAnswer)).toMatchObject([{ outcome: { state: 'completed' } }]);
  });

  it('stand back for one that came with the command', async () => {
    const on = withRing();
    await on.deps.keyRing!.keep(mira, Secret.fromText('old'));
    const given: CredentialSource = Object.assign(async () => credential('right'), { isGiven: true });
    expect(await run(on, given)).toMatchObject([{ outcome: { state: 'completed' } }]);
    expect([on.server.refusals, on.memory.password(mira)]).toEqual([0, 'old']);
  });

  it('are forgotten when they are refused, before the command ends', async () => {
    const on = withRing();
    await on.deps.keyRing!.keep(mira, Secret.fromText('old'));
    const notices: string[] = [];
    expect(await run(on, async () => credential('right'), notices)).toMatchObject([
      { outcome: { state: 'completed' } },
    ]);
    expect(on.memory.entries.size).toBe(0);
    expect(notices).toEqual([`The remembered password of ${mira} was refused, and is forgotten.`]);
  });

  it('are put in and taken out by the name of a connection', async () => {
    const on = withRing();
    const headless = createHeadless(on.deps);
    await headless.rememberPassword('EX01', Secret.fromText('right'));
    expect(on.memory.password(mira)).toBe('right');
    expect([await headless.forgetPassword('ex01'), await headless.forgetPassword('ex01')]).toEqual([true, false]);
  });

  it('need a key ring and an account, and say so', async () => {
    const { user: _, ...nobody } = ex01;
    const failure = async (on: Harness) => {
      const error: unknown = await createHeadless(on.deps)
        .rememberPassword('ex01', Secret.fromText('x'))
        .catch((one: unknown) => one);
      return error instanceof FailureError ? error.failure.id : error;
    };
    expect(await failure(harness())).toBe('local.keyRing');
    expect(await failure(withRing([nobody]))).toBe('local.noUser');
    const absent = withRing();
    absent.memory.trouble = 'Platform failure';
    expect(await failure(absent)).toBe('local.keyRing');
  });
});
