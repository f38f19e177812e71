import type { PsValue } from '../objects/index.ts';

/** What a session's REPL remembers between lines: its variables, and which properties a command's output had. */
export class Environment {
  readonly #variables = new Map<string, { name: string; value: PsValue }>();
  readonly #properties = new Map<string, readonly string[]>();

  /** Undefined where it was never set: a null that was assigned is a value. */
  get(name: string): PsValue | undefined {
    return this.#variables.get(name.toLowerCase())?.value;
  }

  set(name: string, value: PsValue): void {
    this.#variables.set(name.toLowerCase(), { name, value });
  }

  remove(name: string): boolean {
    return this.#variables.delete(name.toLowerCase());
  }

  /** As they were first written by the user. */
  get variableNames(): readonly string[] {
    return [...this.#variables.values()].map(({ name }) => name);
  }

  /** Keeps the property names of a command's last output, for completion. */
  noteProperties(command: string, names: readonly string[]): void {
    this.#properties.set(command.toLowerCase(), names);
  }

  propertiesOf(command: string): readonly string[] {
    return this.#properties.get(command.toLowerCase()) ?? [];
  }
}
