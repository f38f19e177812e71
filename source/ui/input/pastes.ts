import type { TerminalEvent } from './input-event.ts';

/** Text, tabs and line ends alone, with something behind a line end: more than fingers press at once. */
export const burst = /^(?=.*[\r\n][^\r\n])[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$/s;

/** A text from elsewhere as it may stand at a prompt: line ends are one, and nothing in it controls a terminal. */
export function pastedText(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').replaceAll(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '');
}

/** Pasted control characters would act on the prompt as keys do; all but line ends and tabs are left out. */
export function paste(text: string, events: TerminalEvent[]): void {
  const clean = pastedText(text);
  if (clean !== '') events.push({ type: 'paste', text: clean });
}
