import type { PsValue } from '../../../objects/index.ts';
import { type Directory, domain } from '../directory.ts';
import { texts } from '../exchange-object.ts';
import { day, minute, second } from '../quantities.ts';
import type { ExchangeServer, Queue, QueuedMessage } from '../records.ts';

const subjects = [
  'Quarterly figures',
  'Re: Umzug Büro Berlin',
  'Invoice 2026-1183',
  'FW: Travel request',
  'Meeting notes',
  'Ticket #40312 updated',
  'お見積りの件',
  'Welcome to Contoso',
  'Your parcel is on its way',
  'Réunion de lundi',
];
const partners = ['northwind.example', 'tailspin.example', 'adatum.example', 'wingtip.example'];

/** Queues with what waits in them, and a week of message tracking. */
export function populateTransport(directory: Directory, now: number): void {
  for (const server of directory.servers) addQueues(directory, server, now);
  addTracking(directory, now);
}

function addQueues(directory: Directory, server: ExchangeServer, now: number): void {
  const { random } = directory;
  const add = (id: string, deliveryType: string, nextHopDomain: string, waiting: number, lastError = '') => {
    const messages = Array.from({ length: waiting }, (_, index) =>
      waitingMessage(directory, index, now, nextHopDomain, lastError),
    );
    const queue: Queue = { server: server.name, id, deliveryType, nextHopDomain, lastError, messages };
    directory.queues.push(queue);
  };
  add('Submission', 'Undefined', 'Submission', random.between(0, 2));
  const other = directory.servers.find((candidate) => candidate !== server);
  add(
    String(random.between(3, 9)),
    'SmtpDeliveryToMailbox',
    directory.databases[0]?.name.toLowerCase() ?? 'db01',
    random.between(0, 3),
  );
  if (other) add(String(random.between(10, 19)), 'SmtpRelayToDag', 'dag01', random.between(0, 3));
  add(String(random.between(20, 29)), 'DnsConnectorDelivery', random.pick(partners), random.between(1, 6));
  add(
    String(random.between(30, 39)),
    'SmartHostConnectorDelivery',
    '[10.20.30.40]',
    random.between(3, 9),
    '451 4.4.0 The primary target address answered: "421 4.2.1 Unable to connect."',
  );
}

function waitingMessage(
  directory: Directory,
  index: number,
  now: number,
  to: string,
  lastError: string,
): QueuedMessage {
  const { random } = directory;
  const senders = [...directory.recipients.values()].slice(0, 50).filter((recipient) => recipient.mailbox);
  return {
    id: random.between(10_000_000, 99_999_999) * 100 + index,
    subject: random.pick(subjects),
    from: random.pick(senders).primaryAddress,
    recipients: [to.includes('.example') ? `orders@${to}` : `info@${random.pick(partners)}`],
    bytes: BigInt(random.between(4_000, 9_000_000)),
    received: now - random.between(1, 600) * minute,
    lastError,
    suspended: false,
  };
}

/** Each message leaves a RECEIVE and what became of it: DELIVER, SEND, or FAIL. */
function addTracking(directory: Directory, now: number): void {
  const { random } = directory;
  const addresses = [...directory.recipients.values()].filter((one) => one.mailbox).map((one) => one.primaryAddress);
  const messages = Math.min(1500, 100 + addresses.length * 2);
  for (let index = 0; index < messages; index += 1) {
    const server = random.pick(directory.servers).name;
    const received = now - Math.floor(((messages - index) * 7 * day) / messages) - random.between(0, 50) * second;
    const outside = random.next() < 0.3;
    const failed = random.next() < 0.04;
    const common = {
      server,
      sender: random.pick(addresses),
      recipients: [outside ? `sales@${random.pick(partners)}` : random.pick(addresses)],
      subject: random.pick(subjects),
      messageId: `<${random.hex(32)}@${server.toLowerCase()}.${domain}>`,
      internalMessageId: 40_000_000 + index,
      totalBytes: random.between(3_000, 4_000_000),
    };
    const after = received + random.between(1, 20) * second;
    const [eventId, source] = failed ? ['FAIL', 'ROUTING'] : outside ? ['SEND', 'SMTP'] : ['DELIVER', 'STOREDRIVER'];
    directory.tracking.push({ ...common, time: received, eventId: 'RECEIVE', source: 'STOREDRIVER' });
    directory.tracking.push({ ...common, time: after, eventId: eventId ?? '', source: source ?? '' });
  }
  directory.tracking.sort((left, right) => left.time - right.time);
}

/** A rule that is at work, and one that rests. */
export function addTransportRules(directory: Directory, now: number): void {
  const rule = (name: string, enabled: boolean, settings: Readonly<Record<string, PsValue>>) =>
    directory.transportRules.push({
      guid: directory.random.guid(),
      name,
      enabled,
      changed: now - 200 * day,
      settings: new Map(Object.entries(settings)),
    });
  rule('Block programs', true, {
    AttachmentExtensionMatchesWords: texts(['exe', 'js', 'vbs']),
    RejectMessageReasonText: 'Programs are not accepted.',
    RejectMessageEnhancedStatusCode: '5.7.1',
    Comments: 'Asked for by the security team',
  });
  rule('Mark what comes from outside', false, { FromScope: 'NotInOrganization', PrependSubject: '[External] ' });
}
