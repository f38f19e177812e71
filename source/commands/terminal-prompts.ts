import type { HostAnswer, HostPrompt, HostPrompts, Secret } from '../domain/index.ts';
import { neutralise } from '../format/index.ts';
import type { CommandIo } from './io.ts';
import { askLine, askSecret } from './terminal-questions.ts';

/** A server's questions on a terminal, one after another. */
export function terminalPrompts(io: CommandIo): HostPrompts {
  let last: Promise<unknown> = Promise.resolve();
  return {
    ask: (prompt, signal) => {
      const answer = last.then(() => {
        signal.throwIfAborted();
        return ask(io, prompt);
      });
      last = answer.catch(() => {});
      return answer;
    },
  };
}

async function ask(io: CommandIo, prompt: HostPrompt): Promise<HostAnswer> {
  if (prompt.kind !== 'line') {
    for (const text of [prompt.caption, prompt.message]) if (text) io.stderr.write(`${neutralise(text)}\n`);
  }
  switch (prompt.kind) {
    case 'choice':
      return { kind: 'choice', index: await askChoice(io, prompt) };
    case 'fields': {
      const values = new Map<string, string | Secret>();
      for (const { name, label, secret } of prompt.fields) {
        const question = `${neutralise(label || name)}: `;
        values.set(name, secret ? await askSecret(io, question) : await askLine(io, question));
      }
      return { kind: 'fields', values };
    }
    case 'line':
      return { kind: 'line', text: prompt.secret ? await askSecret(io, '') : await askLine(io, '') };
    case 'credential': {
      const user = prompt.user || (await askLine(io, 'User principal name: '));
      return {
        kind: 'credential',
        credential: { user, password: await askSecret(io, `Password for ${neutralise(user)}: `) },
      };
    }
  }
}

async function askChoice(io: CommandIo, prompt: Extract<HostPrompt, { kind: 'choice' }>): Promise<number> {
  const choices = prompt.choices.map(({ label }) => {
    const at = label.indexOf('&');
    return {
      text: neutralise(label.replace('&', '')),
      letter: (at < 0 ? label[0] : label[at + 1])?.toLowerCase() ?? '',
    };
  });
  const offered = choices.map(({ text, letter }, index) => {
    const mark = index === prompt.defaultChoice ? ' (default)' : '';
    return `[${letter.toUpperCase()}] ${text}${mark}`;
  });
  for (;;) {
    const given = (await askLine(io, `${offered.join('  ')}: `)).toLowerCase();
    if (given === '' && prompt.defaultChoice >= 0) return prompt.defaultChoice;
    const index = choices.findIndex(({ text, letter }) => given === letter || given === text.toLowerCase());
    if (index >= 0) return index;
  }
}
