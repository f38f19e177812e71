import type { PipelineRecord } from '../../domain/index.ts';
import type { ProgressText } from '../commands/command.ts';
import { type Code, run } from './code.ts';
import { CommandStage } from './command-stage.ts';
import { type ErrorObject, fail } from './failure.ts';
import type { Frame } from './frame.ts';
import type { Out } from './out.ts';
import { hostRecord, informational, informationRecord } from './records.ts';
import { StageInput } from './stage.ts';
import type { HostText, KeptName, Streams } from './streams.ts';
import type { Place } from './unit.ts';
import type { Value } from './value.ts';
import type { Work } from './work.ts';

export interface RedirectionCode {
  /** `1` to `6`, `*` for all. */
  readonly stream: string;
  readonly isAppended: boolean;
  /** Undefined where the stream goes to the output. */
  readonly target: Code<Value> | undefined;
  readonly place: Place;
}

export interface Redirected {
  readonly out: Out;
  readonly streams: Streams;
  /** Files are written when this is done. */
  finish(): Work<void>;
  /** Always the last call; files that are not finished stay as they were. */
  abandon(): Work<void>;
}

/** Where a command's streams go: `2>&1`, `> file`, `3> $null`. */
export function* redirect(
  codes: readonly RedirectionCode[],
  frame: Frame,
  out: Out,
  streams: Streams,
): Work<Redirected> {
  const files: { readonly stage: CommandStage; readonly input: Out }[] = [];
  let output = out;
  const sinks = new Map<string, Out>();
  for (const { stream, isAppended, target, place } of codes) {
    if (!target) {
      for (const one of stream === '*' ? ['2', '3', '4', '5', '6'] : [stream]) sinks.set(one, mergedInto);
      continue;
    }
    const value = yield* run(target, frame);
    const sink = value === null ? nowhere : yield* fileSink(frame.session.semantics.toText(value), isAppended, place);
    for (const one of stream === '*' ? ['1', '2', '3', '4', '5', '6'] : [stream]) {
      if (one === '1') output = sink;
      else sinks.set(one, sink);
    }
  }
  for (const [stream, sink] of sinks) if (sink === mergedInto) sinks.set(stream, output);
  return {
    out: output,
    streams: sinks.size === 0 ? streams : new RedirectedStreams(streams, sinks, frame),
    *finish() {
      for (const { stage, input } of files) {
        if (input.waits) yield* input.drain();
        const work = stage.end();
        if (work) yield* work;
      }
    },
    *abandon() {
      for (const { stage } of files) {
        const work = stage.abandon();
        if (work) yield* work;
      }
    },
  };

  function* fileSink(path: string, isAppended: boolean, place: Place): Work<Out> {
    const declaration = frame.session.locals.get('out-file');
    if (!declaration) {
      throw fail({ message: 'Files cannot be written here.', id: 'NoFiles', category: 'NotImplemented', target: path });
    }
    const given = { value: path, span: place.span };
    const stage = new CommandStage({
      declaration,
      args: [
        { kind: 'parameter', name: 'FilePath', span: place.span, given },
        ...(isAppended ? [{ kind: 'parameter', name: 'Append', span: place.span } as const] : []),
      ],
      hasInput: true,
      frame,
      out: nowhere,
      place,
    });
    yield* stage.begin();
    const input = new StageInput(stage, nowhere);
    input.open();
    files.push({ stage, input });
    return input;
  }
}

const nowhere: Out = {
  write: () => {},
  waits: false,
  *drain() {},
};

/** Stands for the output, which a redirection further on may move. */
const mergedInto: Out = { ...nowhere };

class RedirectedStreams implements Streams {
  readonly #base: Streams;
  readonly #sinks: ReadonlyMap<string, Out>;
  readonly #frame: Frame;

  constructor(base: Streams, sinks: ReadonlyMap<string, Out>, frame: Frame) {
    this.#base = base;
    this.#sinks = sinks;
    this.#frame = frame;
  }

  get waits(): boolean {
    return this.#base.waits || [...this.#sinks.values()].some((sink) => sink.waits);
  }

  *drain(): Work<void> {
    for (const sink of this.#sinks.values()) if (sink.waits) yield* sink.drain();
    if (this.#base.waits) yield* this.#base.drain();
  }

  error(error: ErrorObject): void {
    const sink = this.#sinks.get('2');
    if (sink) sink.write(error);
    else this.#base.error(error);
  }

  warning(text: string): void {
    const sink = this.#sinks.get('3');
    if (sink) sink.write(informational('WarningRecord', text));
    else this.#base.warning(text);
  }

  verbose(text: string): void {
    const sink = this.#sinks.get('4');
    if (sink) sink.write(informational('VerboseRecord', text));
    else this.#base.verbose(text);
  }

  debug(text: string): void {
    const sink = this.#sinks.get('5');
    if (sink) sink.write(informational('DebugRecord', text));
    else this.#base.debug(text);
  }

  information(value: Value, tags: readonly string[]): void {
    const sink = this.#sinks.get('6');
    if (sink) sink.write(informationRecord(value, tags, this.#frame));
    else this.#base.information(value, tags);
  }

  host(text: string, options: HostText): void {
    const sink = this.#sinks.get('6');
    if (sink) sink.write(hostRecord(text, options, this.#frame));
    else this.#base.host(text, options);
  }

  /** Information is redirected whether it is shown or not. */
  kept(name: KeptName, value: Value): void {
    const sink = name === 'informationvariable' ? this.#sinks.get('6') : undefined;
    if (sink) sink.write(value);
    this.#base.kept?.(name, value);
  }

  /** Each goes where its stream goes. */
  shown(records: readonly PipelineRecord[]): void {
    const rest = records.filter((record) => {
      if (record.stream === 'warning') this.warning(record.text);
      else if (record.stream === 'verbose') this.verbose(record.text);
      else if (record.stream === 'debug') this.debug(record.text);
      else if (record.stream === 'text' && this.#sinks.has('6')) this.host(record.text.replace(/\n$/, ''), {});
      else return true;
      return false;
    });
    if (rest.length > 0) this.#base.shown(rest);
  }

  progress(record: ProgressText): void {
    this.#base.progress(record);
  }
}
