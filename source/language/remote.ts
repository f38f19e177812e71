import type { PsValue } from '../objects/index.ts';
import { LanguageError } from './errors.ts';
import { evaluate, type Scope } from './evaluate.ts';
import { type CommandLookup, findParameter } from './lookup.ts';
import type { CommandNode, Expression } from './tree.ts';
import { toText } from './values/convert.ts';

export interface RemoteCommand {
  readonly name: string;
  readonly parameters: readonly RemoteParameter[];
}

/**
 * As MS-PSRP 2.2.3.13 has it. Where the catalogue knows the parameter: its full name and the value, `true` for a switch.
 * Where it does not, PowerShell's own spelling, which leaves the binding to the server: `-Name` with null, `-Name:` with
 * its value, and no name for an argument.
 */
export interface RemoteParameter {
  readonly name: string | undefined;
  readonly value: PsValue;
}

export function remoteCommand(command: CommandNode, lookup: CommandLookup, scope: Scope): RemoteCommand {
  const known = lookup.find(command.name);
  const parameters: RemoteParameter[] = [];
  for (let i = 0; i < command.elements.length; i++) {
    const element = command.elements[i];
    if (!element) break;
    if (element.kind === 'argument') {
      parameters.push({ name: undefined, value: argument(element.expression, scope) });
      continue;
    }
    const info = known && findParameter(known.parameters, element.name);
    if (element.argument) {
      parameters.push({ name: info?.name ?? `-${element.name}:`, value: argument(element.argument, scope) });
    } else if (info?.isSwitch === undefined) {
      parameters.push({ name: `-${element.name}`, value: null });
    } else if (info.isSwitch) {
      parameters.push({ name: info.name, value: true });
    } else {
      const next = command.elements[++i];
      if (next?.kind !== 'argument') {
        throw new LanguageError(
          `-${info.name} wants an argument.`,
          element.span,
          'Write it behind the parameter.',
          'value',
        );
      }
      parameters.push({ name: info.name, value: argument(next.expression, scope) });
    }
  }
  return { name: command.name, parameters };
}

/**
 * A number that is not written as PowerShell would write it (00123, 1GB, 0x1F) goes as text: a parameter that takes text
 * gets what was typed, as in PowerShell, and one that takes a number reads the same number from it.
 */
function argument(expression: Expression, scope: Scope): PsValue {
  if (
    expression.kind === 'number' &&
    /^(?:0[\dx]|.*[kmgtp]b$)/i.test(expression.source) &&
    toText(evaluate(expression, scope)) !== expression.source
  ) {
    return expression.source;
  }
  return evaluate(expression, scope);
}
