import { abortError } from '../../async/abort.ts';
import {
  type Catalogue,
  type CatalogueCmdlet,
  classify,
  FailureError,
  type ImportRequest,
} from '../../domain/index.ts';
import { type PsValue, psList } from '../../objects/index.ts';
import {
  type ClientEvent,
  type CommandMetadata,
  commandTypes,
  decodeCommandMetadata,
  type ErrorRecord,
  type PipelineClient,
  PsrpError,
  type RunspacePoolClient,
} from '../../psrp/index.ts';
import { addressOf, type Correspondent } from '../server/correspondent.ts';
import { factsOf } from '../server/failures.ts';
import { cmdletOf } from './catalogue-entries.ts';
import type { PipelineEnd } from './pipeline/pipeline.ts';
import type { RemotePool } from './pipeline/pool.ts';

/** What sessions import, as Import-PSSession does. */
const importedTypes = commandTypes.Alias | commandTypes.Function | commandTypes.Filter | commandTypes.Cmdlet;

const stringArray = ['System.String[]', 'System.Array', 'System.Object'];

/** More commands than any server has: a list is read no further than that. */
const mostCommands = 20_000;

/**
 * Fetches the catalogue by GET_COMMAND_METADATA, which says the count first; where the endpoint refuses that, by a
 * pipeline of Get-Command, which does not. Throws FailureError, SessionLost and AbortError.
 */
export async function importCatalogue(pool: RemotePool, request: ImportRequest, to: Correspondent): Promise<Catalogue> {
  const names = request.names.length === 0 ? ['*'] : request.names;
  const counted = await collect(pool, request, (client, pipelineId) =>
    client.getCommandMetadata({ pipelineId, names, commandTypes: importedTypes }),
  );
  if (isUsable(counted)) return { cmdlets: counted.cmdlets };
  const listed = await collect(pool, request, (client, pipelineId) =>
    client.createPipeline({
      pipelineId,
      commands: [{ name: 'Get-Command', parameters: [{ name: 'Name', value: psList(names, stringArray) }] }],
    }),
  );
  if (isUsable(listed)) return { cmdlets: listed.cmdlets };
  throw importFailure(listed.end, listed.firstError ?? counted.firstError, listed.unreadable, to);
}

/** A command that cannot be read is left out; none that can be is no catalogue. */
function isUsable({ end, cmdlets, unreadable }: Collected): boolean {
  if (cmdlets.length >= mostCommands) return true;
  return end.state === 'completed' && (cmdlets.length > 0 || unreadable === undefined);
}

interface Collected extends Catalogue {
  readonly end: PipelineEnd;
  readonly firstError: ErrorRecord | undefined;
  /** Why the first command that cannot be read cannot. */
  readonly unreadable: string | undefined;
}

async function collect(
  pool: RemotePool,
  { onProgress, signal }: ImportRequest,
  create: (client: RunspacePoolClient, pipelineId: string) => PipelineClient,
): Promise<Collected> {
  if (signal.aborted) throw abortError(signal);
  const cmdlets: CatalogueCmdlet[] = [];
  let total: number | undefined;
  let firstError: ErrorRecord | undefined;
  let unreadable: string | undefined;
  const take = (metadata: CommandMetadata) => {
    if (cmdlets.length >= mostCommands) return;
    cmdlets.push(cmdletOf(metadata));
    onProgress({ received: cmdlets.length, total, current: metadata.name });
    if (cmdlets.length >= mostCommands) pipeline.stop();
  };
  const takeListed = (value: PsValue) => {
    try {
      take(decodeCommandMetadata(value));
    } catch (error) {
      if (!(error instanceof PsrpError)) throw error;
      unreadable ??= error.message;
    }
  };
  const accept = (event: ClientEvent) => {
    if (event.type === 'commandCount') {
      total = event.count;
      onProgress({ received: 0, total, current: undefined });
    } else if (event.type === 'command') take(event.command);
    else if (event.type === 'output') takeListed(event.value);
    else if (event.type === 'error') firstError ??= event.error;
    else if (event.type === 'undecodable') unreadable ??= event.why;
    else if (event.type === 'hostCall' && event.pipelineId === undefined) pool.keepNotice(event);
  };
  const pipeline = pool.start(create, {
    onEvents: (events) => Promise.resolve(events.forEach(accept)),
    onHostCall: () => Promise.reject(new DOMException('Nobody answers during an import.', 'AbortError')),
  });
  const stop = () => pipeline.stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const end = await pipeline.ended;
    if (signal.aborted) throw abortError(signal);
    return { cmdlets, end, firstError, unreadable };
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function importFailure(
  end: PipelineEnd,
  firstError: ErrorRecord | undefined,
  unreadable: string | undefined,
  to: Correspondent,
): FailureError {
  if (end.state === 'refused') return new FailureError(classify(factsOf(end.error, to)), { cause: end.error });
  const reason = (end.state === 'failed' ? end.reason : undefined) ?? firstError;
  return new FailureError(
    classify({
      layer: 'powershell',
      ...addressOf(to),
      text: reason?.message ?? unreadable ?? 'The server ended the import without saying why.',
      ...(reason ? { fqeid: reason.fullyQualifiedErrorId } : {}),
    }),
  );
}
