import { LiveInstance } from '../run/value.ts';
import { spanOf } from '../values/date-arithmetic.ts';
import { defineType } from './define.ts';

const stopwatchName = 'System.Diagnostics.Stopwatch';

class StopwatchState {
  #elapsed = 0;
  #started: number | undefined;

  get isRunning(): boolean {
    return this.#started !== undefined;
  }

  get milliseconds(): number {
    return this.#elapsed + (this.#started === undefined ? 0 : performance.now() - this.#started);
  }

  start(): void {
    this.#started ??= performance.now();
  }

  stop(): void {
    this.#elapsed = this.milliseconds;
    this.#started = undefined;
  }

  reset(): void {
    this.#elapsed = 0;
    this.#started = undefined;
  }

  toText(): string {
    return stopwatchName;
  }
}

type Self = LiveInstance<StopwatchState>;
const milliseconds = ({ state }: Self): number => state.milliseconds;

const stopwatch = (isStarted: boolean): Self => {
  const state = new StopwatchState();
  if (isStarted) state.start();
  return new LiveInstance(stopwatchName, state);
};

const ticks = (self: Self) => BigInt(Math.trunc(milliseconds(self) * 10_000));

export const stopwatchType = defineType({
  name: stopwatchName,
  summary: 'Measures time.',
  is: (value) => value instanceof LiveInstance && value.typeName === stopwatchName,
  members: {
    'timespan Elapsed {get;}': (self: Self) => spanOf(ticks(self)),
    'long ElapsedMilliseconds {get;}': (self: Self) => Math.trunc(milliseconds(self)),
    'long ElapsedTicks {get;}': ticks,
    'bool IsRunning {get;}': ({ state }: Self) => state.isRunning,
    'void Reset()': ({ state }: Self) => state.reset(),
    'void Restart()': ({ state }: Self) => {
      state.reset();
      state.start();
    },
    'void Start()': ({ state }: Self) => state.start(),
    'void Stop()': ({ state }: Self) => state.stop(),
    'static System.Diagnostics.Stopwatch StartNew()': () => stopwatch(true),
    'new()': () => stopwatch(false),
  },
});
