import { PsObject, type PsValue } from '../../objects/index.ts';
import { CommandStreams, rulesOf } from './command-streams.ts';
import { RuntimeFailure } from './failure.ts';
import { Stopped } from './flow.ts';
import type { Frame } from './frame.ts';
import type { Out } from './out.ts';
import { throughVariable } from './pipeline-variable.ts';
import type { PreparedRemote } from './remote-command.ts';
import type { RemoteEvent, RemoteRun } from './remote-port.ts';
import { Sealing, serverOf } from './sealing.ts';
import type { Stage } from './stage.ts';
import { toWire } from './to-wire.ts';
import type { Place } from './unit.ts';
import type { Value } from './value.ts';
import { type Work, waitFor } from './work.ts';

/** Objects of a pipeline whose names are kept for completion. */
const mostNoted = 2_000;

/** Neighbouring commands of the server: one remote pipeline. */
export class RemoteStage implements Stage {
  readonly streams: CommandStreams;
  readonly #commands: readonly PreparedRemote[];
  readonly #frame: Frame;
  readonly #out: Out;
  readonly #place: Place;
  /** The command's name where it is the only one: errors are of it. */
  readonly #name: string;
  readonly #sealing: Sealing;
  #run: RemoteRun | undefined;
  #isEnded = false;
  #hasNoted = false;
  #noted = 0;

  constructor(prepared: readonly PreparedRemote[], frame: Frame, out: Out, place: Place) {
    const [only, second] = prepared;
    const commands = only?.alone && !second ? [only.alone] : prepared;
    this.#commands = commands;
    this.#frame = frame;
    this.#place = place;
    const common = new Map(commands.flatMap((one) => [...one.common]));
    this.#name = commands.length === 1 ? commands[0]!.command.name : '';
    this.#sealing = new Sealing(frame.session, this.#name);
    const rules = rulesOf(new Map([...common].filter(([name]) => name === 'erroraction')), frame, this.#name);
    this.streams = new CommandStreams(common, frame, frame.streams, this.#name, rules);
    const named = throughVariable(out, common, frame);
    this.#out = this.streams.outTo(named);
  }

  get output(): Out {
    return this.#out;
  }

  get hasFailed(): boolean {
    return this.streams.hasFailed;
  }

  get done(): boolean {
    return this.#isEnded;
  }

  begin(): undefined {
    return undefined;
  }

  *process(value: Value): Work<void> {
    const run = this.#run ?? (yield* this.#start(true));
    const { semantics } = this.#frame.session;
    const sending = run.send(yield* this.#sealing.values((seal) => toWire(value, semantics, seal)));
    if (sending) {
      for (let isSent = false; !isSent; ) {
        const sent = sending.then(() => true);
        isSent = yield* waitFor(Promise.race([sent, run.arrival().then(() => false)]));
        if (!isSent) yield* this.#takeArrived(run);
      }
    }
    yield* this.#takeArrived(run);
  }

  *alone(): Work<void> {
    yield* this.#start(false);
  }

  *end(): Work<void> {
    const run = this.#run;
    if (!run || this.#isEnded) return;
    run.endInput();
    for (;;) {
      const events = yield* waitFor(run.next());
      if (!events) break;
      yield* this.#take(events);
    }
    const end = yield* waitFor(run.ended);
    this.#isEnded = true;
    this.#frame.session.check();
    if (end.state === 'stopped') throw new Stopped();
    if (!('error' in end)) return;
    const error = end.error.locate(this.#place, this.#name).trace(this.#frame);
    const stops = this.#commands.some((command) => command.stops);
    if (end.state === 'failed' && !stops && this.streams.silencesErrors) {
      this.streams.error(error);
      return;
    }
    this.streams.hasFailed = true;
    this.streams.keepError(error);
    throw new RuntimeFailure(error, stops || end.state === 'refused');
  }

  *abandon(): Work<void> {
    const run = this.#run;
    if (!run || this.#isEnded) return;
    this.#isEnded = true;
    run.stop();
    while (yield* waitFor(run.next()));
    yield* waitFor(run.ended);
  }

  *#start(hasInput: boolean): Work<RemoteRun> {
    const remote = serverOf(this.#frame.session, this.#name);
    const commands = this.#commands.map(({ command }) => command);
    this.#run = yield* waitFor(remote.start(commands, { hasInput }));
    return this.#run;
  }

  *#takeArrived(run: RemoteRun): Work<void> {
    while (run.hasArrived) {
      const events = yield* waitFor(run.next());
      if (!events) {
        yield* this.end();
        return;
      }
      yield* this.#take(events);
    }
  }

  *#take(events: readonly RemoteEvent[]): Work<void> {
    for (const event of events) {
      if (event.kind === 'output') this.#output(event.value);
      else if (event.kind === 'error')
        this.streams.error(event.error.locate(this.#place, this.#name).trace(this.#frame));
      else if (event.kind === 'shown') this.streams.shown(event.records);
      else this.streams.keep(event.kind, event.value);
      if (this.#out.waits) yield* this.#out.drain();
      if (this.streams.waits) yield* this.streams.drain();
    }
  }

  #output(value: PsValue): void {
    if (!this.#hasNoted && value instanceof PsObject) {
      this.#hasNoted = true;
      this.#frame.session.noteProperties(this.#commands[0]?.command.name ?? '', value.propertyNames);
    }
    // What is offered is bounded: of many objects the first ones will do.
    if (this.#noted < mostNoted) this.#frame.session.noteObject(this.#commands[0]?.command.name ?? '', value);
    this.#noted += 1;
    this.#out.write(value);
  }
}
