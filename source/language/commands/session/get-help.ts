import type { Value } from '../../run/value.ts';
import type { Work } from '../../run/work.ts';
import { hasWildcard } from '../../scan/has-wildcard.ts';
import { wildcard } from '../../values/wildcard.ts';
import type { Bound, CommandContext, CommandDeclaration, CommandEntry } from '../command.ts';
import { stop } from '../lib/fail.ts';
import { describedFunction } from '../lib/function-help.ts';
import { type Described, helpObject, parameterHelp } from '../lib/help-object.ts';
import { record } from '../lib/items.ts';

const noCategories = 'Leave it out: help is of commands here.';

export const getHelp: CommandDeclaration = {
  name: 'Get-Help',
  aliases: ['help', 'man'],
  synopsis: 'What a command does and how it is written: of exterm from here, of the server from the server.',
  examples: [
    { line: 'Get-Help Where-Object', what: 'A page.' },
    { line: 'Get-Help Set-Mailbox -Parameter Office', what: 'One parameter.' },
    { line: 'help *queue*', what: 'Commands with queue in their name.' },
  ],
  parameters: [
    {
      name: 'Name',
      type: 'string',
      position: 0,
      namesCommands: true,
      notNullOrEmpty: true,
      fromPipelineByPropertyName: true,
      what: 'The command; wildcards are understood.',
    },
    { name: 'Path', type: 'string', what: 'Help of another place.', refused: noCategories },
    { name: 'Category', type: 'string[]', what: 'Of a kind.', refused: noCategories },
    { name: 'Detailed', type: 'switch', sets: ['DetailedView'], what: 'With all parameters.' },
    { name: 'Full', type: 'switch', sets: ['AllUsersView'], what: 'All of it.' },
    { name: 'Examples', type: 'switch', sets: ['Examples'], what: 'Examples only.' },
    {
      name: 'Parameter',
      type: 'string[]',
      sets: ['Parameters'],
      what: 'These parameters only; wildcards are understood.',
    },
    { name: 'Component', type: 'string[]', what: 'Of a component.', refused: noCategories },
    { name: 'Functionality', type: 'string[]', what: 'Of a functionality.', refused: noCategories },
    { name: 'Role', type: 'string[]', what: 'Of a role.', refused: noCategories },
    {
      name: 'Online',
      type: 'switch',
      sets: ['Online'],
      what: 'In a browser.',
      refused: 'No browser is opened from here.',
    },
  ],
  defaultSet: 'AllUsersView',
  create: (bound, context) => ({
    process: () => help(bound, context),
  }),
};

function* help(bound: Bound, context: CommandContext): Work<void> {
  const asked = bound.text('Name') ?? 'Get-Help';
  if (hasWildcard(asked)) {
    const fits = wildcard(asked);
    for (const entry of context.commands.list()) if (fits(entry.name)) yield* context.out(summary(entry));
    return;
  }
  const entry = resolved(asked, context);
  if (entry?.declaration) {
    yield* ofDescribed(entry.declaration, 'Cmdlet', bound, context);
    return;
  }
  if (context.server && (!entry || entry.place === 'server')) {
    yield* context.server('Get-Help', asGiven(entry?.name ?? asked, bound));
    return;
  }
  if (!entry) {
    throw stop(`Get-Help could not find ${asked} in this session.`, 'HelpNotFound', 'ResourceUnavailable', {
      target: asked,
      exceptionType: 'Microsoft.PowerShell.Commands.HelpNotFoundException',
    });
  }
  if (entry.kind === 'Function' || entry.kind === 'Filter')
    yield* ofDescribed(describedFunction(entry), entry.kind, bound, context);
  else yield* context.out(summary(entry));
}

/** The command behind an alias, or one whose noun is all that was given. */
function resolved(asked: string, { commands }: CommandContext): CommandEntry | undefined {
  let entry = commands.find(asked);
  for (let steps = 0; entry?.kind === 'Alias' && entry.definition !== undefined && steps < 16; steps++)
    entry = commands.find(entry.definition);
  return entry;
}

function* ofDescribed(
  declaration: Described,
  category: 'Cmdlet' | 'Function' | 'Filter',
  bound: Bound,
  context: CommandContext,
): Work<void> {
  const asked = bound.texts('Parameter');
  if (asked.length === 0) {
    yield* context.out(
      helpObject(
        declaration,
        bound.isOn('Examples') ? 'examples' : bound.isOn('Full') || bound.isOn('Detailed') ? 'full' : 'page',
        category,
      ),
    );
    return;
  }
  for (const pattern of asked) {
    const fits = wildcard(pattern);
    const found = declaration.parameters.filter(({ name }) => fits(name));
    for (const parameter of found) yield* context.out(parameterHelp(parameter));
    if (found.length > 0) continue;
    throw stop(`No parameter matches criteria ${pattern}.`, 'NoMatchingParameter', 'ObjectNotFound', {
      target: declaration.name,
      exceptionType: 'System.Management.Automation.PSArgumentException',
    });
  }
}

function asGiven(name: string, bound: Bound): readonly (readonly [string, Value])[] {
  const switches = ['Detailed', 'Full', 'Examples'].filter((one) => bound.isOn(one)).map((one) => [one, true] as const);
  const parameters = bound.get('Parameter');
  return [['Name', name], ...switches, ...(parameters === undefined ? [] : [['Parameter', parameters] as const])];
}

const summary = ({ name, kind, place, declaration }: CommandEntry) =>
  record(
    [
      ['Name', name],
      ['Category', kind],
      ['Source', place === 'server' ? 'server' : 'exterm'],
      ['Synopsis', declaration?.synopsis ?? ''],
    ],
    ['HelpInfoShort', 'System.Object'],
  );
