import type { Work } from '../../run/work.ts';
import { hasWildcard } from '../../scan/has-wildcard.ts';
import type { Bound, CommandContext, CommandDeclaration } from '../command.ts';
import { pathObject, separatorOf } from '../lib/file-objects.ts';
import { filesOf, missing, needed } from '../lib/files.ts';
import { credentialParameter, literalPath, pathParameter } from '../lib/parameters.ts';

export const resolvePath: CommandDeclaration = {
  name: 'Resolve-Path',
  aliases: ['rvpa'],
  synopsis: 'The full paths of items that are there.',
  examples: [{ line: 'Resolve-Path *.csv', what: 'All CSV files, with their folder.' }],
  parameters: [
    pathParameter,
    literalPath(['LiteralPath']),
    { name: 'Relative', type: 'switch', what: 'Seen from where the session stands.' },
    {
      name: 'RelativeBasePath',
      type: 'string',
      what: 'Seen from another folder.',
      refused: 'Go there with Set-Location first.',
    },
    { name: 'Force', type: 'switch', what: 'Heeded by no one here.' },
    credentialParameter,
  ],
  defaultSet: 'Path',
  create: (bound, context) => ({
    *process() {
      const files = filesOf(context);
      for (const path of yield* resolvedPaths(bound, context)) {
        yield* context.out(
          bound.isOn('Relative') ? relative(files.location, path, separatorOf(files)) : pathObject(path),
        );
      }
    },
  }),
};

/** The paths of what is there; what is not is told. */
export function* resolvedPaths(bound: Bound, context: CommandContext): Work<readonly string[]> {
  const files = filesOf(context);
  const found: string[] = [];
  for (const path of bound.texts('Path')) {
    if (hasWildcard(path)) found.push(...(yield* needed(() => files.expand(path))));
    else if (yield* needed(() => files.info(path))) found.push(files.resolve(path));
    else yield* missing(path, context);
  }
  for (const path of bound.texts('LiteralPath')) {
    if (yield* needed(() => files.info(path))) found.push(files.resolve(path));
    else yield* missing(path, context);
  }
  return found;
}

function relative(from: string, path: string, separator: string): string {
  const parts = (text: string) => text.split(/[/\\]+/).filter((part) => part !== '');
  const [base, target] = [parts(from), parts(path)];
  let shared = 0;
  while (shared < base.length && shared < target.length && base[shared] === target[shared]) shared++;
  const up = base.slice(shared).map(() => '..');
  return [...(up.length === 0 ? ['.'] : up), ...target.slice(shared)].join(separator);
}
