import { binding } from './binding.ts';
import type { Case } from './case.ts';
import { data } from './data.ts';
import { errors } from './errors.ts';
import { input } from './input.ts';
import { layouts } from './layouts.ts';
import { objects } from './objects.ts';
import { prompts } from './prompts.ts';
import { statements } from './statements.ts';
import { streams } from './streams.ts';
import { values } from './values.ts';
import { variables } from './variables.ts';

export type { Case } from './case.ts';

/** What a server's command says, gives and asks, and how a line is bound: what the user sees is the same in both engines. */
export const cases: Readonly<Record<string, readonly Case[]>> = {
  streams,
  values,
  objects,
  layouts,
  data,
  variables,
  binding,
  input,
  statements,
  errors,
  prompts,
};
