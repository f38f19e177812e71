import type { HostPrompts } from '../../domain/index.ts';
import type { Correspondent } from '../server/correspondent.ts';
import { Errand } from './errand.ts';
import type { Agent, Fields } from './link/agent.ts';
import type { AgentMessage } from './link/message.ts';
import { askUser, wipeAnswer } from './repl/questions.ts';

/** Hears what comes of opening a session: its id, an error, and what the server's profile asks. */
export class OpenListener extends Errand {
  shellId: string | undefined;
  /** Milliseconds; undefined where PowerShell does not know. */
  idleTimeout: number | undefined;
  readonly #prompts: HostPrompts;
  readonly #questions = new AbortController();

  constructor(agent: Agent, prompts: HostPrompts, to: Correspondent) {
    super(agent, to);
    this.#prompts = prompts;
  }

  override accept(message: AgentMessage): void {
    super.accept(message);
    if (message.op === 'ask') this.#ask(message);
    else if (message.op === 'opened') {
      this.shellId = message.word('shell').toLowerCase();
      const idle = message.number('idle');
      this.idleTimeout = idle > 0 ? idle : undefined;
    }
  }

  /** Asks for it and waits. Rejects with PowerShellFailed and PowerShellEnded. */
  async opened(op: string, fields: Fields): Promise<void> {
    try {
      await this.done(op, fields);
    } finally {
      this.#questions.abort();
    }
  }

  #ask(message: AgentMessage): void {
    askUser(message, this.#prompts, this.#questions.signal).then(
      (fields) => {
        this.agent.answer(message.number('question'), fields);
        wipeAnswer(fields);
      },
      // Nobody answers, and what waits for it cannot go on.
      () => this.agent.kill(),
    );
  }
}
