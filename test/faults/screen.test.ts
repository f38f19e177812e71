import { afterAll, expect, it, onTestFinished } from 'vitest';
import type { SessionState } from '../../source/domain/index.ts';
import { NativeEngine } from '../../source/engine/native/index.ts';
import { ManualClock, sandboxPassword, startSandbox } from '../../source/sandbox/index.ts';
import { connectionTo, Journey } from '../journeys/journey.ts';
import { isInCi } from '../support/in-ci.ts';
import { combinations, sample, titleOf } from './combinations.ts';
import { FaultProxy } from './proxy.ts';
import { changingTimeouts, Endings, isAll, line, patient, wordless } from './try-fault.ts';

const chosen = isAll ? combinations : sample(combinations, isInCi ? 23 : 11);
const endings = new Endings();

/** What the line gives, in its pane. */
const answer = /│ *contoso\.com/;

/** The screen with one connection `mail`, as somebody sits before it who connects, runs a line and disconnects. */
class Sitting {
  readonly journey: Journey;

  constructor(journey: Journey) {
    this.journey = journey;
  }

  #is(...states: readonly SessionState[]): boolean {
    return states.includes(this.journey.app.store.getState().sessions['mail']!.state);
  }

  /** Until it is open, or the reason stands there why not; gives the password as often as it is asked for. */
  async connects(): Promise<void> {
    const { app, screen } = this.journey;
    app.connect('mail');
    while (!this.#is('ready', 'failed', 'broken', 'expired', 'closed')) {
      if (app.store.getState().dialogs.some(({ kind }) => kind === 'credential')) {
        await screen.rest();
        await screen.type(`${sandboxPassword}\r`);
      }
      await this.#next();
    }
  }

  /** Runs the line where the session is open. */
  async runs(): Promise<void> {
    if (!this.#is('ready')) return;
    await this.journey.enter(line);
    while (this.#is('busy')) await this.#next();
  }

  async disconnects(): Promise<void> {
    if (this.#is('ready')) await this.journey.screen.press('f6');
    while (this.#is('closing')) await this.#next();
  }

  /** Whatever has happened, the prompt takes what is typed, behind a line that found no session any more. */
  async types(): Promise<void> {
    const { screen } = this.journey;
    await screen.type('still there');
    await this.journey.shows('still there');
    await screen.press('ctrl+u');
  }

  /** The state's next change; the screen may be asked for something without one. */
  #next(): Promise<void> {
    return new Promise((resolve) => {
      const unsubscribe = this.journey.app.store.subscribe(() => {
        unsubscribe();
        resolve();
      });
    });
  }
}

it.each(chosen.map((one) => [titleOf(one), one] as const))('%s', async (_title, { place, fault }) => {
  const timeouts = changingTimeouts();
  const native = new NativeEngine({ timeouts, delay: () => Promise.resolve() });
  const sandbox = await startSandbox({ leftOpen: 0, endAfter: 0, mailboxes: 20 }, { clock: new ManualClock() });
  onTestFinished(() => sandbox.stop());
  const proxy = await FaultProxy.start(sandbox.servers[0]!.url);
  const journey = await Journey.begin({
    engine: { deps: (deps) => ({ ...deps, engines: { native }, defaultEngine: 'native' }) },
    reached: sandbox,
    saved: () => [
      {
        ...connectionTo(sandbox, 'ex01'),
        name: 'mail',
        url: proxy.url,
        cmdlets: ['Get-AcceptedDomain', 'Get-Mailbox'],
      },
    ],
  });
  const sitting = new Sitting(journey);
  await journey.screen.press('tab');

  proxy.plan(place, fault);
  await sitting.connects();
  await sitting.runs();
  await sitting.types();
  const during = await journey.screen.text();
  await sitting.disconnects();
  expect(`${during}${await journey.screen.text()}`).not.toMatch(wordless);
  const known = (await journey.deps.ledger.list()).map(({ shellId }) => shellId.toLowerCase());
  expect(sandbox.shells('ex01').filter(({ id }) => !known.includes(id.toLowerCase()))).toEqual([]);
  endings.add(answer.test(during) ? 0 : 1, proxy.struck);

  proxy.heal();
  Object.assign(timeouts, patient);
  journey.app.clearTranscript('mail');
  await sitting.connects();
  await sitting.runs();
  await journey.shows(answer);
});

afterAll(() => endings.judge(chosen.length));
