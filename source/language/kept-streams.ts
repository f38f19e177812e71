import type { PsValue } from '../objects/index.ts';
import { checkTarget } from './check.ts';
import type { Environment } from './environment.ts';
import { LanguageError } from './errors.ts';
import { enumerate } from './evaluate.ts';
import type { CommandNode, ParameterNode } from './tree.ts';
import { arrayOf } from './values/convert.ts';

/** A stream of a remote command that a variable of this side takes beside being shown (`-ErrorVariable failed`). */
export interface KeptStream {
  readonly stream: 'error' | 'output' | 'warning' | 'information';
  readonly name: string;
  /** `+name`: after what the variable holds already. */
  readonly append: boolean;
}

/** Common parameters with their aliases; without a stream: refused by name. */
const parameters: readonly (readonly [name: string, alias: string, stream: KeptStream['stream'] | undefined])[] = [
  ['ErrorVariable', 'ev', 'error'],
  ['OutVariable', 'ov', 'output'],
  ['WarningVariable', 'wv', 'warning'],
  ['InformationVariable', 'iv', 'information'],
  ['PipelineVariable', 'pv', undefined],
];

/**
 * Takes out of the commands what PowerShell's own client keeps on its side, too: a server that allows no variables would
 * refuse the whole command. Throws LanguageError where it cannot be kept.
 */
export function takeKeptStreams(commands: readonly CommandNode[]): {
  readonly commands: readonly CommandNode[];
  readonly kept: readonly KeptStream[];
} {
  const kept: KeptStream[] = [];
  const sent = commands.map((command, index) => {
    const elements = [...command.elements];
    for (let at = 0; at < elements.length; at++) {
      const element = elements[at];
      const found = element?.kind === 'parameter' ? parameterOf(element.name) : undefined;
      if (!found || element?.kind !== 'parameter') continue;
      const [name, , stream] = found;
      // Of several commands the server sends one stream of errors, and the output of the last.
      const isApart = stream === 'output' ? index === commands.length - 1 : commands.length === 1;
      if (!stream || !isApart) throw notKept(name, element);
      const next = elements[at + 1];
      const argument = element.argument ?? (next?.kind === 'argument' ? next.expression : undefined);
      const [, plus, variable] = (argument?.kind === 'text' && /^(\+?)([\p{L}\p{N}_]+)$/u.exec(argument.value)) || [];
      if (!argument || variable === undefined) throw withoutName(name, element);
      checkTarget({ kind: 'variable', name: variable, span: argument.span });
      kept.push({ stream, name: variable, append: plus === '+' });
      elements.splice(at--, element.argument ? 1 : 2);
    }
    return elements.length === command.elements.length ? command : { ...command, elements };
  });
  return { commands: sent, kept };
}

/** Gives the variable what its stream held: always a list, as PowerShell does. */
export function keepStream({ name, append }: KeptStream, environment: Environment, values: readonly PsValue[]): void {
  const before = append ? environment.get(name) : undefined;
  environment.set(name, arrayOf([...(before === undefined ? [] : enumerate(before)), ...values]));
}

/** By name, by alias, or by a beginning that no other common parameter has: `-ErrorV`. */
function parameterOf(typed: string) {
  const lower = typed.toLowerCase();
  return parameters.find(([name, alias]) => {
    const shortest = name.length - 'ariable'.length;
    return lower === alias || (lower.length >= shortest && name.toLowerCase().startsWith(lower));
  });
}

const notKept = (name: string, { span }: ParameterNode) =>
  new LanguageError(
    name === 'PipelineVariable'
      ? '-PipelineVariable would need variables on the server, which allows none.'
      : `-${name} cannot be kept here: the server tells what several commands gave as one.`,
    span,
    'Run that command by itself, and keep its output with $x = ….',
    'unsupported',
  );

const withoutName = (name: string, { span }: ParameterNode) =>
  new LanguageError(
    `-${name} wants the name of a variable.`,
    span,
    `Write it without $, for instance -${name} kept.`,
    'value',
  );
