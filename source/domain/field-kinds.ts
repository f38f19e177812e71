/** One setting of a connection: all that storage, command line, screen and documents say of it. */
export interface ConnectionField<T = unknown> {
  /** On the screen; 16 cells at most. */
  readonly label: string;
  /** What it is for, on the command line and in the documents. */
  readonly help: string;
  /** What holds where nothing is said, in words: `asked for`. The value itself where there is one to begin with. */
  readonly otherwise?: string;
  readonly initial?: T;
  readonly isRequired?: true;
  /** `--spn <name>`; none: the command line says it in another way. */
  readonly option?: string;
  /** The option can be given several times. */
  readonly isRepeated?: true;
  /** What the option with `no-` does, for a switch. */
  readonly takenBack?: string;
  /** Where the form of the screen has it: among what everybody needs, or below; left out: it has not. */
  readonly form?: 'usual' | 'special';
  /** In the form while it is empty. */
  readonly hint?: string;
  /** The sandbox signs in by itself: there it would do nothing. */
  readonly isRealOnly?: true;
  /** The values there are; a text otherwise. */
  readonly choices?: readonly string[];
  /** How it is stored, as a JSON schema of the keywords that storage knows; `type` stands first. */
  readonly rule: Readonly<Record<string, unknown>>;
  /** Why a text can't be the value, or undefined where it can. An empty one is asked for only where there has to be one. */
  problem(text: string): string | undefined;
  /** The value of a text that has no problem; undefined where it says that there is none. */
  parse(text: string): T | undefined;
  /** The text that `parse` makes the value of. */
  show(value: T): string;
}

/** One for each of a record's settings. */
export type FieldsOf<T> = { readonly [K in keyof Required<T>]: ConnectionField<NonNullable<T[K]>> };

type Said<T> = Omit<ConnectionField<T>, 'rule' | 'problem' | 'parse' | 'show' | 'choices'>;
type Problem = (text: string) => string | undefined;
type Rule = ConnectionField['rule'];

const anything: Problem = () => undefined;
export const textRule = { type: 'string', maxLength: 2048 } as const;

export function textField(
  said: Said<string> & Partial<Pick<ConnectionField<string>, 'parse' | 'show'>>,
  problem: Problem = anything,
  rule: Rule = textRule,
): ConnectionField<string> {
  return { parse: (text) => text, show: (value) => value, ...said, problem, rule };
}

/** One of the values. */
export function choiceField<T extends string>(said: Said<T>, choices: readonly T[]): ConnectionField<T> {
  const has = (text: string): text is T => (choices as readonly string[]).includes(text);
  return {
    ...said,
    choices,
    rule: { enum: [...choices] },
    problem: (text) => (has(text) ? undefined : `"${text}" is none of ${choices.join(', ')}.`),
    parse: (text) => (has(text) ? text : undefined),
    show: (value) => value,
  };
}

/** On, whatever a switch calls it, and off where nothing is said. */
export const switchedOn = 'allowed';
const switchedOff = 'no';

/** @param on what it is called on the screen while it is on */
export function switchField(said: Said<boolean>, on = switchedOn): ConnectionField<boolean> {
  const choices = [switchedOff, on];
  const isOn = (text: string) => text === on || text === switchedOn;
  return {
    ...said,
    choices,
    rule: { type: 'boolean' },
    problem: (text) => (isOn(text) || text === switchedOff ? undefined : `"${text}" is none of ${choices.join(', ')}.`),
    parse: (text) => isOn(text) || undefined,
    show: (value) => (value ? on : switchedOff),
  };
}

export interface ListOf {
  readonly most: number;
  /** `cmdlet`. */
  readonly noun: string;
  readonly problem: Problem;
  readonly read?: (name: string) => string;
}

/** Names with commas between them, each once. */
export function listField(
  said: Said<readonly string[]>,
  { most, noun, problem, read = (name) => name }: ListOf,
): ConnectionField<readonly string[]> {
  return {
    ...said,
    rule: { type: 'array', maxItems: most, items: textRule },
    problem: (text) => {
      const names = listedNames(text);
      if (names.length === 0) return `It names no ${noun}.`;
      if (names.length > most) return `It names more than ${most}: that many at most.`;
      return names.map(problem).find((one) => one !== undefined);
    },
    parse: (text) => [...new Set(listedNames(text).map(read))],
    show: (value) => value.join(', '),
  };
}

export function minutesField(said: Said<number>, most: number): ConnectionField<number> {
  const rule = { type: 'number', exclusiveMinimum: 0, maximum: most };
  const isWhole = (text: string) => /^[1-9]\d*$/.test(text) && Number(text) <= most;
  return {
    ...said,
    rule,
    problem: (text) => (isWhole(text) ? undefined : `It takes whole minutes from 1 to ${most}, not "${text}".`),
    parse: Number,
    show: String,
  };
}

/** The parts of a list that is written with commas, without blanks and empty ones. */
function listedNames(text: string): readonly string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
