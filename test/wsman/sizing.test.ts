import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  commandRequest,
  commandRoom,
  createRequest,
  envelopeSizeFor,
  firstEnvelopeSize,
  laterEnvelopeSize,
  payloadRoom,
  sendRequest,
  sendRoom,
} from '../../source/wsman/index.ts';
import { guid, requestHeaders } from './arbitrary.ts';

const run = { numRuns: 20 };

describe('the room for fragments', () => {
  it('is used to the last group of four characters, and never exceeded', () => {
    const sizes = fc.constantFrom(firstEnvelopeSize, laterEnvelopeSize, firstEnvelopeSize + 1, firstEnvelopeSize + 2);
    fc.assert(
      fc.property(requestHeaders, guid, sizes, (headers, id, size) => {
        const data = (room: number) => new Uint8Array(room);
        const create = (creationXml: Uint8Array) => createRequest(headers, { shellId: id, creationXml });
        const envelopes = [
          create(data(payloadRoom(size, create(data(0))))),
          commandRequest(headers, { commandId: id, payload: data(commandRoom(size, headers, { commandId: id })) }),
          sendRequest(headers, {
            streams: [
              { name: 'stdin', commandId: id, data: data(sendRoom(size, headers, { name: 'stdin', commandId: id })) },
            ],
          }),
        ];
        for (const envelope of envelopes) {
          const length = Buffer.byteLength(envelope);
          expect(length).toBeLessThanOrEqual(size);
          expect(length).toBeGreaterThan(size - 20);
        }
      }),
      run,
    );
  });

  it('is nothing where the headers fill the envelope', () => {
    expect(payloadRoom(100, 'x'.repeat(100))).toBe(0);
    expect(payloadRoom(100, 'x'.repeat(500))).toBe(0);
  });

  it.each([
    ['2.1', 153_600],
    ['2.2', 512_000],
    ['2.3', 512_000],
    ['3.0', 512_000],
    ['1.9', 153_600],
    ['odd', 153_600],
  ])('lies in an envelope of the size for protocol %s', (version, size) => {
    expect(envelopeSizeFor(version)).toBe(size);
  });
});
