import type { Failure } from '../../domain/index.ts';
import { neutralise } from '../../text/neutralise.ts';

/** A failure as lines of text for who has to find its cause: ready for a ticket or a mail. */
export function failureReport(failure: Failure): string {
  const { id, what, why, next, original, details = {} } = presentable(failure);
  return [
    what,
    `Why: ${why}`,
    `Next: ${next}`,
    ...(original === undefined ? [] : [`The server said: ${original}`]),
    ...Object.entries(details).map(([name, value]) => `${name}: ${value}`),
    `Failure id: ${id}`,
  ].join('\n');
}

/** A failure whose texts may go to the terminal: parts of them come from servers. */
export function presentable(failure: Failure): Failure {
  const { original, details } = failure;
  return {
    ...failure,
    what: neutralise(failure.what),
    why: neutralise(failure.why),
    next: neutralise(failure.next),
    ...(original === undefined
      ? {}
      : {
          original: original
            .split(/\r\n|\r|\n/)
            .map((line) => neutralise(line))
            .join('\n'),
        }),
    ...(details === undefined
      ? {}
      : {
          details: Object.fromEntries(
            Object.entries(details).map(([name, value]) => [neutralise(name), neutralise(value)]),
          ),
        }),
  };
}
