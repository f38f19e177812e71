import { psObject } from '../../../objects/index.ts';
import { kinds } from '../../catalogue/parameter-kinds.ts';
import type { HelperCommand } from '../pipeline/endpoint.ts';
import { helperCommand } from './helper.ts';

/** Objects as fast as the client takes them, for throughput tests. */
export const writeSandboxFlood: HelperCommand = {
  command: helperCommand('Write-SandboxFlood', 'Writes many objects; offered with --test-cmdlets only.', {
    Lines: { kind: kinds.integer, position: 0 },
    Width: { kind: kinds.integer, position: 1 },
  }),
  async run({ bound, host }) {
    const number = (name: string, otherwise: number, most: number): number => {
      const value = bound.get(name);
      return typeof value === 'number' && value >= 0 ? Math.min(value, most) : otherwise;
    };
    const lines = number('lines', 1000, 100_000_000);
    const text = 'abcdefghijklmnopqrstuvwxyz0123456789'.repeat(300).slice(0, number('width', 60, 10_000));
    for (let line = 1; line <= lines; line += 1) {
      host.signal.throwIfAborted();
      await host.writeOutput(psObject({ Line: line, Text: text }, ['Sandbox.FloodLine', 'System.Object'], text));
    }
  },
};
