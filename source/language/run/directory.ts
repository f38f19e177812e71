import type { CommandDirectory, CommandEntry, CommandParameter } from '../commands/command.ts';
import { shortTypeName } from '../values/type-names.ts';
import { codeOf } from './body.ts';
import type { Frame } from './frame.ts';
import type { FunctionEntry } from './scope.ts';
import type { ScriptBlock } from './value.ts';

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
    ...ownParameters(script),
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

/** A function's parameters as a cmdlet's are declared. */
function ownParameters(script: ScriptBlock): Pick<CommandEntry, 'parameters' | 'own'> {
  const own = codeOf(script).body.parameters.map((one): CommandParameter => {
    const place = [...one.sets.values()][0];
    return {
      name: one.name,
      type: one.isSwitch ? 'switch' : shortTypeName(one.typeName),
      what: one.help ?? '',
      ...(one.aliases.length > 0 && { aliases: one.aliases }),
      ...(place?.position !== undefined && { position: place.position }),
      ...(place?.isMandatory && { isMandatory: true }),
      ...(one.values.length > 0 && { values: one.values }),
    };
  });
  return { own, parameters: own.map(({ name }) => name) };
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
