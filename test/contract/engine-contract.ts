import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neverRejects } from '../../source/async/background.ts';
import {
  type Connection,
  type ConnectStage,
  type Credential,
  connectStages,
  type Engine,
  type EngineSession,
  FailureError,
  type HostAnswer,
  type HostPrompt,
  type HostPrompts,
  type PipelineRecord,
  type RunOutcome,
} from '../../source/domain/index.ts';
import { PsObject } from '../../source/objects/index.ts';

/** A server and an engine for it. Lines are what the server's commands offer; all belong to the account. */
export interface ContractSubject {
  readonly engine: Engine;
  readonly connection: Connection;
  /** A fresh copy of what signs in. */
  credential(): Credential;
  wrongCredential(): Credential;
  /** Ids of the shells that the server has now, lower case. */
  shellIds(): readonly string[];
  readonly lines: {
    /** At least three objects that have a Name. */
    readonly objects: string;
    /** One error record, and completes. */
    readonly error: string;
    /** Asks a question whose choices have a No. */
    readonly asks: string;
    /** Has given something, and does not end by itself. */
    readonly endless: string;
  };
  /** A command that is there, and a wildcard that finds it and others. */
  readonly command: { readonly name: string; readonly wildcard: string };
  /** What is imported: what the lines need, and some ten with it where the number is the subject. */
  readonly imports: { readonly few: readonly string[]; readonly many: readonly string[] };
  stop(): Promise<void>;
}

export const nobody: HostPrompts = {
  ask: () => Promise.reject(new DOMException('Nobody is there.', 'AbortError')),
};

/** Answers every prompt by a function, and keeps what was asked. */
export function answering(answer: (prompt: HostPrompt) => HostAnswer): HostPrompts & { readonly asked: HostPrompt[] } {
  const asked: HostPrompt[] = [];
  return {
    asked,
    ask: (prompt) => {
      asked.push(prompt);
      return Promise.resolve(answer(prompt));
    },
  };
}

/** Runs a line to its end. */
export async function runLine(
  session: EngineSession,
  text: string,
  prompts: HostPrompts = nobody,
): Promise<{ records: PipelineRecord[]; outcome: RunOutcome }> {
  const run = session.run(text, { width: 100, prompts });
  const records: PipelineRecord[] = [];
  for await (const batch of run.records) {
    expect(batch.length).toBeGreaterThan(0);
    records.push(...batch);
  }
  return { records, outcome: await run.outcome };
}

/** What every engine has to do, told of `name`; `more` describes second variants of what is tried already. */
export function describeEngine(
  name: string,
  start: () => Promise<ContractSubject>,
  more: (name: string, suite: () => void) => void = describe,
): void {
  describe(`an engine: ${name}`, () => {
    let subject: ContractSubject;
    let session: EngineSession;
    const open: EngineSession[] = [];
    const never = new AbortController().signal;

    const connect = async (given: Partial<Parameters<Engine['connect']>[0]> = {}) => {
      const opened = await subject.engine.connect({
        connection: subject.connection,
        credential: subject.credential(),
        signal: never,
        shellId: randomUUID(),
        onShell: () => Promise.resolve(),
        onStage: () => undefined,
        prompts: nobody,
        ...given,
      });
      open.push(opened);
      return opened;
    };
    /** A session with the cmdlets that the lines need, as the program imports them after connecting. */
    const ready = async (given: Parameters<typeof connect>[0] = {}) => {
      const opened = await connect(given);
      await opened.importCatalogue({ names: subject.imports.few, onProgress: () => undefined, signal: never });
      return opened;
    };
    const access = () => ({ connection: subject.connection, credential: subject.credential(), signal: never });

    const stages: ConnectStage[] = [];
    let known: { id: string; wasThere: boolean } | undefined;
    beforeAll(async () => {
      subject = await start();
      session = await ready({
        onStage: (stage) => stages.push(stage),
        onShell: (id) => {
          known = { id, wasThere: subject.shellIds().includes(id) };
          return Promise.resolve();
        },
      });
    });

    afterAll(async () => {
      for (const one of open) await one.close(AbortSignal.timeout(5000));
      await subject.stop();
    });

    describe('connecting', () => {
      it('tells the shell’s id before the server has the shell, and the stages in their order', () => {
        expect(stages).toEqual(connectStages);
        expect(known).toEqual({ id: session.shellId, wasThere: false });
        expect(subject.shellIds()).toContain(session.shellId);
        expect(session.idleTimeout).toBeGreaterThan(0);
      });

      it('opens no shell when its id cannot be kept', async () => {
        const before = subject.shellIds();
        await expect(connect({ onShell: () => Promise.reject(new Error('The disk is full.')) })).rejects.toThrow();
        expect(subject.shellIds()).toEqual(before);
      });

      it('with a wrong password fails as a matter of credentials, and leaves nothing open', async () => {
        const before = subject.shellIds();
        const failed = await connect({ credential: subject.wrongCredential() }).catch((error: unknown) => error);
        expect(failed).toBeInstanceOf(FailureError);
        expect((failed as FailureError).failure.kind).toBe('credentials');
        expect(subject.shellIds()).toEqual(before);
      });

      const canBeAbortedAt = (stages: readonly ConnectStage[]) => {
        it.each(stages)('can be aborted at the stage %s, and leaves nothing open', async (at) => {
          const before = subject.shellIds();
          const abort = new AbortController();
          const attempt = connect({ signal: abort.signal, onStage: (stage) => stage === at && abort.abort() });
          await expect(attempt).rejects.toMatchObject({ name: 'AbortError' });
          expect(subject.shellIds()).toEqual(before);
        });
      };
      canBeAbortedAt([connectStages[0]!, connectStages.at(-1)!]);
      more('between the first and the last stage', () => canBeAbortedAt(connectStages.slice(1, -1)));
    });

    describe('importing', () => {
      it('tells progress that grows up to the number of cmdlets', async () => {
        const steps: { received: number; total: number | undefined; current: string | undefined }[] = [];
        const { cmdlets } = await session.importCatalogue({
          names: subject.imports.many,
          onProgress: (step) => steps.push(step),
          signal: never,
        });
        const found = cmdlets.find(({ name }) => name === subject.command.name);
        expect(found?.parameters.map((parameter) => parameter.name)).toContain('Identity');
        expect(steps.map(({ received }) => received)).toEqual(
          steps.map(({ received }) => received).toSorted((a, b) => a - b),
        );
        expect(steps.at(-1)?.received).toBe(cmdlets.length);
        const { total } = steps.at(-1)!;
        if (total !== undefined) expect(total).toBe(cmdlets.length);
      });

      it('takes only what the connection names, by name or wildcard', async () => {
        const only = async (names: string[]) => {
          const { cmdlets } = await session.importCatalogue({ names, onProgress: () => undefined, signal: never });
          return cmdlets.map((cmdlet) => cmdlet.name);
        };
        expect(await only([subject.command.name])).toEqual([subject.command.name]);
        const several = await only([subject.command.wildcard]);
        expect(several).toContain(subject.command.name);
        expect(several.length).toBeGreaterThan(1);
        await session.importCatalogue({ names: subject.imports.few, onProgress: () => undefined, signal: never });
      });

      it('can be aborted, and the session goes on', async () => {
        const abort = new AbortController();
        const request = { names: subject.imports.many, onProgress: () => abort.abort(), signal: abort.signal };
        await expect(session.importCatalogue(request)).rejects.toMatchObject({ name: 'AbortError' });
        expect((await runLine(session, subject.lines.objects)).outcome).toEqual({ state: 'completed' });
      });
    });

    describe('a line', () => {
      it('gives its objects and completes', async () => {
        const { records, outcome } = await runLine(session, subject.lines.objects);
        const values = records.flatMap((record) => (record.stream === 'output' ? [record.value] : []));
        expect(values.length).toBeGreaterThanOrEqual(3);
        expect(values.every((value) => value instanceof PsObject && typeof value.get('Name') === 'string')).toBe(true);
        expect(outcome).toEqual({ state: 'completed' });
      });

      it('that errs gives the error’s facts', async () => {
        const { records, outcome } = await runLine(session, subject.lines.error);
        const error = records.find((record) => record.stream === 'error')?.error;
        expect(error?.message).not.toBe('');
        expect(error?.fqeid).not.toBe('');
        expect(outcome).toEqual({ state: 'completed' });
      });

      it('that errs ends in its catch where it says so', async () => {
        const line = `try { ${subject.lines.error} -ErrorAction Stop; 'went on' } catch { 'caught' }; 'after'`;
        const { records, outcome } = await runLine(session, line);
        expect(records).toEqual(['caught', 'after'].map((value) => ({ stream: 'output', value })));
        expect(outcome).toEqual({ state: 'completed' });
      });

      it('that is none fails with an error that says what is wrong', async () => {
        const { records, outcome } = await runLine(session, 'Get-Mailbox | | x');
        expect(outcome).toEqual({ state: 'failed' });
        expect(records.map(({ stream }) => stream)).toEqual(['error']);
      });

      it('can filter, sort and keep what the server gave in a variable', async () => {
        const kept = await runLine(session, `$kept = ${subject.lines.objects}`);
        expect(kept).toEqual({ records: [], outcome: { state: 'completed' } });
        const { records } = await runLine(
          session,
          '$kept | Sort-Object Name -Descending | Select-Object -First 2 Name',
        );
        const names = records.map((record) =>
          record.stream === 'output' ? (record.value as PsObject).get('Name') : record,
        );
        expect(names).toHaveLength(2);
        expect(names).toEqual(names.toSorted().toReversed());
      });

      it('finds a value of an enumeration as Exchange sends it, by its name', async () => {
        const { records } = await runLine(
          session,
          `${subject.lines.objects} | Where-Object { $_.RecipientTypeDetails -eq 'UserMailbox' } | Select-Object -First 1 | ForEach-Object { $_.GetType().Name; $_.RecipientTypeDetails.GetType().Name; switch ($_.RecipientTypeDetails) { 'UserMailbox' { $_ } } }`,
        );
        expect(records).toEqual(['PSObject', 'String', 'UserMailbox'].map((value) => ({ stream: 'output', value })));
      });

      it('knows whether it is whole', () => {
        expect([session.isComplete('Get-Mailbox'), session.isComplete('Get-Mailbox |')]).toEqual([true, false]);
      });

      it('can be completed', async () => {
        const typed = subject.command.name.slice(0, -2);
        const { start, end, candidates } = await session.complete(typed, typed.length, never);
        expect([start, end]).toEqual([0, typed.length]);
        expect(candidates.map(({ text }) => text)).toContain(subject.command.name);
      });
    });

    describe('stopping', () => {
      it('ends an endless line as stopped, and the session goes on', async () => {
        const run = session.run(subject.lines.endless, { width: 100, prompts: nobody });
        const iterator = run.records[Symbol.asyncIterator]();
        await iterator.next();
        run.stop();
        run.stop();
        while (!(await iterator.next()).done);
        expect(await run.outcome).toEqual({ state: 'stopped' });
        expect((await runLine(session, subject.lines.objects)).outcome).toEqual({ state: 'completed' });
      });

      it('works before anything came', async () => {
        const run = session.run(subject.lines.endless, { width: 100, prompts: nobody });
        run.stop();
        expect(await run.outcome).toEqual({ state: 'stopped' });
      });

      it('happens by itself when nobody reads any more', async () => {
        const run = session.run(subject.lines.endless, { width: 100, prompts: nobody });
        for await (const _ of run.records) break;
        expect(await run.outcome).toEqual({ state: 'stopped' });
      });
    });

    describe('a question', () => {
      it('reaches the prompts, and the answer the server', async () => {
        const prompts = answering((prompt) => ({
          kind: 'choice',
          index: prompt.kind === 'choice' ? prompt.choices.findIndex(({ label }) => /^&?No$/i.test(label)) : -1,
        }));
        const { outcome } = await runLine(session, subject.lines.asks, prompts);
        expect(prompts.asked).toHaveLength(1);
        expect(prompts.asked[0]?.kind).toBe('choice');
        expect(outcome).toEqual({ state: 'completed' });
      });

      it('that nobody answers stops the line', async () => {
        expect((await runLine(session, subject.lines.asks)).outcome).toEqual({ state: 'stopped' });
      });
    });

    describe('shells', () => {
      it('are listed where the engine can, the session’s own among them', async () => {
        if (!subject.engine.capabilities.listsShells) return;
        const shells = await subject.engine.listShells(access());
        expect(shells.map(({ shellId }) => shellId)).toContain(session.shellId);
      });
    });

    describe('a second session', () => {
      let other: EngineSession;
      beforeAll(async () => {
        other = await ready();
      });

      it('runs a line beside another one of the first', async () => {
        const [one, two] = await Promise.all([
          runLine(session, subject.lines.objects),
          runLine(other, subject.lines.objects),
        ]);
        expect([one.outcome, two.outcome]).toEqual([{ state: 'completed' }, { state: 'completed' }]);
      });

      it('is told once that its shell was deleted by id, once, and its line ends as lost', async () => {
        let told = 0;
        const facts = new Promise((resolve) => {
          other.onLost((lost) => {
            told++;
            resolve(lost);
          });
        });
        expect(await subject.engine.deleteShell(access(), other.shellId)).toBe('removed');
        expect(await subject.engine.deleteShell(access(), other.shellId)).toBe('gone');
        expect(subject.shellIds()).not.toContain(other.shellId);
        expect((await runLine(other, subject.lines.objects)).outcome).toEqual({ state: 'lost' });
        expect(await facts).toHaveProperty('layer');
        expect((await runLine(other, subject.lines.objects)).outcome).toEqual({ state: 'lost' });
        expect(await other.close(never)).toBe('gone');
        expect(told).toBe(1);
      });
    });

    describe('a line that says exit', () => {
      it('ends with the code that it says', async () => {
        const other = await connect();
        expect(await runLine(other, "'before'; exit 3; 'behind'")).toEqual({
          records: [{ stream: 'output', value: 'before' }],
          outcome: { state: 'completed', exitCode: 3 },
        });
        await other.close(never);
      });
    });

    describe('closing', () => {
      it('removes the shell, once, is no loss, and leaves the caller’s credential as it was', async () => {
        const credential = subject.credential();
        const other = await connect({ credential });
        let lost = 0;
        other.onLost(() => lost++);
        expect(await other.close(never)).toBe('removed');
        expect(subject.shellIds()).not.toContain(other.shellId);
        expect(await other.close(never)).toBe('removed');
        expect(lost).toBe(0);
        expect(credential.password.isWiped).toBe(false);
        credential.password.wipe();
      });

      it('ends what runs on this side: nothing behind it is done', async () => {
        const other = await connect();
        const run = other.run("'begun'; Start-Sleep 3000; 'on'", { width: 100, prompts: nobody });
        const records: PipelineRecord[] = [];
        for await (const batch of run.records) {
          records.push(...batch);
          neverRejects(other.close(never));
        }
        expect(records.filter(({ stream }) => stream === 'output')).toEqual([{ stream: 'output', value: 'begun' }]);
        expect((await run.outcome).state).toBe('stopped');
        expect(await other.close(never)).toBe('removed');
      });

      it('ends what still runs', async () => {
        const other = await connect();
        const run = other.run(subject.lines.endless, { width: 100, prompts: nobody });
        const iterator = run.records[Symbol.asyncIterator]();
        await iterator.next();
        expect(await other.close(never)).toBe('removed');
        while (!(await iterator.next()).done);
        expect(['stopped', 'lost']).toContain((await run.outcome).state);
      });

      it.each(["'begun'; Start-Sleep 86400", "'begun'; while ($true) { }"])(
        'ends what runs without the server: %s',
        async (line) => {
          const other = await connect();
          const run = other.run(line, { width: 100, prompts: nobody });
          const iterator = run.records[Symbol.asyncIterator]();
          await iterator.next();
          expect(await other.close(never)).toBe('removed');
          while (!(await iterator.next()).done);
          expect(['stopped', 'lost']).toContain((await run.outcome).state);
        },
      );
    });
  });
}
