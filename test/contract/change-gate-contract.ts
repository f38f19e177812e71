import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineSession, HostPrompts } from '../../source/domain/index.ts';
import { answering, runLine } from './engine-contract.ts';

/** An engine's sessions with a server, for connections with marks. */
export interface MarkedSubject {
  open(marks: { readonly readOnly?: boolean; readonly asking?: boolean }): Promise<EngineSession>;
  /** Lines that remove the mailbox of that name without a question of the server's: each another way to the cmdlet. */
  readonly ways: readonly ((mailbox: string) => string)[];
  /** The same in a way that the sandbox does not understand: it is only seen to be refused. */
  readonly odd?: (mailbox: string) => string;
  /** Names of mailboxes, one for each way and some more. */
  readonly mailboxes: readonly string[];
  stop(): Promise<void>;
}

/** What the marks of a connection do, whichever engine sends a line. */
export function describeChangeGate(name: string, start: () => Promise<MarkedSubject>): void {
  describe(`the marks of a connection: ${name}`, () => {
    let subject: MarkedSubject;
    const open: EngineSession[] = [];
    const opened = async (marks: Parameters<MarkedSubject['open']>[0]) => {
      const session = await subject.open(marks);
      open.push(session);
      return session;
    };
    const isThere = async (session: EngineSession, mailbox: string) => {
      const { records } = await runLine(session, `Get-Mailbox ${mailbox}`);
      return records.some(({ stream }) => stream === 'output');
    };
    const errorsOf = (records: Awaited<ReturnType<typeof runLine>>['records']) =>
      records.flatMap((record) => (record.stream === 'error' ? [record.error.message] : []));
    const typing = (text: string) => answering(() => ({ kind: 'fields', values: new Map([['Name', text]]) }));

    beforeAll(async () => {
      subject = await start();
    });
    afterAll(async () => {
      for (const session of open) await session.close(AbortSignal.timeout(5000));
      await subject.stop();
    });

    it('read-only refuses every way to a cmdlet that changes something, with the reason, and asks nobody', async () => {
      const session = await opened({ readOnly: true });
      const prompts = typing('ex01');
      for (const way of [...subject.ways, ...(subject.odd ? [subject.odd] : [])]) {
        const mailbox = subject.mailboxes[0]!;
        const { records } = await runLine(session, way(mailbox), prompts);
        expect(errorsOf(records).join(' ')).toMatch(/(Remove-Mailbox|Script text) was not run\./);
        expect(errorsOf(records).join(' ')).toContain('The connection ex01 is read-only');
        expect(await isThere(session, mailbox)).toBe(true);
      }
      expect(prompts.asked).toEqual([]);
    });

    it('asking runs it where the name of the connection is typed, and asks once a line', async () => {
      const session = await opened({ asking: true });
      for (const [index, way] of subject.ways.entries()) {
        const mailbox = subject.mailboxes[index]!;
        const prompts = typing('EX01');
        expect(errorsOf((await runLine(session, way(mailbox), prompts)).records)).toEqual([]);
        expect(prompts.asked).toMatchObject([{ kind: 'fields', confirms: 'ex01' }]);
        const [question] = prompts.asked;
        expect(question).toMatchObject({ message: expect.stringContaining('Remove-Mailbox') });
        expect(question).toMatchObject({ message: expect.stringContaining(mailbox) });
        expect(await isThere(session, mailbox)).toBe(false);
      }
      const [first, second] = subject.mailboxes.slice(-2);
      const [way] = subject.ways;
      const prompts = typing('ex01');
      await runLine(session, `${way!(first!)}; ${way!(second!)}`, prompts);
      expect(prompts.asked).toHaveLength(1);
      expect(await isThere(session, second!)).toBe(false);
    });

    it('asking leaves it where another name is typed, where nobody answers, and where the line is stopped', async () => {
      const session = await opened({ asking: true });
      const mailbox = subject.mailboxes.at(-3)!;
      for (const way of subject.ways) {
        const { records, outcome } = await runLine(session, way(mailbox), typing('ex02'));
        expect(errorsOf(records).join(' ')).toContain('its name was not given');
        expect(outcome.state).not.toBe('stopped');
        expect((await runLine(session, way(mailbox))).outcome).toEqual({ state: 'stopped' });
        let stop = () => {};
        const hesitating: HostPrompts = { ask: () => new Promise(() => stop()) };
        const run = session.run(way(mailbox), { width: 80, prompts: hesitating });
        stop = () => run.stop();
        expect((await Promise.all([Array.fromAsync(run.records), run.outcome]))[1]).toEqual({ state: 'stopped' });
        expect(await isThere(session, mailbox)).toBe(true);
      }
    });

    it('none asks nothing', async () => {
      const session = await opened({});
      const mailbox = subject.mailboxes.at(-4)!;
      expect(errorsOf((await runLine(session, subject.ways[0]!(mailbox))).records)).toEqual([]);
      expect(await isThere(session, mailbox)).toBe(false);
    });
  });
}
