import { readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { replaceFileSync } from '../storage/index.ts';
import { rendezvousFile } from './rendezvous-file.ts';

/** What a running sandbox leaves in the settings folder, so that a later exterm finds it. No secrets. */
export interface Rendezvous {
  readonly pid: number;
  /** ISO 8601. */
  readonly started: string;
  readonly servers: readonly { readonly name: string; readonly url: string }[];
  /** exterm's version. */
  readonly version: string;
}

/** What the file says; undefined where there is none, or where it says nothing that can be read. */
export async function readRendezvous(folder: string): Promise<Rendezvous | undefined> {
  try {
    return parse(JSON.parse(await readFile(rendezvousFile(folder), 'utf8')));
  } catch {
    return undefined;
  }
}

export function writeRendezvous(folder: string, rendezvous: Rendezvous): void {
  replaceFileSync(rendezvousFile(folder), `${JSON.stringify(rendezvous, undefined, 2)}\n`);
}

/** Removes the file if it is that process's. */
export async function removeRendezvous(folder: string, pid: number): Promise<void> {
  if ((await readRendezvous(folder))?.pid === pid) await rm(rendezvousFile(folder), { force: true });
}

/** Whether its process lives and its first server answers as a sandbox does. */
export async function isLiving({ pid, servers }: Rendezvous): Promise<boolean> {
  const [first] = servers;
  return first !== undefined && hasProcess(pid) && (await answers(first.url, first.name));
}

function hasProcess(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const probeTimeout = 3000;

/** Pids and ports are given out again: only the right server's name in the answer counts. */
function answers(url: string, name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = request(url, { method: 'GET', agent: false, timeout: probeTimeout }, (response) => {
      response.resume();
      resolve(response.statusCode === 401 && response.headers['x-feserver'] === name.toUpperCase());
    });
    probe.on('timeout', () => probe.destroy());
    probe.on('error', () => resolve(false));
    probe.end();
  });
}

function parse(raw: unknown): Rendezvous | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { pid, started, servers, version } = raw as Record<string, unknown>;
  if (!Number.isSafeInteger(pid) || (pid as number) <= 0 || !Array.isArray(servers)) return undefined;
  const parsed = servers.flatMap((server: unknown) => {
    const { name, url } = (server ?? {}) as Record<string, unknown>;
    return typeof name === 'string' && typeof url === 'string' && isLoopback(url) ? [{ name, url }] : [];
  });
  if (parsed.length === 0) return undefined;
  return {
    pid: pid as number,
    started: typeof started === 'string' ? started : '',
    servers: parsed,
    version: typeof version === 'string' ? version : '',
  };
}

/** The sandbox's password goes to loopback addresses only, whatever the file says. */
function isLoopback(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === 'http:' && new URL(url).hostname === '127.0.0.1';
}
