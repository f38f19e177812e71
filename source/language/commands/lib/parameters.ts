import type { CommandParameter } from '../command.ts';
import { encodingNames } from './encoding.ts';

export const inputObject: CommandParameter = {
  name: 'InputObject',
  type: 'psobject',
  fromPipeline: true,
  what: 'The objects; usually they come through the pipe.',
};

export const encodingParameter: CommandParameter = {
  name: 'Encoding',
  type: 'string',
  notNullOrEmpty: true,
  offered: encodingNames,
  what: `One of ${encodingNames.join(', ')}; utf8NoBOM where it is not given.`,
};

export const includeParameters: readonly CommandParameter[] = [
  { name: 'Include', type: 'string[]', what: 'Only names that fit one of these patterns.' },
  { name: 'Exclude', type: 'string[]', what: 'No names that fit one of these patterns.' },
];

/** -Filter, -Include and -Exclude of the commands on files. */
export const filterParameters: readonly CommandParameter[] = [
  { name: 'Filter', type: 'string', what: 'A wildcard pattern for names.' },
  ...includeParameters,
];

export const credentialParameter: CommandParameter = {
  name: 'Credential',
  type: 'pscredential',
  what: 'Another account.',
  refused: 'Files are read and written as the user who runs exterm; leave it out.',
};

/** -Path of the commands that work on what is there. */
export const pathParameter: CommandParameter = {
  name: 'Path',
  type: 'string[]',
  position: 0,
  isMandatory: true,
  fromPipeline: true,
  fromPipelineByPropertyName: true,
  sets: ['Path'],
  what: 'The paths; wildcards are understood.',
};

export const literalPath = (sets: readonly string[], type = 'string[]'): CommandParameter => ({
  name: 'LiteralPath',
  aliases: ['PSPath', 'LP'],
  type,
  isMandatory: true,
  fromPipelineByPropertyName: true,
  sets,
  what: 'The same, wildcard characters taken as they stand.',
});

export const yesWithoutAsking = (what: string): CommandParameter => ({ name: 'Force', type: 'switch', what });
