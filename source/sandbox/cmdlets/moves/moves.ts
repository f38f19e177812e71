import { kinds } from '../../catalogue/parameter-kinds.ts';
import type { Directory } from '../../directory/directory.ts';
import { findNamed, findRecipient, isMailbox, matchRecipients } from '../../directory/identity.ts';
import { moveDuration, moveStatus, resumeMove, suspendMove } from '../../directory/moves.ts';
import type { MoveRequest, Recipient } from '../../directory/records.ts';
import { objectNotFound, TaskFailure } from '../../directory/task-failure.ts';
import { moveStatisticsView, moveView } from '../../directory/views/moves.ts';
import type { CmdletDefinition } from '../definition.ts';
import { given, isSet, textParameter } from '../parameters.ts';
import { recipientTasks } from '../recipients/kinds.ts';
import { writeSelection } from '../selection.ts';
import type { CmdletContext } from '../types.ts';

const moveType = ['Microsoft.Exchange.Data.Directory.Management.MoveRequest'];
const status = kinds.enumOf(
  'Microsoft.Exchange.Data.Directory.Recipient.RequestStatus',
  'Queued',
  'InProgress',
  'AutoSuspended',
  'CompletionInProgress',
  'Completed',
  'Suspended',
  'Failed',
);

export const moveCmdlets: readonly CmdletDefinition[] = [
  {
    name: 'New-MoveRequest',
    className: `${recipientTasks}NewMoveRequest`,
    synopsis: 'Moves a mailbox to another database; its percent grows with the time.',
    outputTypes: moveType,
    mandatory: ['Identity'],
    run: newMove,
  },
  {
    name: 'Get-MoveRequest',
    className: `${recipientTasks}GetMoveRequest`,
    synopsis: 'Shows move requests.',
    outputTypes: moveType,
    kinds: { MoveStatus: status },
    run: getMoves,
  },
  {
    name: 'Get-MoveRequestStatistics',
    className: `${recipientTasks}GetMoveRequestStatistics`,
    synopsis: 'Shows how far a move request is.',
    outputTypes: ['Microsoft.Exchange.Management.RecipientTasks.MoveRequestStatistics'],
    mandatory: ['Identity'],
    async run(context, directory) {
      const [move, mailbox] = targetMove(context, directory);
      await context.writeOutput(moveStatisticsView(directory, move, mailbox, context.now()));
    },
  },
  {
    name: 'Suspend-MoveRequest',
    className: `${recipientTasks}SuspendMoveRequest`,
    synopsis: 'Halts a move request that has not been completed.',
    outputTypes: [],
    impact: 'High',
    async run(context, directory) {
      const [move, mailbox] = targetMove(context, directory);
      if (move.completed !== undefined)
        throw refused(`The move of "${mailbox.name}" is complete; it cannot be suspended.`, mailbox);
      if (!(await context.shouldProcess(`Suspending the move request of "${mailbox.name}".`))) return;
      suspendMove(move, context.now(), textParameter(context, 'SuspendComment') ?? '');
    },
  },
  {
    name: 'Resume-MoveRequest',
    className: `${recipientTasks}ResumeMoveRequest`,
    synopsis: 'Lets a suspended move request go on.',
    outputTypes: [],
    async run(context, directory) {
      const [move, mailbox] = targetMove(context, directory);
      if (!['Suspended', 'AutoSuspended'].includes(moveStatus(move, context.now()))) {
        throw refused(`The move of "${mailbox.name}" is not suspended.`, mailbox);
      }
      if (!(await context.shouldProcess(`Resuming the move request of "${mailbox.name}".`))) return;
      resumeMove(move, context.now(), isSet(context, 'SuspendWhenReadyToComplete'));
    },
  },
  {
    name: 'Remove-MoveRequest',
    className: `${recipientTasks}RemoveMoveRequest`,
    synopsis: 'Clears a move request: cancels one on its way, forgets one that is complete.',
    outputTypes: [],
    async run(context, directory) {
      const [move, mailbox] = targetMove(context, directory);
      if (!(await context.shouldProcess(`Removing the move request of "${mailbox.name}".`))) return;
      directory.moves.delete(move.mailbox);
    },
  },
];

function refused(message: string, mailbox: Recipient): TaskFailure {
  return new TaskFailure('Microsoft.Exchange.Management.RecipientTasks.RecipientTaskException', message, {
    category: 'InvalidArgument',
    target: mailbox.name,
  });
}

function targetMove(context: CmdletContext, directory: Directory): [MoveRequest, Recipient] {
  const identity = textParameter(context, 'Identity') ?? '';
  const mailbox = findRecipient(directory, identity, isMailbox);
  const move = directory.moves.get(mailbox.guid);
  if (!move) throw objectNotFound(identity);
  return [move, mailbox];
}

async function newMove(context: CmdletContext, directory: Directory): Promise<void> {
  const recipient = findRecipient(directory, textParameter(context, 'Identity') ?? '', isMailbox);
  const source = recipient.mailbox?.database ?? '';
  const asked = textParameter(context, 'TargetDatabase');
  const other = directory.databases.find((database) => database.mounted && database.name !== source);
  const target = asked ? findNamed(directory.databases, asked) : other;
  if (directory.moves.has(recipient.guid)) {
    throw refused(
      `"${recipient.name}" already has a move request. Remove-MoveRequest clears it, also when it is complete.`,
      recipient,
    );
  }
  if (!target || target.name === source)
    throw refused(`"${recipient.name}" is already in the database ${source}.`, recipient);
  if (!target.mounted) throw refused(`The database ${target.name} is not mounted.`, recipient);
  if (!(await context.shouldProcess(`Moving the mailbox "${recipient.name}" from ${source} to ${target.name}.`)))
    return;
  const move: MoveRequest = {
    guid: directory.random.guid(),
    mailbox: recipient.guid,
    source,
    target: target.name,
    batchName: textParameter(context, 'BatchName') ?? '',
    created: context.now(),
    takes: moveDuration(recipient.mailbox?.bytes ?? 0n),
    done: 0,
    since: isSet(context, 'Suspend') ? undefined : context.now(),
    suspendComment: textParameter(context, 'SuspendComment') ?? '',
    suspendsWhenReady: isSet(context, 'SuspendWhenReadyToComplete'),
    completed: undefined,
  };
  directory.moves.set(recipient.guid, move);
  await context.writeOutput(moveView(move, recipient, context.now()));
}

async function getMoves(context: CmdletContext, directory: Directory): Promise<void> {
  const identity = textParameter(context, 'Identity');
  const moving = [...directory.moves.keys()].flatMap((guid) => directory.recipient(guid) ?? []);
  const mailboxes = identity === undefined ? moving : matchRecipients(moving, identity, true);
  if (identity !== undefined && mailboxes.length === 0 && !identity.includes('*')) throw objectNotFound(identity);
  const wanted = (name: string, actual: string) =>
    !given(context, name) || (textParameter(context, name) ?? '').toLowerCase() === actual.toLowerCase();
  const matches = mailboxes.flatMap((mailbox) => {
    const move = directory.moves.get(mailbox.guid);
    return move &&
      wanted('MoveStatus', moveStatus(move, context.now())) &&
      wanted('BatchName', move.batchName) &&
      wanted('SourceDatabase', move.source) &&
      wanted('TargetDatabase', move.target)
      ? [moveView(move, mailbox, context.now())]
      : [];
  });
  await writeSelection(context, () => matches);
}
