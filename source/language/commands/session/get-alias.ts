import { hasWildcard } from '../../scan/has-wildcard.ts';
import { wildcard } from '../../values/wildcard.ts';
import type { CommandDeclaration } from '../command.ts';
import { commandObject } from '../lib/command-objects.ts';

export const getAlias: CommandDeclaration = {
  name: 'Get-Alias',
  aliases: ['gal'],
  synopsis: 'Short names, and what they stand for.',
  examples: [
    { line: 'Get-Alias ft', what: 'Format-Table.' },
    { line: 'Get-Alias -Definition Get-ChildItem', what: 'All short names of a command.' },
  ],
  parameters: [
    {
      name: 'Name',
      type: 'string[]',
      position: 0,
      notNullOrEmpty: true,
      fromPipeline: true,
      fromPipelineByPropertyName: true,
      sets: ['Default'],
      what: 'The short names; wildcards are understood.',
    },
    { name: 'Exclude', type: 'string[]', what: 'No names that fit one of these patterns.' },
    { name: 'Scope', type: 'string', what: 'Where they hold; everywhere in this session.' },
    {
      name: 'Definition',
      type: 'string[]',
      notNullOrEmpty: true,
      sets: ['Definition'],
      what: 'The commands that they stand for.',
    },
  ],
  defaultSet: 'Default',
  create: (bound, context) => ({
    *process() {
      const byDefinition = bound.has('Definition');
      const asked = byDefinition ? bound.texts('Definition') : bound.has('Name') ? bound.texts('Name') : ['*'];
      const excluded = bound.texts('Exclude').map((pattern) => wildcard(pattern));
      const aliases = context.commands
        .list()
        .filter(({ kind }) => kind === 'Alias')
        .toSorted((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
      for (const pattern of asked) {
        const fits = wildcard(pattern);
        const found = aliases.filter(
          ({ name, definition }) =>
            fits(byDefinition ? (definition ?? '') : name) && !excluded.some((test) => test(name)),
        );
        for (const entry of found) yield* context.out(commandObject(entry, context));
        if (found.length > 0 || hasWildcard(pattern)) continue;
        yield* context.error({
          message: `This command cannot find a matching alias because an alias with the ${byDefinition ? 'definition' : 'name'} '${pattern}' does not exist.`,
          id: 'ItemNotFoundException',
          category: 'ObjectNotFound',
          target: pattern,
          exceptionType: 'System.Management.Automation.ItemNotFoundException',
        });
      }
    },
  }),
};
