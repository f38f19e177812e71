import { classify, FailureError, type FailureFacts } from '../../domain/index.ts';
import { decodeErrorRecord } from '../../psrp/index.ts';
import { addressOf, type Correspondent } from '../server/correspondent.ts';
import type { AgentMessage } from './link/message.ts';
import type { ProcessEnd } from './process/powershell-process.ts';

/** The PowerShell process is gone, or can no longer be talked to. */
export class PowerShellEnded extends Error {
  override readonly name = 'PowerShellEnded';
  readonly facts: FailureFacts;

  constructor(facts: FailureFacts) {
    super(facts.text ?? 'PowerShell has ended.');
    this.facts = facts;
  }
}

/** An operation that PowerShell ended with an error. */
export class PowerShellFailed extends Error {
  override readonly name = 'PowerShellFailed';
  readonly facts: FailureFacts;

  constructor(facts: FailureFacts) {
    super(facts.text ?? 'PowerShell failed.');
    this.facts = facts;
  }
}

/** What is known of a process that ended. Its last words may come from anywhere: they are data. */
export function factsOfEnd({ code, signal, error, lastWords }: ProcessEnd): FailureFacts {
  if (error) return missingExecutable(error.message);
  const how = signal === null ? `It ended with code ${code ?? 'none'}.` : `It was ended by ${signal}.`;
  return {
    layer: 'local',
    network: 'powershell.ended',
    text: lastWords === '' ? how : `${how} Its last words: ${lastWords}`,
  };
}

export function missingExecutable(text: string): FailureFacts {
  return { layer: 'local', network: 'powershell.missing', text };
}

/** An error record of PowerShell's as facts. */
export function factsOfRecord(message: AgentMessage, to: Correspondent): FailureFacts {
  const record = decodeErrorRecord(message.object());
  const code = message.number('code');
  return {
    layer: 'powershell',
    ...addressOf(to),
    ...(code === 0 ? {} : { code: code >>> 0 }),
    fqeid: record.fullyQualifiedErrorId,
    text: record.message,
  };
}

export function failed(facts: FailureFacts): FailureError {
  return new FailureError(classify(facts));
}
