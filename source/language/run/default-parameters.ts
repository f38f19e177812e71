import { dictionaryOf } from '../values/convert.ts';
import { wildcard } from '../values/wildcard.ts';
import type { Argument } from './arguments.ts';
import type { Frame } from './frame.ts';
import { ScriptBlock, type Value } from './value.ts';

/** What `$PSDefaultParameterValues` says for a parameter of a command. */
export interface DefaultValue {
  readonly fits: (parameter: string) => boolean;
  readonly value: Value;
}

const none: readonly DefaultValue[] = [];
const place = { start: 0, end: 0 };

/** `'Get-Mailbox:ResultSize' = 'Unlimited'`, with wildcards on both sides; `Disabled = $true` turns all off. */
export function defaultsOf(command: string, { scope, session }: Frame): readonly DefaultValue[] {
  const table = scope.find('psdefaultparametervalues')?.value;
  const entries = typeof table === 'object' && table !== null ? dictionaryOf(table) : undefined;
  if (!entries) return none;
  const all: DefaultValue[] = [];
  for (const [key, value] of entries) {
    const text = session.semantics.toText(key).trim();
    if (/^disabled$/i.test(text) && session.semantics.toBoolean(value)) return none;
    const at = text.lastIndexOf(':');
    // A script block is asked of in PowerShell; which parameter it is for is not known before.
    if (at <= 0 || value instanceof ScriptBlock || !wildcard(unquoted(text.slice(0, at)))(command)) continue;
    all.push({ fits: wildcard(unquoted(text.slice(at + 1))), value });
  }
  return all;
}

const unquoted = (text: string): string => text.trim().replace(/^(["'])(.*)\1$/, '$2');

/** The same as arguments of a command of the server, for those of its parameters that were not named. */
export function defaultArguments(
  command: string,
  parameters: readonly { readonly name: string; readonly aliases?: readonly string[] }[],
  args: readonly Argument[],
  frame: Frame,
): readonly Argument[] {
  const defaults = defaultsOf(command, frame);
  if (defaults.length === 0) return [];
  const named = args.flatMap((one) => (one.kind === 'parameter' ? [one.name.toLowerCase()] : []));
  return parameters.flatMap(({ name, aliases = [] }): Argument[] => {
    const found = defaults.find(({ fits }) => fits(name));
    const isGiven = [name, ...aliases].some((one) => named.some((typed) => one.toLowerCase().startsWith(typed)));
    if (!found || isGiven) return [];
    return [{ kind: 'parameter', name, span: place, given: { value: found.value, span: place } }];
  });
}
