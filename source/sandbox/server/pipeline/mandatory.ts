import type { PsValue } from '../../../objects/index.ts';
import { parameterWord } from '../../cmdlets/binding/bind.ts';
import type { CatalogueCommand, CommandArgument } from '../../cmdlets/types.ts';
import type { PromptForFields } from './endpoint.ts';

/**
 * Asks the person for mandatory parameters that were not given, as PowerShell does with a host that can be asked.
 * Without one, or with what the input may still bring, nothing is asked: binding then says what is missing.
 * @param position place of the command in the pipeline, from 1
 * @returns the answers as further arguments
 */
export async function askForMandatory(
  command: CatalogueCommand,
  given: readonly CommandArgument[],
  piped: boolean,
  position: number,
  prompt: PromptForFields | undefined,
): Promise<readonly CommandArgument[]> {
  if (!prompt) return [];
  const missing = missingMandatory(command, given).filter((parameter) => !(piped && parameter.fromPipeline));
  if (missing.length === 0) return [];
  const answers = await prompt(
    `cmdlet ${command.name} at command pipeline position ${position}`,
    'Supply values for the following parameters:',
    missing.map(({ name, typeName }) => ({ name, typeName })),
  );
  return missing.flatMap(({ name }) => {
    const value: PsValue | undefined = answers.get(name.toLowerCase());
    return value === undefined || value === null || value === '' ? [] : [{ name, value }];
  });
}

function missingMandatory(command: CatalogueCommand, given: readonly CommandArgument[]) {
  const named = new Set<string>();
  let positional = 0;
  for (const { name } of given) {
    if (name === undefined || name === '') positional += 1;
    else for (const parameter of command.parameters) if (means(name, parameter)) named.add(parameter.name);
  }
  const byPosition = command.parameters
    .filter((parameter) => parameter.position !== undefined && !named.has(parameter.name))
    .sort((left, right) => (left.position ?? 0) - (right.position ?? 0))
    .slice(0, positional);
  const usual = command.usual?.unless.some((name) => named.has(name)) ? [] : (command.usual?.mandatory ?? []);
  return command.parameters.filter(
    (parameter) =>
      (parameter.mandatory || usual.includes(parameter.name)) &&
      !named.has(parameter.name) &&
      !byPosition.includes(parameter),
  );
}

/** Whether a name as it was written can mean the parameter: any beginning of its name or of an alias does. */
function means(written: string, parameter: { readonly name: string; readonly aliases: readonly string[] }): boolean {
  const wanted = parameterWord(written).toLowerCase();
  return [parameter.name, ...parameter.aliases].some((name) => name.toLowerCase().startsWith(wanted));
}
