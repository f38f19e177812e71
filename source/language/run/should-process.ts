import { answered } from './answered.ts';
import { fail } from './failure.ts';
import type { Frame } from './frame.ts';
import { preference } from './recover.ts';
import type { Streams } from './streams.ts';
import type { Value } from './value.ts';
import type { Work } from './work.ts';

const levels = ['none', 'low', 'medium', 'high'];

/** What an answer for all said, for the rest of a command. */
export interface ConfirmMemory {
  all?: boolean;
}

export interface ShouldProcessRequest {
  readonly target: string;
  readonly action: string;
  readonly impact: 'none' | 'low' | 'medium' | 'high';
  readonly common: ReadonlyMap<string, Value>;
  readonly memory: ConfirmMemory;
  /** Shown in place of the sentence made of action and target. */
  readonly description?: string;
}

/** Whether to go on: -WhatIf, -Confirm, and the preferences (about_Functions_CmdletBindingAttribute). */
export function* shouldProcess(request: ShouldProcessRequest, frame: Frame, streams: Streams): Work<boolean> {
  const { toBoolean } = frame.session.semantics;
  const sentence = request.description ?? `Performing the operation "${request.action}" on target "${request.target}".`;
  const whatIf = request.common.get('whatif') ?? frame.scope.find('whatifpreference')?.value;
  if (whatIf !== undefined && typeof whatIf !== 'symbol' && toBoolean(whatIf)) {
    streams.host(`What if: ${sentence}`, {});
    if (streams.waits) yield* streams.drain();
    return false;
  }
  streams.verbose(sentence);
  const asked = request.common.get('confirm');
  if (asked !== undefined && !toBoolean(asked)) return true;
  const preferred = preference(frame, 'ConfirmPreference');
  const threshold = levels.indexOf(levels.includes(preferred) ? preferred : 'high');
  const isAsked = asked !== undefined || (threshold > 0 && levels.indexOf(request.impact) >= threshold);
  if (!isAsked) return true;
  return yield* confirmed('Are you sure you want to perform this action?', sentence, request.memory, frame);
}

export function* confirmed(caption: string, message: string, memory: ConfirmMemory, frame: Frame): Work<boolean> {
  if (memory.all !== undefined) return memory.all;
  const prompts = frame.session.ports?.prompts;
  if (!prompts) {
    throw fail({
      message: `Nobody can be asked here: ${message}`,
      id: 'NobodyToAsk',
      category: 'InvalidOperation',
      recommendedAction: 'Run it with -Confirm:$false, or with -WhatIf to see what it would do.',
    });
  }
  const choices = [
    { label: '&Yes', help: 'Continue with only the next step of the operation.' },
    { label: 'Yes to &All', help: 'Continue with all the steps of the operation.' },
    { label: '&No', help: 'Skip this operation and proceed with the next operation.' },
    { label: 'No to A&ll', help: 'Skip this operation and all subsequent operations.' },
  ];
  const answer = yield* answered(prompts.choice('Confirm', `${caption}\n${message}`, choices, 0));
  if (answer === 1) memory.all = true;
  if (answer === 3) memory.all = false;
  return answer === 0 || answer === 1;
}
