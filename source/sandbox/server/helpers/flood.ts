import { psObject } from '../../../objects/index.ts';
import { kinds } from '../../catalogue/parameter-kinds.ts';
import type { HelperCommand } from '../pipeline/endpoint.ts';
import { helperCommand } from './helper.ts';

/** Milliseconds: timers are not much finer, and a pause for each object would be slower than the rate. */
const shortestPause = 10;

/** Objects as fast as the client takes them, or so many a second, for throughput tests. */
export const writeSandboxFlood: HelperCommand = {
  command: helperCommand('Write-SandboxFlood', 'Writes many objects; offered with --test-cmdlets only.', {
    Lines: { kind: kinds.integer, position: 0 },
    Width: { kind: kinds.integer, position: 1 },
    Rate: { kind: kinds.integer },
  }),
  async run({ bound, host }) {
    const number = (name: string, otherwise: number, most: number): number => {
      const value = bound.get(name);
      return typeof value === 'number' && value >= 0 ? Math.min(value, most) : otherwise;
    };
    const lines = number('lines', 1000, 100_000_000);
    const rate = number('rate', 0, 1_000_000);
    const text = 'abcdefghijklmnopqrstuvwxyz0123456789'.repeat(300).slice(0, number('width', 60, 10_000));
    const started = host.now();
    for (let line = 1; line <= lines; line += 1) {
      host.signal.throwIfAborted();
      await host.writeOutput(psObject({ Line: line, Text: text }, ['Sandbox.FloodLine', 'System.Object'], text));
      const early = rate > 0 ? started + (line / rate) * 1000 - host.now() : 0;
      if (early >= shortestPause) await host.pause(early);
    }
  },
};
