import { randomUUID } from 'node:crypto';
import type { RequestHeaders, ResponseHeaders } from '../../../wsman/index.ts';
import { selectorValue, shellGoneFault, shellResourceUri, uuidUri } from '../../../wsman/index.ts';
import type { OrganisationUser, ServerIdentity } from '../../cmdlets/types.ts';
import type { Organisation } from '../../organisation.ts';
import type { Activity } from '../activity.ts';
import type { AuthenticatedRequest } from '../answer.ts';
import type { Clock } from '../clock.ts';
import type { SandboxOptions } from '../options.ts';
import { isExchangeResource } from '../resource.ts';
import type { Shell, ShellBody, ShellTable } from '../shell-table.ts';
import { faults, ServiceFault } from './faults.ts';

/** One server as its operations see it. */
export interface Service {
  readonly identity: ServerIdentity;
  readonly options: SandboxOptions;
  readonly clock: Clock;
  readonly organisation: Organisation;
  readonly activity: Activity;
  readonly shells: ShellTable;
  /** Lists that a client has begun and not read to their end. */
  readonly enumerations: Map<string, { readonly owner: string; readonly shells: readonly Shell[] }>;
  /** Opens the runspace pool that a shell is for. Throws where its fragments are not what MS-PSRP says. */
  readonly openRunspacePool: (parts: {
    readonly user: OrganisationUser;
    readonly fragments: Uint8Array;
    /** The pool cannot go on: close its shell. */
    readonly onBroken: () => void;
  }) => ShellBody;
}

/** A request on its way through an operation. */
export interface Call {
  readonly service: Service;
  readonly request: AuthenticatedRequest;
  readonly headers: RequestHeaders;
}

export function responseHeaders({ headers }: Pick<Call, 'headers'>): ResponseHeaders {
  return {
    messageId: uuidUri(randomUUID()),
    relatesTo: headers.messageId,
    sessionId: headers.sessionId,
    operationId: headers.operationId,
  };
}

/** The part that Exchange puts before its own error texts. */
export function errorContext({ service, request }: Pick<Call, 'service' | 'request'>): string {
  const time = new Date(service.clock.now()).toLocaleString('en-US', { timeZone: 'UTC' }).replace(',', '');
  const { name, fqdn } = service.identity;
  return `[ClientAccessServer=${name},BackEndServer=${fqdn},RequestId=${request.requestId},TimeStamp=${time}] `;
}

/** Refuses resource URIs that are none of this endpoint's. Shells found by a list are addressed by the shell URI. */
export function checkResource({ headers }: Call): void {
  if (headers.resourceUri === shellResourceUri || isExchangeResource(headers.resourceUri)) return;
  throw faults.unknownConfiguration(headers.resourceUri);
}

/** The shell that the selectors name, if it is the caller's own. */
export function shellOf(call: Call): Shell {
  checkResource(call);
  const { service, request, headers } = call;
  const id = selectorValue(headers.selectors, 'ShellId') ?? '';
  const shell = service.shells.find(id);
  if (!shell) throw new ServiceFault(shellGoneFault(id.slice(0, 60), service.identity.fqdn));
  if (shell.owner !== request.user) throw faults.accessDenied(errorContext(call));
  return shell;
}

/** The runspace pool behind the shell; those that another console left open answer to nobody else. */
export function bodyOf(call: Call, shell: Shell): ShellBody {
  if (shell.body) return shell.body;
  throw faults.accessDenied(errorContext(call));
}

/** Refuses when the caller has too many operations and unreleased commands. */
export function checkOperations({ service, request }: Call): void {
  const most = service.options.maxOperations;
  const used = service.shells
    .ofOwner(request.user)
    .reduce((sum, shell) => sum + shell.requests + (shell.body?.commandCount ?? 0), 0);
  if (used > most) throw faults.tooManyOperations(most);
}
