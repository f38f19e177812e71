import { MessageWatch } from '../../../source/engine/powershell/bridge/message-watch.ts';
import { hostResults, isFinal } from '../../../source/psrp/index.ts';
import { deleteRequest, getRequest, readDeleteResponse } from '../../../source/wsman/index.ts';
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
  /** Asks too, and gets no answer before its session is closed. */
  readonly waits: Line;
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

/** Receives until the server has no more of it. */
async function untilRefused(receive: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await receive();
    } catch {
      return;
    }
  }
}

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
  const commandsOf = (line: Line) =>
    line.map(([name, parameters = {}]) => ({
      name,
      parameters: Object.entries(parameters).map(([key, value]) => ({ name: key, value })),
    }));
  const answered = async (kind: 'setMaxRunspaces' | 'getAvailableRunspaces') => {
    shell.pool.request(kind, 2);
    await shell.flush();
    while (!sent.some(([type]) => type === 'RUNSPACE_AVAILABILITY')) await shell.receive(undefined);
  };
  await during('opening', () => shell.open());
  await during('runspaces that are set', () => answered('setMaxRunspaces'));
  await during('runspaces that are free', () => answered('getAvailableRunspaces'));
  for (const what of ['says', 'progress', 'error', 'fails', 'asks', 'prompts', 'command', 'views'] as const) {
    await during(what, () => shell.run(commandsOf(lines[what]), yes));
  }
  await during('metadata', async () => {
    const pipelineId = crypto.randomUUID();
    shell.pool.getCommandMetadata({ pipelineId, names: [lines.name] });
    await shell.flush();
    while (!isFinal(shell.pool.pipeline(pipelineId)!.state)) await shell.receive(pipelineId);
  });
  const pipelineId = await shell.start(commandsOf(lines.waits));
  await during('waits', async () => {
    while (!sent.some(([type]) => type === 'PIPELINE_HOST_CALL')) await shell.receive(pipelineId);
  });
  await during('closing', async () => {
    const heard = [pipelineId, undefined].map((id) => untilRefused(() => shell.receive(id)));
    // Each on a connection of its own: what was sent before these answers is with the server by then.
    for (let turn = 0; turn < 3; turn++) await shell.wsman.post(getRequest(shell.headers()));
    readDeleteResponse((await shell.wsman.post(deleteRequest(shell.headers()))).body);
    await Promise.all(heard);
  });
  shell.wsman.close();
  return all;
}
