import { waitFor } from '../../run/work.ts';
import type { CommandDeclaration } from '../command.ts';
import { stop } from '../lib/fail.ts';

export const stopTranscript: CommandDeclaration = {
  name: 'Stop-Transcript',
  synopsis: 'Ends what Start-Transcript began.',
  examples: [{ line: 'Stop-Transcript', what: 'Says which file it was.' }],
  parameters: [],
  supportsShouldProcess: true,
  create: (_bound, context) => ({
    *process() {
      const { transcript } = context.session;
      const path = transcript ? yield* waitFor(transcript.stop()) : undefined;
      if (path !== undefined) {
        yield* context.out(`Transcript stopped, output file is ${path}`);
        return;
      }
      throw stop(
        'An error occurred stopping transcription: The host is not currently transcribing.',
        'InvalidOperation',
        'InvalidOperation',
        {
          exceptionType: 'System.Management.Automation.PSInvalidOperationException',
        },
      );
    },
  }),
};
