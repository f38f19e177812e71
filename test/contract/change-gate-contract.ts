import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineSession, HostPrompts } from '../../source/domain/index.ts';
import { answering, runLine } from './engine-contract.ts';
import { mailboxesOf } from './mailboxes.ts';

/** An engine's sessions with a server, for connections with marks. */
export interface MarkedSubject {
  readonly open: (marks: { readonly readOnly?: boolean; readonly asking?: boolean }) => Promise<EngineSession>;
  /** A session for a connection without marks, where `open` is not to make it. */
  readonly plain?: () => Promise<EngineSession>;
  /** Lines that remove the mailbox of that name without a question of the server's: each another way to the cmdlet. */
  readonly ways: readonly ((mailbox: string) => string)[];
  /** The same in a way that the sandbox does not understand: it is only seen to be refused. */
  readonly odd?: (mailbox: string) => string;
  /** The user's address, whose own mailbox stays. */
  readonly user: string;
  stop(): Promise<void>;
}

/** What the marks of a connection do, whichever engine sends a line. */
export function describeChangeGate(name: string, start: () => Promise<MarkedSubject>): void {
  describe(`the marks of a connection: ${name}`, () => {
    let subject: MarkedSubject;
    let plain: EngineSession;
    let asking: EngineSession;
    let readOnly: EngineSession;
    /** Names of mailboxes, one for each way and some more. */
    let mailboxes: readonly string[];
    const isThere = async (session: EngineSession, mailbox: string) => {
      const { records } = await runLine(session, `Get-Mailbox ${mailbox}`);
      return records.some(({ stream }) => stream === 'output');
    };
    const errorsOf = (records: Awaited<ReturnType<typeof runLine>>['records']) =>
      records.flatMap((record) => (record.stream === 'error' ? [record.error.message] : []));
    const typing = (text: string) => answering(() => ({ kind: 'fields', values: new Map([['Name', text]]) }));

    beforeAll(async () => {
      subject = await start();
      const { open, plain: unmarked = () => open({}) } = subject;
      [plain, asking, readOnly] = await Promise.all([unmarked(), open({ asking: true }), open({ readOnly: true })]);
      mailboxes = await mailboxesOf(plain, subject.user);
    });
    afterAll(async () => {
      for (const session of [plain, asking, readOnly]) await session?.close(AbortSignal.timeout(5000));
      await subject.stop();
    });

    it('read-only refuses every way to a cmdlet that changes something, with the reason, and asks nobody', async () => {
      const prompts = typing('ex01');
      for (const way of [...subject.ways, ...(subject.odd ? [subject.odd] : [])]) {
        const mailbox = mailboxes[0]!;
        const { records } = await runLine(readOnly, way(mailbox), prompts);
        expect(errorsOf(records).join(' ')).toMatch(/(Remove-Mailbox|Script text) was not run\./);
        expect(errorsOf(records).join(' ')).toContain('The connection ex01 is read-only');
        expect(await isThere(readOnly, mailbox)).toBe(true);
      }
      expect(prompts.asked).toEqual([]);
    });

    it('asking runs it where the name of the connection is typed, and asks once a line', async () => {
      for (const [index, way] of subject.ways.entries()) {
        const mailbox = mailboxes[index]!;
        const prompts = typing('EX01');
        expect(errorsOf((await runLine(asking, way(mailbox), prompts)).records)).toEqual([]);
        expect(prompts.asked).toMatchObject([{ kind: 'fields', confirms: 'ex01' }]);
        const [question] = prompts.asked;
        expect(question).toMatchObject({ message: expect.stringContaining('Remove-Mailbox') });
        expect(question).toMatchObject({ message: expect.stringContaining(mailbox) });
        expect(await isThere(asking, mailbox)).toBe(false);
      }
      const [first, second] = mailboxes.slice(-2);
      const [way] = subject.ways;
      const prompts = typing('ex01');
      await runLine(asking, `${way!(first!)}; ${way!(second!)}`, prompts);
      expect(prompts.asked).toHaveLength(1);
      expect(await isThere(asking, second!)).toBe(false);
    });

    it('asking leaves it where another name is typed, where nobody answers, and where the line is stopped', async () => {
      const mailbox = mailboxes.at(-3)!;
      for (const way of subject.ways) {
        const { records, outcome } = await runLine(asking, way(mailbox), typing('ex02'));
        expect(errorsOf(records).join(' ')).toContain('its name was not given');
        expect(outcome.state).not.toBe('stopped');
        expect((await runLine(asking, way(mailbox))).outcome).toEqual({ state: 'stopped' });
        let stop = () => {};
        const hesitating: HostPrompts = { ask: () => new Promise(() => stop()) };
        const run = asking.run(way(mailbox), { width: 80, prompts: hesitating });
        stop = () => run.stop();
        expect((await Promise.all([Array.fromAsync(run.records), run.outcome]))[1]).toEqual({ state: 'stopped' });
        expect(await isThere(asking, mailbox)).toBe(true);
      }
    });

    it('none asks nothing', async () => {
      const mailbox = mailboxes.at(-4)!;
      expect(errorsOf((await runLine(plain, subject.ways[0]!(mailbox))).records)).toEqual([]);
      expect(await isThere(plain, mailbox)).toBe(false);
    });
  });
}
