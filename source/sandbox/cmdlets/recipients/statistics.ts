import type { Directory } from '../../directory/directory.ts';
import { findNamed, findRecipient, isMailbox } from '../../directory/identity.ts';
import type { Recipient } from '../../directory/records.ts';
import { TaskFailure } from '../../directory/task-failure.ts';
import { statisticsView } from '../../directory/views/statistics.ts';
import type { CmdletDefinition } from '../definition.ts';
import { bindingFailures } from '../failures.ts';
import { textParameter } from '../parameters.ts';
import { filtered, filterParameter } from '../selection.ts';
import type { CmdletContext } from '../types.ts';

/** A store answers about so fast; with many mailboxes that is worth a progress bar. */
const perMailbox = 20;
const showsProgressFrom = 20;

export const statisticsCmdlets: readonly CmdletDefinition[] = [
  {
    name: 'Get-MailboxStatistics',
    className: 'Microsoft.Exchange.Management.MapiTasks.GetMailboxStatistics',
    synopsis: 'Shows sizes, item counts and last logons, of one mailbox or of a whole database or server.',
    outputTypes: ['Microsoft.Exchange.Data.Mapi.MailboxStatistics'],
    pipeline: [
      { parameter: 'Database', typeName: 'MailboxDatabase' },
      { parameter: 'Server', typeName: 'ExchangeServer' },
      { parameter: 'Identity' },
    ],
    run: getStatistics,
  },
];

async function getStatistics(context: CmdletContext, directory: Directory): Promise<void> {
  const identity = textParameter(context, 'Identity');
  if (identity !== undefined) {
    const recipient = findRecipient(directory, identity, isMailbox);
    await context.pause(perMailbox);
    await writeOne(context, directory, recipient);
    return;
  }
  const mailboxes = wholeStore(context, directory);
  const total = mailboxes.length;
  const shows = total >= showsProgressFrom;
  const progress = { activityId: 1, activity: context.command };
  for (const [index, recipient] of mailboxes.entries()) {
    if (shows) {
      context.writeProgress({
        ...progress,
        status: `Mailbox ${index + 1} of ${total}`,
        currentOperation: recipient.name,
        percentComplete: Math.floor((index * 100) / total),
        secondsRemaining: Math.ceil(((total - index) * perMailbox) / 1000),
      });
    }
    await context.pause(perMailbox);
    await writeOne(context, directory, recipient);
  }
  if (shows) context.writeProgress({ ...progress, status: 'Done', percentComplete: 100, completed: true });
}

function wholeStore(context: CmdletContext, directory: Directory): Recipient[] {
  const database = textParameter(context, 'Database');
  const server = textParameter(context, 'Server');
  if (database === undefined && server === undefined) {
    throw bindingFailures.missingMandatory(context.command, ['Identity', 'Database', 'Server']);
  }
  const databases =
    database !== undefined
      ? [findNamed(directory.databases, database)]
      : directory.databases.filter((one) => one.server === findNamed(directory.servers, server ?? '').name);
  const names = new Set(databases.map((one) => one.name));
  return [...directory.recipients.values()].filter((one) => one.mailbox && names.has(one.mailbox.database));
}

async function writeOne(context: CmdletContext, directory: Directory, recipient: Recipient): Promise<void> {
  const { mailbox } = recipient;
  if (!mailbox) return;
  if (!directory.database(mailbox.database)?.mounted) {
    throw new TaskFailure(
      'Microsoft.Exchange.Data.Mapi.Common.DatabaseUnavailableException',
      `The database ${mailbox.database} is not mounted, so its mailboxes cannot be opened. Mount-Database ${mailbox.database} brings it back.`,
      { category: 'InvalidOperation', target: mailbox.database },
    );
  }
  if (mailbox.lastLogon === undefined) {
    context.writeWarning(`Nobody has logged on to the mailbox '${recipient.name}' yet, so it has no statistics.`);
    return;
  }
  const view = statisticsView(directory, recipient, mailbox);
  const filter = filterParameter(context, () => [view]);
  for (const object of filter ? filtered([view], filter) : [view]) await context.writeOutput(object);
}
