import type { Failure } from '../domain/index.ts';
import { neutralise } from '../format/index.ts';

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
