import { kinds } from '../../catalogue/parameter-kinds.ts';
import type { HelperCommand } from '../pipeline/endpoint.ts';
import { helperCommand, inputOf } from './helper.ts';

/** At a remote endpoint Out-Default formats nothing: its input goes to the client as it is. */
export const outDefault: HelperCommand = {
  command: helperCommand('Out-Default', 'Hands its input to the client.', {
    InputObject: { kind: kinds.any },
    Transcript: { kind: kinds.switch },
  }),
  async run(context) {
    for await (const item of inputOf(context)) await context.host.writeOutput(item);
  },
};

/** Leaving is the client's own doing; the endpoint has nothing to add. */
export const exitPSSession: HelperCommand = {
  command: helperCommand('Exit-PSSession', 'Ends an interactive session.', {}),
  run: () => Promise.resolve(),
};
