/** The commands that a session imported, as the language asks for them. Names match in any case. */
export interface CommandLookup {
  readonly commands: Iterable<CommandInfo>;
  find(name: string): CommandInfo | undefined;
}

export interface CommandInfo {
  readonly name: string;
  readonly parameters: readonly ParameterInfo[];
}

export interface ParameterInfo {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** Takes no argument. Undefined where the server did not say: then the server's own binder decides. */
  readonly isSwitch?: boolean;
  readonly typeName?: string;
}

export const noCommands: CommandLookup = { commands: [], find: () => undefined };

/** Finds by name among a catalogue's cmdlets; the last of two with one name wins. */
export function commandLookup(commands: readonly CommandInfo[]): CommandLookup {
  const byName = new Map(commands.map((command) => [command.name.toLowerCase(), command]));
  return { commands, find: (name) => byName.get(name.toLowerCase()) };
}

/** The parameter of that name, alias or unambiguous beginning, as PowerShell's binder finds it. */
export function findParameter<Parameter extends ParameterInfo>(
  parameters: readonly Parameter[],
  name: string,
): Parameter | undefined {
  const lower = name.toLowerCase();
  const names = (parameter: Parameter) =>
    [parameter.name, ...(parameter.aliases ?? [])].map((one) => one.toLowerCase());
  const exact = parameters.find((parameter) => names(parameter).includes(lower));
  if (exact) return exact;
  const starting = parameters.filter((parameter) => names(parameter).some((one) => one.startsWith(lower)));
  return starting.length === 1 ? starting[0] : undefined;
}
