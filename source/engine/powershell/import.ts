import type {
  Catalogue,
  CatalogueCmdlet,
  CatalogueParameter,
  ImportRequest,
  PowerShellSettings,
} from '../../domain/index.ts';
import type { Correspondent } from '../server/correspondent.ts';
import { Errand } from './errand.ts';
import type { Agent } from './link/agent.ts';
import type { AgentMessage } from './link/message.ts';
import { makeImportFolder } from './process/left-pipes.ts';

/** More cmdlets than any server has. */
const mostCommands = 20_000;

/**
 * What reading the commands takes of an import, and at what share of it they have become functions: PowerShell tells no
 * progress of that.
 */
const [shareOfReading, shareOfFunctions] = [0.6, 0.9];

/** Commands between two words of progress. */
const toldAtOnce = 50;

/** Runs Import-PSSession and reads what it made. Throws PowerShellFailed, PowerShellEnded and AbortError. */
export async function importSession(
  agent: Agent,
  request: ImportRequest,
  { prefix, formatTypeNames = [] }: PowerShellSettings,
  to: Correspondent,
): Promise<Catalogue> {
  const { names, onProgress, signal } = request;
  const listener = new ImportListener(agent, to, onProgress);
  // A module whose import is cut off has a name that nobody knows: in a folder of ours it is found again.
  const folder = makeImportFolder();
  agent.removesWhenOver(folder);
  const fields = {
    folder: { text: folder },
    names: { texts: names.map(asPattern) },
    formats: { texts: formatTypeNames },
    ...(prefix ? { prefix: { text: prefix } } : {}),
  };
  await listener.done('import', fields, signal);
  const { cmdlets } = listener;
  onProgress({ received: cmdlets.length, total: cmdlets.length, current: undefined });
  return { cmdlets };
}

/** The server's own name of an imported cmdlet. */
export function withoutPrefix(name: string, { prefix = '' }: PowerShellSettings): string {
  const [verb = '', noun = ''] = name.split('-', 2);
  return prefix !== '' && noun.startsWith(prefix) ? `${verb}-${noun.slice(prefix.length)}` : name;
}

/** The name as a pattern that only it matches: Get-Command fails for a name that is not there, and not for a pattern. */
function asPattern(name: string): string {
  return /^[\w-]*[A-Za-z0-9]$/.test(name) ? `${name.slice(0, -1)}[${name.at(-1)}]` : name;
}

class ImportListener extends Errand {
  readonly cmdlets: CatalogueCmdlet[] = [];
  readonly #onProgress: ImportRequest['onProgress'];
  #wording: string | undefined;
  #received = 0;
  #share = 0;

  constructor(agent: Agent, to: Correspondent, onProgress: ImportRequest['onProgress']) {
    super(agent, to);
    this.#onProgress = onProgress;
  }

  override accept(message: AgentMessage): void {
    super.accept(message);
    if (message.op === 'command' && this.cmdlets.length < mostCommands) this.#take(cmdletOf(message));
    else if (message.op === 'progress') this.#progress(message);
  }

  #take(cmdlet: CatalogueCmdlet): void {
    const count = this.cmdlets.push(cmdlet);
    if (count % toldAtOnce > 0) return;
    this.#received = Math.max(this.#received, count);
    this.#tell(shareOfFunctions + (0.99 - shareOfFunctions) * (count / this.#received));
  }

  /** A share that went back would be none of an import. */
  #tell(share: number): void {
    this.#share = Math.max(this.#share, share);
    this.#onProgress({
      received: this.#received,
      total: undefined,
      share: this.#share > 0 ? this.#share : undefined,
      current: undefined,
    });
  }

  /**
   * The count stands in a sentence of PowerShell's language. A sentence with other words counts something else: the
   * format data, which come last.
   */
  #progress(message: AgentMessage): void {
    const status = message.text('status');
    const count = /\d+/.exec(status)?.[0];
    if (count === undefined) return;
    const wording = status.replace(/\d+/g, '#');
    this.#wording ??= wording;
    if (wording === this.#wording) this.#received = Number(count);
    // The percentage begins anew with the format data, and is -1 where PowerShell has none.
    this.#tell((Math.min(message.number('percent'), 100) / 100) * shareOfReading);
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
    aliases: aliases === '' ? [] : aliases.split(','),
  };
}
