import type { HostAnswer, HostPrompt, HostPrompts } from '../../domain/index.ts';

/**
 * Where a line's questions go. A question outlives neither its line nor a stop, whatever the engine's own signal does; each
 * is told with its answer, or without one.
 */
export function linePrompts(
  prompts: HostPrompts,
  ended: readonly AbortSignal[],
  told: (prompt: HostPrompt, answer: HostAnswer | undefined) => void,
): HostPrompts {
  return {
    ask: async (prompt, signal) => {
      let answer: HostAnswer | undefined;
      try {
        answer = await prompts.ask(prompt, AbortSignal.any([signal, ...ended]));
        return answer;
      } finally {
        told(prompt, answer);
      }
    },
  };
}
