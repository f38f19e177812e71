import { createWriter } from '../../../format/index.ts';
import { kinds } from '../../catalogue/parameter-kinds.ts';
import type { HelperCommand } from '../pipeline/endpoint.ts';
import { helperCommand, inputOf } from './helper.ts';

/**
 * Lays its input out for the client's console, line by line, as PowerShell's server does for a client that has entered the
 * session; to a client without a console it goes as it is.
 */
export const outDefault: HelperCommand = {
  command: helperCommand('Out-Default', 'Shows its input on the console of the client.', {
    InputObject: { kind: kinds.any },
    Transcript: { kind: kinds.switch },
  }),
  async run(context) {
    const { host } = context;
    if (!host.console) {
      for await (const item of inputOf(context)) await host.writeOutput(item);
      return;
    }
    const lines: string[] = [];
    const writer = createWriter({ width: host.console.width, emit: (line) => lines.push(line) });
    const say = async () => {
      for (const line of lines.splice(0)) await host.writeHostLine(line);
    };
    for await (const item of inputOf(context)) {
      writer.write(item);
      await say();
    }
    writer.end();
    await say();
  },
};

/** The client leaves when its host is told so. */
export const exitPSSession: HelperCommand = {
  command: helperCommand('Exit-PSSession', 'Ends an interactive session.', {}),
  run: ({ host }) => {
    host.console?.leave();
    return Promise.resolve();
  },
};
