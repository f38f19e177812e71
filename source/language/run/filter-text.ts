import { PsText, type PsValue } from '../../objects/index.ts';
import type { Span } from '../errors.ts';
import type { ParameterInfo } from '../lookup.ts';
import { parse } from '../parse.ts';
import type { Expression, MemberNode, VariableNode } from '../tree.ts';
import { walk } from '../walk.ts';
import type { Frame } from './frame.ts';
import { splitName } from './scope.ts';
import { nothing, type ScriptBlock, type Value, withoutNothing } from './value.ts';
import { readVariable } from './variables.ts';

/** Variables that the server knows itself. */
const ofServer = /^(?:true|false|null|_|psitem)$/i;

/**
 * A script block that is an argument of a server's cmdlet: its text. Of a filter (`-Filter {Name -eq $n}`) the server would
 * read the variables in its own session, which has none of them, so that nothing is found without a word: those that are
 * set here go as what they are worth.
 */
export function filterText(script: ScriptBlock, info: ParameterInfo | undefined, frame: Frame): PsValue {
  const isFilter = info === undefined || /filter$/i.test(info.name) || !/ScriptBlock/.test(info.typeName ?? '');
  return new PsText('ScriptBlock', isFilter ? withValues(script.text, frame) : script.text);
}

function withValues(text: string, frame: Frame): string {
  const { tree, errors } = parse(text);
  if (errors.length > 0) return text;
  const places: { readonly start: number; readonly end: number; readonly value: Value }[] = [];
  for (const { node } of walk(tree, ({ kind }) => kind !== 'member')) {
    const value = node.kind === 'member' ? valueOfMember(node as MemberNode, frame) : valueOfVariable(node, frame);
    if (value !== undefined) places.push({ start: node.span.start, end: node.span.end, value });
    if (node.kind === 'text') places.push(...inQuotes(text, node.span, frame));
  }
  let result = text;
  for (const { start, end, value } of places.toSorted((a, b) => b.start - a.start)) {
    const isInText = insideText(text, start);
    result = result.slice(0, start) + literal(value, isInText, frame) + result.slice(end);
  }
  return result;
}

/**
 * `'$n*'`: single quotes keep a variable's name from PowerShell, but nobody looks for a mailbox of that name, and the server
 * would read it as its own.
 */
function inQuotes(text: string, { start, end }: Span, frame: Frame) {
  return [...text.slice(start, end).matchAll(/\$([A-Za-z_]\w*)/g)].flatMap(({ 0: whole, 1: name = '', index }) => {
    if (ofServer.test(name) || frame.scope.find(name.toLowerCase()) === undefined) return [];
    const at = start + index;
    return [{ start: at, end: at + whole.length, value: withoutNothing(readVariable(name)(frame)) }];
  });
}

/** Within double quotes the quotes are there already. */
function insideText(text: string, at: number): boolean {
  const before = text.slice(0, at);
  return (before.match(/"/g)?.length ?? 0) % 2 === 1 || (before.match(/'/g)?.length ?? 0) % 2 === 1;
}

function valueOfVariable(node: { readonly kind: string }, frame: Frame): Value | undefined {
  if (node.kind !== 'variable') return undefined;
  const { name } = node as VariableNode;
  if (ofServer.test(name)) return undefined;
  const { prefix, rest } = splitName(name);
  const isSet = prefix === undefined ? frame.scope.find(rest.toLowerCase()) !== undefined : true;
  return isSet ? withoutNothing(readVariable(name)(frame)) : undefined;
}

function valueOfMember(node: MemberNode, frame: Frame): Value | undefined {
  const path: string[] = [];
  let at: Expression = node;
  while (at.kind === 'member' && at.operator === '.' && at.member.kind === 'text') {
    path.unshift(at.member.value);
    at = at.target;
  }
  const start = valueOfVariable(at, frame);
  if (start === undefined) return undefined;
  return path.reduce<Value>((value, name) => frame.session.semantics.member(value, name) ?? null, start);
}

/** As OPATH writes values: texts in single quotes, a quote in them doubled. */
function literal(value: Value, isInText: boolean, frame: Frame): string {
  if ((value as unknown) === nothing || value === null) return isInText ? '' : '$null';
  if (typeof value === 'boolean') return value ? '$true' : '$false';
  const text = frame.session.semantics.toText(value);
  if (typeof value === 'number' || typeof value === 'bigint') return text;
  const quoted = text.replaceAll("'", "''");
  return isInText ? quoted : `'${quoted}'`;
}
