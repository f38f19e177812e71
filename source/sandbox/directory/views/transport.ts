import { PsNumber, type PsObject, psEnum } from '../../../objects/index.ts';
import { domain } from '../directory.ts';
import { enumValue, exchangeObject, texts } from '../exchange-object.ts';
import { date, duration, hour, minute, size } from '../quantities.ts';
import type { Queue, QueuedMessage, TrackingEvent } from '../records.ts';

const queueViewer = 'Microsoft.Exchange.Data.QueueViewer.';

export const queueIdentity = (queue: Queue) => `${queue.server}\\${queue.id}`;

function queueStatus(queue: Queue): string {
  if (queue.lastError) return 'Retry';
  return queue.messages.length > 0 ? 'Active' : 'Ready';
}

/** What Get-Queue gives. */
export function queueView(queue: Queue, now: number): PsObject {
  const identity = queueIdentity(queue);
  // Messages a second.
  const incoming = queue.messages.length / 2;
  const outgoing = queue.lastError ? 0 : incoming;
  return exchangeObject(
    `${queueViewer}ExtensibleQueueInfo`,
    'plain',
    {
      Identity: identity,
      QueueIdentity: identity,
      DeliveryType: queue.deliveryType,
      NextHopDomain: queue.nextHopDomain,
      NextHopConnector: '00000000-0000-0000-0000-000000000000',
      NextHopCategory: queue.nextHopDomain.includes('.') ? 'External' : 'Internal',
      Status: enumValue(
        `${queueViewer}QueueStatus`,
        ['None', 'Active', 'Ready', 'Retry', 'Suspended'],
        queueStatus(queue),
      ),
      MessageCount: queue.messages.length,
      LastError: queue.lastError,
      LastRetryTime: queue.lastError ? date(now - 4 * minute) : null,
      NextRetryTime: queue.lastError ? date(now + 6 * minute) : null,
      DeferredMessageCount: 0,
      LockedMessageCount: 0,
      RiskLevel: 'Normal',
      OutboundIPPool: 0,
      IncomingRate: new PsNumber('Double', incoming),
      OutgoingRate: new PsNumber('Double', outgoing),
      Velocity: new PsNumber('Double', outgoing - incoming),
      TlsDomain: '',
      OverrideSource: '',
      IsValid: true,
    },
    identity,
  );
}

export const messageIdentity = (queue: Queue, message: QueuedMessage) => `${queueIdentity(queue)}\\${message.id}`;

function messageStatus(queue: Queue, message: QueuedMessage): string {
  if (message.suspended) return 'Suspended';
  return queue.lastError ? 'Retry' : 'Ready';
}

/** What Get-Message gives. */
export function messageView(queue: Queue, message: QueuedMessage, withRecipients: boolean): PsObject {
  const identity = messageIdentity(queue, message);
  const names = ['None', 'Active', 'PendingRemove', 'PendingSuspend', 'Ready', 'Retry', 'Suspended', 'Locked'];
  return exchangeObject(
    `${queueViewer}ExtensibleMessageInfo`,
    'plain',
    {
      Identity: identity,
      Subject: message.subject,
      InternetMessageId: `<${message.id}@${queue.server.toLowerCase()}.${domain}>`,
      FromAddress: message.from,
      Status: enumValue(`${queueViewer}MessageStatus`, names, messageStatus(queue, message)),
      Size: size(message.bytes),
      MessageSourceName: 'FromLocal',
      SourceIP: '10.20.30.11',
      SCL: -1,
      DateReceived: date(message.received),
      ExpirationTime: date(message.received + 48 * hour),
      LastError: message.lastError,
      RetryCount: message.lastError ? 7 : 0,
      Queue: queueIdentity(queue),
      Recipients: withRecipients ? texts(message.recipients) : null,
      RecipientCount: message.recipients.length,
      Directionality: 'Originating',
      DeferReason: 'None',
      Priority: 'Normal',
      IsValid: true,
    },
    identity,
  );
}

/** What Get-MessageTrackingLog gives. */
export function trackingView(event: TrackingEvent): PsObject {
  const host = `${event.server.toLowerCase()}.${domain}`;
  return exchangeObject(
    'Microsoft.Exchange.Management.TransportLogSearchTasks.MessageTrackingEvent',
    'plain',
    {
      Timestamp: date(event.time),
      ClientIp: '10.20.30.11',
      ClientHostname: host,
      ServerIp: '10.20.30.12',
      ServerHostname: host,
      SourceContext: '',
      ConnectorId: event.eventId === 'SEND' ? 'Internet' : '',
      Source: event.source,
      EventId: event.eventId,
      InternalMessageId: BigInt(event.internalMessageId),
      MessageId: event.messageId,
      Recipients: texts(event.recipients),
      RecipientStatus: texts(event.eventId === 'FAIL' ? ['550 5.1.1 RESOLVER.ADR.RecipNotFound; not found'] : []),
      TotalBytes: event.totalBytes,
      RecipientCount: event.recipients.length,
      RelatedRecipientAddress: '',
      Reference: texts([]),
      MessageSubject: event.subject,
      Sender: event.sender,
      ReturnPath: event.sender,
      Directionality: event.eventId === 'SEND' ? 'Originating' : 'Undefined',
      MessageLatency: event.eventId === 'RECEIVE' ? null : duration(4200),
      MessageLatencyType: event.eventId === 'RECEIVE' ? 'None' : 'EndToEnd',
      EventData: texts([]),
    },
    event.messageId,
  );
}

/** What Test-ServiceHealth gives, one for each role. */
export function serviceHealthView(role: string, running: readonly string[], stopped: readonly string[]): PsObject {
  return exchangeObject(
    'Microsoft.Exchange.Management.SystemConfigurationTasks.MonitoringServiceHealth',
    'plain',
    {
      Role: psEnum('Microsoft.Exchange.Management.SystemConfigurationTasks.ServerRoleName', role, 0),
      RequiredServicesRunning: stopped.length === 0,
      ServicesRunning: texts(running),
      ServicesNotRunning: texts(stopped),
    },
    role,
  );
}
