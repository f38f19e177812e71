import type { ErrorFacts, PipelineRecord } from '../../../domain/index.ts';
import {
  assignedValue,
  createPipeline,
  type Environment,
  type KeptStream,
  keepStream,
  type LanguageError,
  type StatementPlan,
  showError,
  viewOf,
} from '../../../language/index.ts';
import { PsObject, type PsValue } from '../../../objects/index.ts';
import type { ClientEvent } from '../../../psrp/index.ts';
import { ownError, recordsOf } from '../../records.ts';

/** Where in a line's text an error arose. */
export type ErrorPlace = Pick<ErrorFacts, 'command' | 'line'>;

/** The place of a statement's errors: its line where it is one of several, its cmdlet where the server ran just one. */
export function placeOf(text: string, statement: StatementPlan, isOneOfSeveral: boolean): ErrorPlace {
  const { source, span } = statement;
  const [command, ...others] = source.kind === 'remote' ? source.commands : [];
  const isBlock = isOneOfSeveral && /[\r\n]/.test(text.trim());
  return {
    ...(command && others.length === 0 ? { command: command.name } : {}),
    ...(isBlock ? { line: text.slice(0, span.start).split(/\r\n|\r|\n/).length } : {}),
  };
}

export function languageFacts(text: string, error: LanguageError): ErrorFacts {
  // The last line says what to do next, which has a place of its own.
  return ownError(showError(text, error).slice(0, -1).join('\n'), `Line.${error.kind}`, error.next);
}

/** What a statement's output becomes behind its local stages: records to show, or values for a variable. */
export class StatementOutput {
  readonly #place: ErrorPlace;
  readonly #statement: StatementPlan;
  readonly #environment: Environment;
  readonly #local: ReturnType<typeof createPipeline>;
  readonly #kept: PsValue[] = [];
  readonly #streams: readonly (KeptStream & { readonly values: PsValue[] })[];
  #records: PipelineRecord[] = [];
  #hasNotedProperties = false;

  constructor(text: string, statement: StatementPlan, environment: Environment, place: ErrorPlace) {
    this.#place = place;
    this.#statement = statement;
    this.#environment = environment;
    this.#streams = statement.kept.map((kept) => ({ ...kept, values: [] }));
    const view = viewOf(statement, environment);
    this.#local = createPipeline(statement, environment, {
      value: (value) => {
        if (statement.assignTo !== undefined) this.#kept.push(value);
        else this.#records.push({ stream: 'output', value, ...(view ? { view } : {}) });
      },
      error: (error) => {
        this.#records.push({ stream: 'error', error: { ...languageFacts(text, error), category: 'InvalidArgument' } });
      },
    });
  }

  /** The local stages have all they want (`Select-Object -First 3`): the source may be stopped. */
  get isSatisfied(): boolean {
    return this.#local.done;
  }

  push(value: PsValue): void {
    if (!this.#local.done) this.#local.push(value);
  }

  accept(event: ClientEvent, command: string): void {
    for (const { stream, values } of this.#streams) values.push(...valuesOf(event, stream));
    if (event.type !== 'output') {
      const placed = (record: PipelineRecord): PipelineRecord =>
        record.stream === 'error' ? { ...record, error: { ...this.#place, ...record.error } } : record;
      this.#records.push(...recordsOf(event).map(placed));
      return;
    }
    if (!this.#hasNotedProperties && event.value instanceof PsObject) {
      this.#hasNotedProperties = true;
      this.#environment.noteProperties(command, event.value.propertyNames);
    }
    this.push(event.value);
  }

  /** The server has ended, well or not: gives their values to the variables that take its streams. */
  keepStreams(): void {
    for (const kept of this.#streams) keepStream(kept, this.#environment, kept.values);
  }

  /** The source has ended: lets out what the stages kept, and gives the variable its value. */
  end(): void {
    this.#local.end();
    const { assignTo } = this.#statement;
    if (assignTo !== undefined) {
      this.#environment.set(assignTo, assignedValue(this.#statement, this.#environment, this.#kept));
    }
  }

  /** The records since the last call. */
  take(): readonly PipelineRecord[] {
    const records = this.#records;
    this.#records = [];
    return records;
  }
}

/** What an event adds to a stream that a variable takes; the failure that ended a pipeline is one of its errors. */
function valuesOf(event: ClientEvent, stream: KeptStream['stream']): readonly PsValue[] {
  switch (event.type) {
    case 'output':
      return stream === 'output' ? [event.value] : [];
    case 'error':
      return stream === 'error' ? [event.error.source ?? event.error.message] : [];
    case 'pipelineState':
      return stream === 'error' && event.state === 'failed' && event.reason
        ? [event.reason.source ?? event.reason.message]
        : [];
    case 'warning':
      return stream === 'warning' ? [event.record.source ?? event.record.message] : [];
    case 'information':
      return stream === 'information' ? [event.record.message] : [];
    default:
      return [];
  }
}
