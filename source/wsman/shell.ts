import { attribute, childText, type Markup, sequence, tag, type XmlElement } from '../xml/index.ts';
import { formatDuration, formatElapsed, parseDuration } from './durations.ts';
import { WsmanError } from './errors.ts';
import { namespaces } from './names.ts';

/**
 * What a server tells about a shell (MS-WSMV 2.2.4.37). Which fields come depends on the server: Exchange leaves out
 * Name, ProcessId, MaxIdleTimeOut, BufferMode and State. A field whose value is not of its kind counts as left out.
 */
export interface ShellFields {
  readonly shellId?: string | undefined;
  readonly name?: string | undefined;
  readonly resourceUri?: string | undefined;
  readonly owner?: string | undefined;
  readonly clientIp?: string | undefined;
  readonly processId?: number | undefined;
  readonly idleTimeoutMs?: number | undefined;
  readonly inputStreams?: readonly string[] | undefined;
  readonly outputStreams?: readonly string[] | undefined;
  readonly maxIdleTimeoutMs?: number | undefined;
  readonly locale?: string | undefined;
  readonly dataLocale?: string | undefined;
  readonly compressionMode?: string | undefined;
  readonly profileLoaded?: boolean | undefined;
  readonly encoding?: string | undefined;
  readonly bufferMode?: string | undefined;
  /** Connected or Disconnected. */
  readonly state?: string | undefined;
  readonly runTimeMs?: number | undefined;
  readonly inactivityMs?: number | undefined;
  /** As the server words it, `58MB` for instance. */
  readonly memoryUsed?: string | undefined;
  readonly childProcesses?: number | undefined;
}

interface Codec<T> {
  readonly read: (text: string) => T | undefined;
  readonly write: (value: T) => string;
}

const text: Codec<string> = { read: (value) => value, write: (value) => value };
const count: Codec<number> = {
  read: (value) => (/^\d{1,15}$/.test(value) ? Number(value) : undefined),
  write: (value) => `${value}`,
};
const timeout: Codec<number> = { read: duration, write: formatDuration };
const elapsed: Codec<number> = { read: duration, write: formatElapsed };
const yes: Codec<boolean> = { read: (value) => /^(yes|true)$/i.test(value), write: (value) => (value ? 'Yes' : 'No') };
const words: Codec<readonly string[]> = { read: (value) => value.split(/\s+/), write: (value) => value.join(' ') };

function duration(value: string): number | undefined {
  try {
    return parseDuration(value);
  } catch (error) {
    if (error instanceof WsmanError) return undefined;
    throw error;
  }
}

type Fields = { [Key in keyof Required<ShellFields>]: readonly [string, Codec<NonNullable<ShellFields[Key]>>] };

/** In the order in which WinRM writes them. */
const fields: Fields = {
  shellId: ['ShellId', text],
  name: ['Name', text],
  resourceUri: ['ResourceUri', text],
  owner: ['Owner', text],
  clientIp: ['ClientIP', text],
  processId: ['ProcessId', count],
  idleTimeoutMs: ['IdleTimeOut', timeout],
  inputStreams: ['InputStreams', words],
  outputStreams: ['OutputStreams', words],
  maxIdleTimeoutMs: ['MaxIdleTimeOut', timeout],
  locale: ['Locale', text],
  dataLocale: ['DataLocale', text],
  compressionMode: ['CompressionMode', text],
  profileLoaded: ['ProfileLoaded', yes],
  encoding: ['Encoding', text],
  bufferMode: ['BufferMode', text],
  state: ['State', text],
  runTimeMs: ['ShellRunTime', elapsed],
  inactivityMs: ['ShellInactivity', elapsed],
  memoryUsed: ['MemoryUsed', text],
  childProcesses: ['ChildProcesses', count],
};

/** Reads `rsp:Shell`. An id may stand in its ShellId attribute or in the element of that name. */
export function readShell(element: XmlElement): ShellFields {
  const found = Object.entries(fields).flatMap(([key, [local, codec]]) => {
    const raw = childText(element, namespaces.rsp, local);
    const value = raw ? codec.read(raw) : undefined;
    return value === undefined ? [] : [[key, value] as const];
  });
  const shellId = attribute(element, 'ShellId');
  return { ...(shellId ? { shellId } : {}), ...Object.fromEntries(found) };
}

export function shellElement(shell: ShellFields): Markup {
  const write = <T>(key: keyof ShellFields, [local, codec]: readonly [string, Codec<T>]) => {
    const value = shell[key] as T | undefined;
    return value === undefined ? undefined : tag(`rsp:${local}`, {}, codec.write(value));
  };
  const entries = Object.entries(fields) as [keyof ShellFields, readonly [string, Codec<unknown>]][];
  return tag('rsp:Shell', {}, sequence(entries.map(([key, field]) => write(key, field))));
}

/**
 * Whether a shell belongs to a session configuration: its resource URI ends in the configuration's name, any case.
 * Servers enumerate the shells of all configurations, so this is asked of each.
 */
export function isOfConfiguration(shell: ShellFields, configurationName: string): boolean {
  return shell.resourceUri?.toLowerCase().endsWith(`/${configurationName.toLowerCase()}`) ?? false;
}
