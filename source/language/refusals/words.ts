import { LanguageError, type Span } from '../errors.ts';
import type { Keyword } from '../tree.ts';

export const unsupported = (what: string, place: Span, next: string): LanguageError =>
  new LanguageError(what, place, next, 'unsupported');

const keywords = new Set(
  `begin break catch class clean configuration continue data do dynamicparam else elseif end enum exit filter finally for
  foreach from function hidden if in inlinescript parallel param process return sequence static switch throw trap try
  until using var while workflow`.split(/\s+/),
);

/** A word that PowerShell keeps for itself, where a statement or a command's name begins. */
export function refuseKeyword({ source, start, end }: Keyword): LanguageError | undefined {
  if (!keywords.has(source.toLowerCase())) return undefined;
  return unsupported(
    `The keyword ${source} is not understood here: there are pipelines of commands, and variables.`,
    { start, end },
    'Run the commands line by line.',
  );
}
