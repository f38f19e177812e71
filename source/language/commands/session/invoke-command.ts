import { ScriptBlock, type Value } from '../../run/value.ts';
import type { CommandDeclaration, CommandParameter } from '../command.ts';
import { several } from '../lib/items.ts';

const noOthers = 'One session is one server: open a connection to the other, or use the engine powershell.';
const remote: readonly CommandParameter[] = [
  ...[
    'Session',
    'ComputerName',
    'ConnectionUri',
    'HostName',
    'VMId',
    'VMName',
    'ContainerId',
    'FilePath',
    'ConfigurationName',
  ].map((name) => ({
    name,
    type: 'object',
    sets: ['Remote'],
    what: 'Another computer, or another session.',
    refused: noOthers,
  })),
  { name: 'Credential', type: 'object', sets: ['Remote'], what: 'Another account.', refused: noOthers },
  {
    name: 'AsJob',
    type: 'switch',
    sets: ['Remote'],
    what: 'In the background.',
    refused: 'There are no jobs here; use the engine powershell.',
  },
];

export const invokeCommand: CommandDeclaration = {
  name: 'Invoke-Command',
  aliases: ['icm'],
  synopsis: 'Runs a script block.',
  examples: [
    { line: 'Invoke-Command { param($n) Get-Mailbox -ResultSize $n } -ArgumentList 5', what: 'With an argument.' },
  ],
  parameters: [
    {
      name: 'ScriptBlock',
      aliases: ['Command'],
      type: 'scriptblock',
      position: 0,
      isMandatory: true,
      sets: ['InProcess'],
      what: 'What is run.',
    },
    { name: 'NoNewScope', type: 'switch', sets: ['InProcess'], what: 'In the scope of whoever calls.' },
    { name: 'InputObject', type: 'psobject', fromPipeline: true, what: 'What $input gives in it.' },
    { name: 'ArgumentList', aliases: ['Args'], type: 'object[]', what: 'Its arguments.' },
    ...remote,
  ],
  defaultSet: 'InProcess',
  create: (bound, context) => {
    const input: Value[] = [];
    return {
      process(value) {
        if (value !== null) input.push(value);
      },
      *end() {
        const script = bound.get('ScriptBlock');
        if (!(script instanceof ScriptBlock)) return;
        const call = {
          args: several(bound.get('ArgumentList')),
          input,
          ...(bound.isOn('NoNewScope') && { inCallersScope: true }),
        };
        if (input.length > 0) {
          for (const value of yield* context.scripts.invoke(script, call)) yield* context.out(value);
          return;
        }
        const work = context.scripts.prepare(script, { ...call, out: context.pass })(null);
        if (work) yield* work;
      },
    };
  },
};
