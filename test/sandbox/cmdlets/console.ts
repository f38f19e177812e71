import { PsObject, type PsValue } from '../../../source/objects/index.ts';
import type { Choice, CmdletError, ProgressRecord } from '../../../source/sandbox/cmdlets/types.ts';
import { CmdletFailure } from '../../../source/sandbox/cmdlets/types.ts';
import { textOf } from '../../../source/sandbox/directory/text-values.ts';
import { createOrganisation, type Organisation } from '../../../source/sandbox/organisation.ts';

export const start = Date.UTC(2026, 10, 22, 12, 0, 0);

export interface Outcome {
  readonly output: readonly PsObject[];
  readonly errors: readonly CmdletError[];
  readonly warnings: readonly string[];
  readonly hostLines: readonly string[];
  readonly progress: readonly ProgressRecord[];
  readonly prompts: readonly { readonly message: string; readonly choices: readonly Choice[] }[];
  /** Set where the pipeline ended with it. */
  readonly failure: CmdletError | undefined;
  /** Milliseconds that the cmdlets took for themselves. */
  readonly paused: number;
}

export interface Console {
  readonly organisation: Organisation;
  /** Moves the clock on, in milliseconds. */
  wait(milliseconds: number): void;
  /** Answers for the prompts to come, as indexes; undefined: the host cannot ask. */
  answers: number[] | undefined;
  /** Runs one command with named arguments; a number's key is a positional argument. */
  run(name: string, parameters?: Record<string, PsValue>, input?: readonly PsValue[]): Promise<Outcome>;
}

/** A console on one organisation: what an endpoint would do, without an endpoint. */
export function openConsole(
  options: { seed?: number; mailboxes?: number; servers?: number; user?: string; server?: number } = {},
): Console {
  let time = start;
  const organisation = createOrganisation({
    seed: options.seed ?? 7,
    mailboxes: options.mailboxes ?? 60,
    servers: options.servers ?? 3,
    now: () => time,
  });
  const user = organisation.findUser(options.user ?? 'mira@contoso.com');
  const server = organisation.servers[options.server ?? 0];
  if (!user || !server) throw new Error('No such user or server.');
  const console: Console = {
    organisation,
    answers: [],
    wait: (milliseconds) => {
      time += milliseconds;
    },
    async run(name, parameters = {}, input) {
      const outcome = {
        output: [] as PsObject[],
        errors: [] as CmdletError[],
        warnings: [] as string[],
        hostLines: [] as string[],
        progress: [] as ProgressRecord[],
        prompts: [] as { message: string; choices: readonly Choice[] }[],
        failure: undefined as CmdletError | undefined,
        paused: 0,
      };
      const args = Object.entries(parameters).map(([key, value]) => ({
        name: /^\d+$/.test(key) ? undefined : key,
        value,
      }));
      const answers = console.answers;
      await organisation
        .invoke(
          { name, arguments: args, input, server, user },
          {
            writeOutput: (value) => void (value instanceof PsObject && outcome.output.push(value)),
            writeError: (error) => void outcome.errors.push(error),
            writeWarning: (text) => void outcome.warnings.push(text),
            writeVerbose: () => undefined,
            writeInformation: () => undefined,
            writeProgress: (progress) => void outcome.progress.push(progress),
            writeHostLine: (text) => void outcome.hostLines.push(text),
            promptForChoice: answers
              ? async (prompt) => {
                  outcome.prompts.push(prompt);
                  const answer = answers.shift();
                  if (answer === undefined) throw new Error(`Nobody answers: ${prompt.message}`);
                  return answer;
                }
              : undefined,
            now: () => time,
            pause: async (milliseconds) => {
              outcome.paused += milliseconds;
            },
            signal: new AbortController().signal,
          },
        )
        .catch((failure: unknown) => {
          if (!(failure instanceof CmdletFailure)) throw failure;
          outcome.failure = failure.error;
        });
      return outcome;
    },
  };
  return console;
}

/** One property of every object, as text. */
export function column(objects: readonly PsObject[], property: string): string[] {
  return objects.map((object) => textOf(object.get(property)) ?? '');
}
