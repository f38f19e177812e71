import { kinds } from '../../catalogue/parameter-kinds.ts';
import type { Directory } from '../../directory/directory.ts';
import { passes } from '../../directory/opath/evaluate.ts';
import type { Queue, QueuedMessage } from '../../directory/records.ts';
import { objectNotFound } from '../../directory/task-failure.ts';
import { messageIdentity, messageView, queueIdentity, queueView } from '../../directory/views/transport.ts';
import { matchesWildcard } from '../../directory/wildcard.ts';
import type { CmdletDefinition } from '../definition.ts';
import { bindingFailures } from '../failures.ts';
import { isSet, textParameter } from '../parameters.ts';
import { filterParameter, writeSelection } from '../selection.ts';
import { chosenServer } from '../servers/servers.ts';
import type { CmdletContext } from '../types.ts';

const tasks = 'Microsoft.Exchange.Management.QueueViewerTasks.';

interface QueuedIn {
  readonly queue: Queue;
  readonly message: QueuedMessage;
}

export const queueCmdlets: readonly CmdletDefinition[] = [
  {
    name: 'Get-Queue',
    className: `${tasks}GetQueue`,
    synopsis: 'Shows the queues of a server, by default of this one.',
    outputTypes: ['Microsoft.Exchange.Data.QueueViewer.ExtensibleQueueInfo'],
    pipeline: [{ parameter: 'Server', typeName: 'ExchangeServer' }, { parameter: 'Identity' }],
    async run(context, directory) {
      const identity = textParameter(context, 'Identity');
      const queues = identity === undefined ? onServer(context, directory) : queuesNamed(context, directory, identity);
      await writeSelection(context, () => queues.map((queue) => queueView(queue, context.now())));
    },
  },
  {
    name: 'Get-Message',
    className: `${tasks}GetMessage`,
    synopsis: 'Shows what waits in the queues of a server, by default of this one.',
    outputTypes: ['Microsoft.Exchange.Data.QueueViewer.ExtensibleMessageInfo'],
    pipeline: [
      { parameter: 'Queue', typeName: 'QueueInfo' },
      { parameter: 'Server', typeName: 'ExchangeServer' },
      { parameter: 'Identity' },
    ],
    kinds: { Queue: kinds.idOf('Queue'), IncludeRecipientInfo: kinds.switch },
    async run(context, directory) {
      const messages = chosenMessages(context, directory);
      const withRecipients = isSet(context, 'IncludeRecipientInfo');
      await writeSelection(context, () =>
        messages.map(({ queue, message }) => messageView(queue, message, withRecipients)),
      );
    },
  },
  {
    name: 'Suspend-Message',
    className: `${tasks}SuspendMessage`,
    synopsis: 'Keeps messages in their queue.',
    outputTypes: [],
    impact: 'High',
    mandatory: [],
    run: (context, directory) => setSuspended(context, directory, true),
  },
  {
    name: 'Resume-Message',
    className: `${tasks}ResumeMessage`,
    synopsis: 'Lets suspended messages go on.',
    outputTypes: [],
    mandatory: [],
    run: (context, directory) => setSuspended(context, directory, false),
  },
];

function onServer(context: CmdletContext, directory: Directory): Queue[] {
  const server = chosenServer(context, directory);
  return directory.queues.filter((queue) => queue.server === server.name);
}

/** `EX01\3`, or `3` on this server; `*` in either part. */
function queuesNamed(context: CmdletContext, directory: Directory, identity: string): Queue[] {
  const wanted = identity.includes('\\') ? identity : `${chosenServer(context, directory).name}\\${identity}`;
  const found = directory.queues.filter((queue) => matchesWildcard(queueIdentity(queue), wanted));
  if (found.length === 0 && !identity.includes('*')) throw objectNotFound(identity);
  return found;
}

function chosenMessages(context: CmdletContext, directory: Directory): QueuedIn[] {
  const identity = textParameter(context, 'Identity');
  const queue = textParameter(context, 'Queue');
  if (identity !== undefined) return messagesNamed(directory, identity);
  const queues = queue === undefined ? onServer(context, directory) : queuesNamed(context, directory, queue);
  return queues.flatMap((one) => one.messages.map((message) => ({ queue: one, message })));
}

/** `EX01\3\123`, or the message's number alone; `*` stands for anything. */
function messagesNamed(directory: Directory, identity: string): QueuedIn[] {
  const found = directory.queues.flatMap((queue) =>
    queue.messages
      .filter((message) =>
        [messageIdentity(queue, message), String(message.id)].some((name) => matchesWildcard(name, identity)),
      )
      .map((message) => ({ queue, message })),
  );
  if (found.length === 0 && !identity.includes('*')) throw objectNotFound(identity);
  return found;
}

async function setSuspended(context: CmdletContext, directory: Directory, suspended: boolean): Promise<void> {
  const byFilter = textParameter(context, 'Filter') !== undefined;
  if (textParameter(context, 'Identity') === undefined && !byFilter) {
    throw bindingFailures.missingMandatory(context.command, ['Identity', 'Filter']);
  }
  const messages = chosenMessages(context, directory);
  const filter = filterParameter(context, () => messages.map((one) => messageView(one.queue, one.message, false)));
  for (const { queue, message } of messages) {
    const view = messageView(queue, message, false);
    if (filter && !passes(filter, (property) => view.get(property))) continue;
    const doing = suspended ? 'Suspending' : 'Resuming';
    if (!(await context.shouldProcess(`${doing} the message "${messageIdentity(queue, message)}".`))) continue;
    message.suspended = suspended;
  }
}
