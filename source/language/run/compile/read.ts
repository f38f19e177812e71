import type { Frame } from '../frame.ts';
import type { Worth } from '../value.ts';
import { plainKey, readVariable } from '../variables.ts';
import type { Compiler } from './compiler.ts';

/** What reads a variable: one of the frame's own scope is kept where the frame keeps what it found. */
export function compileRead(name: string, c: Compiler): (frame: Frame) => Worth {
  const key = plainKey(name);
  if (key === undefined) return readVariable(name);
  const slot = c.slot(key);
  return (frame) => {
    const variable = frame.own(slot) ?? frame.scope.findOutside(key);
    return variable === undefined ? null : variable.value;
  };
}
