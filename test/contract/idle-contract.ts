import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Countdown } from '../../source/app/session/countdown.ts';
import { type Connection, type Engine, type EngineSession, Secret } from '../../source/domain/index.ts';
import { ManualClock, type Sandbox, startSandbox } from '../../source/sandbox/index.ts';
import { eventually } from '../support/eventually.ts';
import { turns } from '../support/hand-clock.ts';
import { nobody, runLine } from './engine-contract.ts';

export interface IdleSubject {
  readonly engine: (sandbox: Sandbox, connection: Connection) => Engine;
  readonly kind: Engine['kind'];
  /** The connection's own settings for it. */
  readonly connection?: Partial<Connection>;
  readonly lines: {
    /** Worked on this computer alone. */
    readonly local: string;
    /** One that reaches the server. */
    readonly remote: string;
  };
  /** Whether it has a question about a shell. */
  readonly canAsk: boolean;
  /** Whether it sees each answer of the server's; else a Receive that waits in vain is out of its sight. */
  readonly seesAll: boolean;
  readonly stop?: () => Promise<void>;
}

/** A Receive waits this long; milliseconds. */
const poll = 20_000;
const minute = 60_000;

/** What every engine has to do about a server's idle time, judged by the sandbox's own clock, which only moves by hand. */
export function describeIdleTime(name: string, subject: IdleSubject): void {
  describe(`the idle time of a session: ${name}`, () => {
    const never = new AbortController().signal;
    const clock = new ManualClock();
    let sandbox: Sandbox;
    let session: EngineSession;
    let countdown: Countdown;
    let traffic = 0;
    /** What the countdown said of its end, and of uses that the server did not take. */
    const ends: (string | undefined)[] = [];
    const unkept: string[] = [];

    const shell = () => sandbox.shells('ex01').find(({ id }) => id.toLowerCase() === session.shellId);
    /** Milliseconds for which the server has counted no use. */
    const idle = () => (shell() ? clock.now() - shell()!.lastUsed : undefined);

    /** Receives that nobody needs any more are still waited for; their time passes. */
    async function comeToRest(): Promise<void> {
      await eventually(() => expect(shell()?.commands).toBe(0));
      do {
        // What has been answered is heard before time goes on.
        await sandbox.idle();
        await turns(20);
        clock.advance(poll);
        await sandbox.idle();
      } while ((shell()?.requests ?? 0) > 0);
      await agree();
    }

    /** The countdown shows what the server counts; a Receive that the engine does not see may make it show less. */
    async function agree(): Promise<void> {
      await eventually(() => {
        const { idleTimeout } = shell()!;
        const ahead = idleTimeout - idle()! - countdown.left!;
        expect(ahead).toBeGreaterThanOrEqual(0);
        expect(ahead).toBeLessThanOrEqual(subject.seesAll ? 0 : 2 * poll);
      });
    }

    beforeAll(async () => {
      sandbox = await startSandbox(
        { servers: 1, mailboxes: 5, leftOpen: 0, endAfter: 0, testCmdlets: true },
        { clock },
      );
      const { url, user, password } = sandbox.servers[0]!;
      const connection: Connection = {
        name: 'ex01',
        url,
        configurationName: 'Microsoft.Exchange',
        authentication: 'Basic',
        engine: subject.kind,
        ...subject.connection,
      };
      session = await subject.engine(sandbox, connection).connect({
        connection,
        credential: { user, password: Secret.fromText(password) },
        signal: never,
        shellId: randomUUID(),
        onShell: () => Promise.resolve(),
        onStage: () => undefined,
        prompts: nobody,
      });
      const timers = { after: clock.after.bind(clock) };
      countdown = new Countdown(
        session,
        { used: () => {}, located: (facts) => facts },
        { clock: () => clock.now(), timers },
        { changed: () => {}, over: (failure) => ends.push(failure?.id), notKept: (failure) => unkept.push(failure.id) },
      );
      session.onTraffic(() => traffic++);
    });

    afterAll(async () => {
      await session?.close(AbortSignal.timeout(5_000));
      await sandbox.stop();
      await subject.stop?.();
    });

    it('is counted down as the server counts it', async () => {
      await comeToRest();
      const before = countdown.left!;
      clock.advance(5 * minute);
      expect(countdown.left).toBe(before - 5 * minute);
      await agree();
    });

    it('goes on while a line is worked on this computer alone', async () => {
      await comeToRest();
      const [before, seen] = [idle()!, traffic];
      clock.advance(minute);
      expect((await runLine(session, subject.lines.local)).outcome).toEqual({ state: 'completed' });
      await sandbox.idle();
      expect([idle(), traffic]).toEqual([before + minute, seen]);
      await agree();
    });

    it('begins anew with a line that reaches the server', async () => {
      await comeToRest();
      const seen = traffic;
      clock.advance(5 * minute);
      expect((await runLine(session, subject.lines.remote)).outcome).toEqual({ state: 'completed' });
      await sandbox.idle();
      expect(idle()).toBe(0);
      await eventually(() => expect(traffic).toBeGreaterThan(seen));
      await comeToRest();
      expect(idle()!).toBeLessThan(5 * minute);
    });

    it('is asked of the server, who does not take that for use', async () => {
      await comeToRest();
      const [before, seen] = [idle()!, traffic];
      clock.advance(2 * minute);
      const { idleTimeout } = shell()!;
      const answer = await session.probe(never);
      if (subject.canAsk) expect(answer).toEqual({ kind: 'activity', inactivity: before + 2 * minute, idleTimeout });
      else expect(answer).toEqual({ kind: 'cannotAsk' });
      await sandbox.idle();
      expect([idle(), traffic]).toEqual([before + 2 * minute, seen]);
      await countdown.correct();
      expect(ends).toEqual([]);
      await agree();
    });

    it('is not waited for by who gave a touch up', async () => {
      await expect(session.touch(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
      const given = new AbortController();
      const touch = session.touch(given.signal);
      given.abort();
      await expect(touch).rejects.toMatchObject({ name: 'AbortError' });
    });

    it('never comes to its end while the session is touched, and comes to it after that', async () => {
      await comeToRest();
      const { idleTimeout } = shell()!;
      for (let round = 0; round < 3; round++) {
        clock.advance(idleTimeout * 0.6);
        const seen = traffic;
        await countdown.touch();
        await sandbox.idle();
        expect(idle()).toBe(0);
        await eventually(() => expect(traffic).toBeGreaterThan(seen));
      }
      await comeToRest();
      clock.advance(countdown.left!);
      expect(unkept).toEqual([]);
      await countdown.correct();
      expect(ends).toEqual([subject.canAsk ? 'shell.notfound' : undefined]);
      clock.advance(subject.seesAll ? 0 : 2 * poll);
      expect(shell()).toBeUndefined();
      // Whoever touches what is gone hears of it.
      await expect(session.touch(never)).rejects.toMatchObject({ name: 'FailureError' });
      await countdown.touch();
      expect(unkept).toHaveLength(1);
    });
  });
}
