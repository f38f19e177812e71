import { withoutModule } from '../domain/index.ts';
import { changesIn } from './changes.ts';
import { parse } from './parse.ts';
import type { Token } from './tokens.ts';
import type {
  AssignmentNode,
  CommandNode,
  ForeachNode,
  ParameterDeclaration,
  UnaryNode,
  VariableNode,
} from './tree.ts';
import { walk } from './walk.ts';

/** Variables that a text may name without anybody having set them. */
const known = new Set(
  `_ psitem true false null args input error matches host home pid pwd profile lastexitcode myinvocation this
  psscriptroot pscommandpath psboundparameters pscmdlet psversiontable executioncontext ? ^ $ foreach switch
  erroractionpreference warningpreference verbosepreference debugpreference informationpreference progresspreference
  confirmpreference whatifpreference ofs culture uiculture`.split(/\s+/),
);

const isPlain = (name: string) => /^[A-Za-z_]\w*$/.test(name);

/** Names of variables, each once as first written, that a text reads and does not set: what could be asked for. */
export function openVariables(text: string): readonly string[] {
  const set = setVariables(text);
  const found = new Map<string, string>();
  for (const { node } of walk(parse(text).tree)) {
    if (node.kind !== 'variable') continue;
    const { name, isSplatted } = node as VariableNode;
    const key = name.toLowerCase();
    if (!isSplatted && isPlain(name) && !known.has(key) && !set.has(key) && !found.has(key)) found.set(key, name);
  }
  return [...found.values()];
}

/** What a text sets: nothing can be put in the place of that. */
function setVariables(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (node: { readonly kind: string } | undefined) => {
    if (node?.kind === 'variable') names.add((node as VariableNode).name.toLowerCase());
  };
  for (const { node } of walk(parse(text).tree)) {
    if (node.kind === 'assignment') for (const { node: inner } of walk((node as AssignmentNode).target)) add(inner);
    else if (node.kind === 'foreach') add((node as ForeachNode).variable);
    else if (node.kind === 'parameterDeclaration') add((node as ParameterDeclaration).variable);
    else if (node.kind === 'unary' && /^(?:\+\+|--)$/.test((node as UnaryNode).operator))
      add((node as UnaryNode).operand);
  }
  return names;
}

/**
 * Why a text cannot be kept to be filled in later, or undefined where it can.
 *
 * @param parameters names of the variables that values are put in place of
 */
export function fillProblem(text: string, parameters: readonly string[]): string | undefined {
  if (text.trim() === '') return 'It needs a line.';
  const { tree, errors } = parse(text);
  const [error] = errors;
  if (error) return `The line is not whole: ${error.message}`;
  if (tree.parameters || tree.usings.length > 0) return 'Leave out param and using: its variables are asked for.';
  const set = setVariables(text);
  const open = new Set(openVariables(text).map((name) => name.toLowerCase()));
  for (const name of parameters) {
    if (!isPlain(name)) return `"${name}" cannot be a variable's name: letters, digits and _.`;
    if (set.has(name.toLowerCase())) return `The line sets $${name} itself: nothing can be asked for it.`;
    if (!open.has(name.toLowerCase())) return `The line has no $${name} that something could be put in place of.`;
  }
  return undefined;
}

/**
 * The text with values in the place of variables. They stay data: a value becomes a literal where the variable stands by
 * itself, is escaped in a string, and where neither will do, the variable is set in front of the text.
 *
 * @param values PowerShell's literals by the variables' names, lower case
 */
export function fillIn(text: string, values: ReadonlyMap<string, string>): string {
  const { tokens } = parse(text);
  const edits: { readonly start: number; readonly end: number; readonly name: string; readonly text: string }[] = [];
  const before = new Map<string, string>();
  tokens.forEach((token, index) => {
    for (const { start, end, name, isWhole } of variablesOf(token)) {
      const value = values.get(name.toLowerCase());
      if (value === undefined) continue;
      const isFilter = isWhole ? false : isFilterText(tokens, index);
      const put = isWhole ? standing(value, text, start, end) : inString(value, token, start, isFilter);
      if (put === undefined) before.set(name.toLowerCase(), name);
      else edits.push({ start, end, name: name.toLowerCase(), text: put });
    }
  });
  // One that has to be set anyhow is read everywhere: the line says its value once.
  const wanted = edits.filter(({ name }) => !before.has(name)).toSorted((a, b) => b.start - a.start);
  const filled = wanted.reduce((all, { start, end, text: put }) => all.slice(0, start) + put + all.slice(end), text);
  return [...[...before].map(([key, name]) => `$${name} = ${values.get(key)}`), filled].join('\n');
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  /** A token of its own, or a part of a string. */
  readonly isWhole: boolean;
}

/** Variables in a token. What stands in a subexpression of a string has no place of its own (`end` is its start). */
function* variablesOf(token: Token): Generator<Place> {
  const { kind, start, end, value } = token;
  if (kind === 'variable') yield { start, end, name: value, isWhole: true };
  else if (kind === 'splat') yield { start, end: start, name: value, isWhole: true };
  for (const part of token.parts ?? []) {
    if (typeof part === 'string') continue;
    if ('inner' in part) {
      for (const inner of part.tokens) for (const one of variablesOf(inner)) yield { ...one, end: one.start };
    } else yield { ...part, isWhole: false };
  }
}

/** A value in the place of a variable that stands by itself; undefined where something touches it, a member or a letter. */
function standing(value: string, text: string, start: number, end: number): string | undefined {
  const isFree = end > start && /^$|[\s(,=;{|:!]/.test(text.charAt(start - 1)) && /^$|[\s),;}|]/.test(text.charAt(end));
  return isFree ? value : undefined;
}

/** A text within a double-quoted string; undefined where the place or the value is another. */
function inString(value: string, token: Token, start: number, isFilter: boolean): string | undefined {
  const content = contentOf(value);
  const isPart = token.parts?.some((part) => typeof part !== 'string' && !('inner' in part) && part.start === start);
  if (content === undefined || !isPart || token.quote !== 'double') return undefined;
  // A here-string ends at a quote that begins a line.
  const escaped = content.replace(/[`$"\u201c-\u201e]/g, '`$&');
  return isFilter ? escaped.replaceAll("'", "''") : escaped;
}

/** The text that a literal stands for; undefined where it is a list, null or a switch. */
function contentOf(value: string): string | undefined {
  if (/^-?\d/.test(value)) return value;
  return value.startsWith("'") ? value.slice(1, -1).replace(/(['\u2018-\u201b])\1/g, '$1') : undefined;
}

/** Whether a token is what a filter's parameter takes: Exchange reads that text once more, and has quotes of its own. */
function isFilterText(tokens: readonly Token[], index: number): boolean {
  const last = tokens.slice(0, index).findLast(({ kind }) => kind !== 'space' && kind !== 'continuation');
  return last?.kind === 'parameter' && /filter$/i.test(last.value);
}

/**
 * A text that runs once for each row, which gives some of its variables.
 *
 * @param rows PowerShell's literals by the variables' names, as they are written in the text; all rows have the same
 */
export function fillForEach(text: string, rows: readonly ReadonlyMap<string, string>[]): string {
  const names = [...(rows[0]?.keys() ?? [])];
  // A comment, and what stands verbatim, reaches to the end of its row.
  const [open, between, close] = /\n|#|--%/.test(text) ? ['{\n', '\n', '\n}'] : ['{ ', '; ', ' }'];
  const separator = rows.length > mostInARow ? ',\n' : ', ';
  const [only] = names;
  if (only !== undefined && names.length === 1) {
    return `foreach ($${only} in ${rows.map((row) => row.get(only)).join(separator)}) ${open}${text}${close}`;
  }
  const own = rowName(text);
  const entries = rows.map((row) => `@{ ${names.map((name) => `${name} = ${row.get(name)}`).join('; ')} }`);
  const taken = names.map((name) => `$${name} = $${own}.${name}`).join('; ');
  return `foreach ($${own} in ${entries.join(separator)}) ${open}${taken}${between}${text}${close}`;
}

/** Values that stand beside each other; more have a row each, which a prompt need not lay out all of. */
const mostInARow = 4;

/** A variable for a row, which the text has no other use for. */
function rowName(text: string): string {
  const used = new Set<string>();
  for (const { node } of walk(parse(text).tree)) {
    if (node.kind === 'variable') used.add((node as VariableNode).name.toLowerCase());
  }
  let name = 'row';
  for (let n = 2; used.has(name); n++) name = `row${n}`;
  return name;
}

/**
 * The text with -WhatIf at each command that takes it, and the commands that may change something and do not.
 *
 * @param takes whether the command of that name takes -WhatIf
 */
export function onlyShown(
  text: string,
  takes: (name: string) => boolean,
): { readonly text: string; readonly without: readonly string[] } {
  const ends: number[] = [];
  for (const { node } of walk(parse(text).tree)) {
    if (node.kind !== 'command' || !takes(withoutModule((node as CommandNode).name))) continue;
    const { nameSpan, elements } = node as CommandNode;
    const isSaid = elements.some((one) => one.kind === 'parameter' && /^(?:whatif|wi)$/i.test(one.name));
    if (!isSaid) ends.push(Math.max(nameSpan.end, ...elements.map(({ span }) => span.end)));
  }
  const shown = ends
    .toSorted((a, b) => b - a)
    .reduce((all, end) => `${all.slice(0, end)} -WhatIf${all.slice(end)}`, text);
  return { text: shown, without: changesIn(text).filter((name) => !takes(name)) };
}
