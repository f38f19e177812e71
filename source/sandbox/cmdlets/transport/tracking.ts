import { kinds } from '../../catalogue/parameter-kinds.ts';
import type { TrackingEvent } from '../../directory/records.ts';
import { trackingView } from '../../directory/views/transport.ts';
import type { CmdletDefinition } from '../definition.ts';
import { dateParameter, textParameter, textsParameter } from '../parameters.ts';
import { writeLimited } from '../selection.ts';
import { chosenServer } from '../servers/servers.ts';
import type { CmdletContext } from '../types.ts';

const eventIds = [
  'BADMAIL',
  'DEFER',
  'DELIVER',
  'DSN',
  'EXPAND',
  'FAIL',
  'POISONMESSAGE',
  'RECEIVE',
  'REDIRECT',
  'RESOLVE',
  'SEND',
  'SUBMIT',
  'TRANSFER',
];

export const trackingCmdlets: readonly CmdletDefinition[] = [
  {
    name: 'Get-MessageTrackingLog',
    className: 'Microsoft.Exchange.Management.TransportLogSearchTasks.GetMessageTrackingLog',
    synopsis: 'Searches what one server has logged about messages, by default this one.',
    outputTypes: ['Microsoft.Exchange.Management.TransportLogSearchTasks.MessageTrackingEvent'],
    positional: [],
    pipeline: [{ parameter: 'Server' }],
    kinds: {
      Start: kinds.date,
      End: kinds.date,
      Sender: kinds.text,
      Recipients: kinds.texts,
      EventId: kinds.enumOf('System.String', ...eventIds),
      Source: kinds.text,
      MessageId: kinds.text,
      MessageSubject: kinds.text,
      InternalMessageId: kinds.text,
    },
    async run(context, directory) {
      const server = chosenServer(context, directory).name;
      await context.pause(300);
      const found = directory.tracking.filter((event) => event.server === server).filter(searched(context));
      await writeLimited(context, views(found));
    },
  },
];

function* views(events: readonly TrackingEvent[]) {
  for (const event of events) yield trackingView(event);
}

function searched(context: CmdletContext): (event: TrackingEvent) => boolean {
  const start = dateParameter(context, 'Start') ?? Number.NEGATIVE_INFINITY;
  const end = dateParameter(context, 'End') ?? Number.POSITIVE_INFINITY;
  const lower = (name: string) => textParameter(context, name)?.toLowerCase();
  const [sender, eventId, source] = [lower('Sender'), lower('EventId'), lower('Source')];
  const [messageId, subject, internal] = [lower('MessageId'), lower('MessageSubject'), lower('InternalMessageId')];
  const recipients = textsParameter(context, 'Recipients').map((text) => text.toLowerCase());
  return (event) =>
    event.time >= start &&
    event.time <= end &&
    (!sender || event.sender.toLowerCase() === sender) &&
    (!eventId || event.eventId.toLowerCase() === eventId) &&
    (!source || event.source.toLowerCase() === source) &&
    (!messageId || event.messageId.toLowerCase() === messageId) &&
    (!subject || event.subject.toLowerCase().includes(subject)) &&
    (!internal || String(event.internalMessageId) === internal) &&
    (recipients.length === 0 || event.recipients.some((one) => recipients.includes(one.toLowerCase())));
}
