import { createHash } from 'node:crypto';
import type { PsObject } from '../../../objects/index.ts';
import { type CommandMetadata, commandTypes, encodeCommandMetadata } from '../../../psrp/index.ts';
import type { CatalogueCommand } from '../../cmdlets/types.ts';

export function metadataOf(command: CatalogueCommand): CommandMetadata {
  return {
    name: command.name,
    namespace: '',
    helpUri: '',
    commandType: commandTypes.Function,
    outputTypes: command.outputTypes,
    parameters: command.parameters.map((parameter) => ({
      name: parameter.name,
      typeName: parameter.typeName,
      aliases: parameter.aliases,
      isSwitch: parameter.isSwitch,
      isDynamic: false,
      isMandatory: parameter.mandatory,
    })),
  };
}

const cache = new WeakMap<CatalogueCommand, PsObject>();

/** Encoded once: a catalogue has hundreds of commands with dozens of parameters, and every import wants all. */
export function encodedMetadata(command: CatalogueCommand): PsObject {
  const known = cache.get(command);
  if (known) return known;
  const made = encodeCommandMetadata(metadataOf(command));
  cache.set(command, made);
  return made;
}

/** Changes when commands or their parameters come or go: ImplicitRemoting.Hash of the application private data. */
export function catalogueHash(commands: readonly CatalogueCommand[]): string {
  const hash = createHash('sha256');
  for (const command of commands) {
    hash.update(`${command.name} ${command.parameters.map((parameter) => parameter.name).join(' ')}\n`);
  }
  return hash.digest('hex').slice(0, 32);
}
