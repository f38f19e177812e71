import { semantics } from '../../../source/language/types/index.ts';
import type { Answer, Canonical } from '../../peers/powershell/evaluator.ts';
import type { Ran, Said } from './lab.ts';

/** What both programs gave, in a form that can be compared. */
export const shown = ({ output, said, failure, text }: Ran) => ({
  types: output.map((value) => (value === null ? 'null' : semantics.typeNameOf(value))).filter(isValue),
  text,
  said: said.filter(isHeard).map(saidText),
  failure: failure ? saidText(failure) : '',
});

export const shownOf = ({ output, streams, error, text }: Answer) => ({
  types: output.map(typeOf).filter(isValue),
  text,
  said: streams
    .map(
      ([stream, words, record]): Said =>
        record ? { stream, text: record.message, id: record.id, category: record.category } : { stream, text: words },
    )
    .filter(isHeard)
    .map(saidText),
  failure: error ? saidText({ stream: 'error', text: error.message, id: error.id, category: error.category }) : '',
});

/** How what is laid out is handed from command to command is nobody's business. */
const isValue = (type: string) => !type.startsWith('Microsoft.PowerShell.Commands.Internal.Format.');

/** A host without a screen is not told of -WhatIf. */
const isHeard = ({ stream, text }: Said) => stream !== 'progress' && !text.startsWith('What if: ');

const saidText = ({ stream, text, id = '', category = '' }: Said) => `${stream}: ${text} (${id}, ${category})`;

function typeOf(value: Canonical): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value[0];
  const one = value as Exclude<Canonical, null | readonly [string, string]>;
  return 'type' in one ? one.type : one.base[0];
}
