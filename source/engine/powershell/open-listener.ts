import type { FailureFacts, HostPrompts } from '../../domain/index.ts';
import type { Correspondent } from '../server/correspondent.ts';
import { factsOfRecord, PowerShellFailed } from './failures.ts';
import type { Agent, Fields, RequestListener } from './link/agent.ts';
import type { AgentMessage } from './link/message.ts';
import { askUser, wipeAnswer } from './repl/questions.ts';

/** Hears what comes of opening a session: its id, an error, and what the server's profile asks. */
export class OpenListener implements RequestListener {
  failure: FailureFacts | undefined;
  shellId: string | undefined;
  /** Milliseconds; undefined where PowerShell does not know. */
  idleTimeout: number | undefined;
  readonly #agent: Agent;
  readonly #prompts: HostPrompts;
  readonly #to: Correspondent;
  readonly #questions = new AbortController();

  constructor(agent: Agent, prompts: HostPrompts, to: Correspondent) {
    this.#agent = agent;
    this.#prompts = prompts;
    this.#to = to;
  }

  accept(message: AgentMessage): void {
    if (message.op === 'failure') this.failure = factsOfRecord(message, this.#to);
    else if (message.op === 'ask') this.#ask(message);
    else if (message.op === 'opened') {
      this.shellId = message.word('shell').toLowerCase();
      const idle = message.number('idle');
      this.idleTimeout = idle > 0 ? idle : undefined;
    }
  }

  /** Asks for it and waits. Rejects with PowerShellFailed and PowerShellEnded. */
  async opened(op: string, fields: Fields): Promise<void> {
    try {
      const end = await this.#agent.request(op, fields, this).ended;
      if (end === 'completed') return;
      throw new PowerShellFailed(this.failure ?? { layer: 'powershell', text: 'PowerShell did not open the session.' });
    } finally {
      this.#questions.abort();
    }
  }

  #ask(message: AgentMessage): void {
    askUser(message, this.#prompts, this.#questions.signal).then(
      (fields) => {
        this.#agent.answer(message.number('question'), fields);
        wipeAnswer(fields);
      },
      // Nobody answers, and what waits for it cannot go on.
      () => this.#agent.kill(),
    );
  }
}
