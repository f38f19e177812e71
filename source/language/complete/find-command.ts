import type { CommandDeclaration } from '../commands/command.ts';
import type { CommandInfo, CommandLookup } from '../lookup.ts';
import { type BodyCode, codeOf } from '../run/body.ts';
import type { Session } from '../run/session.ts';

/** What a command's name stands for as the session is now. */
export type FoundCommand =
  | { readonly kind: 'function'; readonly body: BodyCode }
  | { readonly kind: 'local'; readonly declaration: CommandDeclaration }
  | { readonly kind: 'server'; readonly info: CommandInfo };

const mostAliases = 16;

export function findCommand(name: string, commands: CommandLookup, session: Session): FoundCommand | undefined {
  let key = name.toLowerCase();
  for (let steps = 0; steps < mostAliases; steps++) {
    const alias = session.aliases.get(key);
    if (!alias) break;
    key = alias.definition.toLowerCase();
  }
  const own = session.global.functions?.get(key);
  if (own) return { kind: 'function', body: codeOf(own.script).body };
  const declaration = session.locals.get(key);
  if (declaration) return { kind: 'local', declaration };
  const info = commands.find(key);
  return info && { kind: 'server', info };
}
