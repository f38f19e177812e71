import { randomUUID } from 'node:crypto';
import { type CreateRequest, createResponse } from '../../../wsman/index.ts';
import { type Answer, soapAnswer } from '../answer.ts';
import { exchangeResourceUri, isExchangeResource } from '../resource.ts';
import type { Shell, ShellBody } from '../shell-table.ts';
import { type Call, errorContext, responseHeaders } from './context.ts';
import { faults } from './faults.ts';
import { createdFields } from './shell-fields.ts';

const guidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** WinRM's bounds of what a client may ask for, in milliseconds (exchange.md). */
const idleTimeoutBounds = { least: 60_000, most: 43_200_000 };

export function create(call: Call, wanted: CreateRequest): Answer {
  const { service, request, headers } = call;
  const { shells, options, clock } = service;
  if (!isExchangeResource(headers.resourceUri)) throw faults.unknownConfiguration(headers.resourceUri);
  const user = service.organisation.findUser(request.user);
  if (!user || user.roleGroups.length === 0) throw faults.noRole(errorContext(call), request.user);
  if (!user.remotePowerShellEnabled) throw faults.accessDenied(errorContext(call));
  const idleTimeout = wanted.idleTimeoutMs ?? options.idleTimeout;
  if (
    wanted.idleTimeoutMs !== undefined &&
    (idleTimeout < idleTimeoutBounds.least || idleTimeout > idleTimeoutBounds.most)
  ) {
    throw faults.idleTimeoutOutOfRange();
  }
  if (shells.ofOwner(request.user).length >= options.maxShells) throw faults.tooManyShells(options.maxShells);
  const id = (wanted.shellId ?? randomUUID()).toUpperCase();
  if (!guidShape.test(id)) throw faults.badEnvelope('The ShellId is not a GUID.');
  if (shells.find(id)) throw faults.alreadyExists('The shell', id);

  const opened = (): Shell | undefined => shells.find(id);
  const body: ShellBody = service.openRunspacePool({
    user,
    fragments: wanted.creationXml,
    onBroken: () => {
      const shell = opened();
      if (shell) shells.remove(shell);
    },
  });
  const now = clock.now();
  const shell: Shell = {
    id,
    name: (wanted.name ?? 'Session').slice(0, 200),
    owner: request.user,
    clientIp: request.clientIp,
    processId: 8000 + (((now / 1000) % 20_000) | 0),
    resourceUri: exchangeResourceUri,
    locale: (headers.locale ?? 'en-US').slice(0, 20),
    idleTimeout,
    opened: now,
    lastUsed: now,
    requests: 0,
    body,
  };
  shells.add(shell);
  return soapAnswer(
    createResponse(responseHeaders(call), {
      address: headers.to,
      resourceUri: exchangeResourceUri,
      selectors: [{ name: 'ShellId', value: id }],
      shell: createdFields(shell),
    }),
  );
}
