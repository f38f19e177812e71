import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../source/domain/index.ts';
import { AgentProtocolError, MessageReader } from '../../../source/engine/powershell/link/message.ts';
import { encodeRequest } from '../../../source/engine/powershell/link/request.ts';
import { candidatesOn, findExecutable } from '../../../source/engine/powershell/process/executable.ts';
import { TextLines } from '../../../source/engine/text-lines.ts';
import '../../support/same-seed.ts';

const decode = (base64: string) => {
  const bytes = Buffer.from(base64, 'base64');
  return String.fromCharCode(...Array.from({ length: bytes.length / 2 }, (_, at) => bytes.readUInt16LE(at * 2)));
};

describe('a request to the agent', () => {
  it('is one line of ASCII that holds any text to the letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string({ unit: 'binary' })), (text, texts) => {
        const line = Buffer.from(
          encodeRequest('run', { id: 7, text: { text }, texts: { texts }, flag: true }),
        ).toString('latin1');
        expect(line).toMatch(/^[\x20-\x7e]+\n$/);
        const fields = JSON.parse(line) as { text: string; texts: string };
        expect(fields).toMatchObject({ op: 'run', id: 7, flag: true });
        expect(decode(fields.text)).toBe(text);
        if (texts.length > 0) expect(fields.texts.split(',').map(decode)).toEqual(texts);
      }),
    );
    expect(Buffer.from(encodeRequest('run', { text: { text: '\ud800\u0000' } })).toString()).toBe(
      '{"op":"run","text":"ANgAAA=="}\n',
    );
  });

  it('carries a secret as bytes that can be wiped, and leaves the secret as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const secret = Secret.fromText(text);
        const line = encodeRequest('answer', { password: { secret } });
        expect(decode((JSON.parse(Buffer.from(line).toString()) as { password: string }).password)).toBe(text);
        expect(secret.use((bytes) => Buffer.from(bytes).toString())).toBe(text);
      }),
    );
  });
});

describe('messages of the agent', () => {
  it('come out whole however the pipe cuts them', () => {
    const bytes = Buffer.from('{"op":"text","text":"w6Q="}\n{"op":"done","id":3,"end":"completed"}\n');
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: bytes.length })), (cuts) => {
        const reader = new MessageReader();
        const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
        const messages = edges.flatMap((edge, index) =>
          reader.push(bytes.subarray(edge, edges[index + 1] ?? bytes.length)),
        );
        expect(messages.map(({ op }) => op)).toEqual(['text', 'done']);
        expect([messages[0]!.text('text'), messages[1]!.number('id'), messages[1]!.word('end')]).toEqual([
          'ä',
          3,
          'completed',
        ]);
      }),
    );
  });

  it('that are none are refused', () => {
    for (const line of ['', 'text', '[]', 'null', '{}', '{"op":1}', '{"op":']) {
      expect(() => new MessageReader().push(Buffer.from(`${line}\n`)), line).toThrow(AgentProtocolError);
    }
    const [message] = new MessageReader().push(Buffer.from('{"op":"done","id":"3"}\n'));
    expect(() => message!.number('id')).toThrow(AgentProtocolError);
    expect(() => message!.object()).toThrow();
  });
});

describe('text for the screen', () => {
  it('is told in whole lines, without colours', () => {
    const lines = new TextLines();
    expect(lines.add('one')).toBeUndefined();
    expect(lines.add(' line\r\ntwo\n\u001b[31mthr')).toBe('one line\ntwo');
    expect(lines.add('ee\u001b[0m')).toBeUndefined();
    expect(lines.take()).toBe('three');
    expect(lines.take()).toBeUndefined();
  });

  it('without a line end is told in parts', () => {
    const lines = new TextLines();
    expect(lines.add('x'.repeat(70_000))).toHaveLength(70_000);
    expect(lines.take()).toBeUndefined();
  });
});

describe('the executable', () => {
  it('is the one asked for, else the first of the usual names on PATH', () => {
    expect(findExecutable('/opt/pwsh', {})).toBe('/opt/pwsh');
    expect(findExecutable(undefined, { PATH: '/nowhere' })).toBeUndefined();
    expect(candidatesOn('win32')[0]).toBe('powershell.exe');
    expect(candidatesOn('linux')[0]).toBe('pwsh');
  });
});
