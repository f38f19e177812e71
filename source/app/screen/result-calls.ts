import { failureOf } from '../failing.ts';
import { rowValues } from '../results/row-values.ts';
import type { Exports } from './exports.ts';
import type { Grids } from './grids.ts';
import type { App } from './port.ts';
import type { Readings } from './readings.ts';

export type ResultCalls = Pick<
  App,
  | 'openResult'
  | 'openOtherResult'
  | 'grid'
  | 'rowValues'
  | 'exportText'
  | 'saveResult'
  | 'saveTranscript'
  | 'read'
  | 'reading'
  | 'touchReading'
  | 'closePane'
>;

/** What a pane shows in the place of its transcript's end: a result as a grid, or the transcript to be read. */
export function resultCalls(parts: {
  readonly grids: Grids;
  readonly readings: Readings;
  readonly exports: Exports;
}): ResultCalls {
  const { grids, readings, exports } = parts;
  return {
    openResult: (name, id) => {
      readings.end(name);
      grids.open(name, id);
    },
    openOtherResult: (name, by) => grids.openOther(name, by),
    grid: (name) => grids.of(name),
    rowValues: async (name, properties) => {
      const open = grids.of(name);
      try {
        return open ? await rowValues(open, properties) : { problem: 'The grid is not open any more.' };
      } catch (error) {
        return { problem: failureOf(error).what };
      }
    },
    exportText: (name, request) => exports.text(name, request),
    saveResult: (name, file, request) => exports.save(name, file, request),
    saveTranscript: (name, file) => exports.saveTranscript(name, file),
    read: (name, line) => {
      grids.end(name);
      readings.open(name, line);
    },
    reading: (name) => readings.of(name),
    touchReading: (name) => readings.touched(name),
    closePane: (name) => {
      readings.end(name);
      grids.close(name);
    },
  };
}
