import { nounsAToD } from './nouns-a-d.ts';
import { nounsEToL } from './nouns-e-l.ts';
import { nounsM } from './nouns-m.ts';
import { nounsNToR } from './nouns-n-r.ts';
import { nounsSToZ } from './nouns-s-z.ts';

/** A line of the table: the facts about one cmdlet of Exchange Server 2016, 2019 and SE. */
export interface TableEntry {
  readonly name: string;
  readonly verb: string;
  readonly noun: string;
  /** Alphabetical, common parameters left out. */
  readonly parameters: readonly string[];
}

const marks: Readonly<Record<string, readonly string[]>> = {
  '!': ['Confirm', 'WhatIf'],
  '~': ['DomainController'],
  '@': ['Identity'],
};

let parsed: ReadonlyMap<string, TableEntry> | undefined;

/**
 * All cmdlets by their lower-cased names, parsed when first asked for.
 *
 * A line is a cmdlet and its parameters; an indented line goes on with the one above. Before the parameters stand marks
 * for the ones that nearly every cmdlet has: `!` WhatIf and Confirm, `~` DomainController, `@` Identity.
 * `CustomAttribute1..15` is a numbered run.
 */
export function cmdletTable(): ReadonlyMap<string, TableEntry> {
  parsed ??= new Map(
    [nounsAToD, nounsEToL, nounsM, nounsNToR, nounsSToZ]
      .flatMap((text) => text.replaceAll('\n  ', ' ').trim().split('\n'))
      .map(parseLine)
      .map((entry) => [entry.name.toLowerCase(), entry]),
  );
  return parsed;
}

function parseLine(line: string): TableEntry {
  const [name = '', ...words] = line.split(' ');
  const marked = /^[!~@]+$/.test(words[0] ?? '') ? [...(words.shift() ?? '')].flatMap((mark) => marks[mark] ?? []) : [];
  const dash = name.indexOf('-');
  return {
    name,
    verb: name.slice(0, dash),
    noun: name.slice(dash + 1),
    parameters: [...marked, ...words.flatMap(expandRun)].sort(byName),
  };
}

function expandRun(word: string): string[] {
  const run = /^(.+[A-Za-z])1\.\.(\d+)$/.exec(word);
  return run ? Array.from({ length: Number(run[2]) }, (_, index) => `${run[1]}${index + 1}`) : [word];
}

/** Alphabetical whatever the case and whatever the machine's language. */
export function byName(left: string, right: string): number {
  const [a, b] = [left.toLowerCase(), right.toLowerCase()];
  return a < b ? -1 : a > b ? 1 : 0;
}
