import type { CommandDeclaration } from '../commands/command.ts';
import { makeException } from './exceptions.ts';
import { fail } from './failure.ts';
import type { Frame } from './frame.ts';
import { LiveObject, ScriptBlock, type Value } from './value.ts';

/** What a command's name stands for. */
export type Resolved =
  | { readonly kind: 'script'; readonly script: ScriptBlock; readonly name: string; readonly isFilter: boolean }
  | { readonly kind: 'local'; readonly declaration: CommandDeclaration }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'remote'; readonly name: string };

const mostAliases = 16;

/** A name as PowerShell looks it up: aliases, functions, cmdlets; then the server's. */
export function resolveCommand(called: Value, frame: Frame): Resolved {
  if (called instanceof ScriptBlock) return { kind: 'script', script: called, name: '', isFilter: false };
  const { session } = frame;
  const given = called instanceof LiveObject ? (called.properties.get('name')?.value ?? called) : called;
  let name = given === null ? '' : session.semantics.toText(given);
  if (name === '') {
    throw fail({
      message:
        "The expression after '&' in a pipeline element produced an object that was not valid. It must result in a command name, a script block, or a CommandInfo object.",
      id: 'BadExpression',
      category: 'InvalidOperation',
    });
  }
  for (let steps = 0; steps < mostAliases; steps++) {
    const alias = session.aliases.get(name.toLowerCase());
    if (!alias) break;
    name = alias.definition;
  }
  const found = frame.scope.findFunction(name.toLowerCase());
  if (found) return { kind: 'script', script: found.script, name: found.name, isFilter: found.isFilter };
  const plain = name.replace(/^(?:Microsoft\.PowerShell\.\w+|CimCmdlets|PSReadLine)\\/i, '');
  const declaration = session.locals.get(plain.toLowerCase());
  if (declaration) return { kind: 'local', declaration };
  if (isFile(name)) return { kind: 'file', path: name };
  if (session.remote && goesToServer(name, frame)) return { kind: 'remote', name };
  throw notFound(name);
}

export const isFile = (name: string): boolean => /[\\/]/.test(name) || /\.ps1$/i.test(name);

/** What the server may have, whether it was imported or not; with nothing imported nobody knows. */
export function goesToServer(name: string, { session }: Frame): boolean {
  if (session.commands.find(name) || /^[\p{L}\p{N}_]+-[\p{L}\p{N}_]+$/u.test(name)) return true;
  return [...session.commands.commands].length === 0;
}

function commandNotFound(name: string): LiveObject {
  const made = makeException('System.Management.Automation.CommandNotFoundException', notRecognized(name));
  made.properties.set('commandname', { name: 'CommandName', value: name });
  return made;
}

const notRecognized = (name: string) =>
  `The term '${name}' is not recognized as a name of a cmdlet, function, script file, or executable program.\nCheck the spelling of the name, or if a path was included, verify that the path is correct and try again.`;

export const notFound = (name: string) =>
  fail({
    message: notRecognized(name),
    id: 'CommandNotFoundException',
    category: 'ObjectNotFound',
    exception: commandNotFound(name),
    target: name,
    activity: name,
  });
