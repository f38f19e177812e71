import type { FilePort } from '../command.ts';

const stacks = new WeakMap<FilePort, string[]>();

/** Folders that Push-Location left, of one session. */
export function stackOf(files: FilePort): string[] {
  const stack = stacks.get(files) ?? [];
  stacks.set(files, stack);
  return stack;
}
