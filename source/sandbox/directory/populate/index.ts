import { Directory } from '../directory.ts';
import { moveDuration } from '../moves.ts';
import { hour, minute } from '../quantities.ts';
import { createRandom } from '../random.ts';
import { populateInfrastructure } from './infrastructure.ts';
import { populateRecipients } from './recipients.ts';
import { addTransportRules, populateTransport } from './transport.ts';

/** An organisation's data by seed; `now` in milliseconds since 1970 is what the ages in it are counted from. */
export function populate(options: { seed: number; mailboxes: number; servers: number; now: number }): Directory {
  const directory = new Directory(createRandom(options.seed));
  populateInfrastructure(directory, options.servers, options.now);
  populateRecipients(directory, options.mailboxes, options.now);
  populateTransport(directory, options.now);
  addMoves(directory, options.now);
  addTransportRules(directory, options.now);
  return directory;
}

/** A few moves on their way: one nearly there, one just begun, one that stands. */
function addMoves(directory: Directory, now: number): void {
  const users = [...directory.recipients.values()].filter((recipient) => recipient.kind === 'UserMailbox').slice(6, 9);
  for (const [index, user] of users.entries()) {
    const source = user.mailbox?.database ?? '';
    const target = directory.databases.find((database) => database.name !== source)?.name ?? source;
    directory.moves.set(user.guid, {
      guid: directory.random.guid(),
      mailbox: user.guid,
      source,
      target,
      batchName: 'Berlin wave 1',
      created: now - 2 * hour,
      takes: moveDuration(user.mailbox?.bytes ?? 0n) * 4,
      done: [20 * minute, minute, 5 * minute][index] ?? 0,
      since: index === 2 ? undefined : now,
      suspendComment: index === 2 ? 'Waits for the weekend' : '',
      suspendsWhenReady: index === 0,
      completed: undefined,
    });
  }
}
