import { wildcard } from '../../values/wildcard.ts';
import type { CommandDeclaration, CommandFailure } from '../command.ts';
import { record } from '../lib/items.ts';

/** Scripts for the shell on a server begin with these; what is in them, the session has from the server. */
const ofExchange = [
  'Microsoft.Exchange.Management.PowerShell.E2010',
  'Microsoft.Exchange.Management.PowerShell.SnapIn',
];

const fitting = (pattern: string) => ofExchange.filter(wildcard(pattern));

const missing = (name: string): CommandFailure => ({
  message: `No snap-in '${name}' is here: the cmdlets of a session are those of its server and those of exterm.`,
  id: 'SnapInNotFound',
  category: 'ObjectNotFound',
  target: name,
  exceptionType: 'System.Management.Automation.PSArgumentException',
});

export const addPsSnapin: CommandDeclaration = {
  name: 'Add-PSSnapin',
  aliases: ['asnp'],
  synopsis: "Is taken for Exchange's snap-ins, so that scripts with it run: their cmdlets are there already.",
  examples: [
    { line: 'Add-PSSnapin Microsoft.Exchange.Management.PowerShell.SnapIn', what: 'At the beginning of many scripts.' },
  ],
  parameters: [
    {
      name: 'Name',
      type: 'string[]',
      position: 0,
      isMandatory: true,
      fromPipelineByPropertyName: true,
      what: 'Which; wildcards are understood.',
    },
    { name: 'PassThru', type: 'switch', what: 'Gives the snap-ins.', refused: 'Ask Get-PSSnapin.' },
  ],
  create: (bound, context) => ({
    *process() {
      for (const name of bound.texts('Name')) if (fitting(name).length === 0) yield* context.error(missing(name));
    },
  }),
};

export const getPsSnapin: CommandDeclaration = {
  name: 'Get-PSSnapin',
  aliases: ['gsnp'],
  synopsis: "Exchange's snap-ins, whose cmdlets the session has from the server.",
  examples: [
    {
      line: 'if (-not (Get-PSSnapin *Exchange* -ErrorAction SilentlyContinue)) { throw "Not here" }',
      what: 'As scripts ask.',
    },
  ],
  parameters: [
    { name: 'Name', type: 'string[]', position: 0, what: 'Which; wildcards are understood.' },
    { name: 'Registered', type: 'switch', what: 'Those that could be added: the same.' },
  ],
  create: (bound, context) => ({
    *process() {
      for (const pattern of bound.has('Name') ? bound.texts('Name') : ['*']) {
        const found = fitting(pattern);
        if (found.length === 0) yield* context.error(missing(pattern));
        for (const name of found) {
          yield* context.out(
            record(
              [
                ['Name', name],
                ['PSVersion', '1.0'],
                ['Description', 'Cmdlets of the server.'],
              ],
              ['System.Management.Automation.PSSnapInInfo', 'System.Object'],
              name,
            ),
          );
        }
      }
    },
  }),
};
