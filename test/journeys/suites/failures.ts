import { describe, expect, it } from 'vitest';
import type { Fault, FaultStage } from '../../../source/sandbox/index.ts';
import { allSizes, connectionTo, inWindows, Journey, type JourneyEngine } from '../journey.ts';

function goneAt(engine: JourneyEngine, stage: FaultStage): void {
  describe(`a server that is gone at the stage ${stage}`, () => {
    it('leaves a failure with its next step, and the other session as it was', async () => {
      const journey = await Journey.begin({ engine });
      const { screen, sandbox } = journey;
      await journey.open(2);
      sandbox.faults.add({ at: stage, server: 'ex01', fault: { kind: 'kill-server' } });
      await screen.press('alt+1', 'enter');
      await journey.shows(/1 ex01 +[^ ]+ (failed|lost)/, /Enter/);
      await screen.press('alt+2');
      await journey.enter('Get-AcceptedDomain | Select-Object Name');
      await journey.shows('contoso.com');
    });
  });
}

function badAnswer(engine: JourneyEngine, what: string, fault: Fault): void {
  describe(`an import that meets ${what}`, () => {
    it('fails clearly and can be tried again', async () => {
      const journey = await Journey.begin({ engine });
      const { screen, sandbox } = journey;
      sandbox.faults.add({ at: 'pipeline-receive', server: 'ex01', fault });
      await screen.press('alt+1', 'enter');
      const text = await journey.shows(/1 ex01 +[^ ]+ (failed|lost)/, /Enter/);
      expect(text).not.toMatch(/undefined|\[object|Error:|at .*\.ts:/);
      await screen.press('enter');
      await journey.shows(/\d+ cmdlets imported/);
    });
  });
}

function askedAgain(engine: JourneyEngine, what: string, fault: Fault): void {
  describe(`an import that meets ${what}`, () => {
    it('asks again, and loses nothing', async () => {
      const journey = await Journey.begin({ engine });
      journey.sandbox.faults.add({ at: 'pipeline-receive', server: 'ex01', fault });
      await journey.open(1);
      expect(journey.sandbox.faults.struck).toBe(1);
    });
  });
}

/** What the engines meet each in its own way. */
export function failures(engine: JourneyEngine): void {
  badAnswer(engine, 'XML that ends too early', { kind: 'truncate', share: 0.5 });
}

/**
 * What an engine only has to refuse, as the contract sees it do: the rest of it is the app's.
 *
 * @param sizes of the windows that what a person sees of it is walked through in
 */
export function passwords(engine: JourneyEngine, sizes = allSizes): void {
  inWindows(sizes, 'a password that is wrong, in a window of $columns×$rows', (size) => {
    it('does not keep the right one from working afterwards', async () => {
      const journey = await Journey.begin({
        ...size,
        engine,
        saved: (sandbox) => [connectionTo(sandbox, 'ex01', { engine: 'auto' })],
      });
      const { screen, sandbox } = journey;
      await screen.press('enter');
      await journey.shows('assword');
      await screen.rest();
      await screen.type('wrong');
      await screen.press('enter');
      await journey.shows(/did not accept/i);
      await screen.rest();
      await screen.type(sandbox.servers[0]!.password);
      await screen.press('enter');
      // Nor does what was said of it stay.
      expect(await journey.shows(/\d+ cmdlets imported/)).not.toMatch(/accept|lock/i);
      expect(screen.terminal.log).not.toContain(sandbox.servers[0]!.password);
    });
  });
}

/** The same, where the engine's own tests have seen that it tells each failure, and this is how the app shows it. */
export function toldFailures(engine: JourneyEngine, sizes = allSizes): void {
  for (const stage of ['create', 'pipeline-receive'] as const) goneAt(engine, stage);

  inWindows(sizes, 'a server that is gone while a command runs, in a window of $columns×$rows', (size) => {
    it('says so, and keeps what had come', async () => {
      const journey = await Journey.begin({ ...size, engine });
      const { screen, sandbox } = journey;
      await journey.open(1);
      await journey.enter('Get-AcceptedDomain | Select-Object Name');
      await journey.shows('contoso.com', /ex01> *[│]/);
      sandbox.faults.add({ at: 'pipeline-receive', server: 'ex01', fault: { kind: 'kill-server' } });
      await journey.enter('Get-Mailbox');
      await journey.shows(/1 ex01 +[^ ]+ lost/);
      await screen.press('pageup');
      await journey.shows('contoso.com');
    });
  });

  badAnswer(engine, 'fragments in the wrong order', { kind: 'shuffle-fragments' });

  askedAgain(engine, 'a connection that is cut in the middle of an answer', { kind: 'cut', share: 0.5 });
}

/** What both meet in the app, or in the WSMan client that they have in common: one engine stands for both. */
export function commonFailures(engine: JourneyEngine): void {
  inWindows(allSizes, 'a password that stays wrong, in a window of $columns×$rows', (size) => {
    it('is asked for three times, says that accounts lock, and gives up', async () => {
      const journey = await Journey.begin({
        ...size,
        engine,
        saved: (sandbox) => [connectionTo(sandbox, 'ex01', { engine: 'auto' })],
      });
      const { screen, sandbox } = journey;
      await screen.press('enter');
      for (const attempt of [1, 2, 3]) {
        await journey.shows('mira@contoso.com', attempt === 1 ? 'assword' : /did not accept/i);
        await screen.rest();
        await screen.type(`not-it-${attempt}`);
        expect(await screen.text()).not.toContain(`not-it-${attempt}`);
        await screen.press('enter');
      }
      await journey.shows(/ex01 +[^ ]+ failed/, /lock/);
      await screen.press('ctrl+q');
      await screen.exited;
      expect(sandbox.shells('ex01')).toEqual([]);
      expect(await journey.deps.ledger.list()).toEqual([]);
    });
  });

  for (const stage of ['connect', 'pool-receive', 'command'] as const) goneAt(engine, stage);

  askedAgain(engine, "a proxy's page instead of an answer", {
    kind: 'status',
    status: 502,
    body: '<h1>Bad gateway</h1>',
    contentType: 'text/html',
  });

  describe('a mailbox whose name holds an escape sequence', () => {
    it('is shown and not obeyed', async () => {
      const journey = await Journey.begin({ engine, columns: 120, rows: 30 });
      await journey.open(1);
      const before = journey.screen.terminal.log.length;
      await journey.enter('Get-Mailbox mallory.esc | Select-Object DisplayName');
      const text = await journey.shows(/DisplayName/, /[␛]/);
      expect(text).toContain('ex01>');
      // Nothing but the screen's own sequences has reached the terminal: no OSC, no clearing of the screen.
      expect(journey.screen.terminal.log.slice(before)).not.toMatch(/\u001B\]|\u001B\[2J|\u001Bc/);
    });
  });

  badAnswer(engine, 'an endless answer', { kind: 'oversize', bytes: 16_000_000 });
  badAnswer(engine, 'a document type with entities', { kind: 'doctype' });
  badAnswer(engine, 'elements nested without end', { kind: 'deep', levels: 10_000 });
  badAnswer(engine, 'a compressed answer', { kind: 'gzip' });
  badAnswer(engine, 'streams that are not base64', { kind: 'invalid-base64' });
  badAnswer(engine, 'a page instead of an answer', {
    kind: 'status',
    status: 403,
    body: '<h1>Forbidden</h1>',
    contentType: 'text/html',
  });
}
