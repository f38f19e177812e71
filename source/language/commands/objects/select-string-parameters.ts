import type { CommandParameter } from '../command.ts';
import { encodingParameter } from '../lib/parameters.ts';

const objects = ['Object', 'ObjectRaw'];
const files = ['File', 'FileRaw'];
const literals = ['LiteralFile', 'LiteralFileRaw'];

export const selectStringParameters: readonly CommandParameter[] = [
  {
    name: 'Culture',
    type: 'string',
    what: 'How -SimpleMatch compares.',
    refused: 'Leave it out: texts are compared character by character.',
  },
  {
    name: 'InputObject',
    type: 'psobject',
    isMandatory: true,
    allowsNull: true,
    fromPipeline: true,
    sets: objects,
    what: 'The lines; usually they come through the pipe.',
  },
  { name: 'Pattern', type: 'string[]', position: 0, isMandatory: true, what: 'Regular expressions.' },
  {
    name: 'Path',
    type: 'string[]',
    position: 1,
    isMandatory: true,
    fromPipelineByPropertyName: true,
    sets: files,
    what: 'The files; wildcards are understood.',
  },
  {
    name: 'LiteralPath',
    aliases: ['PSPath', 'LP'],
    type: 'string[]',
    isMandatory: true,
    fromPipelineByPropertyName: true,
    sets: literals,
    what: 'The same, wildcards taken as they stand.',
  },
  {
    name: 'Raw',
    type: 'switch',
    isMandatory: true,
    sets: ['ObjectRaw', 'FileRaw', 'LiteralFileRaw'],
    what: 'The lines alone.',
  },
  { name: 'SimpleMatch', type: 'switch', what: 'The patterns are plain text.' },
  { name: 'CaseSensitive', type: 'switch', what: 'Upper and lower case are told apart.' },
  {
    name: 'Quiet',
    type: 'switch',
    sets: ['Object', 'File', 'LiteralFile'],
    what: 'Whether there is one, and no more.',
  },
  { name: 'List', type: 'switch', what: 'Only the first of each file.' },
  { name: 'NoEmphasis', type: 'switch', what: 'Heeded by no one here: nothing is in colour.' },
  { name: 'Include', type: 'string[]', notNullOrEmpty: true, what: 'Only files of which the name fits.' },
  { name: 'Exclude', type: 'string[]', notNullOrEmpty: true, what: 'No files of which the name fits.' },
  { name: 'NotMatch', type: 'switch', what: 'Lines in which it is not.' },
  { name: 'AllMatches', type: 'switch', what: 'Every place in a line, not only the first.' },
  encodingParameter,
  {
    name: 'Context',
    type: 'int[]',
    range: [0, 2147483647],
    notNullOrEmpty: true,
    what: 'So many lines before and behind.',
  },
];
