import { PsNumber, PsObject, type PsValue } from '../../objects/index.ts';
import type { BoundableCommand, Catalogue } from '../catalogue/commands.ts';
import { kinds } from '../catalogue/parameter-kinds.ts';
import type { Directory } from '../directory/directory.ts';
import { TaskFailure } from '../directory/task-failure.ts';
import { textOf } from '../directory/text-values.ts';
import { audit } from './audit.ts';
import { bindArguments, convertFor, missingMandatory } from './binding/bind.ts';
import { createConfirmation } from './confirmation.ts';
import type { CmdletDefinition, PipelineRule } from './definition.ts';
import { bindingFailures, commandNotFound, notSimulated } from './failures.ts';
import { taskError } from './task-error.ts';
import { type CmdletContext, type CmdletError, CmdletFailure, type CmdletHost, type Invocation } from './types.ts';

export interface Runtime {
  readonly catalogue: Catalogue;
  readonly definitions: ReadonlyMap<string, CmdletDefinition>;
  readonly directory: Directory;
  /** A fresh GUID for each invocation, the same ones for the same seed. */
  readonly requestId: () => string;
}

/** Binds, checks and runs one command; what Organisation.invoke promises. */
export async function runCommand(runtime: Runtime, invocation: Invocation, host: CmdletHost): Promise<void> {
  host.signal.throwIfAborted();
  const command = runtime.catalogue.find(invocation.name, invocation.user.roleGroups);
  if (!command) throw commandNotFound(invocation.name);
  const bound = bindArguments(command, invocation.arguments);
  const definition = runtime.definitions.get(command.name.toLowerCase());
  const report = errorReporter(bound.get('erroraction'), host);
  if (!definition) {
    await report(notSimulated(command.name, simulatedWithNoun(runtime, command)).error);
    return;
  }
  const run = recordRunner(runtime, command, definition, bound, invocation, host, report);
  if (!invocation.input) {
    await run(bound);
    return;
  }
  for await (const item of invocation.input) {
    const record = await bindInput(command, definition.pipeline ?? [{ parameter: 'Identity' }], bound, item, report);
    if (record) await run(record);
  }
}

function recordRunner(
  runtime: Runtime,
  command: BoundableCommand,
  definition: CmdletDefinition,
  bound: ReadonlyMap<string, PsValue>,
  invocation: Invocation,
  host: CmdletHost,
  report: (error: CmdletError) => Promise<void>,
): (record: ReadonlyMap<string, PsValue>) => Promise<void> {
  const requestId = runtime.requestId();
  const shouldProcess = createConfirmation(command, bound, host);
  const warns = !isQuiet(bound.get('warningaction'));
  const common: Omit<CmdletContext, 'parameters'> = {
    command: command.name,
    server: invocation.server,
    user: invocation.user,
    signal: host.signal,
    now: () => host.now(),
    pause: (milliseconds) => host.pause(milliseconds),
    async writeOutput(value) {
      host.signal.throwIfAborted();
      await host.writeOutput(value);
    },
    writeError: report,
    writeWarning: (text) => warns && host.writeWarning(text),
    writeVerbose: (text) => bound.get('verbose') === true && host.writeVerbose(text),
    writeProgress: (progress) => host.writeProgress(progress),
    shouldProcess,
  };
  return async (record) => {
    host.signal.throwIfAborted();
    const missing = missingMandatory(command, record);
    if (missing.length > 0) throw bindingFailures.missingMandatory(command.name, missing);
    runtime.directory.settle(host.now());
    const context = { ...common, parameters: record };
    try {
      await definition.run(context, runtime.directory);
      audit(context, command, runtime.directory, undefined);
    } catch (failure) {
      if (!(failure instanceof TaskFailure)) throw failure;
      audit(context, command, runtime.directory, failure.message);
      await report(taskError(failure, definition, { server: invocation.server, requestId, now: host.now() }));
    }
  };
}

/** The record with the piped object bound; undefined, after an error record, where it fits no parameter. */
async function bindInput(
  command: BoundableCommand,
  rules: readonly PipelineRule[],
  bound: ReadonlyMap<string, PsValue>,
  item: PsValue,
  report: (error: CmdletError) => Promise<void>,
): Promise<ReadonlyMap<string, PsValue> | undefined> {
  const typeNames = item instanceof PsObject ? item.typeNames : [];
  const rule = rules.find(
    ({ parameter, typeName }) =>
      command.parameterKinds.has(parameter) &&
      !bound.has(parameter.toLowerCase()) &&
      (typeName === undefined || typeNames.some((name) => name.endsWith(typeName))),
  );
  try {
    if (!rule || item === null) throw bindingFailures.inputNotBound(command.name, item);
    const kind = command.parameterKinds.get(rule.parameter) ?? kinds.any;
    const value = convertFor(command, { name: rule.parameter, kind }, item);
    return new Map(bound).set(rule.parameter.toLowerCase(), value);
  } catch (failure) {
    if (!(failure instanceof CmdletFailure)) throw failure;
    await report(failure.error);
    return undefined;
  }
}

/** -ErrorAction: by its name, by its number, or as the enumeration's value. */
function errorReporter(action: PsValue | undefined, host: CmdletHost): (error: CmdletError) => Promise<void> {
  return async (error) => {
    if (isStop(action)) throw new CmdletFailure(error);
    if (!isQuiet(action)) await host.writeError(error);
  };
}

function preference(action: PsValue | undefined): string {
  const value = action instanceof PsObject ? (action.base ?? action.text ?? null) : (action ?? null);
  return (textOf(value instanceof PsNumber ? Number(value.value) : value) ?? '').toLowerCase();
}

const isStop = (action: PsValue | undefined) => ['stop', '1'].includes(preference(action));
const isQuiet = (action: PsValue | undefined) => ['silentlycontinue', '0', 'ignore', '4'].includes(preference(action));

function simulatedWithNoun(runtime: Runtime, command: BoundableCommand): string[] {
  return [...runtime.definitions.values()]
    .map((definition) => definition.name)
    .filter((name) => name.endsWith(`-${command.noun}`))
    .sort();
}
