import { type ErrorFacts, shortened, stripWrappers } from '../domain/index.ts';
import { clean } from '../text/clean.ts';

/** An error record as shown. Every text is clean; the message may have several lines, with marks below places. */
export interface ErrorText {
  /** Begins with line and cmdlet where those are known. Without PowerShell's wrappers and Exchange's brackets. */
  readonly message: readonly string[];
  /** `ObjectNotFound · ManagementObjectNotFoundException`: category and exception, empty where neither was sent. */
  readonly kind: string;
  /** What the server advises to do; empty where it does not say. */
  readonly advice: string;
  /** FullyQualifiedErrorId without Exchange's brackets. */
  readonly id: string;
  /** What stood in the brackets: Server, RequestId, TimeStamp, FailureCategory, … */
  readonly details: readonly (readonly [name: string, value: string])[];
}

/** Takes apart what Exchange puts into message and id: `[Server=…,RequestId=…,TimeStamp=…] [FailureCategory=…] text`. */
export function errorText(error: ErrorFacts): ErrorText {
  const message = stripWrappers(error.message);
  const id = stripWrappers(error.fqeid);
  const exception = error.exceptionType.slice(error.exceptionType.lastIndexOf('.') + 1);
  const place = [error.line === undefined ? '' : `line ${error.line}`, error.command ?? ''].filter(
    (part) => part !== '',
  );
  const said = message.text || error.message || id.text || 'The server sent an error without a text.';
  const text = shortened(said, { characters: said.length }, message.leftOut);
  const isNamed = error.command !== undefined && text.startsWith(error.command);
  const before = (isNamed ? place.slice(0, -1) : place).join(', ');
  const details = Object.entries({ ...error.details, ...id.details, ...message.details });
  return {
    message: `${before === '' ? '' : `${before}: `}${text}`
      .split(/\r\n|\n|\r/)
      .map((line) => clean(line.replaceAll('\t', '    '))),
    kind: clean([error.category, exception].filter((part) => part !== '').join(' · ')),
    advice: clean(error.recommendedAction),
    id: clean(id.text),
    details: details.map(([name, value]) => [clean(name), clean(value)] as const),
  };
}
