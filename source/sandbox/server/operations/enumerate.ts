import { randomUUID } from 'node:crypto';
import {
  type EnumerateRequest,
  type EnumerateResult,
  enumerateResponse,
  type PullRequest,
  pullResponse,
  selectorValue,
} from '../../../wsman/index.ts';
import { type Answer, soapAnswer } from '../answer.ts';
import type { Shell } from '../shell-table.ts';
import { type Call, checkResource, responseHeaders } from './context.ts';
import { faults } from './faults.ts';
import { currentFields } from './shell-fields.ts';

/** Shells in one answer where the client does not say. */
const page = 20;
/** Lists that may be open at a time; the oldest goes first. */
const openLists = 64;

/** Begins a list of the caller's own shells. */
export function enumerate(call: Call, wanted: EnumerateRequest): Answer {
  checkResource(call);
  const { service, request } = call;
  const id = selectorValue(wanted.filter, 'ShellId')?.toUpperCase();
  const shells = service.shells.ofOwner(request.user).filter((shell) => id === undefined || shell.id === id);
  const result = part(call, shells, wanted.optimized ? (wanted.maxElements ?? page) : 0);
  return soapAnswer(enumerateResponse(responseHeaders(call), result));
}

export function pull(call: Call, wanted: PullRequest): Answer {
  checkResource(call);
  const { enumerations } = call.service;
  const list = enumerations.get(wanted.context);
  if (!list || list.owner !== call.request.user) throw faults.unknownContext();
  enumerations.delete(wanted.context);
  return soapAnswer(pullResponse(responseHeaders(call), part(call, list.shells, wanted.maxElements ?? page)));
}

/** The first shells of the rest; what remains waits under a context. */
function part({ service, request }: Call, shells: readonly Shell[], most: number): EnumerateResult {
  const now = service.clock.now();
  const fields = shells.slice(0, most).map((shell) => currentFields(shell, now));
  const rest = shells.slice(most);
  if (rest.length === 0) return { shells: fields };
  const context = `uuid:${randomUUID().toUpperCase()}`;
  const oldest = service.enumerations.keys().next();
  if (service.enumerations.size >= openLists && !oldest.done) service.enumerations.delete(oldest.value);
  service.enumerations.set(context, { owner: request.user, shells: rest });
  return { shells: fields, context };
}
