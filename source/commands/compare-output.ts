import { type ComparedBlock, type ComparedRecord, Comparison, headingOf } from '../app/output/comparison.ts';
import { toJson } from '../format/index.ts';
import { usageError } from './exit.ts';
import type { Outlet } from './outlet.ts';
import type { ObjectOutput, ObjectRecord } from './text-output.ts';

/** Objects of all servers together that are kept to be compared. */
const mostObjects = 200_000;

export interface CompareOptions {
  readonly format: 'table' | 'list' | 'json';
  readonly width: number;
}

/**
 * The answers of several servers side by side: those that are alike are one block under the names of their servers, and of
 * the others it is said what they have that most have not. All of them have to be there first, and fit into memory.
 */
export function compareOutput(
  outlet: Outlet,
  connections: readonly string[],
  { format, width }: CompareOptions,
): ObjectOutput {
  const comparison = new Comparison(connections, { width });
  const heard = new Set<string>();
  let objects = 0;
  return {
    ready: async () => {},
    pause: async () => {},
    // One that was stopped or lost before it said something has not answered.
    ended: async (connection, isWhole) => {
      if (isWhole || heard.has(connection)) await comparison.ended(connection, isWhole);
    },
    write: (connection, record: ObjectRecord) => {
      if (++objects > mostObjects) {
        throw usageError(
          `More than ${mostObjects} objects cannot be compared. Ask for less: … | Select-Object -First 1000, or leave --compare out.`,
        );
      }
      heard.add(connection);
      const asList = format === 'list' && record.stream === 'output' && !record.view;
      comparison.take(connection, asList ? { ...record, view: asked } : record);
    },
    end: async () => {
      if (format === 'json') outlet.result(json(comparison));
      else
        for (const [index, one] of comparison.blocks().entries())
          outlet.result(`${index === 0 ? '' : '\n'}${block(one)}`);
    },
  };
}

const asked = { shape: 'list' } as const;

function block(one: ComparedBlock): string {
  const heading = headingOf(one);
  const lines = one.lines.length > 0 ? one.lines.map(({ text }) => text) : ['(nothing)'];
  return [heading, '-'.repeat(Math.min(heading.length, 60)), ...lines, ''].join('\n');
}

function json(comparison: Comparison): string {
  const parts = comparison.folds(valuesOf).map(({ servers, lines, isWhole }) => {
    const answer = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n]`;
    return `{\n"Servers": ${JSON.stringify(servers)},${isWhole ? '' : '\n"Partial": true,'}\n"Answer": ${answer}\n}`;
  });
  return parts.length === 0 ? '[]\n' : `[\n${parts.join(',\n')}\n]\n`;
}

const valuesOf = (records: readonly ComparedRecord[]) =>
  records.flatMap((record) => (record.stream === 'output' ? [toJson(record.value)] : []));
