import {
  durationText,
  type Failure,
  type LoggedLine,
  ownWords,
  screenWords,
  type TranscriptLine,
} from '../../domain/index.ts';
import { neutralise } from '../../text/neutralise.ts';
import { widthOf } from '../../text/width.ts';
import { presentable } from './presentable.ts';

/** Cells before a further line of what was submitted. */
const mostIndent = 16;

/** The submitted line as the transcript shows it, with the prompt before it. */
export function inputLines(connection: string, text: string): readonly TranscriptLine[] {
  const prompt = `${connection}> `;
  // Below the name, where that leaves the line enough room.
  const more = '>> '.padStart(Math.min(widthOf(prompt), mostIndent));
  return text.split(/\r\n|\r|\n/).map((line, index) => ({
    kind: 'input',
    text: neutralise(`${index === 0 ? prompt : more}${line}`),
  }));
}

/** Below what a line gave, where it is worth saying: that it was stopped, and how long it took. */
export function endLines({ outcome, milliseconds }: LoggedLine): readonly TranscriptLine[] {
  const took = milliseconds < worthSaying ? '' : durationText(milliseconds);
  const ended = (text: string): readonly TranscriptLine[] => [{ kind: 'end', text }];
  if (outcome === 'stopped') return ended(took === '' ? 'Stopped.' : `Stopped after ${took}.`);
  return took === '' || outcome === 'lost' ? [] : ended(`Took ${took}.`);
}

/** What is over sooner nobody waited for; milliseconds. */
const worthSaying = 1000;

export function note(text: string): readonly TranscriptLine[] {
  return [{ kind: 'note', text: neutralise(text) }];
}

/** What happened, why, and what to do next, a line each. */
export function failureLines(failure: Failure): readonly TranscriptLine[] {
  const shown = presentable(failure);
  const words = failure.kind === 'local' ? undefined : ownWords(shown);
  return [
    { kind: 'error', text: shown.what },
    { kind: 'note', text: shown.why },
    { kind: 'note', text: `→ ${screenWords(shown.next)}` },
    ...(words === undefined
      ? []
      : `The server said: ${words}`.split('\n').map((text) => ({ kind: 'note' as const, text }))),
  ];
}
