import type { Work } from '../../run/work.ts';
import { hasWildcard } from '../../scan/has-wildcard.ts';
import { wildcard } from '../../values/wildcard.ts';
import type { Bound, CommandContext, CommandDeclaration, CommandEntry } from '../command.ts';
import { commandObject, parameterNames, syntaxOf } from '../lib/command-objects.ts';

const noModules = 'Commands come from the server and from exterm; use -Name.';

export const getCommand: CommandDeclaration = {
  name: 'Get-Command',
  aliases: ['gcm'],
  synopsis: 'The commands that there are: of the server, of exterm, and functions and aliases of this session.',
  examples: [
    { line: 'Get-Command *mailbox*', what: 'All with mailbox in their name.' },
    { line: 'Get-Command Set-Mailbox -Syntax', what: 'Its parameters.' },
    { line: 'Get-Command -Noun Queue', what: 'All that one can do with queues.' },
  ],
  parameters: [
    {
      name: 'Name',
      type: 'string[]',
      position: 0,
      namesCommands: true,
      notNullOrEmpty: true,
      fromPipeline: true,
      fromPipelineByPropertyName: true,
      sets: ['AllCommandSet'],
      what: 'The names; wildcards are understood.',
    },
    {
      name: 'Verb',
      type: 'string[]',
      fromPipelineByPropertyName: true,
      sets: ['CmdletSet'],
      what: 'What stands before the hyphen.',
    },
    {
      name: 'Noun',
      type: 'string[]',
      fromPipelineByPropertyName: true,
      sets: ['CmdletSet'],
      what: 'What stands behind the hyphen.',
    },
    {
      name: 'Module',
      aliases: ['PSSnapin'],
      type: 'string[]',
      fromPipelineByPropertyName: true,
      what: 'Of a module.',
      refused: noModules,
    },
    {
      name: 'CommandType',
      aliases: ['Type'],
      type: 'string[]',
      fromPipelineByPropertyName: true,
      sets: ['AllCommandSet'],
      what: 'Alias, Function, Filter, Cmdlet or All.',
    },
    { name: 'TotalCount', type: 'int', fromPipelineByPropertyName: true, what: 'So many at most.' },
    { name: 'Syntax', type: 'switch', fromPipelineByPropertyName: true, what: 'How each is written.' },
    {
      name: 'ArgumentList',
      aliases: ['Args'],
      type: 'object[]',
      position: 1,
      takesRemaining: true,
      what: 'Arguments, for parameters that depend on them.',
      refused: 'Leave it out.',
    },
    {
      name: 'All',
      type: 'switch',
      fromPipelineByPropertyName: true,
      what: 'Also those that another of the same name hides.',
    },
    {
      name: 'ListImported',
      type: 'switch',
      fromPipelineByPropertyName: true,
      what: 'Only what is imported, which is so anyway.',
    },
    { name: 'ParameterName', type: 'string[]', notNullOrEmpty: true, what: 'Only those with such a parameter.' },
  ],
  defaultSet: 'CmdletSet',
  create: (bound, context) => ({
    *process() {
      const found = bound.has('Name')
        ? yield* named(bound, context)
        : context.commands.list().filter((entry) => isShown(entry, bound));
      const sorted = bound.has('Name')
        ? found
        : found.toSorted((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
      for (const entry of sorted.slice(0, bound.number('TotalCount') ?? undefined)) {
        yield* context.out(bound.isOn('Syntax') ? syntaxText(entry) : commandObject(entry, context));
      }
    },
  }),
};

const syntaxText = (entry: CommandEntry) =>
  entry.kind === 'Cmdlet'
    ? syntaxOf(entry)
        .map((line) => `\n${entry.name} ${line}\n`)
        .join('')
    : (entry.definition ?? '');

function* named(bound: Bound, context: CommandContext): Work<readonly CommandEntry[]> {
  const all: CommandEntry[] = [];
  for (const pattern of bound.texts('Name')) {
    const fits = wildcard(pattern);
    const isPattern = hasWildcard(pattern);
    const found = context.commands.list().filter((entry) => fits(entry.name) && isAsked(entry, bound));
    if (found.length === 0 && !isPattern) yield* notFound(pattern, context);
    const sorted = found.toSorted((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
    all.push(...(isPattern || bound.isOn('All') ? sorted : found.slice(0, 1)));
  }
  return all;
}

function* notFound(name: string, context: CommandContext): Work<void> {
  yield* context.error({
    message: `The term '${name}' is not recognized as a name of a cmdlet, function, script file, or executable program.\nCheck the spelling of the name, or if a path was included, verify that the path is correct and try again.`,
    id: 'CommandNotFoundException',
    category: 'ObjectNotFound',
    target: name,
    exceptionType: 'System.Management.Automation.CommandNotFoundException',
  });
}

/** Where only verbs and nouns are asked for, aliases are none. */
const isShown = (entry: CommandEntry, bound: Bound) =>
  (entry.kind !== 'Alias' || bound.has('CommandType')) && isAsked(entry, bound);

function isAsked(entry: CommandEntry, bound: Bound): boolean {
  const fits = (name: string, text: string) => {
    const patterns = bound.texts(name);
    return patterns.length === 0 || patterns.some((pattern) => wildcard(pattern)(text));
  };
  const [verb = '', noun = ''] = entry.name.split('-', 2);
  const types = bound.texts('CommandType').flatMap((one) => one.toLowerCase().split(/\s*,\s*/));
  const parameters = bound.texts('ParameterName').map((pattern) => wildcard(pattern));
  return (
    fits('Verb', verb) &&
    fits('Noun', noun) &&
    (types.length === 0 || types.includes('all') || types.includes(entry.kind.toLowerCase())) &&
    (parameters.length === 0 || parameterNames(entry).some((name) => parameters.some((test) => test(name))))
  );
}
