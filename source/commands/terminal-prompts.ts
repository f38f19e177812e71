import {
  type HostAnswer,
  type HostPrompt,
  type HostPrompts,
  labelLetter,
  plainLabel,
  type Secret,
  startingAnswer,
} from '../domain/index.ts';
import { neutralise } from '../text/neutralise.ts';
import { type CommandIo, isInteractive } from './io.ts';
import type { Asking, Drawing, Questions } from './questions.ts';

/** A server's questions on the terminal; `subject` says which server asks, where several are at work. */
export function terminalPrompts(questions: Questions, subject: string | undefined): HostPrompts {
  return {
    ask: (prompt, signal) => questions.together((asking) => ask(asking, prompt, subject), signal),
  };
}

/** Answers what exterm itself asks before a change, for the connections that were named beforehand. */
export function confirming(names: readonly string[], prompts: HostPrompts): HostPrompts {
  const given = new Set(names.map((name) => name.toLowerCase()));
  return {
    ask: async (prompt, signal) => {
      const name = prompt.kind === 'fields' ? prompt.confirms : undefined;
      if (name === undefined || !given.has(name.toLowerCase())) return prompts.ask(prompt, signal);
      return { kind: 'fields', values: new Map([['Name', name]]) };
    },
  };
}

/** Where nobody can answer, a question stops the command, and the user hears what it was. */
export function nobodyAnswers(io: CommandIo, drawing: Drawing, subject: string | undefined): HostPrompts {
  const advice = isInteractive(io)
    ? 'Standard input was taken for the password.'
    : 'Nobody can answer without a terminal.';
  return {
    ask: async (prompt) => {
      const asked = [`${whoAsks(prompt, subject)}:`, ...questionOf(prompt)].join(' ');
      const remedy = remedyFor(prompt);
      drawing.hold();
      io.stderr.write(`${neutralise(asked)}\n  ${advice} The command was stopped; ${remedy}.\n`);
      drawing.release();
      throw noAnswer();
    },
  };
}

/** As `prompts`, but where they give no answer the question is answered in the negative: who sent the change hears of it. */
export function declining(prompts: HostPrompts): HostPrompts {
  return {
    ask: async (prompt, signal) => {
      try {
        return await prompts.ask(prompt, signal);
      } catch (error) {
        if (signal.aborted || prompt.kind !== 'fields' || prompt.confirms === undefined) throw error;
        return { kind: 'fields', values: new Map() };
      }
    },
  };
}

/** exterm's own question says itself which connection it is about. */
function whoAsks(prompt: HostPrompt, subject: string | undefined): string {
  if (prompt.kind === 'fields' && prompt.confirms !== undefined) return 'exterm asks';
  const asker = askers[prompt.asker ?? 'server'];
  if (subject === undefined) return `${asker} asks`;
  return prompt.asker === undefined ? `${subject} asks` : `${subject}: ${asker} asks`;
}

const askers = { server: 'The server', line: 'A command on this computer', powershell: 'A command in PowerShell' };

function remedyFor(prompt: HostPrompt): string {
  if (prompt.kind === 'choice') return 'add -Confirm:$false if you are sure';
  if (prompt.kind === 'fields' && prompt.confirms !== undefined)
    return `add --confirm-name ${prompt.confirms} if you are sure`;
  return prompt.kind === 'line' ? 'give it as a parameter' : 'give the missing parameter with the command';
}

function questionOf(prompt: HostPrompt): readonly string[] {
  const words =
    prompt.kind === 'line'
      ? [prompt.words?.replace(/:\s*$/, '') ?? 'a line of text']
      : [prompt.message || prompt.caption];
  const fields =
    prompt.kind === 'fields' ? prompt.fields.map(({ name, label }) => plainLabel(label || name)).join(', ') : '';
  const user = prompt.kind === 'credential' ? `the password of ${prompt.user || 'an account'}` : '';
  return [...words, fields, user]
    .filter((text) => text !== '')
    .map((text) => text.replaceAll(/(?<!\s)\s*[\r\n]+\s*/g, ' '));
}

async function ask(asking: Asking, prompt: HostPrompt, subject: string | undefined): Promise<HostAnswer> {
  if (subject !== undefined) asking.say(`${whoAsks(prompt, subject)}:`);
  if (prompt.kind !== 'line') {
    for (const text of [prompt.caption, prompt.message]) if (text) asking.say(text);
  }
  switch (prompt.kind) {
    case 'choice':
      return { kind: 'choice', index: await askChoice(asking, prompt) };
    case 'fields': {
      const values = new Map<string, string | Secret>();
      for (const { name, label, secret } of prompt.fields) {
        const question = `${plainLabel(label || name)}: `;
        values.set(name, answered(secret ? await asking.secret(question) : await asking.line(question)));
      }
      return { kind: 'fields', values };
    }
    case 'line':
      return { kind: 'line', text: answered(await askLine(asking, prompt)) };
    case 'credential': {
      const user = prompt.user || answered(await asking.line('User principal name: '));
      const password = answered(await asking.secret(`Password for ${user}: `));
      return { kind: 'credential', credential: { user, password } };
    }
  }
}

const askLine = (asking: Asking, { secret, words = '' }: Extract<HostPrompt, { kind: 'line' }>) =>
  secret ? asking.secret(words) : asking.line(words);

/** Enter alone takes the answer that is marked; `?` tells what each means, as a console does. */
async function askChoice(asking: Asking, prompt: Extract<HostPrompt, { kind: 'choice' }>): Promise<number> {
  const marked = startingAnswer(prompt, '');
  const choices = prompt.choices.map(({ label, help }) => {
    const text = plainLabel(label);
    return { text, letter: labelLetter(label) || (text[0]?.toUpperCase() ?? ''), help };
  });
  const offered = choices.map(
    ({ text, letter }, index) => `[${letter}] ${text}${index === marked ? ' (default)' : ''}`,
  );
  for (;;) {
    const given = answered(await asking.line(`${offered.join('  ')}  [?] Help: `))
      .trim()
      .toLowerCase();
    if (given === '' && marked >= 0) return marked;
    const index = choices.findIndex(({ text, letter }) => [letter.toLowerCase(), text.toLowerCase()].includes(given));
    if (given !== '' && index >= 0) return index;
    if (given === '?') for (const { text, letter, help } of choices) asking.say(`${letter} - ${help || text}`);
  }
}

/** The input has ended: the pipeline stops, as HostPrompts asks for. */
function answered<T>(answer: T | undefined): T {
  if (answer === undefined) throw noAnswer();
  return answer;
}

function noAnswer(): DOMException {
  return new DOMException('Nobody answers.', 'AbortError');
}
