import { describe, expect, it } from 'vitest';
import { type Manner, SaidOnce } from '../../../source/engine/native/pipeline/said-once.ts';
import { recordsOf } from '../../../source/engine/records.ts';
import { type PsValue, psObject } from '../../../source/objects/index.ts';
import type { ClientEvent, HostRequest, ProgressRecord } from '../../../source/psrp/index.ts';

const pipelineId = '11111111-2222-3333-4444-555555555555';
const progress: ProgressRecord = {
  activity: 'a',
  activityId: 1,
  statusDescription: 's',
  currentOperation: '',
  type: 'processing',
  parentActivityId: -1,
  percentComplete: 5,
  secondsRemaining: -1,
};
const spoken = (type: 'warning' | 'verbose' | 'debug', message: string): ClientEvent => ({
  type,
  pipelineId,
  record: { message, source: undefined },
});
const warning = (message: string) => spoken('warning', message);
const call = (request: HostRequest): ClientEvent => ({
  type: 'hostCall',
  pipelineId,
  call: { callId: -100n, method: 'WriteLine2', expectsResponse: false, parameters: [], request },
});
const warningLine = (text: string) => call({ kind: 'writeStream', stream: 'warning', text });
const output = (value: unknown): ClientEvent => ({ type: 'output', pipelineId, value: value as never });
const warningRecord = psObject({}, ['Deserialized.System.Management.Automation.WarningRecord'], 'taken');
const informationOf = (message: PsValue, text: string, tags: readonly string[]): ClientEvent => ({
  type: 'information',
  pipelineId,
  record: { message, text, source: '', timeGenerated: undefined, tags, user: '', computer: '', processId: 0 },
});
const information = (message: string, newLine: boolean, tags = ['PSHOST']) =>
  informationOf(psObject({ Message: message, NoNewLine: !newLine }, []), message, tags);
const objectInformation = informationOf(psObject({ A: 1 }, ['System.Collections.Hashtable']), '', []);

/** What is shown of what a server sends, a pipeline each. */
function shownOf(...pipelines: readonly (readonly ClientEvent[])[]): readonly unknown[] {
  const manner: Manner = new Map();
  return pipelines.flatMap((events) => {
    const said = new SaidOnce(manner);
    return [...events.flatMap((event) => said.take(event)), ...said.rest()].flatMap(recordsOf).map((record) => {
      if (record.stream === 'progress') return record.progress.activity;
      if (record.stream === 'output') return typeof record.value === 'number' ? record.value : 'object';
      return 'text' in record ? record.text : record.stream;
    });
  });
}

describe('a message of a server', () => {
  it.each<[string, readonly (readonly ClientEvent[])[], readonly unknown[]]>([
    ['that sends the record and the call', [[warning('a'), warningLine('a'), output(1)]], ['a', 1]],
    ['that sends the call alone', [[warningLine('a'), output(1)]], ['a', 1]],
    ['that sends records alone', [[warning('a'), warning('b'), output(1)], [warning('c')]], ['a', 'b', 1, 'c']],
    ['that sends one record and nothing else', [[warning('a')]], ['a']],
    ['that sends the same text twice', [[warning('a'), warningLine('a'), warning('a'), warningLine('a')]], ['a', 'a']],
    [
      'whose pairs come in two pipelines',
      [
        [warning('a'), warningLine('a')],
        [warning('b'), warningLine('b')],
      ],
      ['a', 'b'],
    ],
    [
      'whose command takes a warning for itself',
      [[warning('a'), warningLine('a'), warning('taken'), output(1)]],
      ['a', 1],
    ],
    ['whose command gives its first warning as output', [[warning('taken'), output(warningRecord)]], ['object']],
    [
      'that was taken for one without calls',
      [[warning('taken'), output(1), warning('b'), warningLine('b'), warning('taken'), output(2)]],
      ['taken', 1, 'b', 2],
    ],
    [
      'with one manner for warnings and another for verbose text',
      [[warning('a'), spoken('verbose', 'v'), warning('b'), warningLine('b')]],
      ['a', 'v', 'b'],
    ],
    [
      'that sends progress twice',
      [[{ type: 'progress', pipelineId, progress }, call({ kind: 'writeProgress', sourceId: 0n, progress })]],
      ['a'],
    ],
    ['that sends progress once', [[{ type: 'progress', pipelineId, progress }]], ['a']],
    [
      'that has host text as record and call',
      [[information('h', true), call({ kind: 'write', text: 'h', newLine: true })]],
      ['h\n'],
    ],
    ['that has host text as records', [[information('h', false), information('i', true)]], ['h', 'i\n']],
    ['that has information which nobody asked to see', [[information('h', true, [])]], []],
    // Write-Information of an object: its record has no text, and what is shown of it is the call's.
    [
      'that has an object for information',
      [
        [objectInformation, output(1)],
        [objectInformation, call({ kind: 'write', text: '@{A=1}', newLine: true })],
      ],
      [1, '@{A=1}\n'],
    ],
  ])('is shown once: one %s', (_what, pipelines, shown) => {
    expect(shownOf(...pipelines)).toEqual(shown);
  });

  it('goes on as record to who keeps it, shown or not', () => {
    const said = new SaidOnce(new Map());
    const events = [warning('a'), warningLine('a'), warning('b')].flatMap((event) => said.take(event));
    expect(events.map(({ type }) => type)).toEqual(['warning', 'hostCall', 'warning']);
  });
});
