import { type PsValue, psList, psObject } from '../../../objects/index.ts';
import { kinds } from '../../catalogue/parameter-kinds.ts';
import type { CmdletHost } from '../../cmdlets/types.ts';
import type { HelperCommand } from '../pipeline/endpoint.ts';
import { helperCommand, helperError } from './helper.ts';

/** What no terminal may be told by a server: each with a word or a number of its own, so that a test can look for it. */
const sequences: readonly string[] = [
  '\x1b]0;OBEYED\x07',
  '\x1b]52;c;T0JFWUVE\x1b\\',
  '\x1b]8;;http://obeyed.example\x1b\\link\x1b]8;;\x1b\\',
  '\x1b[7;77H',
  '\x1b[?7777h',
  '\x1b[2J\x1b[3J',
  '\x1bPOBEYED\x1b\\',
  '\u009d0;OBEYED\u0007',
  '\u009b7;77H',
  '\b\b\b\r\n\v\f\u0000\u007f',
  '\u202eDEYEBO\u202c\u2066\u2069',
  '\u200b\u200e\u200f\ufeff\u2028\u2029',
];

const said = (what: string): string => `${what}: ${sequences.join('|')}.`;

/** Objects, records, host calls and questions of a server that means harm; `size` is how much of it. */
const modes: Readonly<Record<string, (host: CmdletHost, size: number) => Promise<void>>> = {
  /** Texts that would steer a terminal, wherever a text can stand. */
  Sequences: async (host) => {
    for (const sequence of [...sequences, said('all')]) {
      const record = {
        [`Name ${sequence}`]: `value ${sequence}`,
        Inner: psList([sequence, psObject({ A: sequence })]),
      };
      await host.writeOutput(psObject(record, [`Hostile.${sequence}`, 'System.Object'], sequence));
    }
    await host.writeOutput(said('text'));
    host.writeWarning(said('warning'));
    host.writeVerbose(said('verbose'));
    host.writeInformation(said('information'));
    await host.writeHostLine(said('host'));
    host.writeProgress({ activityId: 1, activity: said('activity'), status: said('status'), percentComplete: 50 });
    await host.writeError(
      helperError('Hostile', said('activity'), {
        id: said('id'),
        message: said('error'),
        category: 'InvalidArgument',
        target: said('target'),
      }),
    );
  },
  /** A question whose every text steers. */
  Question: async (host) => {
    const choices = ['&Yes', '&No'].map((label) => ({ label: label + sequences.join(''), help: said('help') }));
    const question = { caption: said('caption'), message: said('message'), choices, defaultChoice: 0 };
    await host.writeOutput(`answered ${(await host.promptForChoice?.(question)) ?? 'not'}`);
  },
  LongText: async (host, size) => {
    await host.writeOutput(psObject({ Text: 'words and '.repeat(Math.ceil(size / 10)).slice(0, size) }));
  },
  ManyProperties: async (host, size) => {
    const names = Array.from({ length: size }, (_, index) => [`P${index}`, index] as const);
    await host.writeOutput(psObject(Object.fromEntries(names)));
  },
  /** Marks that take no cell, on one letter. */
  Marks: async (host, size) => {
    await host.writeOutput(psObject({ Text: `a${'\u0301'.repeat(size)}`, Wide: '\u{1f469}\u200d'.repeat(size / 4) }));
  },
  /** Each list has the one before nine times: by references it is small. */
  References: async (host, size) => {
    let value: PsValue = 'x'.repeat(100);
    for (let level = 0; level < Math.min(size, 40); level += 1) value = psList(Array<PsValue>(9).fill(value));
    await host.writeOutput(value);
  },
  /** One activity after the other, none of which ends. */
  Activities: async (host, size) => {
    for (let id = 0; id < size; id += 1) {
      host.signal.throwIfAborted();
      host.writeProgress({ activityId: id, activity: `Activity ${id}`, status: 'working', percentComplete: id % 100 });
      if (id % 1000 === 0) await host.pause(0);
    }
  },
  Warnings: async (host, size) => {
    for (let count = 0; count < size; count += 1) {
      host.signal.throwIfAborted();
      host.writeWarning(`Warning ${count} of many.`);
      if (count % 1000 === 0) await host.pause(0);
    }
  },
};

const hostileModes = Object.keys(modes);

/** What a server that is broken or in wrong hands may send, for tests of what is on the other side. */
export const writeSandboxHostile: HelperCommand = {
  command: helperCommand('Write-SandboxHostile', 'Sends what harms; offered with --test-cmdlets only.', {
    Mode: { kind: kinds.enumOf('Sandbox.HostileMode', ...hostileModes), position: 0 },
    Size: { kind: kinds.integer, position: 1 },
  }),
  async run({ bound, host }) {
    const [mode, size] = [bound.get('mode'), bound.get('size')];
    const chosen = modes[typeof mode === 'string' ? mode : 'Sequences'] ?? modes['Sequences']!;
    await chosen(host, typeof size === 'number' && size > 0 ? Math.min(size, 100_000_000) : 10_000);
  },
};
