import { type Connection, findConnection, isMeantFor, type SavedCommand } from '../../domain/index.ts';
import type { AppDeps } from '../deps.ts';
import { failureOf } from '../failing.ts';
import type { Feedback } from './feedback.ts';

/** The commands that are saved under a name, as the screen asks for them. */
export class SavedLines {
  readonly #deps: Pick<AppDeps, 'savedCommands'>;
  readonly #feedback: Feedback;
  readonly #connections: () => readonly Connection[];
  /** What was said of the file; once is enough. */
  #told: string | undefined;

  constructor(deps: Pick<AppDeps, 'savedCommands'>, feedback: Feedback, connections: () => readonly Connection[]) {
    this.#deps = deps;
    this.#feedback = feedback;
    this.#connections = connections;
  }

  /** Those that are meant for the connection; all where none is named. What is wrong with their file is said. */
  list(name: string | undefined): readonly SavedCommand[] {
    try {
      const { commands, problem } = this.#deps.savedCommands?.read() ?? { commands: [] };
      if (problem !== undefined && problem !== this.#told) this.#feedback.flash('warning', problem, '');
      this.#told = problem;
      const connection = name === undefined ? undefined : findConnection(this.#connections(), name);
      return connection ? commands.filter((command) => isMeantFor(command, connection)) : commands;
    } catch (error) {
      this.#feedback.failed(failureOf(error));
      return [];
    }
  }

  /** Gives why it is not saved, or undefined where it is. */
  save(command: SavedCommand, existing: string | undefined): Promise<string | undefined> {
    return this.#done((saved) => saved.save(command, existing));
  }

  remove(name: string): Promise<string | undefined> {
    return this.#done((saved) => saved.remove(name));
  }

  async #done(
    act: (saved: NonNullable<AppDeps['savedCommands']>) => Promise<string | undefined>,
  ): Promise<string | undefined> {
    const { savedCommands } = this.#deps;
    if (!savedCommands) return 'This exterm keeps no saved commands.';
    try {
      return await act(savedCommands);
    } catch (error) {
      const { what, why, next } = failureOf(error);
      return `${what} ${why} ${next}`;
    }
  }
}
