import { PsDateTime, PsObject, type PsValue } from '../../objects/index.ts';
import { textOf } from '../directory/text-values.ts';
import type { CmdletContext } from './types.ts';

type Bound = Pick<CmdletContext, 'parameters'>;

/** Whether the parameter was given at all, `$null` included. */
export const given = (context: Bound, name: string) => context.parameters.has(name.toLowerCase());

export const parameterValue = (context: Bound, name: string): PsValue =>
  context.parameters.get(name.toLowerCase()) ?? null;

/** Undefined where it was not given, or is `$null` or empty. */
export function textParameter(context: Bound, name: string): string | undefined {
  return textOf(parameterValue(context, name)) || undefined;
}

export const isSet = (context: Bound, name: string) => parameterValue(context, name) === true;

/** The items of a list parameter; empty where it was not given. */
export function textsParameter(context: Bound, name: string): readonly string[] {
  return listOf(parameterValue(context, name));
}

export function listOf(value: PsValue): readonly string[] {
  if (value instanceof PsObject && value.collection && value.collection.kind !== 'dictionary') {
    return value.collection.items.flatMap((item) => textOf(item) ?? []);
  }
  const text = textOf(value);
  return text ? [text] : [];
}

/** Milliseconds since 1970; undefined where it was not given. */
export function dateParameter(context: Bound, name: string): number | undefined {
  const value = parameterValue(context, name);
  return value instanceof PsDateTime && !Number.isNaN(value.milliseconds) ? value.milliseconds : undefined;
}

/**
 * A multi-valued property's new items: a list replaces the old ones, `@{Add=…; Remove=…}` changes them. Texts are equal
 * whatever their case. `normal` brings each new item into the form of the old ones.
 */
export function changedList(
  current: readonly string[],
  change: PsValue,
  normal: (text: string) => string = (text) => text,
): readonly string[] {
  if (!(change instanceof PsObject) || change.collection?.kind !== 'dictionary') return listOf(change).map(normal);
  const part = (key: string) =>
    change.collection?.kind === 'dictionary'
      ? change.collection.entries
          .filter(([name]) => textOf(name)?.toLowerCase() === key)
          .flatMap(([, value]) => listOf(value).map(normal))
      : [];
  const removed = new Set(part('remove').map((text) => text.toLowerCase()));
  const kept = current.filter((text) => !removed.has(text.toLowerCase()));
  const known = new Set(kept.map((text) => text.toLowerCase()));
  return [...kept, ...part('add').filter((text) => !known.has(text.toLowerCase()))];
}
