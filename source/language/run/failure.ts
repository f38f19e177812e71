import { PsObject, psEnum } from '../../objects/index.ts';
import { errorCategories } from '../values/enums.ts';
import { makeException } from './exceptions.ts';
import { type Call, lineOf, type Place } from './unit.ts';
import { LiveObject, type Value } from './value.ts';

export interface ErrorParts {
  readonly message: string;
  /** Without the part behind the comma, unless it is there. */
  readonly id: string;
  readonly category?: string;
  /** An exception's type, or the exception itself. */
  readonly exception?: string | LiveObject;
  readonly target?: Value;
  /** The command that it is of. */
  readonly activity?: string;
  readonly recommendedAction?: string;
}

const prefix = 'System.Management.Automation.';

/** An error record: what `$_` is in a catch and what `$Error` holds. */
export class ErrorObject extends LiveObject {
  readonly message: string;
  id: string;
  readonly category: string;
  readonly exception: LiveObject;
  readonly target: Value;
  readonly recommendedAction: string;
  /** What the server sent, for whoever shows it. */
  readonly origin: unknown;
  place: Place | undefined;
  command: string;
  #trace: string | undefined;

  constructor(parts: ErrorParts, origin?: unknown) {
    super([], [`${prefix}ErrorRecord`, 'System.Object']);
    const { exception = `${prefix}RuntimeException` } = parts;
    this.message = parts.message;
    this.id = parts.id;
    this.category = parts.category ?? 'NotSpecified';
    this.exception = typeof exception === 'string' ? makeException(exception, parts.message) : exception;
    this.target = parts.target ?? null;
    if (exception === `${prefix}ItemNotFoundException`) {
      this.exception.properties.set('itemname', { name: 'ItemName', value: this.target });
    }
    this.recommendedAction = parts.recommendedAction ?? '';
    this.command = parts.activity ?? '';
    this.origin = origin;
    this.text = parts.message;
    this.#fill();
  }

  /** The target as a text; empty where it has none. */
  get targetName(): string {
    return targetText(this.target).name;
  }

  /** Where it arose, unless that is known already. */
  locate(place: Place | undefined, command?: string): this {
    if (command && this.command === '') this.command = command;
    this.place ??= place;
    this.#fill();
    return this;
  }

  /** Which calls led to it, from the one that it arose in; what was said first counts. */
  trace(call: Call): this {
    if (this.#trace === undefined && this.place) {
      this.#trace = traceOf(call, this.place);
      this.#fill();
    }
    return this;
  }

  /** Makes it an error of the function that tells it, as `$PSCmdlet` does with what it is given. */
  becomeOf(command: string): this {
    this.command = command;
    this.id = idWithin(this.id.replace(/,.*/s, ''), command);
    this.#fill();
    return this;
  }

  #fill(): void {
    const details = this.text !== this.exception.properties.get('message')?.value ? this.message : null;
    this.#set('PSMessageDetails', null);
    this.#set('Exception', this.exception);
    this.#set('TargetObject', this.target);
    this.#set('CategoryInfo', this.#categoryInfo());
    this.#set('FullyQualifiedErrorId', this.id);
    this.#set(
      'ErrorDetails',
      details === null && this.recommendedAction === '' ? null : errorDetails(this.message, this.recommendedAction),
    );
    this.#set('InvocationInfo', invocationInfo(this.place, this.command));
    this.#set('ScriptStackTrace', this.#trace ?? (this.place ? stackLine('<ScriptBlock>', this.place) : null));
  }

  #set(name: string, value: Value): void {
    this.properties.set(name.toLowerCase(), { name, value });
  }

  #categoryInfo(): LiveObject {
    const reason = this.exception.typeName.slice(this.exception.typeName.lastIndexOf('.') + 1);
    const target = targetText(this.target);
    const info = new LiveObject(
      [
        ['Category', psEnum(`${prefix}ErrorCategory`, this.category, errorCategories[this.category] ?? 0)],
        ['Activity', this.command],
        ['Reason', reason],
        ['TargetName', target.name],
        ['TargetType', target.type],
      ],
      [`${prefix}ErrorCategoryInfo`, 'System.Object'],
    );
    info.text = `${this.category}: (${target.name}:${target.type}) [${this.command}], ${reason}`;
    return info;
  }
}

function targetText(target: Value): { readonly name: string; readonly type: string } {
  if (target === null) return { name: '', type: '' };
  if (typeof target === 'string') return { name: target, type: 'String' };
  if (target instanceof LiveObject || target instanceof PsObject) {
    const type = target.typeNames[0] ?? 'System.Object';
    return { name: target.text ?? type, type: type.slice(type.lastIndexOf('.') + 1) };
  }
  return {
    name: typeof target === 'object' ? '' : String(target),
    type: typeof target === 'number' ? 'Int32' : 'Object',
  };
}

function errorDetails(message: string, action: string): LiveObject {
  const details = new LiveObject(
    [
      ['Message', message],
      ['RecommendedAction', action],
    ],
    [`${prefix}ErrorDetails`, 'System.Object'],
  );
  details.text = message;
  return details;
}

/** `At line:1 char:5`, the line, and marks below the place. */
function positionMessage(place: Place): string {
  const { line, column, text } = lineOf(place);
  const length = Math.max(1, Math.min(place.span.end - place.span.start, text.length - column + 1));
  const where = place.unit.file === undefined ? `line:${line}` : `${place.unit.file}:${line}`;
  return `At ${where} char:${column}\n+ ${text}\n+ ${' '.repeat(column - 1)}${'~'.repeat(length)}`;
}

const stackLine = (title: string, place: Place) =>
  `at ${title}, ${place.unit.file ?? '<No file>'}: line ${lineOf(place).line}`;

/** Calls that a trace tells of. */
const mostCalls = 100;

function traceOf(call: Call, place: Place): string {
  const lines = [stackLine(call.title, place)];
  for (let one = call.caller; one?.at && lines.length < mostCalls; one = one.caller)
    lines.push(stackLine(one.title, one.at));
  return lines.join('\n');
}

function invocationInfo(place: Place | undefined, command: string): Value {
  if (!place) return null;
  const { line, column, text } = lineOf(place);
  const info = new LiveObject(
    [
      ['MyCommand', command === '' ? null : commandInfo(command)],
      ['ScriptLineNumber', line],
      ['OffsetInLine', column],
      ['ScriptName', place.unit.file ?? ''],
      ['Line', text],
      ['PositionMessage', positionMessage(place)],
      ['PSScriptRoot', folderOf(place.unit.file)],
      ['PSCommandPath', place.unit.file ?? ''],
      ['InvocationName', command],
    ],
    [`${prefix}InvocationInfo`, 'System.Object'],
  );
  info.text = info.typeName;
  return info;
}

function commandInfo(name: string): LiveObject {
  const info = new LiveObject([['Name', name]], [`${prefix}CommandInfo`, 'System.Object']);
  info.text = name;
  return info;
}

/** An error's whole id: its own, and what it is of. */
export const idWithin = (id: string, command: string) => (command === '' || id === '' ? id : `${id},${command}`);

export const folderOf = (file: string | undefined): string => file?.replace(/[\\/][^\\/]*$/, '') ?? '';

/** An error that ends what runs: a statement, or all up to the next catch. */
export class RuntimeFailure {
  readonly error: ErrorObject;
  /** `throw`, or an error that was to stop: only a catch ends it. */
  readonly endsScript: boolean;
  /** It was written to `$Error` and shown already. */
  isTold = false;

  constructor(error: ErrorObject, endsScript = false) {
    this.error = error;
    this.endsScript = endsScript;
  }
}

export const fail = (parts: ErrorParts, endsScript = false): RuntimeFailure =>
  new RuntimeFailure(new ErrorObject(parts), endsScript);

/** Whether the error is of an exception of that type: its own, or the one that it wraps. What that wraps is not asked. */
export function isOfException({ exception }: ErrorObject, type: string): boolean {
  const lower = type.toLowerCase();
  return [exception, exception.properties.get('innerexception')?.value].some(
    (one) => one instanceof LiveObject && one.typeNames.some((name) => name.toLowerCase() === lower),
  );
}
