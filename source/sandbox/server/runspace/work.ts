import type { PsValue } from '../../../objects/index.ts';
import {
  type CommandMetadataRequest,
  commandTypes,
  encodeErrorRecord,
  type PipelineCommand,
  type PipelineRequest,
  type PipelineServer,
} from '../../../psrp/index.ts';
import { bindArguments } from '../../cmdlets/binding/bind.ts';
import { commandNotFound } from '../../cmdlets/failures.ts';
import type { CatalogueCommand, CmdletHost, CommandArgument } from '../../cmdlets/types.ts';
import { encodedMetadata } from '../helpers/command-metadata.ts';
import { visibleCommands } from '../helpers/get-command.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { askForMandatory } from '../pipeline/mandatory.ts';
import { type RunnableCommand, runPipeline } from '../pipeline/run-pipeline.ts';
import { recordOf, scriptsNotAllowed } from './error-records.ts';
import type { PipelineSurroundings } from './pipeline-run.ts';

/** What a pipeline does once it has a runspace. Rejects with what ends the pipeline. */
export type PipelineWork = (surroundings: PipelineSurroundings, pipeline: PipelineServer) => Promise<void>;

export const workOf = {
  /** CREATE_PIPELINE under NoLanguage: visible commands with their arguments, and nothing else. */
  pipeline(endpoint: Endpoint, request: PipelineRequest): PipelineWork {
    return async ({ host, promptForFields, input }) => {
      const found = request.commands.map((command) => ({ command, runs: find(endpoint, command) }));
      const runnable: RunnableCommand[] = [];
      for (const [index, { command, runs }] of found.entries()) {
        const given = command.parameters ?? [];
        const piped = index > 0 || input !== undefined;
        const asked = await askForMandatory(runs.described, given, piped, index + 1, promptForFields);
        runnable.push(merged(command, { name: runs.described.name, run: runs.with([...given, ...asked]) }));
      }
      await runPipeline(runnable, input, host);
    };
  },

  /** GET_COMMAND_METADATA: the count, then one object a command (MS-PSRP 2.2.3.21, 2.2.3.22). */
  metadata(endpoint: Endpoint, request: CommandMetadataRequest): PipelineWork {
    return async ({ host }, pipeline) => {
      const wanted = (request.commandTypes & commandTypes.Function) !== 0 && request.namespaces.length === 0;
      const commands = wanted ? visibleCommands(endpoint, request.names) : [];
      pipeline.commandCount(commands.length);
      for (const command of commands) {
        await host.writeOutput(encodedMetadata(command));
        host.signal.throwIfAborted();
      }
    };
  },
};

interface FoundCommand {
  readonly described: CatalogueCommand;
  /** The command bound to its arguments. */
  readonly with: (given: readonly CommandArgument[]) => RunnableCommand['run'];
}

/** Throws what PowerShell answers before it starts anything: a script, or a command that is not visible. */
function find(endpoint: Endpoint, command: PipelineCommand): FoundCommand {
  if (command.isScript) throw scriptsNotAllowed(command.name);
  const helper = endpoint.helpers.get(command.name.toLowerCase());
  if (helper) {
    return {
      described: helper.command,
      with: (given) => {
        const bound = bindArguments(helper.command, given);
        return (input, host) => helper.run({ bound, input, host, endpoint });
      },
    };
  }
  const { organisation, server, user } = endpoint;
  const lower = command.name.toLowerCase();
  const described = organisation.catalogueFor(user).find((candidate) => candidate.name.toLowerCase() === lower);
  if (!described) throw commandNotFound(command.name);
  return {
    described,
    with: (given) => (input, host) =>
      organisation.invoke({ name: described.name, arguments: given, input, server, user }, host),
  };
}

/** Sends the error stream into the output, or nowhere, where the client asked for that. */
function merged(command: PipelineCommand, runnable: RunnableCommand): RunnableCommand {
  const old = command.mergeMyResult === 'Error' ? command.mergeToResult : undefined;
  const target = command.mergeError && command.mergeError !== 'None' ? command.mergeError : old;
  if (target !== 'Output' && target !== 'Null') return runnable;
  return {
    name: runnable.name,
    run: (input, host) => {
      const writeError: CmdletHost['writeError'] = (error) =>
        target === 'Null' ? undefined : host.writeOutput(encodeErrorRecord(recordOf(error)) as PsValue);
      return runnable.run(input, { ...host, writeError });
    },
  };
}
