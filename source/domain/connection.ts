/** Saved profiles: a connection is what a session is opened from. Pure: parsing and checking, no storage. */

export const authentications = ['Kerberos', 'Negotiate', 'Basic'] as const;
export type Authentication = (typeof authentications)[number];

export const engineChoices = ['auto', 'native', 'powershell'] as const;
export type EngineChoice = (typeof engineChoices)[number];
export type EngineKind = Exclude<EngineChoice, 'auto'>;

export interface Connection {
  /** Unique without regard to case; see `connectionNameProblem`. */
  readonly name: string;
  /** The connection URI, `http://<FQDN>/PowerShell/` for Exchange. */
  readonly url: string;
  /** WSMan's configuration name, the last part of the resource URI. */
  readonly configurationName: string;
  readonly authentication: Authentication;
  /** Groups it belongs to, without the `@` that chooses them; see `connectionNameProblem`, which holds for them too. */
  readonly groups?: readonly string[];
  /** User principal name; absent: asked for, or the ticket of whoever is logged on. */
  readonly user?: string;
  /** Kerberos name of the service where it is not `HTTP/<host of the URL>`: an alternate service account's, say. */
  readonly servicePrincipalName?: string;
  /** Hand the ticket on to the server, so that it can act as the user elsewhere; Kerberos and Negotiate, native engine. */
  readonly delegate?: boolean;
  /** Let Negotiate fall back to NTLM, by which the server proves nothing: Windows, native engine. */
  readonly allowNtlm?: boolean;
  readonly engine: EngineChoice;
  /** Names or wildcards of the cmdlets to import; absent or empty: all that the roles grant. */
  readonly cmdlets?: readonly string[];
  /** Close a session by itself after this many idle minutes, so that it stops using up the quota. */
  readonly closeAfterIdleMinutes?: number;
  /** Basic over plain http to a host that is not loopback: only where the user said so in words. */
  readonly allowBasicOverHttp?: boolean;
  /** PEM file with further authorities to trust for https. */
  readonly caFile?: string;
  /** Hosts, with a port or without, that the server may send this connection to; credentials go there then. */
  readonly redirectHosts?: readonly string[];
  /** Shown with a warning wherever it is shown, so that nobody takes it for another. */
  readonly production?: boolean;
  /** Lets nothing pass to the server but what reads (see `heldBack`). */
  readonly readOnly?: boolean;
  /** Has what removes or alters something confirmed by the connection's name. */
  readonly asking?: boolean;
  /** One of the sandbox organisation's servers, under this name there; its URL is found when it is opened. */
  readonly sandboxServer?: string;
  /** How the powershell engine works for this connection; the native engine has no use for it. */
  readonly powershell?: PowerShellSettings;
}

export const powerShellTransports = ['wsman', 'bridge'] as const;
export type PowerShellTransport = (typeof powerShellTransports)[number];

export interface PowerShellSettings {
  /**
   * How PowerShell reaches the server: by its own WSMan client, or over exterm's. Absent: `wsman` on Windows, where there
   * is one, but for the sandbox, and `bridge` elsewhere.
   */
  readonly transport?: PowerShellTransport;
  /** Name or path of the PowerShell to start; absent: the first on PATH. */
  readonly executable?: string;
  /** Run the user's PowerShell profile before the session is opened. */
  readonly loadProfile?: boolean;
  /** Goes before the noun of each imported cmdlet, so that several servers' cmdlets can be told apart. */
  readonly prefix?: string;
  /** Types whose format data are imported with the cmdlets; wildcards may be used. */
  readonly formatTypeNames?: readonly string[];
}

export const exchangeConfigurationName = 'Microsoft.Exchange';

/** The connection URI that a bare server name stands for (the seed procedure's form). */
export function exchangeUrl(server: string): string {
  return `http://${server}/PowerShell/`;
}

/** Why a text can't be a connection's name, or undefined where it can. Names end up in command lines and lists. */
export function connectionNameProblem(name: string): string | undefined {
  if (name.length === 0) return 'A connection needs a name.';
  if (name.length > 40) return 'A name has at most 40 characters.';
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(name)) {
    return 'A name starts with a letter or digit; letters, digits, ".", "_" and "-" may follow.';
  }
  return undefined;
}

/** Why a text can't be a group's name, or undefined where it can. */
export function groupProblem(group: string): string | undefined {
  if (group.startsWith('@')) return 'A group is named without @; the @ chooses it later.';
  return connectionNameProblem(group) === undefined
    ? undefined
    : 'A group\'s name starts with a letter or digit; letters, digits, ".", "_" and "-" may follow, 40 in all.';
}

/** Why a text can't be a connection URI, or undefined where it can. */
export function urlProblem(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) return `"${text}" is not a URL. Exchange's is http://<server's full name>/PowerShell/.`;
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'A connection URI starts with http:// or https://.';
  if (url.username || url.password) return 'Leave user and password out of the URL: exterm asks for them.';
  return undefined;
}

/** Why a text can't be a server's name, or undefined where it can. */
export function serverProblem(text: string): string | undefined {
  if (text.includes('/') || text.includes(':')) return `"${text}" is not a server name; give a URL with --url instead.`;
  if (!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text)) return `"${text}" is not a server name.`;
  return undefined;
}

/** Host name that the URL names, for titles and service principal names. */
export function hostOf(connection: Pick<Connection, 'url'>): string {
  return URL.canParse(connection.url) ? new URL(connection.url).hostname : connection.url;
}

/** Finds a connection by name, any case. */
export function findConnection<T extends { readonly name: string }>(all: readonly T[], name: string): T | undefined {
  const wanted = name.toLowerCase();
  return all.find((candidate) => candidate.name.toLowerCase() === wanted);
}
