import { transcode } from 'node:buffer';
import { type HostAnswer, type HostPrompts, Secret } from '../../../domain/index.ts';
import type { PromptPort } from '../../../language/index.ts';
import type { LineOutput } from './line-output.ts';

/** How commands of this side ask: as the server does, out of the caller's prompts. */
export class LinePrompts implements PromptPort {
  readonly #prompts: HostPrompts;
  readonly #output: LineOutput;
  readonly #signal: AbortSignal;

  constructor(prompts: HostPrompts, output: LineOutput, signal: AbortSignal) {
    this.#prompts = prompts;
    this.#output = output;
    this.#signal = signal;
  }

  async line(prompt: string): Promise<string> {
    const { text } = await this.#line(prompt, false);
    if (typeof text === 'string') return text;
    try {
      return text.use((bytes) => new TextDecoder().decode(bytes));
    } finally {
      text.wipe();
    }
  }

  async secret(prompt: string): Promise<Uint8Array> {
    const { text } = await this.#line(prompt, true);
    const secret = typeof text === 'string' ? Secret.fromText(text) : text;
    try {
      return secret.use((bytes) => transcode(bytes, 'utf8', 'utf16le'));
    } finally {
      secret.wipe();
    }
  }

  async choice(
    caption: string,
    message: string,
    choices: readonly { readonly label: string; readonly help: string }[],
    initial: number,
  ): Promise<number> {
    await this.#output.beforeQuestion();
    const answer = await this.#prompts.ask(
      { kind: 'choice', caption, message, choices, defaultChoice: initial, asker: 'line' },
      this.#signal,
    );
    return held(answer, 'choice').index;
  }

  async #line(prompt: string, secret: boolean): Promise<Extract<HostAnswer, { kind: 'line' }>> {
    await this.#output.beforeQuestion();
    const words = prompt === '' ? {} : { words: prompt };
    return held(await this.#prompts.ask({ kind: 'line', secret, asker: 'line', ...words }, this.#signal), 'line');
  }
}

function held<Kind extends HostAnswer['kind']>(answer: HostAnswer, kind: Kind): Extract<HostAnswer, { kind: Kind }> {
  if (answer.kind !== kind) throw new TypeError(`A prompt for a ${kind} was answered with a ${answer.kind}.`);
  return answer as Extract<HostAnswer, { kind: Kind }>;
}
