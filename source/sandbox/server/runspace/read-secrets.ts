import { PsObject, PsSecureString, type PsValue } from '../../../objects/index.ts';
import type { RunspacePoolServer, ServerEvent } from '../../../psrp/index.ts';

/**
 * Decrypts what secrets a client sends, as PowerShell's server does while it reads them; the clear text is wiped at once.
 * Throws PsrpError where no keys were exchanged, or the session key is not what it was encrypted with.
 */
export function readSecrets(server: RunspacePoolServer, event: ServerEvent): void {
  if (event.type === 'input') read(server, event.value);
  if (event.type !== 'createPipeline') return;
  for (const { parameters = [] } of event.request.commands) for (const { value } of parameters) read(server, value);
}

function read(server: RunspacePoolServer, value: PsValue): void {
  if (value instanceof PsSecureString) server.decryptSecureString(value).fill(0);
  if (!(value instanceof PsObject)) return;
  for (const one of [...value.adapted.values, ...value.extended.values]) read(server, one);
  const { collection } = value;
  const items = collection?.kind === 'dictionary' ? collection.entries.flat() : (collection?.items ?? []);
  for (const item of items) read(server, item);
}
