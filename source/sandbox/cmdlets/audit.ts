import { type PsObject, type PsValue, psList, psObject } from '../../objects/index.ts';
import { kinds } from '../catalogue/parameter-kinds.ts';
import type { Directory } from '../directory/directory.ts';
import { exchangeObject } from '../directory/exchange-object.ts';
import { date, day } from '../directory/quantities.ts';
import type { AuditEntry } from '../directory/records.ts';
import { textOf } from '../directory/text-values.ts';
import { matchesWildcard } from '../directory/wildcard.ts';
import type { CmdletDefinition } from './definition.ts';
import { dateParameter, listOf, textsParameter } from './parameters.ts';
import { writeLimited } from './selection.ts';
import type { CatalogueCommand, CmdletContext } from './types.ts';

const tasks = 'Microsoft.Exchange.Management.SystemConfigurationTasks.';

/** More are not kept: the oldest go. */
const mostEntries = 10_000;

/** Verbs that change nothing, and are not logged. */
const reading = /^(?:Get|Test|Search|Measure|Export|Compare)-/;

/** What never gets into a log. */
const secret = /password|credential/i;

/** Writes into the log that a cmdlet was run, as a server does of all that may change something; -WhatIf does not. */
export function audit(
  context: CmdletContext,
  command: Pick<CatalogueCommand, 'parameters'>,
  directory: Directory,
  error: string | undefined,
): void {
  const { parameters } = context;
  if (reading.test(context.command) || parameters.get('whatif') === true) return;
  const given = command.parameters.filter(({ name }) => parameters.has(name.toLowerCase()));
  const shown = given.map(({ name }) => {
    const value = parameters.get(name.toLowerCase()) ?? null;
    return [name, secret.test(name) ? '' : shownValue(value)] as const;
  });
  directory.audit.push({
    time: context.now(),
    cmdlet: context.command,
    object: textOf(parameters.get('identity') ?? parameters.get('name') ?? null) ?? '',
    parameters: shown,
    caller: context.user.canonicalName,
    server: context.server.fqdn,
    error,
  });
  if (directory.audit.length > mostEntries) directory.audit.shift();
}

const shownValue = (value: PsValue): string =>
  typeof value === 'boolean' ? (value ? 'True' : 'False') : (textOf(value) ?? listOf(value).join(', '));

export const auditCmdlets: readonly CmdletDefinition[] = [
  {
    name: 'Search-AdminAuditLog',
    className: `${tasks}SearchAdminAuditLog`,
    synopsis: 'Shows who has changed what, and when.',
    outputTypes: [`${tasks}AdminAuditLogEvent`],
    positional: [],
    pipeline: [],
    kinds: {
      Cmdlets: kinds.texts,
      Parameters: kinds.texts,
      ObjectIds: kinds.texts,
      UserIds: kinds.texts,
      IsSuccess: kinds.boolean,
      StartIndex: kinds.integer,
    },
    async run(context, directory) {
      const from = dateParameter(context, 'StartDate') ?? context.now() - 14 * day;
      const until = dateParameter(context, 'EndDate') ?? context.now();
      const wanted = fitting(context);
      const found = directory.audit.filter((entry) => entry.time >= from && entry.time <= until && wanted(entry));
      await writeLimited(context, found.toReversed().map(auditView));
    },
  },
];

function fitting(context: CmdletContext): (entry: AuditEntry) => boolean {
  const any = (name: string, texts: (entry: AuditEntry) => readonly string[]) => {
    const patterns = textsParameter(context, name);
    return (entry: AuditEntry) =>
      patterns.length === 0 || patterns.some((one) => texts(entry).some((text) => matchesWildcard(text, one)));
  };
  const tests = [
    any('Cmdlets', ({ cmdlet }) => [cmdlet]),
    any('Parameters', ({ parameters }) => parameters.map(([name]) => name)),
    any('ObjectIds', ({ object }) => [object]),
    any('UserIds', ({ caller }) => [caller, caller.slice(caller.lastIndexOf('/') + 1)]),
  ];
  const success = context.parameters.get('issuccess');
  return (entry) =>
    tests.every((test) => test(entry)) && (success === undefined || success === (entry.error === undefined));
}

function auditView(entry: AuditEntry): PsObject {
  const parameters = entry.parameters.map(([Name, Value]) =>
    psObject({ Name, Value }, [`${tasks}AdminAuditLogCmdletParameter`, 'System.Object'], Name),
  );
  return exchangeObject(
    `${tasks}AdminAuditLogEvent`,
    'plain',
    {
      ObjectModified: entry.object,
      CmdletName: entry.cmdlet,
      CmdletParameters: psList(parameters),
      ModifiedProperties: psList([]),
      Caller: entry.caller,
      ExternalAccess: false,
      Succeeded: entry.error === undefined,
      Error: entry.error ?? 'None',
      RunDate: date(entry.time),
      OriginatingServer: entry.server,
      IsValid: true,
    },
    entry.cmdlet,
  );
}
