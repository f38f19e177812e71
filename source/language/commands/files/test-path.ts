import { PsDateTime } from '../../../objects/index.ts';
import type { Value } from '../../run/value.ts';
import { type Work, waitFor } from '../../run/work.ts';
import { hasWildcard } from '../../scan/has-wildcard.ts';
import {
  type Bound,
  type CommandContext,
  type CommandDeclaration,
  type CommandFailure,
  FileFailure,
  type FileInfo,
} from '../command.ts';
import { localDate, ticksOf } from '../lib/dates.ts';
import { filesOf, filterOf } from '../lib/files.ts';
import { bare, several } from '../lib/items.ts';
import { credentialParameter, filterParameters, literalPath, pathParameter } from '../lib/parameters.ts';

export const testPath: CommandDeclaration = {
  name: 'Test-Path',
  synopsis: 'Whether a file or a folder is there.',
  examples: [
    { line: 'if (Test-Path users.csv) { Import-Csv users.csv }', what: 'Reads it where it is there.' },
    { line: 'Test-Path reports -PathType Container', what: 'Whether it is a folder.' },
  ],
  parameters: [
    { ...pathParameter, allowsNull: true },
    { ...literalPath(['LiteralPath']), allowsNull: true },
    ...filterParameters,
    {
      name: 'PathType',
      aliases: ['Type'],
      type: 'string',
      values: ['Any', 'Container', 'Leaf'],
      what: 'Only a folder, or only a file.',
    },
    { name: 'IsValid', type: 'switch', what: 'Whether it could be a path.' },
    credentialParameter,
    { name: 'OlderThan', type: 'datetime', what: 'Only what was changed before.' },
    { name: 'NewerThan', type: 'datetime', what: 'Only what was changed after.' },
  ],
  defaultSet: 'Path',
  outputs: ['System.Boolean'],
  create: (bound, context) => ({
    *process() {
      const name = bound.has('LiteralPath') ? 'LiteralPath' : 'Path';
      const given = several(bound.get(name));
      if (given.length === 0) yield* context.error(noPath);
      for (const path of given) {
        if (path === null) yield* context.error(noPath);
        else yield* context.out(yield* isThere(context.semantics.toText(path), name === 'Path', bound, context));
      }
    },
  }),
};

const noPath: CommandFailure = {
  message: "Value cannot be null. (Parameter 'The provided Path argument was null or an empty collection.')",
  id: 'NullPathNotPermitted',
  category: 'InvalidArgument',
  exceptionType: 'System.ArgumentNullException',
};

function* isThere(path: string, opens: boolean, bound: Bound, context: CommandContext): Work<boolean> {
  if (path.trim() === '') return false;
  if (bound.isOn('IsValid')) return !path.includes('\0');
  const keeps = filterOf(bound);
  const files = filesOf(context);
  try {
    const named = opens && hasWildcard(path) ? yield* waitFor(files.expand(path)) : [path];
    for (const one of named) {
      const info = yield* waitFor(files.info(one));
      if (info && keeps(info) && isAsked(info, bound)) return true;
    }
    return false;
  } catch (error) {
    if (error instanceof FileFailure) return false;
    throw error;
  }
}

function isAsked(info: FileInfo, bound: Bound): boolean {
  const type = bound.text('PathType')?.toLowerCase();
  if (type === 'container' && info.kind !== 'folder') return false;
  if (type === 'leaf' && info.kind !== 'file') return false;
  const changed = ticksOf(localDate(info.modified));
  const [older, newer] = [dateOf(bound.get('OlderThan')), dateOf(bound.get('NewerThan'))];
  return (older === undefined || changed < older) && (newer === undefined || changed > newer);
}

function dateOf(value: Value | undefined): bigint | undefined {
  const plain = value === undefined ? null : bare(value);
  return plain instanceof PsDateTime ? ticksOf(plain) : undefined;
}
