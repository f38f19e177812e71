import { createHash } from 'node:crypto';
import type { PsObject } from '../../../objects/index.ts';
import {
  type CommandMetadata,
  commandTypes,
  encodeCommandInfo,
  encodeCommandMetadata,
  writtenOnce,
} from '../../../psrp/index.ts';
import { commonParameters } from '../../catalogue/common-parameters.ts';
import type { CatalogueCommand } from '../../cmdlets/types.ts';

const common = commonParameters.map(({ name, aliases, kind: { kind, typeName } }) => ({
  ...{ name, typeName, aliases, isSwitch: kind === 'switch' },
  isDynamic: false,
}));

function metadataOf(command: CatalogueCommand): CommandMetadata {
  return {
    name: command.name,
    namespace: '',
    helpUri: '',
    commandType: commandTypes.Function,
    outputTypes: command.outputTypes,
    parameters: [
      ...command.parameters.map(({ name, typeName, aliases, isSwitch }) => ({
        ...{ name, typeName, aliases, isSwitch },
        isDynamic: false,
      })),
      ...common,
    ],
  };
}

/** Made and written once a command: a catalogue has hundreds with dozens of parameters, and every import wants all. */
function madeOnce(make: (command: CatalogueCommand) => PsObject): (command: CatalogueCommand) => PsObject {
  const made = new WeakMap<CatalogueCommand, PsObject>();
  return (command) => {
    const known = made.get(command) ?? writtenOnce(make(command));
    made.set(command, known);
    return known;
  };
}

/** What GET_COMMAND_METADATA gives of it. */
export const encodedMetadata = madeOnce((command) => encodeCommandMetadata(metadataOf(command)));

/** What a pipeline of Get-Command gives of it. */
export const commandInfo = madeOnce((command) =>
  encodeCommandInfo({ ...metadataOf(command), defaultParameterSet: command.defaultParameterSet }),
);

/** Changes when commands or their parameters come or go: ImplicitRemoting.Hash of the application private data. */
export function catalogueHash(commands: readonly CatalogueCommand[]): string {
  const hash = createHash('sha256');
  for (const command of commands) {
    hash.update(`${command.name} ${command.parameters.map((parameter) => parameter.name).join(' ')}\n`);
  }
  return hash.digest('hex').slice(0, 32);
}
