import type {
  Catalogue,
  CatalogueCmdlet,
  CatalogueParameter,
  FailureFacts,
  ImportRequest,
} from '../../domain/index.ts';
import { abortError, type Correspondent } from '../native/failures.ts';
import { factsOfRecord, PowerShellFailed } from './failures.ts';
import type { Agent, RequestListener } from './link/agent.ts';
import type { AgentMessage } from './link/message.ts';
import type { ImportShape } from './options.ts';

/** More cmdlets than any server has. */
const mostCommands = 20_000;

/** Runs Import-PSSession and reads what it made. Throws PowerShellFailed, PowerShellEnded and AbortError. */
export async function importSession(
  agent: Agent,
  request: ImportRequest,
  shape: ImportShape,
  to: Correspondent,
): Promise<Catalogue> {
  const { names, onProgress, signal } = request;
  if (signal.aborted) throw abortError(signal);
  const listener = new ImportListener(onProgress, to);
  const work = agent.request(
    'import',
    {
      names: { texts: names },
      formats: { texts: shape.formatTypeNames ?? [] },
      ...(shape.prefix ? { prefix: { text: shape.prefix } } : {}),
    },
    listener,
  );
  const stop = () => work.stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const end = await work.ended;
    if (signal.aborted) throw abortError(signal);
    if (end !== 'completed')
      throw new PowerShellFailed(listener.failure ?? { layer: 'powershell', text: 'The import was stopped.' });
    const { cmdlets } = listener;
    onProgress({ received: cmdlets.length, total: cmdlets.length, current: undefined });
    return { cmdlets };
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

class ImportListener implements RequestListener {
  readonly cmdlets: CatalogueCmdlet[] = [];
  failure: FailureFacts | undefined;
  readonly #onProgress: ImportRequest['onProgress'];
  readonly #to: Correspondent;
  #wording: string | undefined;

  constructor(onProgress: ImportRequest['onProgress'], to: Correspondent) {
    this.#onProgress = onProgress;
    this.#to = to;
  }

  accept(message: AgentMessage): void {
    if (message.op === 'command' && this.cmdlets.length < mostCommands) this.cmdlets.push(cmdletOf(message));
    else if (message.op === 'failure') this.failure = factsOfRecord(message, this.#to);
    else if (message.op === 'progress') this.#progress(message.text('status'));
  }

  /**
   * The count stands in a sentence of PowerShell's language. A sentence with other words counts something else: the
   * format data, which come last.
   */
  #progress(status: string): void {
    const count = /\d+/.exec(status)?.[0];
    if (count === undefined) return;
    const wording = status.replace(/\d+/g, '#');
    this.#wording ??= wording;
    if (wording === this.#wording) this.#onProgress({ received: Number(count), total: undefined, current: undefined });
  }
}

function cmdletOf(message: AgentMessage): CatalogueCmdlet {
  const lines = message
    .text('parameters')
    .split('\n')
    .filter((line) => line !== '');
  return { name: message.text('name'), parameters: lines.map(parameterOf) };
}

function parameterOf(line: string): CatalogueParameter {
  const [name = '', typeName = '', flags = '', aliases = ''] = line.split('\t');
  return {
    name,
    typeName,
    isSwitch: flags.includes('s'),
    isMandatory: flags.includes('m'),
    aliases: aliases === '' ? [] : aliases.split(','),
  };
}
