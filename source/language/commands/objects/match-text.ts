import { LiveObject } from '../../run/value.ts';
import type { CommandContext } from '../command.ts';

/** The line with those around it, as Select-String shows them. */
export function contextText(found: LiveObject, { semantics }: CommandContext): string {
  const read = (name: string) => found.properties.get(name.toLowerCase())?.value ?? null;
  const context = read('Context');
  const lines = (name: string) =>
    context instanceof LiveObject
      ? (semantics.itemsOf(context.properties.get(name.toLowerCase())?.value ?? null) ?? [])
      : [];
  const number = Number(semantics.toText(read('LineNumber')));
  const path = semantics.toText(read('Path'));
  const before = lines('PreContext');
  return [
    ...before.map((line, index) => `  ${path}:${number - before.length + index}:${semantics.toText(line)}`),
    `> ${path}:${number}:${semantics.toText(read('Line'))}`,
    ...lines('PostContext').map((line, index) => `  ${path}:${number + index + 1}:${semantics.toText(line)}`),
  ].join('\n');
}
