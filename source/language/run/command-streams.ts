// Longer than other files for a reason: each common parameter is about a stream, and each stream has its own few lines.
import type { PipelineRecord } from '../../domain/index.ts';
import type { ProgressText } from '../commands/command.ts';
import { bindingFailure } from './binding-failure.ts';
import { type ErrorObject, RuntimeFailure } from './failure.ts';
import type { Frame } from './frame.ts';
import type { Out } from './out.ts';
import { hostRecord, informational, informationRecord } from './records.ts';
import { preference } from './recover.ts';
import { scopeNamed, splitName } from './scope.ts';
import type { HostText, KeptName, Streams } from './streams.ts';
import { LiveList, type LiveObject, nothing, type Value } from './value.ts';
import type { Work } from './work.ts';

export type Action = 'continue' | 'silentlycontinue' | 'ignore' | 'stop' | 'inquire';

const actions: Readonly<Record<string, Action>> = {
  continue: 'continue',
  silentlycontinue: 'silentlycontinue',
  ignore: 'ignore',
  stop: 'stop',
  inquire: 'inquire',
  0: 'silentlycontinue',
  1: 'stop',
  2: 'continue',
  3: 'inquire',
  4: 'ignore',
};

/** What common parameters say of one command's streams, over the preferences around it. */
export interface StreamRules {
  readonly error: Action;
  readonly warning: Action;
  readonly verbose: Action;
  readonly debug: Action;
  readonly information: Action;
  readonly progress: Action;
}

export function rulesOf(common: ReadonlyMap<string, Value>, frame: Frame, command: string): StreamRules {
  const { toText, toBoolean } = frame.session.semantics;
  const given = (name: string): Action | undefined => {
    const value = common.get(name);
    if (value === undefined) return undefined;
    const action = actions[toText(value).toLowerCase()];
    if (action) return action;
    throw bindingFailure(
      `Cannot bind parameter '${name}'. Cannot convert value "${toText(value)}" to type "System.Management.Automation.ActionPreference". Specify one of the following enumerator names and try again: SilentlyContinue, Stop, Continue, Inquire, Ignore, Suspend, Break`,
      'CannotConvertArgumentNoMessage',
      command,
    );
  };
  const switched = (name: string): Action | undefined => {
    const value = common.get(name);
    return value === undefined ? undefined : toBoolean(value) ? 'continue' : 'silentlycontinue';
  };
  const preferred = (name: string) => preference(frame, name) as Action;
  return {
    error: given('erroraction') ?? preferred('ErrorActionPreference'),
    warning: given('warningaction') ?? preferred('WarningPreference'),
    verbose: switched('verbose') ?? preferred('VerbosePreference'),
    debug: switched('debug') ?? preferred('DebugPreference'),
    information: given('informationaction') ?? preferred('InformationPreference'),
    progress: given('progressaction') ?? preferred('ProgressPreference'),
  };
}

/** The preference variables that a function's common parameters set for it. */
export function preferencesOf(common: ReadonlyMap<string, Value>, frame: Frame): readonly (readonly [string, Value])[] {
  if (common.size === 0) return [];
  const { toBoolean } = frame.session.semantics;
  const found: [string, Value][] = [];
  for (const [parameter, variable] of [
    ['erroraction', 'ErrorActionPreference'],
    ['warningaction', 'WarningPreference'],
    ['informationaction', 'InformationPreference'],
    ['progressaction', 'ProgressPreference'],
  ] as const) {
    const value = common.get(parameter);
    if (value !== undefined) found.push([variable, value]);
  }
  for (const [parameter, variable] of [
    ['verbose', 'VerbosePreference'],
    ['debug', 'DebugPreference'],
  ] as const) {
    const value = common.get(parameter);
    if (value !== undefined) found.push([variable, toBoolean(value) ? 'Continue' : 'SilentlyContinue']);
  }
  const whatIf = common.get('whatif');
  if (whatIf !== undefined) found.push(['WhatIfPreference', toBoolean(whatIf)]);
  const confirm = common.get('confirm');
  if (confirm !== undefined) found.push(['ConfirmPreference', toBoolean(confirm) ? 'Low' : 'None']);
  return found;
}

/** A list that a variable gets: `-ErrorVariable failed`, `+failed` for after what it holds. */
export class KeptList {
  readonly items: Value[] = [];

  constructor(name: string, frame: Frame) {
    const isAppended = name.startsWith('+');
    const plain = isAppended ? name.slice(1) : name;
    const { prefix, rest } = splitName(plain);
    const scope = scopeNamed(frame.scope, prefix) ?? frame.scope;
    if (isAppended) {
      const there = scope.find(rest.toLowerCase())?.value;
      if (there !== undefined && there !== nothing && there !== null) {
        this.items.push(...(frame.session.semantics.itemsOf(there) ?? [there]));
      }
    }
    scope.put(rest, new LiveList(this.items));
  }
}

const keptNames = ['errorvariable', 'warningvariable', 'informationvariable', 'outvariable'] as const;

/** A command's streams by its common parameters and the preferences, before they go where its frame's go. */
export class CommandStreams implements Streams {
  /** It told of an error: `$?` is false behind it. */
  hasFailed = false;
  readonly #frame: Frame;
  readonly #base: Streams;
  readonly #rules: StreamRules;
  readonly #kept: Map<string, KeptList>;

  constructor(
    common: ReadonlyMap<string, Value>,
    frame: Frame,
    base: Streams,
    command: string,
    rules?: StreamRules,
    kept: ReadonlyMap<string, KeptList> = new Map(),
  ) {
    this.#frame = frame;
    this.#base = base;
    this.#rules = rules ?? rulesOf(common, frame, command);
    this.#kept = new Map(kept);
    for (const name of keptNames) {
      const value = common.get(name);
      if (value !== undefined) this.#kept.set(name, new KeptList(frame.session.semantics.toText(value), frame));
    }
  }

  get waits(): boolean {
    return this.#base.waits;
  }

  drain(): Work<void> {
    return this.#base.drain();
  }

  /** Errors are kept at most: what went wrong is nothing that is to be seen or to end anything. */
  get silencesErrors(): boolean {
    return this.#rules.error === 'silentlycontinue' || this.#rules.error === 'ignore';
  }

  /** Those of the scripts that the command runs: its variables keep what these tell, too. */
  forScripts(): Streams {
    if (this.#kept.size === 0) return this.#base;
    return new CommandStreams(new Map(), this.#frame, this.#base, '', passAll, this.#kept);
  }

  kept(name: KeptName, value: Value): void {
    this.#kept.get(name)?.items.push(value);
    this.#base.kept?.(name, value);
  }

  /** What the command puts out goes to its -OutVariable as well. */
  outTo(out: Out): Out {
    const kept = this.#kept.get('outvariable');
    return kept ? new Copying(out, kept.items) : out;
  }

  error(error: ErrorObject): void {
    this.hasFailed = true;
    const { error: action } = this.#rules;
    if (action !== 'ignore') this.#frame.session.addError(error);
    this.#kept.get('errorvariable')?.items.push(error);
    if (action === 'stop') {
      const failure = new RuntimeFailure(error, true);
      failure.isTold = true;
      throw failure;
    }
    if (action === 'continue' || action === 'inquire') this.#base.error(error);
    else if (action === 'silentlycontinue') this.#base.kept?.('errorvariable', error);
  }

  /** An error that a remote command told of, and that ends what runs. */
  keepError(error: ErrorObject): void {
    this.#kept.get('errorvariable')?.items.push(error);
  }

  shown(records: readonly PipelineRecord[]): void {
    this.#base.shown(records);
  }

  /** For a variable only: the server has it shown itself. */
  keep(stream: 'warning' | 'information', value: Value): void {
    this.#kept.get(`${stream}variable`)?.items.push(value);
  }

  warning(text: string): void {
    this.#keep('warning', informational('WarningRecord', text));
    this.#tell('warning', text, () => this.#base.warning(text));
  }

  verbose(text: string): void {
    this.#tell('verbose', text, () => this.#base.verbose(text));
  }

  debug(text: string): void {
    this.#tell('debug', text, () => this.#base.debug(text));
  }

  information(value: Value, tags: readonly string[]): void {
    this.#keep('information', informationRecord(value, tags, this.#frame));
    this.#tell('information', '', () => this.#base.information(value, tags));
  }

  host(text: string, options: HostText): void {
    this.#kept.get('informationvariable')?.items.push(hostRecord(text, options, this.#frame));
    this.#base.host(text, options);
  }

  progress(record: ProgressText): void {
    this.#tell('progress', '', () => this.#base.progress(record));
  }

  /** What is told here keeps those around it informed; what is not told they hear of so. */
  #keep(stream: 'warning' | 'information', record: LiveObject): void {
    this.#kept.get(`${stream}variable`)?.items.push(record);
    if (this.#rules[stream] === 'silentlycontinue') this.#base.kept?.(`${stream}variable`, record);
  }

  #isSilent(stream: 'warning' | 'verbose' | 'debug' | 'information' | 'progress'): boolean {
    return this.#rules[stream] === 'silentlycontinue' || this.#rules[stream] === 'ignore';
  }

  #tell(stream: 'warning' | 'verbose' | 'debug' | 'information' | 'progress', text: string, tell: () => void): void {
    if (this.#isSilent(stream)) return;
    tell();
    if (this.#rules[stream] !== 'stop') return;
    const words = `The running command stopped because the preference variable "${stream[0]!.toUpperCase()}${stream.slice(1)}Preference" or common parameter is set to Stop: ${text}`;
    const failure = bindingFailure(words, 'ActionPreferenceStop', '', 'ActionPreferenceStopException');
    throw new RuntimeFailure(failure.error, true);
  }
}

/** A function's own streams only keep: what is shown, its commands' preferences have said. */
export const passAll: StreamRules = {
  error: 'continue',
  warning: 'continue',
  verbose: 'continue',
  debug: 'continue',
  information: 'continue',
  progress: 'continue',
};

class Copying implements Out {
  readonly #out: Out;
  readonly #items: Value[];

  constructor(out: Out, items: Value[]) {
    this.#out = out;
    this.#items = items;
  }

  get waits(): boolean {
    return this.#out.waits;
  }

  write(value: Value): void {
    this.#items.push(value);
    this.#out.write(value);
  }

  drain(): Work<void> {
    return this.#out.drain();
  }
}
