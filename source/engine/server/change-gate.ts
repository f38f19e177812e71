import {
  type ChangeRule,
  type Connection,
  changeRuleOf,
  FailureError,
  type HostAnswer,
  type HostPrompts,
  heldBack,
  localFailure,
} from '../../domain/index.ts';
import { PsObject, PsSecureString, PsText, type PsValue } from '../../objects/index.ts';
import { type CommandParameter, displayText, type PipelineCommand } from '../../psrp/index.ts';

/** Who is asked about the changes of one line, and which cmdlets have been confirmed in it. */
export interface ChangeAsker {
  readonly prompts: HostPrompts;
  readonly confirmed: Set<string>;
}

export function changeAsker(prompts: HostPrompts): ChangeAsker {
  return { prompts, confirmed: new Set() };
}

/** What every pipeline passes on its way to the server, whichever engine sends it: the marks of the connection. */
export class ChangeGate {
  readonly #rule: ChangeRule;
  readonly #connection: string;

  constructor(connection: Pick<Connection, 'name' | 'readOnly' | 'asking'>) {
    this.#rule = changeRuleOf(connection);
    this.#connection = connection.name;
  }

  /** Whether there is anything to look at at all. */
  get isOpen(): boolean {
    return this.#rule === 'allowed';
  }

  /**
   * Undefined where the commands may go at once. Otherwise resolves when they were confirmed; rejects with FailureError
   * where they may not go, and with an AbortError where nobody answers. Without an asker nobody can confirm anything.
   */
  pass(
    commands: readonly PipelineCommand[],
    asker: ChangeAsker | undefined,
    signal: AbortSignal,
  ): Promise<void> | undefined {
    const held = heldBack(this.#rule, commands.map(sent));
    const open = this.#rule === 'asked' ? held.filter((name) => !asker?.confirmed.has(name.toLowerCase())) : held;
    if (open.length === 0) return undefined;
    const about = { connection: this.#connection, commands: open };
    if (this.#rule === 'refused') return Promise.reject(new FailureError(localFailure('change.refused', about)));
    if (!asker) return Promise.reject(new FailureError(localFailure('change.unconfirmed', about)));
    return this.#ask(commands, open, asker, signal);
  }

  /** As `pass`, but gives the reason why they may not go; undefined where they may. Rejects with an AbortError. */
  async reasonAgainst(
    commands: readonly PipelineCommand[],
    asker: ChangeAsker | undefined,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    try {
      await this.pass(commands, asker, signal);
      return undefined;
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      const { what, why, next } = error.failure;
      return `${what} ${why} ${next}`;
    }
  }

  async #ask(
    commands: readonly PipelineCommand[],
    open: readonly string[],
    { prompts, confirmed }: ChangeAsker,
    signal: AbortSignal,
  ): Promise<void> {
    const connection = this.#connection;
    const answer = await prompts.ask(
      {
        kind: 'fields',
        caption: `${connection} asks before a change.`,
        message: `${pipelineText(commands)}\nType ${connection} to run it, and each further ${open.join(' or ')} of this line.`,
        fields: [
          {
            name: 'Name',
            label: 'Name',
            typeName: 'System.String',
            help: 'Anything else leaves it.',
            secret: false,
            defaultValue: undefined,
          },
        ],
        confirms: connection,
      },
      signal,
    );
    if (nameIn(answer) !== connection.toLowerCase())
      throw new FailureError(localFailure('change.unconfirmed', { connection, commands: open }));
    for (const name of open) confirmed.add(name.toLowerCase());
  }
}

function nameIn(answer: HostAnswer): string | undefined {
  const given = answer.kind === 'fields' ? answer.values.get('Name') : undefined;
  return typeof given === 'string' ? given.trim().toLowerCase() : undefined;
}

function sent({ name, isScript, parameters }: PipelineCommand) {
  return { name, isScript, parameters: parameters?.map(sentParameter) };
}

function sentParameter({ name, value }: CommandParameter) {
  const plain = value instanceof PsObject ? (value.base ?? value) : value;
  const isScript = plain instanceof PsText && plain.type === 'ScriptBlock';
  return { name, kind: isScript ? ('script' as const) : plain === false ? ('off' as const) : undefined };
}

/** Characters of a value, and of a whole pipeline, that a question shows. */
const longestValue = 80;
const longestPipeline = 400;

/** A pipeline as it could have been typed, for who is asked about it. */
function pipelineText(commands: readonly PipelineCommand[]): string {
  const text = commands
    .map(({ name, parameters = [] }) => [name, ...parameters.map(parameterText)].join(' '))
    .join(' | ');
  return cut(text, longestPipeline);
}

function parameterText({ name, value }: CommandParameter): string {
  const label = name === undefined ? '' : `-${name.replace(/^-/, '').replace(/:$/, '')}`;
  return [label, value === null ? '' : cut(valueText(value), longestValue)].filter((part) => part !== '').join(' ');
}

function valueText(value: PsValue): string {
  if (value instanceof PsSecureString) return '(secret)';
  if (typeof value === 'boolean') return value ? '$true' : '$false';
  const list = value instanceof PsObject && value.collection?.kind === 'list' ? value.collection.items : undefined;
  if (list) return list.map(valueText).join(', ');
  const text = displayText(value);
  if (text === '') return '(an object)';
  return /^[\w.@\\:/-]+$/.test(text) ? text : `'${text}'`;
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
