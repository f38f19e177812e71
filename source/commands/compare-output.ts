import type { ViewRequest } from '../domain/index.ts';
import { createWriter, difference, type Fold, fold, neutralise, toJson, withoutSession } from '../format/index.ts';
import { usageError } from './exit.ts';
import type { Outlet } from './outlet.ts';
import type { ObjectOutput, ObjectRecord } from './text-output.ts';

/** Objects of all servers together that are kept to be compared. */
const mostObjects = 200_000;
/** Lines of a difference that are shown. */
const mostLines = 200;

type Value = Extract<ObjectRecord, { stream: 'output' }>['value'];

interface Collected {
  readonly values: Value[];
  readonly texts: string[];
  view: ViewRequest | undefined;
  hasRun: boolean;
}

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
  const collected = new Map<string, Collected>(
    connections.map((name) => [name, { values: [], texts: [], view: undefined, hasRun: false }]),
  );
  let objects = 0;
  const textOf = ({ values, texts, view }: Collected): readonly string[] => {
    const lines = texts.flatMap((text) => text.split(/\r?\n/).map(neutralise));
    const asked = view ?? (format === 'list' ? ({ shape: 'list' } as const) : undefined);
    const writer = createWriter({ width, view: asked, emit: (line) => lines.push(line) });
    for (const value of values) writer.write(value);
    writer.end();
    return trimmed(lines);
  };
  return {
    ready: async () => {},
    pause: async () => {},
    ended: async (connection, hasRun) => {
      collected.get(connection)!.hasRun = hasRun;
    },
    write: (connection, record: ObjectRecord) => {
      const one = collected.get(connection)!;
      if (++objects > mostObjects) {
        throw usageError(
          `More than ${mostObjects} objects cannot be compared. Ask for less: … | Select-Object -First 1000, or leave --compare out.`,
        );
      }
      if (record.stream === 'text') one.texts.push(record.text);
      else {
        one.values.push(withoutSession(record.value));
        one.view ??= record.view;
      }
    },
    end: async () => {
      const answered = [...collected].filter(([, { hasRun }]) => hasRun);
      const answers = answered.map(([server, one]) => {
        const lines = format === 'json' ? one.values.map((value) => toJson(value)) : textOf(one);
        return { server, lines, detail: one.values };
      });
      const folds = fold(answers);
      if (format === 'json') outlet.result(json(folds));
      else for (const [index, text] of blocks(folds).entries()) outlet.result(`${index === 0 ? '' : '\n'}${text}`);
    },
  };
}

function blocks(folds: readonly Fold<unknown>[]): readonly string[] {
  const [majority, ...others] = folds;
  if (!majority) return [];
  const isMajority = others.every(({ servers }) => servers.length < majority.servers.length);
  return [
    block(majority, majority.lines),
    ...others.map((other) => {
      if (!isMajority) return block(other, other.lines);
      const { missing, added } = difference(majority.lines, other.lines);
      const changes = [...missing.map((line) => `- ${line}`), ...added.map((line) => `+ ${line}`)];
      // An answer that has little in common is better read whole.
      return changes.length < other.lines.length + majority.lines.length
        ? block(other, shortened(changes), ` against ${namesOf(majority.servers)}`)
        : block(other, other.lines);
    }),
  ];
}

function block({ servers }: Fold<unknown>, lines: readonly string[], against = ''): string {
  const heading = `${servers.join(', ')} (${servers.length})${against}`;
  const shown = lines.length > 0 ? lines : ['(nothing)'];
  return [heading, '-'.repeat(Math.min(heading.length, 60)), ...shown, ''].join('\n');
}

const namesOf = (servers: readonly string[]) =>
  servers.length > 3 ? `the ${servers.length} others` : servers.join(', ');

const shortened = (lines: readonly string[]): readonly string[] =>
  lines.length <= mostLines ? lines : [...lines.slice(0, mostLines), `… and ${lines.length - mostLines} lines more`];

function json(folds: readonly Fold<readonly Value[]>[]): string {
  const parts = folds.map(({ servers, lines }) => {
    const answer = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n]`;
    return `{\n"Servers": ${JSON.stringify(servers)},\n"Answer": ${answer}\n}`;
  });
  return parts.length === 0 ? '[]\n' : `[\n${parts.join(',\n')}\n]\n`;
}

/** Blank lines before and behind say nothing. */
function trimmed(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== '');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return first < 0 ? [] : lines.slice(first, last + 1);
}
