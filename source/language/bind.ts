import { LanguageError, type Span } from './errors.ts';
import { enumerate, evaluate, type Scope } from './evaluate.ts';
import { findParameter } from './lookup.ts';
import type { CommandNode, Expression } from './tree.ts';
import { toBoolean, toText } from './values/convert.ts';
import { asDouble, toNumeric } from './values/numbers.ts';

/** A parameter of a local command. */
export interface LocalParameter {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly isSwitch?: boolean;
  /** Takes an argument that stands without the parameter's name; the first has 0. */
  readonly position?: number;
  /** Why it is not understood here, for those that PowerShell has and this language has not. */
  readonly refused?: string;
}

interface Binding {
  readonly span: Span;
  /** Undefined: a switch that stands alone. */
  readonly expression?: Expression;
}

/** The arguments of a local command by its parameters' names; each is evaluated when the pipeline is created. */
export class Arguments {
  readonly #bindings: ReadonlyMap<string, Binding>;

  constructor(bindings: ReadonlyMap<string, Binding>) {
    this.#bindings = bindings;
  }

  has(name: string): boolean {
    return this.#bindings.has(name);
  }

  names(): readonly string[] {
    return [...this.#bindings.keys()];
  }

  span(name: string): Span | undefined {
    return this.#bindings.get(name)?.span;
  }

  expression(name: string): Expression | undefined {
    return this.#bindings.get(name)?.expression;
  }

  expressions(): readonly Expression[] {
    return [...this.#bindings.values()].flatMap(({ expression }) => (expression ? [expression] : []));
  }

  isOn(name: string, scope: Scope): boolean {
    const binding = this.#bindings.get(name);
    if (!binding) return false;
    return !binding.expression || toBoolean(evaluate(binding.expression, scope));
  }

  /** The texts of an argument that takes several; empty where it was not given. */
  texts(name: string, scope: Scope): readonly string[] {
    const expression = this.expression(name);
    return expression ? enumerate(evaluate(expression, scope)).map(toText) : [];
  }

  /** A count: a whole number of zero or more. */
  count(name: string, scope: Scope): number | undefined {
    const binding = this.#bindings.get(name);
    if (!binding?.expression) return undefined;
    const numeric = toNumeric(evaluate(binding.expression, scope));
    const count = numeric === undefined ? Number.NaN : asDouble(numeric);
    if (!Number.isInteger(count) || count < 0 || count > 2_147_483_647) {
      throw new LanguageError(
        `-${name} wants a whole number, zero or more.`,
        binding.span,
        `For instance -${name} 10.`,
        'value',
      );
    }
    return count;
  }
}

/** Gives each argument of a local command its parameter. LanguageError for what does not fit, with its place. */
export function bindLocal(command: CommandNode, name: string, parameters: readonly LocalParameter[]): Arguments {
  const bindings = new Map<string, Binding>();
  const positional: Expression[] = [];
  for (let i = 0; i < command.elements.length; i++) {
    const element = command.elements[i];
    if (!element) break;
    if (element.kind === 'argument') {
      positional.push(element.expression);
      continue;
    }
    const parameter = findParameter(parameters, element.name);
    if (!parameter) throw unknownParameter(name, element, parameters);
    if (parameter.refused) {
      throw new LanguageError(
        `-${parameter.name} of ${name} is not understood here.`,
        element.span,
        parameter.refused,
        'unsupported',
      );
    }
    if (bindings.has(parameter.name)) {
      throw new LanguageError(`-${parameter.name} is given twice.`, element.span, 'Give it once.', 'value');
    }
    const next = command.elements[i + 1];
    if (element.argument || parameter.isSwitch) {
      bindings.set(parameter.name, { span: element.span, ...(element.argument && { expression: element.argument }) });
    } else if (next?.kind === 'argument') {
      bindings.set(parameter.name, {
        span: { start: element.span.start, end: next.span.end },
        expression: next.expression,
      });
      i++;
    } else {
      throw new LanguageError(
        `-${parameter.name} wants an argument.`,
        element.span,
        'Write it behind the parameter.',
        'value',
      );
    }
  }
  bindPositional(positional, bindings, name, parameters);
  return new Arguments(bindings);
}

function bindPositional(
  positional: readonly Expression[],
  bindings: Map<string, Binding>,
  name: string,
  parameters: readonly LocalParameter[],
): void {
  const free = parameters
    .filter((parameter) => parameter.position !== undefined && !bindings.has(parameter.name))
    .toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0));
  positional.forEach((expression, index) => {
    const parameter = free[index];
    if (!parameter) {
      throw new LanguageError(
        `${name} takes no further argument here.`,
        expression.span,
        'Put a comma between several names.',
        'value',
      );
    }
    bindings.set(parameter.name, { span: expression.span, expression });
  });
}

function unknownParameter(
  name: string,
  element: { name: string; span: Span },
  parameters: readonly LocalParameter[],
): LanguageError {
  const lower = element.name.toLowerCase();
  const starting = parameters.filter((parameter) => parameter.name.toLowerCase().startsWith(lower));
  const list = (starting.length > 0 ? starting : parameters.filter((parameter) => !parameter.refused))
    .map((parameter) => `-${parameter.name}`)
    .join(', ');
  return starting.length > 0
    ? new LanguageError(
        `-${element.name} could be several parameters of ${name}.`,
        element.span,
        `Write one in full: ${list}.`,
        'value',
      )
    : new LanguageError(
        `${name} has no parameter -${element.name} here.`,
        element.span,
        `It has ${list}.`,
        'unsupported',
      );
}
