import { Agent, request } from 'node:http';
import type { EngineSession } from '../../source/domain/index.ts';
import { NativeEngine } from '../../source/engine/native/index.ts';
import { connectTo, never, prompts } from './connect-to.ts';
import { interleaved, median, milliseconds, type Part } from './figures.ts';
import { type SandboxServer, startSandboxProcess } from './sandbox-process.ts';

const warmUp = 2;

/** Connecting, and importing all cmdlets, through the native engine from a sandbox in a process of its own. */
export const connectPart: Part = async (context) => {
  const sandbox = await startSandboxProcess(context);
  const [server] = sandbox.servers as [SandboxServer];
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const imports: { readonly cmdlets: number; readonly importing: number; readonly listing: number }[] = [];
  let session: EngineSession;
  const rounds = await interleaved(9, warmUp, {
    // One exchange on an open socket that the server answers without looking further: what the wire costs here.
    exchange: async () => {
      await exchange(server.url, agent);
      const times: number[] = [];
      for (let n = 0; n < 20; n++) times.push(await milliseconds(() => exchange(server.url, agent)));
      return median(times);
    },
    session: async () => {
      const connecting = await milliseconds(async () => {
        session = await connectTo(new NativeEngine(), server);
      });
      let cmdlets = 0;
      const importing = await milliseconds(async () => {
        const catalogue = await session.importCatalogue({ names: [], onProgress: () => {}, signal: never });
        cmdlets = catalogue.cmdlets.length;
      });
      const listing = await milliseconds(() => listCommands(session));
      await session.close(never);
      imports.push({ cmdlets, importing, listing });
      return connecting;
    },
  });
  agent.destroy();
  await sandbox.stop();
  const measured = imports.slice(warmUp);
  const { cmdlets } = measured[0]!;
  const importing = median(measured.map((one) => one.importing));
  return {
    figures: [
      {
        name: 'connect to the sandbox',
        value: median(rounds.session),
        unit: 'ms',
        peer: { name: 'one bare HTTP exchange with it', value: median(rounds.exchange) },
      },
      {
        name: `import ${cmdlets} cmdlets`,
        value: importing,
        unit: 'ms',
        also: { 'cmdlets/s': (cmdlets / importing) * 1000 },
        peer: { name: 'Get-Command as a pipeline', value: median(measured.map((one) => one.listing)) },
      },
    ],
    notes: [],
  };
};

async function listCommands(session: EngineSession): Promise<void> {
  const run = session.run('Get-Command', { width: 120, prompts });
  let objects = 0;
  for await (const batch of run.records) objects += batch.filter(({ stream }) => stream === 'output').length;
  if (objects === 0) throw new Error('Get-Command gave nothing.');
}

function exchange(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: 'POST', agent, headers: { 'content-length': 0 } }, (response) => {
      response.resume().on('end', resolve);
    });
    asked.on('error', reject).end();
  });
}
