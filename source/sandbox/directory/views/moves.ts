import { type PsObject, psEnum } from '../../../objects/index.ts';
import { canonicalName, type Directory } from '../directory.ts';
import { exchangeObject, texts } from '../exchange-object.ts';
import { movePercent, moveStatus } from '../moves.ts';
import { date, dateOrNull, duration, quota } from '../quantities.ts';
import type { MoveRequest, Recipient } from '../records.ts';
import { guid, management } from './common.ts';

const statusNumbers: Readonly<Record<string, number>> = {
  Queued: 1,
  InProgress: 2,
  AutoSuspended: 3,
  CompletionInProgress: 4,
  Completed: 10,
  Suspended: 98,
};

const statusValue = (name: string) =>
  psEnum('Microsoft.Exchange.Data.Directory.Recipient.RequestStatus', name, statusNumbers[name] ?? 0);

/** What Get-MoveRequest gives. */
export function moveView(move: MoveRequest, mailbox: Recipient, now: number): PsObject {
  return exchangeObject(
    `${management}MoveRequest`,
    'presentation',
    {
      ExchangeGuid: guid(mailbox.mailbox?.exchangeGuid ?? ''),
      SourceDatabase: move.source,
      TargetDatabase: move.target,
      SourceArchiveDatabase: null,
      TargetArchiveDatabase: null,
      Flags: 'IntraOrg, Pull',
      RemoteHostName: null,
      BatchName: move.batchName,
      Status: statusValue(moveStatus(move, now)),
      RequestStyle: 'IntraOrg',
      Direction: 'Pull',
      IsOffline: false,
      Protect: false,
      Suspend: move.since === undefined && move.completed === undefined,
      SuspendWhenReadyToComplete: move.suspendsWhenReady,
      Alias: mailbox.alias,
      DisplayName: mailbox.displayName,
      Identity: canonicalName(mailbox),
      Name: mailbox.name,
      Guid: guid(mailbox.guid),
      RequestGuid: guid(move.guid),
      WhenCreated: date(move.created),
      WhenChanged: date(move.completed ?? move.created),
      IsValid: true,
    },
    canonicalName(mailbox),
  );
}

/** What Get-MoveRequestStatistics gives; its percent grows with the time. */
export function moveStatisticsView(directory: Directory, move: MoveRequest, mailbox: Recipient, now: number): PsObject {
  const percent = movePercent(move, now);
  const status = moveStatus(move, now);
  const bytes = mailbox.mailbox?.bytes ?? 0n;
  const copied = (bytes * BigInt(percent)) / 100n;
  const server = (database: string) => directory.database(database)?.server.toLowerCase() ?? '';
  return exchangeObject(
    'Microsoft.Exchange.Management.RecipientTasks.MoveRequestStatistics',
    'plain',
    {
      MailboxIdentity: canonicalName(mailbox),
      DistinguishedName: canonicalName(mailbox),
      DisplayName: mailbox.displayName,
      Alias: mailbox.alias,
      ExchangeGuid: guid(mailbox.mailbox?.exchangeGuid ?? ''),
      Status: statusValue(status),
      StatusDetail: statusValue(status === 'InProgress' ? detail(percent) : status),
      SyncStage: percent < 10 ? 'CreatingFolderHierarchy' : percent < 95 ? 'CopyingMessages' : 'SyncFinished',
      Flags: 'IntraOrg, Pull',
      RequestStyle: 'IntraOrg',
      Direction: 'Pull',
      SourceDatabase: move.source,
      SourceServer: server(move.source),
      TargetDatabase: move.target,
      TargetServer: server(move.target),
      BatchName: move.batchName,
      Message: move.suspendComment ? `Suspended: ${move.suspendComment}` : '',
      PercentComplete: percent,
      TotalMailboxSize: quota(bytes),
      TotalMailboxItemCount: BigInt(mailbox.mailbox?.itemCount ?? 0),
      TotalArchiveSize: null,
      BytesTransferred: quota(copied),
      ItemsTransferred: Math.floor(((mailbox.mailbox?.itemCount ?? 0) * percent) / 100),
      BadItemsEncountered: 0,
      QueuedTimestamp: date(move.created),
      StartTimestamp: percent > 0 ? date(move.created + 15_000) : null,
      LastUpdateTimestamp: date(move.completed ?? now),
      CompletionTimestamp: dateOrNull(move.completed),
      OverallDuration: duration((move.completed ?? now) - move.created),
      FailureCode: null,
      FailureType: null,
      Report: texts([]),
      Identity: canonicalName(mailbox),
      RequestGuid: guid(move.guid),
      IsValid: true,
    },
    canonicalName(mailbox),
  );
}

function detail(percent: number): string {
  return percent < 10 ? 'CreatingFolderHierarchy' : 'CopyingMessages';
}
