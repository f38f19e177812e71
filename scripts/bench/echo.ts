import { interleaved, median, type Part } from './figures.ts';
import { type OpenScreen, screenOf } from './open-screen.ts';
import { openApp } from './open-sessions.ts';
import { startSandboxProcess } from './sandbox-process.ts';

/** Letters that nothing else on the screen has: the one that appears is the one that was typed. */
const letters = [...'абвгдежзиклмнопрстуфхцчшщэюя'];

/** From a key to its echo, on one session while another one's output floods in from the sandbox; as shipped, 30 frames a second. */
export const echoPart: Part = async (context) => {
  const sandbox = await startSandboxProcess(context, ['--test-cmdlets']);
  const app = await openApp(2, context);
  const screen = screenOf(app, 30);
  const [flooded, typed] = Object.keys(app.store.getState().sessions) as [string, string];
  const transcript = app.store.getState().sessions[flooded]!.transcript;
  app.select(typed);
  app.setFocus('prompt');
  await screen.handle.drawn();

  const echoes = async () => {
    const times: number[] = [];
    for (const letter of letters) times.push(await echo(screen, letter));
    app.updatePane(typed, { text: '', cursor: 0 });
    await screen.handle.drawn();
    return median(times);
  };
  const rates: number[] = [];
  const times = await interleaved(5, 1, {
    quiet: echoes,
    flooded: async () => {
      app.submit(flooded, 'Write-SandboxFlood 100000000', 120);
      await until(() => transcript.end > 1000);
      const [start, before] = [performance.now(), transcript.end];
      const time = await echoes();
      rates.push(((transcript.end - before) / (performance.now() - start)) * 1000);
      app.stop(flooded);
      await until(() => app.store.getState().sessions[flooded]!.state === 'ready');
      app.clearTranscript(flooded);
      return time;
    },
  });
  await app.quit();
  await sandbox.stop();
  return {
    figures: [
      {
        name: 'echo of a key while another session floods',
        value: median(times.flooded),
        unit: 'ms',
        also: { 'lines/s arriving': median(rates.slice(1)) },
        peer: { name: 'nothing else going on', value: median(times.quiet) },
      },
    ],
    notes: [],
  };
};

function echo({ terminal, keyboard }: OpenScreen, letter: string): Promise<number> {
  return new Promise((resolve) => {
    const start = performance.now();
    terminal.onText = (text) => {
      if (!text.includes(letter)) return;
      terminal.onText = () => {};
      // Keys come apart from each other as a person's do, not in answer to the frame before.
      setTimeout(resolve, 40, performance.now() - start);
    };
    keyboard.write(letter);
  });
}

async function until(reached: () => boolean): Promise<void> {
  while (!reached()) await new Promise((resolve) => setTimeout(resolve, 5));
}
