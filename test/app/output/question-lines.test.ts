import { describe, expect, it } from 'vitest';
import { questionLines } from '../../../source/app/output/question-lines.ts';
import { type HostAnswer, type HostPrompt, Secret } from '../../../source/domain/index.ts';

const shown = (prompt: HostPrompt, answer: HostAnswer | undefined) =>
  questionLines(prompt, answer).map(({ text }) => text);
const choice: HostPrompt = {
  kind: 'choice',
  caption: 'Confirm',
  message: 'Are you sure?\nRemoving \u001b[31mravi.',
  choices: ['&Yes', 'No to A&ll', 'はい(&Y)'].map((label) => ({ label, help: '' })),
  defaultChoice: 0,
};

describe('the transcript of a question', () => {
  it('keeps what was asked and what was answered, harmless', () => {
    expect(shown(choice, { kind: 'choice', index: 1 })).toEqual([
      '? Confirm',
      '? Are you sure?',
      '? Removing ␛[31mravi.',
      '→ No to All',
    ]);
    expect(shown(choice, { kind: 'choice', index: 2 }).at(-1)).toBe('→ はい');
    expect(shown(choice, undefined).at(-1)).toBe('→ not answered');
  });

  it('never keeps a secret', () => {
    const field = { label: '', typeName: '', help: '', defaultValue: undefined };
    const fields: HostPrompt = {
      kind: 'fields',
      caption: '',
      message: 'Supply values',
      fields: [
        { ...field, name: 'Name', secret: false, label: '&Name' },
        { ...field, name: 'Password', secret: true },
      ],
    };
    const secret = Secret.fromText('geheim');
    const values = new Map<string, string | Secret>([
      ['Name', 'Adele'],
      ['Password', secret],
    ]);
    expect(shown(fields, { kind: 'fields', values })).toEqual(['? Supply values', '→ Name: Adele', '→ Password: •••']);
    expect(shown({ kind: 'line', secret: true }, { kind: 'line', text: secret })).toEqual([
      '? A line of text',
      '→ •••',
    ]);
    expect(shown({ kind: 'line', secret: false, words: 'Name: ' }, { kind: 'line', text: 'Adele' })).toEqual([
      '? Name:',
      '→ Adele',
    ]);
    const credential: HostPrompt = { kind: 'credential', caption: 'Sign in', message: '', user: '' };
    expect(shown(credential, { kind: 'credential', credential: { user: 'a@b.c', password: secret } })).toEqual([
      '? Sign in',
      '→ a@b.c, with a password',
    ]);
  });

  it('is bounded', () => {
    const long = { ...choice, message: `${'x'.repeat(2_000)}\n`.repeat(100) };
    const lines = shown(long, { kind: 'choice', index: 0 });
    expect(lines).toHaveLength(14);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(520);
  });
});
