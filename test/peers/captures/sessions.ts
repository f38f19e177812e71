import { MessageWatch } from '../../../source/engine/powershell/bridge/message-watch.ts';
import { hostResults, isFinal } from '../../../source/psrp/index.ts';
import { type Access, type Answerer, TestShell } from '../../sandbox/server/support/client.ts';

/** Commands with their parameters. */
type Line = readonly (readonly [name: string, parameters?: Readonly<Record<string, string | boolean | number>>])[];

/** What a server sends: the message's type and its CLIXML. */
export type Sent = readonly (readonly [type: string, xml: string])[];

/** What is done in both sessions to have a message of the kind sent. */
export interface Lines {
  /** A warning, and what only -Verbose shows. */
  readonly says: Line;
  readonly progress: Line;
  readonly error: Line;
  readonly fails: Line;
  readonly asks: Line;
  /** Leaves out a mandatory parameter. */
  readonly prompts: Line;
  readonly command: Line;
  readonly views: Line;
  /** One command, by GET_COMMAND_METADATA. */
  readonly name: string;
}

const yes: Answerer = (event, pool) => {
  const { request } = event.call;
  if (request.kind === 'prompt') {
    const values = request.fields.map(({ name }) => [name, '1'] as const);
    pool.respond(event, hostResults.prompt(Object.fromEntries(values)));
  } else if (event.call.expectsResponse) pool.respond(event, hostResults.choice(0));
};

/** A whole session with a server; what it sent, by what was done. */
export async function recorded(access: Access, lines: Lines): Promise<ReadonlyMap<string, Sent>> {
  const shell = new TestShell(access);
  const all = new Map<string, Sent>();
  let sent: (readonly [string, string])[] = [];
  const watches = new Map<string | undefined, MessageWatch>();
  shell.onReceived = (bytes, id) => {
    const watch = watches.get(id) ?? new MessageWatch();
    watches.set(id, watch);
    for (const { type, data } of watch.push(bytes)) {
      sent.push([
        type,
        Buffer.from(data)
          .toString('utf8')
          .replace(/^\uFEFF/, ''),
      ]);
    }
  };
  const during = async (what: string, work: () => Promise<unknown>) => {
    sent = [];
    await work();
    all.set(what, sent);
  };
  const run = (line: Line) =>
    shell.run(
      line.map(([name, parameters = {}]) => ({
        name,
        parameters: Object.entries(parameters).map(([key, value]) => ({ name: key, value })),
      })),
      yes,
    );
  const answered = async (kind: 'setMaxRunspaces' | 'getAvailableRunspaces') => {
    shell.pool.request(kind, 2);
    await shell.flush();
    while (!sent.some(([type]) => type === 'RUNSPACE_AVAILABILITY')) await shell.receive(undefined);
  };
  await during('opening', () => shell.open());
  await during('runspaces that are set', () => answered('setMaxRunspaces'));
  await during('runspaces that are free', () => answered('getAvailableRunspaces'));
  for (const what of ['says', 'progress', 'error', 'fails', 'asks', 'prompts', 'command', 'views'] as const) {
    await during(what, () => run(lines[what]));
  }
  await during('metadata', async () => {
    const pipelineId = crypto.randomUUID();
    shell.pool.getCommandMetadata({ pipelineId, names: [lines.name] });
    await shell.flush();
    while (!isFinal(shell.pool.pipeline(pipelineId)!.state)) await shell.receive(pipelineId);
  });
  await shell.delete();
  return all;
}
