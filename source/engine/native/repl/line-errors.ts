import type { ErrorFacts, PipelineRecord } from '../../../domain/index.ts';
import { type ErrorObject, LanguageError, lineOf, type ReadScript, showError } from '../../../language/index.ts';
import { ownError } from '../../records.ts';

const categories: Partial<Record<LanguageError['kind'], string>> = {
  value: 'InvalidArgument',
  endless: 'OperationTimeout',
};

/** A text as its errors quote it: not where it looks as if it held a secret. */
export interface Quoted {
  readonly text: string;
  readonly holdsSecret: boolean;
}

/** What is wrong, with the line of the text that it is about. The last line of `showError` has a place of its own. */
const quoted = ({ text, holdsSecret }: Quoted, error: LanguageError): string =>
  holdsSecret ? error.message : showError(text, error).slice(0, -1).join('\n');

/** An error of the language as it is shown: of what cannot be read or run, or of this program itself. */
export function ownFailure(error: unknown, text: Quoted): ErrorFacts {
  if (!(error instanceof LanguageError)) {
    const words = error instanceof Error ? error.message : 'Something unexpected failed.';
    return ownError(words, 'InternalError', 'Run the line again. If it stays so, please report it.');
  }
  const facts = ownError(quoted(text, error), `Line.${error.kind}`, error.next);
  return { ...facts, category: categories[error.kind] ?? 'ParserError' };
}

/** How a line's errors are shown: with the cmdlet that they are of, and with their line where the text has several. */
export function errorRecords({ result }: ReadScript, holdsSecret: boolean): (error: ErrorObject) => PipelineRecord {
  const { text, tree } = result;
  const isBlock = tree.statements.length + tree.blocks.length > 1 && /[\r\n]/.test(text.trim());
  return (error) => {
    const { place, command } = error;
    const line = place && (isBlock || place.unit.text !== text) ? lineOf(place).line : undefined;
    const where = {
      ...(command === '' ? {} : { command }),
      ...(line === undefined ? {} : { line }),
    };
    const sent = error.origin as ErrorFacts | undefined;
    return { stream: 'error', error: { ...where, ...(sent ?? ownFacts(error, holdsSecret)) } };
  };
}

function ownFacts(error: ErrorObject, holdsSecret: boolean): ErrorFacts {
  const { place, message, recommendedAction } = error;
  const shown =
    place && error.command === ''
      ? quoted({ text: place.unit.text, holdsSecret }, new LanguageError(message, place.span, ''))
      : message;
  return {
    message: shown,
    fqeid: error.id,
    category: error.category,
    target: error.targetName,
    exceptionType: error.exception.typeName,
    recommendedAction,
    source: undefined,
  };
}
