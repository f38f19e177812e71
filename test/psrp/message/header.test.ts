import { describe, expect, it } from 'vitest';
import { PsrpError } from '../../../source/psrp/errors.ts';
import { belongsToPipeline, decodeMessage, encodeMessage, messageTypes } from '../../../source/psrp/message/header.ts';

const poolId = '00112233-4455-6677-8899-aabbccddeeff';
const pipelineId = 'f0e0d0c0-b0a0-9080-7060-504030201000';

describe('a message on the wire', () => {
  it('is destination, type, pool id, pipeline id in little-endian, then the content', () => {
    const bytes = encodeMessage({
      destination: 'server',
      type: 'CREATE_PIPELINE',
      poolId,
      pipelineId,
      data: '<S>é</S>',
    });
    expect(Buffer.from(bytes).toString('hex')).toBe(
      '02000000' +
        '06100200' +
        '33221100554477668899aabbccddeeff' +
        'c0d0e0f0a0b080907060504030201000' +
        Buffer.from('<S>é</S>').toString('hex'),
    );
    expect(decodeMessage(bytes)).toMatchObject({ destination: 'server', type: 'CREATE_PIPELINE', poolId, pipelineId });
  });

  it('has a zero pipeline id where it belongs to the pool, and may start its content with a byte order mark', () => {
    const bytes = encodeMessage({
      destination: 'client',
      type: 'RUNSPACEPOOL_STATE',
      poolId,
      pipelineId: undefined,
      data: Uint8Array.of(0xef, 0xbb, 0xbf, 0x41),
    });
    expect(bytes.subarray(24, 40).every((byte) => byte === 0)).toBe(true);
    expect(decodeMessage(bytes)).toMatchObject({ pipelineId: undefined, data: Uint8Array.of(0x41) });
  });

  it('is refused when short or for nobody', () => {
    const bytes = encodeMessage({ destination: 'client', type: 'USER_EVENT', poolId, pipelineId: undefined, data: '' });
    expect(() => decodeMessage(bytes.subarray(0, 39))).toThrow(/shorter than its header/);
    const other = (offset: number, value: number) => {
      const copy = bytes.slice();
      copy[offset] = value;
      return () => decodeMessage(copy);
    };
    expect(other(0, 3)).toThrow(PsrpError);
    expect(other(4, 0xee)()).toMatchObject({ type: '0x000210ee', data: new Uint8Array(0) });
  });
});

it('knows every message type by the number of the specification', () => {
  const hex = Object.fromEntries(
    Object.entries(messageTypes).map(([name, code]) => [name, code.toString(16).padStart(8, '0')]),
  );
  expect(hex).toEqual({
    SESSION_CAPABILITY: '00010002',
    INIT_RUNSPACEPOOL: '00010004',
    PUBLIC_KEY: '00010005',
    ENCRYPTED_SESSION_KEY: '00010006',
    PUBLIC_KEY_REQUEST: '00010007',
    CONNECT_RUNSPACEPOOL: '00010008',
    SET_MAX_RUNSPACES: '00021002',
    SET_MIN_RUNSPACES: '00021003',
    RUNSPACE_AVAILABILITY: '00021004',
    RUNSPACEPOOL_STATE: '00021005',
    CREATE_PIPELINE: '00021006',
    GET_AVAILABLE_RUNSPACES: '00021007',
    USER_EVENT: '00021008',
    APPLICATION_PRIVATE_DATA: '00021009',
    GET_COMMAND_METADATA: '0002100a',
    RUNSPACEPOOL_INIT_DATA: '0002100b',
    RESET_RUNSPACE_STATE: '0002100c',
    RUNSPACEPOOL_HOST_CALL: '00021100',
    RUNSPACEPOOL_HOST_RESPONSE: '00021101',
    PIPELINE_INPUT: '00041002',
    END_OF_PIPELINE_INPUT: '00041003',
    PIPELINE_OUTPUT: '00041004',
    ERROR_RECORD: '00041005',
    PIPELINE_STATE: '00041006',
    DEBUG_RECORD: '00041007',
    VERBOSE_RECORD: '00041008',
    WARNING_RECORD: '00041009',
    PROGRESS_RECORD: '00041010',
    INFORMATION_RECORD: '00041011',
    PIPELINE_HOST_CALL: '00041100',
    PIPELINE_HOST_RESPONSE: '00041101',
  });
});

it('knows which messages are a pipeline’s', () => {
  const pipelines = (Object.keys(messageTypes) as (keyof typeof messageTypes)[]).filter(belongsToPipeline);
  expect(pipelines.slice(0, 3)).toEqual(['CREATE_PIPELINE', 'GET_COMMAND_METADATA', 'PIPELINE_INPUT']);
  expect(pipelines).toHaveLength(14);
});
