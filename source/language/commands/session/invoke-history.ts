import type { CommandDeclaration } from '../command.ts';
import { argumentException, stop } from '../lib/fail.ts';

export const invokeHistory: CommandDeclaration = {
  name: 'Invoke-History',
  aliases: ['r', 'ihy'],
  synopsis: 'Runs a line of this session again.',
  examples: [{ line: 'r 12', what: 'The line with the number 12; r alone runs the last one.' }],
  parameters: [
    {
      name: 'Id',
      type: 'string',
      position: 0,
      fromPipelineByPropertyName: true,
      what: 'Its number, or what it begins with.',
    },
  ],
  supportsShouldProcess: true,
  create: (bound, context) => ({
    *process() {
      // The last line of all is this one.
      const lines = (context.session.history?.() ?? []).filter(
        ({ line }) => !/^\s*(?:r|ihy|invoke-history)\b/i.test(line),
      );
      const asked = bound.text('Id');
      const found = lines.findLast(
        ({ id, line }) =>
          asked === undefined || String(id) === asked || line.toLowerCase().startsWith(asked.toLowerCase()),
      );
      if (!found) {
        throw stop(
          asked === undefined ? 'Cannot locate history.' : `Cannot locate the history for command line ${asked}.`,
          'InvokeHistoryNoHistoryForCommandline',
          'ObjectNotFound',
          { exceptionType: argumentException },
        );
      }
      if (!(yield* context.shouldProcess(found.line, 'Invoke-History'))) return;
      yield* context.host(found.line);
      for (const value of yield* context.scripts.invoke(context.scripts.fromText(found.line), { inCallersScope: true }))
        yield* context.out(value);
    },
  }),
};
