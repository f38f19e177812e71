import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { MessageWatch } from '../../../source/engine/powershell/bridge/message-watch.ts';
import {
  commandRequest,
  createRequest,
  deleteRequest,
  enumerateRequest,
  getRequest,
  pullRequest,
  readCreateResponse,
  readDeleteResponse,
  readEnumerateResponse,
  readGetResponse,
  readPullResponse,
  readReceiveResponse,
  receiveRequest,
  shellResourceUri,
  shellSelector,
  signalCodes,
  signalRequest,
  WsmanFault,
} from '../../../source/wsman/index.ts';
import { type TestShell, WsmanConnection } from './support/client.ts';
import { type TestSandbox, testSandbox, until } from './support/sandbox.ts';

/** The code and text of the fault that the call is refused with. */
async function faultOf(call: Promise<unknown>): Promise<{ hex: string | undefined; text: string }> {
  const error = await call.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  if (!(error instanceof WsmanFault)) throw new Error('There was no fault.', { cause: error });
  return { hex: error.hexCode, text: error.message };
}

const get = async (shell: TestShell) => readGetResponse((await shell.wsman.post(getRequest(shell.headers()))).body);

describe('opening a shell', () => {
  it('honours the id that the client chose and says what Exchange says', async () => {
    const { shell, sandbox } = await testSandbox();
    const made = shell();
    const created = await made.open();
    expect(created.selectors).toEqual([{ name: 'ShellId', value: made.shellId }]);
    expect(created.shell).toMatchObject({
      shellId: made.shellId,
      idleTimeoutMs: 900_000,
      owner: 'mira@contoso.com',
      clientIp: '127.0.0.1',
      inputStreams: ['stdin', 'pr'],
      outputStreams: ['stdout'],
    });
    for (const left of ['name', 'processId', 'maxIdleTimeoutMs', 'bufferMode', 'state']) {
      expect(created.shell).not.toHaveProperty(left);
    }
    expect(sandbox.shells('ex01').map(({ id }) => id)).toEqual([made.shellId]);
  });

  it('writes the idle timeout as Exchange does', async () => {
    const { shell } = await testSandbox();
    const made = shell();
    const answer = await made.wsman.post(
      createRequest(made.wsman.headers(), { shellId: made.shellId, creationXml: made.pool.open() }),
    );
    expect(answer.body.toString()).toContain('<rsp:IdleTimeOut>PT900.000S</rsp:IdleTimeOut>');
  });

  it('tells the hash of the catalogue in the application private data', async () => {
    const { shell } = await testSandbox();
    const made = shell();
    await made.create();
    const events = await made.receive(undefined);
    expect(events.map((event) => event.type)).toEqual(['capability', 'applicationPrivateData', 'poolState']);
    const data = events.find((event) => event.type === 'applicationPrivateData');
    expect(JSON.stringify(data)).toMatch(/ImplicitRemoting.*Hash.*[0-9a-f]{32}/);
  });

  it('refuses another configuration than Microsoft.Exchange', async () => {
    const { shell } = await testSandbox();
    const made = shell();
    const envelope = createRequest(
      made.wsman.headers({ resourceUri: 'http://schemas.microsoft.com/powershell/Microsoft.PowerShell' }),
      { shellId: made.shellId, creationXml: made.pool.open() },
    );
    const { body, status } = await made.wsman.post(envelope);
    expect(status).toBe(500);
    expect((await faultOf(Promise.resolve().then(() => readCreateResponse(body)))).hex).toBe('8033803B');
  });

  it.each([
    ['norps@contoso.com', 'Access is denied'],
    ['norole@contoso.com', "isn't assigned to any management roles"],
  ])('refuses %s with a text for support', async (user, text) => {
    const { shell, sandbox } = await testSandbox();
    const fault = await faultOf(shell(user).open());
    expect(fault.hex).toBe('00000005');
    expect(fault.text).toContain(text);
    expect(fault.text).toMatch(
      /^\[ClientAccessServer=EX01,BackEndServer=ex01\.contoso\.com,RequestId=[0-9a-f-]{36},TimeStamp=3\/2\/2026 8:00:00 AM\] /,
    );
    expect(sandbox.shells('ex01')).toEqual([]);
  });

  it('refuses an id that is in use, one that is no GUID, and fragments that open no pool', async () => {
    const { opened, shell } = await testSandbox();
    const first = await opened();
    expect((await faultOf(shell().create({ shellId: first.shellId }))).text).toContain('exists already');
    expect((await faultOf(shell().create({ shellId: 'mine' }))).text).toContain('not a GUID');
    expect((await faultOf(shell().create({ creationXml: Buffer.from('nonsense') }))).text).toContain('data is invalid');
    expect((await faultOf(shell().create({ creationXml: new Uint8Array() }))).text).toContain('INIT_RUNSPACEPOOL');
  });

  it('takes an idle timeout within bounds', async () => {
    const { shell, sandbox } = await testSandbox();
    expect((await faultOf(shell().create({ idleTimeoutMs: 59_000 }))).hex).toBe('803381F2');
    expect((await faultOf(shell().create({ idleTimeoutMs: 50_000_000 }))).hex).toBe('803381F2');
    await shell().create({ idleTimeoutMs: 60_000 });
    expect(sandbox.shells('ex01').map(({ idleTimeout }) => idleTimeout)).toEqual([60_000]);
  });
});

describe('the quotas', () => {
  it('count the shells of a user, those left open included, and name the number', async () => {
    const { opened, shell, sandbox } = await testSandbox({ maxShells: 3, leftOpen: 2 });
    const first = await opened();
    const fault = await faultOf(shell().open());
    expect(fault.hex).toBe('803381A5');
    expect(fault.text).toContain('maximum number of 3 concurrent shells');
    await opened('help@contoso.com');
    await first.delete();
    await opened();
    expect(sandbox.shells('ex01')).toHaveLength(4);
  });

  it('count commands that were never released as operations', async () => {
    const { opened } = await testSandbox({ maxOperations: 3 });
    const shell = await opened();
    const ids = [await shell.start([{ name: 'Get-Thing' }]), await shell.start([{ name: 'Get-Thing' }])];
    await shell.start([{ name: 'Get-Thing' }]);
    const fault = await faultOf(shell.start([{ name: 'Get-Thing' }]));
    expect(fault.hex).toBe('803381A6');
    await shell.signal(ids[0]!, signalCodes.terminate);
    await shell.signal(ids[1]!, signalCodes.terminate);
    expect((await shell.run([{ name: 'Get-Thing' }])).state).toBe('completed');
  });
});

describe('a shell that nobody uses', () => {
  async function expired(test: TestSandbox, shell: TestShell): Promise<boolean> {
    await test.sandbox.idle();
    return !test.sandbox.shells('ex01').some(({ id }) => id === shell.shellId);
  }

  it('is closed when its idle timeout has passed since the last request, and then it is not found', async () => {
    const test = await testSandbox({ idleTimeout: 600_000 });
    const shell = await test.opened();
    test.clock.advance(400_000);
    await shell.run([{ name: 'Get-Thing' }]);
    test.clock.advance(599_999);
    expect(await expired(test, shell)).toBe(false);
    test.clock.advance(1);
    expect(await expired(test, shell)).toBe(true);
    const fault = await faultOf(shell.run([{ name: 'Get-Thing' }]));
    expect(fault.hex).toBe('8033805B');
    expect(fault.text).toContain(shell.shellId);
  });

  it('is not idle while a Receive is pending', async () => {
    const test = await testSandbox({ idleTimeout: 600_000 });
    const shell = await test.opened();
    const timers = test.clock.waiting;
    const pending = shell.receive(undefined, { operationTimeoutMs: 1_000_000 });
    await until(() => test.clock.waiting > timers);
    test.clock.advance(900_000);
    expect(await expired(test, shell)).toBe(false);
    test.clock.advance(100_000);
    expect(await pending).toEqual([]);
    test.clock.advance(599_999);
    expect(await expired(test, shell)).toBe(false);
    test.clock.advance(1);
    expect(await expired(test, shell)).toBe(true);
  });

  it('is not kept alive by asking about it, and tells how long nobody used it', async () => {
    const test = await testSandbox({ idleTimeout: 600_000 });
    const shell = await test.opened();
    test.clock.advance(250_000);
    expect(await get(shell)).toMatchObject({
      inactivityMs: 250_000,
      runTimeMs: 250_000,
      idleTimeoutMs: 600_000,
      state: 'Connected',
    });
    test.clock.advance(350_000);
    expect(await expired(test, shell)).toBe(true);
    expect((await faultOf(get(shell))).hex).toBe('8033805B');
  });

  it('ends what runs in it', async () => {
    const test = await testSandbox({ idleTimeout: 600_000 });
    const shell = await test.opened();
    await shell.start([{ name: 'Get-Thing', parameters: [{ name: 'Count', value: 1_000_000_000 }] }]);
    await test.sandbox.idle();
    test.clock.advance(600_000);
    expect(await expired(test, shell)).toBe(true);
    let before = -1;
    await until(() => {
      const stands = before === test.organisation.written;
      before = test.organisation.written;
      return stands;
    });
    const written = test.organisation.written;
    await new Promise((resolve) => setImmediate(resolve));
    expect(test.organisation.written).toBe(written);
  });
});

describe('Receive', () => {
  it('asks the client to ask again when the operation timeout has passed', async () => {
    const { opened, clock } = await testSandbox();
    const shell = await opened();
    const timers = clock.waiting;
    const post = shell.wsman.post(receiveRequest(shell.headers({ operationTimeoutMs: 20_000 }), {}));
    await until(() => clock.waiting > timers);
    clock.advance(20_000);
    const answer = await post;
    expect(answer.status).toBe(500);
    expect(() => readReceiveResponse(answer.body)).toThrow(WsmanFault);
    expect(answer.body.toString()).toContain('2150858793');
  });

  it('says Done with the last of a pipeline, and not before', async () => {
    const { opened } = await testSandbox();
    const shell = await opened();
    const commandId = await shell.start([{ name: 'Get-Thing', parameters: [{ name: 'Count', value: 500 }] }]);
    const states: (string | undefined)[] = [];
    for (let done = false; !done; ) {
      const answer = await shell.wsman.post(receiveRequest(shell.headers({ maxEnvelopeSize: 30_000 }), { commandId }));
      expect(answer.body.length).toBeLessThanOrEqual(30_000);
      const { commandState } = readReceiveResponse(answer.body);
      states.push(commandState?.state);
      done = commandState !== undefined;
    }
    expect(states.length).toBeGreaterThan(2);
    expect(states.at(-1)).toBe('Done');
    expect(states.slice(0, -1).every((state) => state === undefined)).toBe(true);
  });

  it('of the pool hears that it closes and is closed when its shell is deleted by somebody else', async () => {
    const { opened, clock, connection } = await testSandbox();
    const shell = await opened();
    const timers = clock.waiting;
    const states: string[] = [];
    const watch = new MessageWatch();
    shell.onReceived = (bytes) => {
      for (const { data } of watch.push(bytes)) states.push(Buffer.from(data).toString());
    };
    const pending = shell.receive(undefined);
    await until(() => clock.waiting > timers);
    const other = connection();
    const selectors = shellSelector(shell.shellId);
    readDeleteResponse((await other.post(deleteRequest(other.headers({ selectors })))).body);
    expect(await pending).toMatchObject([{ type: 'poolState' }, { type: 'poolState', state: 'closed' }]);
    // As PowerShell's own server says it.
    expect(states).toEqual(
      ['4', '3'].map((state) => `<Obj RefId="0"><MS><I32 N="RunspaceState">${state}</I32></MS></Obj>`),
    );
    const again = await shell.wsman.post(receiveRequest(shell.headers(), {}));
    expect((await faultOf(Promise.resolve().then(() => readReceiveResponse(again.body)))).hex).toBe('8033805B');
  });

  it('of a command hears then that it is stopped', async () => {
    const { opened, clock, connection } = await testSandbox();
    const shell = await opened();
    const timers = clock.waiting;
    const commandId = await shell.start([
      { name: 'Wait-Thing', parameters: [{ name: 'Milliseconds', value: 1_000_000 }] },
    ]);
    const sent: string[] = [];
    const watch = new MessageWatch();
    shell.onReceived = (bytes) => {
      for (const { type } of watch.push(bytes)) sent.push(type);
    };
    const pending = shell.receive(commandId);
    await until(() => clock.waiting > timers + 1);
    const other = connection();
    const selectors = shellSelector(shell.shellId);
    readDeleteResponse((await other.post(deleteRequest(other.headers({ selectors })))).body);
    expect(await pending).toMatchObject([{ type: 'pipelineState', state: 'stopped' }]);
    expect(sent).toEqual(['PIPELINE_STATE']);
  });

  it('loses nothing when the client gives up waiting', async () => {
    const { opened, clock, sandbox } = await testSandbox();
    const shell = await opened();
    const id = await shell.start([{ name: 'Wait-Thing', parameters: [{ name: 'Milliseconds', value: 1000 }] }]);
    const timers = clock.waiting;
    const abort = new AbortController();
    const given = shell.wsman
      .post(receiveRequest(shell.headers(), { commandId: id }), { signal: abort.signal })
      .catch(() => 'gone');
    await until(() => clock.waiting > timers);
    abort.abort();
    expect(await given).toBe('gone');
    await until(() => clock.waiting === timers);
    await sandbox.idle();
    clock.advance(1000);
    expect((await shell.finish(id)).state).toBe('completed');
  });
});

describe('what is not there', () => {
  it.each(['command', 'receive', 'signal', 'get', 'delete'] as const)(
    'makes %s say that the shell is gone',
    async (what) => {
      const { connection } = await testSandbox();
      const wsman = connection();
      const commandId = randomUUID();
      const headers = wsman.headers({ selectors: shellSelector(randomUUID()) });
      const envelope = {
        command: () => commandRequest(headers, { commandId, payload: new Uint8Array(1) }),
        receive: () => receiveRequest(headers, {}),
        signal: () => signalRequest(headers, { commandId, code: signalCodes.terminate }),
        get: () => getRequest(headers),
        delete: () => deleteRequest(headers),
      }[what]();
      const answer = await wsman.post(envelope);
      expect(answer.status).toBe(500);
      expect(answer.body.toString()).toContain('Code="2150858843"');
    },
  );

  it('tells an unknown command from an unknown shell by the text', async () => {
    const { opened } = await testSandbox();
    const shell = await opened();
    const fault = await faultOf(shell.receive(randomUUID()));
    expect(fault.hex).toBe('8033805B');
    expect(fault.text).toContain('command identifier that does not exist');
    expect((await faultOf(shell.signal(randomUUID(), signalCodes.terminate))).text).toContain('command identifier');
  });

  it('answers an unreadable envelope and an unknown action with faults', async () => {
    const { connection } = await testSandbox();
    const wsman = connection();
    expect((await wsman.post('<x>')).body.toString()).toContain('SchemaValidationError');
    const request = getRequest(wsman.headers()).replace('transfer/Get', 'transfer/Put');
    expect((await wsman.post(request)).body.toString()).toContain('ActionNotSupported');
  });

  it('closes the shell whose stream has become nonsense', async () => {
    const { opened, sandbox } = await testSandbox();
    const shell = await opened();
    const answer = await shell.wsman.post(
      commandRequest(shell.headers(), { commandId: randomUUID(), payload: Buffer.alloc(60, 7) }),
    );
    expect(answer.body.toString()).toContain('The data is invalid');
    expect(sandbox.shells('ex01')).toEqual([]);
  });
});

describe('shells that another console left open', () => {
  it('are listed with where they come from, and can be deleted', async () => {
    const { connection, sandbox } = await testSandbox({ leftOpen: 2 });
    const wsman = connection();
    const listed = readEnumerateResponse(
      (await wsman.post(enumerateRequest(wsman.headers({ resourceUri: shellResourceUri })))).body,
    );
    expect(listed.shells).toHaveLength(2);
    for (const shell of listed.shells) {
      expect(shell.owner).toBe('mira@contoso.com');
      expect(shell.clientIp).toMatch(/^10\.20\.30\.\d+$/);
      expect(shell.name).toMatch(/^Session\d$/);
      expect(shell.resourceUri).toBe('http://schemas.microsoft.com/powershell/Microsoft.Exchange');
      expect(shell.inactivityMs).toBeGreaterThan(120_000);
      expect(shell.idleTimeoutMs).toBe(900_000);
    }
    const [first] = listed.shells;
    const selectors = shellSelector(first!.shellId!);
    readDeleteResponse((await wsman.post(deleteRequest(wsman.headers({ selectors })))).body);
    expect(sandbox.shells('ex01').map(({ isLeftOpen }) => isLeftOpen)).toEqual([true]);
  });

  it('expire as all others do', async () => {
    const { clock, sandbox } = await testSandbox({ leftOpen: 2 });
    clock.advance(660_000);
    expect(sandbox.shells('ex01')).toEqual([]);
  });

  it('cannot be used or deleted by another account', async () => {
    const { connection, sandbox } = await testSandbox({ leftOpen: 1 });
    const id = sandbox.shells('ex01')[0]!.id;
    const other = connection('ex01', 'help@contoso.com');
    const answer = await other.post(deleteRequest(other.headers({ selectors: shellSelector(id) })));
    expect(answer.body.toString()).toContain('Access is denied');
    const mine = connection();
    const use = await mine.post(receiveRequest(mine.headers({ selectors: shellSelector(id) }), {}));
    expect(use.body.toString()).toContain('Access is denied');
  });
});

describe('the list of shells', () => {
  it('comes in parts, holds the caller\u2019s own only, and ends', async () => {
    const { opened, connection } = await testSandbox({ leftOpen: 2 });
    const mine = await opened();
    await opened('help@contoso.com');
    const wsman = connection();
    const headers = wsman.headers({ resourceUri: shellResourceUri });
    const first = readEnumerateResponse((await wsman.post(enumerateRequest(headers, { maxElements: 1 }))).body);
    expect(first.shells).toHaveLength(1);
    const second = readPullResponse(
      (await wsman.post(pullRequest(headers, { context: first.context!, maxElements: 5 }))).body,
    );
    expect(second.context).toBeUndefined();
    expect(second.shells).toHaveLength(2);
    expect(second.shells.at(-1)!.shellId).toBe(mine.shellId);
    const again = await wsman.post(pullRequest(headers, { context: first.context! }));
    expect(again.body.toString()).toContain('InvalidEnumerationContext');
  });

  it('can be asked for one shell', async () => {
    const { opened, connection } = await testSandbox({ leftOpen: 2 });
    const mine = await opened();
    const wsman = connection();
    const request = enumerateRequest(wsman.headers({ resourceUri: shellResourceUri }), {
      filter: shellSelector(mine.shellId),
    });
    const { shells } = readEnumerateResponse((await wsman.post(request)).body);
    expect(shells.map(({ shellId }) => shellId)).toEqual([mine.shellId]);
  });

  it('is the server\u2019s own: another server has its own shells', async () => {
    const { opened, access, sandbox } = await testSandbox();
    await opened();
    const wsman = new WsmanConnection(access('ex02'));
    const answer = await wsman.post(enumerateRequest(wsman.headers({ resourceUri: shellResourceUri })));
    wsman.close();
    expect(readEnumerateResponse(answer.body).shells).toEqual([]);
    expect(sandbox.shells('ex02')).toEqual([]);
  });
});
