import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandRequest, createRequest, readRequest, sendRequest, shellSelector } from '../../../source/wsman/index.ts';
import { TestShell } from './support/client.ts';
import { testSandbox } from './support/sandbox.ts';

const bytes = fc.uint8Array({ maxLength: 300 });

/** A whole fragment (MS-PSRP 2.2.4) around bytes that are no message. */
const fragment = fc.tuple(bytes, fc.nat(2), fc.nat(4)).map(([blob, fragmentId, flags]) => {
  const whole = Buffer.alloc(21 + blob.length);
  whole.writeBigUInt64BE(1n, 0);
  whole.writeBigUInt64BE(BigInt(fragmentId), 8);
  whole.writeUInt8(flags, 16);
  whole.writeUInt32BE(blob.length, 17);
  whole.set(blob, 21);
  return new Uint8Array(whole);
});

describe('what a client may send by mistake or on purpose', () => {
  it('is answered with a fault, whatever the body holds', async () => {
    const { connection } = await testSandbox();
    const wsman = connection();
    const whole = createRequest(wsman.headers(), { shellId: randomUUID(), creationXml: new Uint8Array(30) });
    const cut = fc.nat(whole.length - 1).map((length) => Buffer.from(whole.slice(0, length)));
    const swapped = fc
      .tuple(fc.nat(whole.length - 1), fc.string({ minLength: 1, maxLength: 3 }))
      .map(([at, text]) => Buffer.from(whole.slice(0, at) + text + whole.slice(at + text.length)));
    await fc.assert(
      fc.asyncProperty(fc.oneof(bytes, cut, swapped), async (body) => {
        const { status } = await wsman.post(body);
        expect(status).toBe(body.length === 0 ? 200 : 500);
      }),
      { numRuns: 150 },
    );
  });

  it('costs a shell at most, never the server', async () => {
    const test = await testSandbox();
    const seen = new Set<number>();
    await fc.assert(
      fc.asyncProperty(fc.oneof(bytes, fragment), fc.boolean(), async (data, asCommand) => {
        const shell = await test.opened();
        const commandId = randomUUID();
        const headers = shell.headers({ selectors: shellSelector(shell.shellId) });
        const envelope = asCommand
          ? commandRequest(headers, { commandId, payload: data })
          : sendRequest(headers, { streams: [{ name: 'stdin', data }] });
        const { status } = await shell.wsman.post(envelope);
        seen.add(status);
        const kept = test.sandbox.shells('ex01').find(({ id }) => id === shell.shellId);
        expect(kept !== undefined).toBe(status === 200);
        if (kept) await shell.delete();
      }),
      { numRuns: 60 },
    );
    expect([...seen].sort()).toEqual([200, 500]);
    const after = await test.opened();
    expect((await after.run([{ name: 'Get-Thing' }])).state).toBe('completed');
  });

  it('opens no shell from a creationXml with a changed byte, or opens one that works', async () => {
    const { access, sandbox } = await testSandbox({ maxShells: 1000 });
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const shell = new TestShell(access());
        const creationXml = shell.pool.open().slice();
        creationXml[at % creationXml.length]! ^= change;
        const before = sandbox.shells('ex01').length;
        const envelope = createRequest(shell.wsman.headers(), { shellId: shell.shellId, creationXml });
        expect(readRequest(envelope).operation).toBe('create');
        const { status } = await shell.wsman.post(envelope);
        expect([200, 500]).toContain(status);
        expect(sandbox.shells('ex01').length - before).toBe(status === 200 ? 1 : 0);
        shell.wsman.close();
      }),
      { numRuns: 60 },
    );
  });
});
