import { PsTimeSpan } from '../../../objects/index.ts';
import type { CommandDeclaration } from '../command.ts';
import { localDate } from '../lib/dates.ts';
import { record, several } from '../lib/items.ts';

export const getHistory: CommandDeclaration = {
  name: 'Get-History',
  aliases: ['h', 'history', 'ghy'],
  synopsis: 'The lines of this session.',
  examples: [
    { line: 'history', what: 'All of them, with their numbers.' },
    { line: 'r 12', what: 'Runs the line with the number 12 again.' },
  ],
  parameters: [
    {
      name: 'Id',
      type: 'long[]',
      position: 0,
      range: [1, Number.MAX_SAFE_INTEGER],
      fromPipeline: true,
      what: 'Their numbers.',
    },
    { name: 'Count', type: 'int', position: 1, range: [0, 32767], what: 'So many of the last.' },
  ],
  create: (bound, context) => ({
    *process() {
      const all = context.session.history?.() ?? [];
      const ids = several(bound.get('Id')).map((id) => Number(context.semantics.toText(id)));
      const found = ids.length === 0 ? all : all.filter(({ id }) => ids.includes(id));
      const count = bound.number('Count');
      for (const { id, line, began, ended } of count === undefined
        ? found
        : found.slice(count === 0 ? found.length : -count)) {
        yield* context.out(
          record(
            [
              ['Id', BigInt(id)],
              ['CommandLine', line],
              ['ExecutionStatus', ended === undefined ? 'Running' : 'Completed'],
              ['StartExecutionTime', began === undefined ? null : localDate(began)],
              ['EndExecutionTime', ended === undefined ? null : localDate(ended)],
              [
                'Duration',
                began === undefined || ended === undefined
                  ? null
                  : PsTimeSpan.fromTicks(BigInt(Math.round(ended - began)) * 10_000n),
              ],
            ],
            ['Microsoft.PowerShell.Commands.HistoryInfo', 'System.Object'],
            line,
          ),
        );
      }
      for (const id of ids.filter((one) => !all.some((line) => line.id === one))) {
        yield* context.error({
          message: `Cannot locate the history for Id ${id}.`,
          id: 'GetHistoryNoHistoryForId',
          category: 'ObjectNotFound',
          target: id,
          exceptionType: 'System.ArgumentException',
        });
      }
    },
  }),
};
