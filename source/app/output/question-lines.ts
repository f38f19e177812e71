import { type HostAnswer, type HostPrompt, plainLabel, type TranscriptLine } from '../../domain/index.ts';
import { neutralise } from '../../format/index.ts';

/** Rows of a question that the transcript keeps: who answers has read it whole. */
const mostLines = 12;
const longestLine = 500;

/** What a server asked and what was answered, as the transcript keeps it; never a secret. Undefined: nobody answered. */
export function questionLines(prompt: HostPrompt, answer: HostAnswer | undefined): readonly TranscriptLine[] {
  const asked = askedText(prompt)
    .flatMap((text) => text.split(/\r\n|\r|\n/))
    .filter((text) => text.trim() !== '');
  const shown = asked.length > mostLines ? [...asked.slice(0, mostLines), '…'] : asked;
  return [...shown.map((text) => `? ${text}`), ...answerText(prompt, answer).map((text) => `→ ${text}`)].map(
    (text) => ({
      kind: 'note',
      text: neutralise(text.length > longestLine ? `${text.slice(0, longestLine)}…` : text),
    }),
  );
}

function askedText(prompt: HostPrompt): readonly string[] {
  return prompt.kind === 'line' ? [(prompt.words ?? 'A line of text').trimEnd()] : [prompt.caption, prompt.message];
}

function answerText(prompt: HostPrompt, answer: HostAnswer | undefined): readonly string[] {
  if (!answer) return ['not answered'];
  switch (answer.kind) {
    case 'choice': {
      const label = prompt.kind === 'choice' ? prompt.choices[answer.index]?.label : undefined;
      return [plainLabel(label ?? `${answer.index}`)];
    }
    case 'fields': {
      const fields = prompt.kind === 'fields' ? prompt.fields : [];
      const labels = new Map(fields.map(({ name, label }) => [name, plainLabel(label || name)]));
      return [...answer.values].map(([name, value]) => `${labels.get(name) ?? name}: ${shownText(value)}`);
    }
    case 'line':
      return [shownText(answer.text)];
    case 'credential':
      return [`${answer.credential.user}, with a password`];
  }
}

const shownText = (value: unknown) => (typeof value === 'string' ? value : '•••');
