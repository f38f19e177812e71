import type { CommandDirectory, CommandEntry } from '../commands/command.ts';
import type { Frame } from './frame.ts';
import type { FunctionEntry } from './scope.ts';

/** Every command that a name may stand for in a frame, in the order in which PowerShell looks. */
export function directoryOf(frame: Frame): CommandDirectory {
  const { session, scope } = frame;
  const alias = (one: { readonly name: string; readonly definition: string }): CommandEntry => ({
    name: one.name,
    kind: 'Alias',
    place: 'here',
    definition: one.definition,
  });
  const functionEntry = ({ name, script, isFilter }: FunctionEntry): CommandEntry => ({
    name,
    kind: isFilter ? 'Filter' : 'Function',
    place: 'here',
    definition: script.text,
  });
  return {
    list() {
      const functions = new Map<string, FunctionEntry>();
      for (let one: typeof scope | undefined = scope; one; one = one.parent) {
        for (const [key, entry] of one.functions ?? []) if (!functions.has(key)) functions.set(key, entry);
      }
      return [
        ...[...session.aliases.values()].map(alias),
        ...[...functions.values()].map(functionEntry),
        ...[...session.locals.values()].map((declaration): CommandEntry => local(declaration)),
        ...[...session.commands.commands].map(remote),
      ];
    },
    find(name) {
      const key = name.toLowerCase();
      const found = session.aliases.get(key);
      if (found) return alias(found);
      const own = scope.findFunction(key);
      if (own) return functionEntry(own);
      const declaration = session.locals.get(key);
      if (declaration) return local(declaration);
      const info = session.commands.find(name);
      return info && remote(info);
    },
    setAlias: (name, definition) => session.setAlias(name, definition),
    removeAlias: (name) => session.aliases.delete(name.toLowerCase()),
  };
}

const local = (declaration: NonNullable<CommandEntry['declaration']>): CommandEntry => ({
  name: declaration.name,
  kind: 'Cmdlet',
  place: 'here',
  declaration,
  parameters: declaration.parameters.map(({ name }) => name),
});

const remote = ({ name, parameters }: { name: string; parameters: readonly { name: string }[] }): CommandEntry => ({
  name,
  kind: 'Cmdlet',
  place: 'server',
  parameters: parameters.map((one) => one.name),
});
