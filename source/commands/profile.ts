import { existsSync } from 'node:fs';
import path from 'node:path';
import {
  type Authentication,
  type Connection,
  cmdletNameProblem,
  connectionNameProblem,
  type EngineChoice,
  exchangeConfigurationName,
  exchangeUrl,
  listedNames,
  mostRedirectHosts,
  redirectHostProblem,
  serverProblem,
  spnProblem,
  urlProblem,
} from '../domain/index.ts';
import { usageError } from './exit.ts';
import { type PowerShellProfileOptions, powerShellSettings, told } from './powershell-profile.ts';

/** What `connections add` and `edit` were told. An empty text takes a setting away. */
export interface ProfileOptions extends PowerShellProfileOptions {
  readonly server?: string;
  readonly url?: string;
  readonly sandbox?: string;
  readonly user?: string;
  readonly authentication?: Authentication;
  readonly spn?: string;
  readonly delegate?: boolean;
  readonly engine?: EngineChoice;
  readonly configuration?: string;
  readonly cmdlets?: string;
  readonly closeAfterIdle?: string;
  readonly caFile?: string;
  readonly redirectHost?: readonly string[];
  readonly allowBasicOverHttp?: boolean;
}

type Change = { readonly [K in keyof Connection]?: Connection[K] | undefined };

/** A connection from the options, over `existing` where one is changed. Usage error with what is wrong with it. */
export function profile(name: string, options: ProfileOptions, existing: Connection | undefined): Connection {
  refuse(connectionNameProblem(name));
  const places = [options.server, options.url, options.sandbox].filter((place) => place !== undefined);
  if (places.length > 1) refuse('Give one of --server, --url and --sandbox.');
  const before = existing && keptFrom(existing, options);
  const change: Change = {
    user: told(options.user, before?.user, (text) => printable('--user', text)),
    authentication: options.authentication ?? before?.authentication ?? 'Kerberos',
    servicePrincipalName: told(options.spn, before?.servicePrincipalName, serviceName),
    delegate: (options.delegate ?? before?.delegate) || undefined,
    engine: options.engine ?? before?.engine ?? 'auto',
    configurationName:
      told(options.configuration, before?.configurationName, configuration) ?? exchangeConfigurationName,
    cmdlets: told(options.cmdlets, before?.cmdlets, cmdletNames),
    closeAfterIdleMinutes: told(options.closeAfterIdle, before?.closeAfterIdleMinutes, minutes),
    caFile: told(options.caFile, before?.caFile, readableFile),
    redirectHosts: redirectHosts(options.redirectHost, before?.redirectHosts),
    allowBasicOverHttp: (options.allowBasicOverHttp ?? before?.allowBasicOverHttp) || undefined,
    powershell: powerShellSettings(options, before?.powershell),
    ...place(options),
  };
  const made = present({ ...before, ...change, name });
  if (made.sandboxServer !== undefined) refuse(sandboxProblem(options));
  return made;
}

/** A sandbox signs in by itself: how to sign in is kept from real server to real server only. */
function keptFrom(existing: Connection, options: ProfileOptions): Partial<Connection> {
  const isMoved = options.server !== undefined || (options.url !== undefined && options.url !== existing.url);
  if (options.sandbox === undefined && !(isMoved && existing.sandboxServer !== undefined)) return existing;
  const { engine, configurationName, cmdlets, closeAfterIdleMinutes, powershell } = existing;
  return {
    engine,
    configurationName,
    ...(cmdlets === undefined ? {} : { cmdlets }),
    ...(closeAfterIdleMinutes === undefined ? {} : { closeAfterIdleMinutes }),
    ...(powershell === undefined ? {} : { powershell }),
  };
}

function place(options: ProfileOptions): Change {
  if (options.server !== undefined) {
    refuse(serverProblem(options.server));
    return { url: exchangeUrl(options.server) };
  }
  if (options.url !== undefined) {
    refuse(urlProblem(options.url));
    return { url: options.url };
  }
  if (options.sandbox === undefined) return {};
  if (!/^[a-z]{2}\d\d$/i.test(options.sandbox)) {
    refuse(`"${options.sandbox}" is not one of the sandbox's servers: ex01, ex02, dr01, ex03 and so on.`);
  }
  return { url: 'http://127.0.0.1/PowerShell/', sandboxServer: options.sandbox.toLowerCase(), authentication: 'Basic' };
}

function sandboxProblem(options: ProfileOptions): string | undefined {
  const given = [
    ['--user', options.user],
    ['--authentication', options.authentication],
    ['--spn', options.spn],
    ['--delegate', options.delegate],
    ['--ca-file', options.caFile],
    ['--redirect-host', options.redirectHost?.some((host) => host !== '')],
    ['--allow-basic-over-http', options.allowBasicOverHttp],
  ].flatMap(([flag, value]) => (value ? [flag] : []));
  if (given.length === 0) return undefined;
  return `The sandbox signs in by itself: ${given.join(', ')} would do nothing. Give --server or --url for a real server.`;
}

function printable(flag: string, text: string): string {
  if (text.length > 256) refuse(`${flag} takes at most 256 characters.`);
  if (/[\p{Cc}\p{Cf}\s]/u.test(text)) refuse(`${flag} takes no blanks and no control characters.`);
  return text;
}

function serviceName(text: string): string {
  refuse(spnProblem(text));
  return text;
}

/** Those told take the place of those before; a single empty one takes them away. */
function redirectHosts(told: readonly string[] | undefined, before: readonly string[] | undefined) {
  if (told === undefined) return before;
  const hosts = [...new Set(told.filter((host) => host !== '').map((host) => host.toLowerCase()))];
  for (const host of hosts) refuse(redirectHostProblem(host));
  if (hosts.length > mostRedirectHosts) refuse(`--redirect-host can be given ${mostRedirectHosts} times at most.`);
  return hosts.length === 0 ? undefined : hosts;
}

function configuration(text: string): string {
  if (!/^[\w.-]{1,200}$/.test(text)) refuse(`"${text}" is not the name of a session configuration.`);
  return text;
}

function cmdletNames(text: string): readonly string[] {
  const names = listedNames(text);
  for (const name of names) refuse(cmdletNameProblem(name));
  if (names.length === 0) refuse('--cmdlets names no cmdlet. Leave it out to import all of them.');
  return names;
}

function minutes(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 10_000) {
    refuse(`--close-after-idle takes whole minutes from 1 to 10000, not "${text}".`);
  }
  return value;
}

/** Kept as a full path: exterm is started from other folders too. */
function readableFile(text: string): string {
  const file = path.resolve(text);
  if (!existsSync(file)) refuse(`There is no file ${file}.`);
  return file;
}

function present(change: Change): Connection {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as unknown as Connection;
}

function refuse(problem: string | undefined): void {
  if (problem !== undefined) throw usageError(problem);
}
