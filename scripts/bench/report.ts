import { cpus, loadavg } from 'node:os';
import { type Figure, isMet, type PartResult, ratioOf } from './figures.ts';

type Results = ReadonlyMap<string, PartResult>;

/** For people: a row a figure, then what could not be measured, then what was missed. */
export function table(results: Results): string {
  const figures = [...results.values()].flatMap((result) => result.figures);
  const rows = [['figure', 'measured', 'peer', 'ratio', 'goal', ''], ...figures.map(row)];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((cells) => cells[column]!.length)));
  const lines = rows.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
  lines.splice(1, 0, widths.map((width) => '-'.repeat(width)).join('  '));
  const notes = [...results.values()].flatMap((result) => result.notes);
  const missed = figures.filter((figure) => isMet(figure) === false).map(({ name }) => `missed: ${name}`);
  return [...lines, '', ...notes, ...missed, surroundings()].join('\n');
}

function row(figure: Figure): string[] {
  const { name, value, unit, also = {}, peer } = figure;
  const ratio = ratioOf(figure);
  const measured = [`${number(value)} ${unit}`, ...Object.entries(also).map(([other, n]) => `${number(n)} ${other}`)];
  const goal = goalOf(figure);
  const met = isMet(figure);
  return [
    name,
    measured.join(', '),
    peer ? `${peer.name}: ${Number.isNaN(peer.value) ? 'not measured' : `${number(peer.value)} ${unit}`}` : '',
    ratio === undefined ? '' : `${ratio.toFixed(2)}×`,
    goal,
    goal === '' ? '' : met === undefined ? 'not measured' : met ? 'met' : 'missed',
  ];
}

function goalOf({ goal, limit, unit }: Figure): string {
  if (limit !== undefined) return `≤ ${limit} ${unit}`;
  if (!goal) return '';
  return 'atMost' in goal ? `≤ ${goal.atMost}×` : `≥ ${goal.atLeast}×`;
}

function surroundings(): string {
  const load = loadavg()[0]!.toFixed(1);
  return `Node ${process.versions.node}, ${cpus().length} processors, load ${load}. Trust the ratios, not the times.`;
}

/** For programs. */
export function document(results: Results) {
  return {
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    processors: cpus().length,
    load: loadavg()[0],
    figures: [...results].flatMap(([part, { figures }]) =>
      figures.map((figure) => ({ part, ...figure, ratio: ratioOf(figure), met: isMet(figure) })),
    ),
    notes: [...results.values()].flatMap(({ notes }) => notes),
  };
}

/** Three figures that count, and never an exponent. */
function number(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
