import type { Catalogue, CompletionResult, PowerShellSettings } from '../../../domain/index.ts';
import {
  type CommandLookup,
  commandLookup,
  complete,
  Environment,
  noCommands,
  type ServerQuestion,
} from '../../../language/index.ts';
import type { PsObject } from '../../../objects/index.ts';
import type { Correspondent } from '../../server/correspondent.ts';
import { Errand } from '../errand.ts';
import { withoutPrefix } from '../import.ts';
import type { Agent } from '../link/agent.ts';
import type { AgentMessage } from '../link/message.ts';

/** Milliseconds that a server has for what completes a word: nobody waits longer for that. */
const patience = 5_000;

export interface ServerNamesParts {
  readonly agent: Agent;
  readonly to: Correspondent;
  readonly settings: PowerShellSettings;
}

/**
 * Completes what only the server knows: what its objects are called, and which properties they have. PowerShell has
 * nothing for that of imported cmdlets and offers the names of files; where such a name is wanted exterm's own language
 * knows.
 */
export class ServerNames {
  readonly #parts: ServerNamesParts;
  readonly #environment = new Environment();
  #commands: CommandLookup = noCommands;

  /** What is asked just now. */
  #asking: AbortController | undefined;

  constructor(parts: ServerNamesParts) {
    this.#parts = parts;
  }

  /** A line begins, or the session ends: nothing is to stand in its way. */
  stop(): void {
    this.#asking?.abort();
  }

  imported({ cmdlets }: Catalogue): void {
    this.#commands = commandLookup(cmdlets);
  }

  /** Asks the server once, and boundedly; undefined where nothing of the kind is wanted there, or nothing was found. */
  async complete(text: string, cursor: number, signal: AbortSignal): Promise<CompletionResult | undefined> {
    const { question } = complete(text, cursor, this.#commands, this.#environment);
    if (!question) return undefined;
    await this.#ask(question, signal);
    const { start, end, candidates, help } = complete(text, cursor, this.#commands, this.#environment);
    return candidates.length > 0 ? { start, end, candidates, help } : undefined;
  }

  /** What cannot be had is left out. */
  async #ask({ command, parameters, most }: ServerQuestion, signal: AbortSignal): Promise<void> {
    const { agent, to, settings } = this.#parts;
    const asking = new AbortController();
    this.#asking = asking;
    let isFirst = true;
    const listener = new ObjectListener(agent, to, (object) => {
      if (isFirst) this.#environment.noteProperties(command, object.propertyNames);
      isFirst = false;
      this.#environment.noteObject(command, object);
    });
    const fields = {
      command: { text: withoutPrefix(command, settings) },
      names: { texts: parameters.map(({ name }) => name) },
      values: { texts: parameters.map(({ value }) => value) },
      most,
    };
    const until = AbortSignal.any([signal, asking.signal, AbortSignal.timeout(patience)]);
    await listener.done('objects', fields, until).catch(() => {});
  }
}

class ObjectListener extends Errand {
  readonly #take: (object: PsObject) => void;

  constructor(agent: Agent, to: Correspondent, take: (object: PsObject) => void) {
    super(agent, to);
    this.#take = take;
  }

  override accept(message: AgentMessage): void {
    super.accept(message);
    if (message.op === 'object') this.#take(message.object());
  }
}
