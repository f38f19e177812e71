import { waitFor } from '../../run/work.ts';
import { type Bound, type CommandContext, type CommandDeclaration, FileFailure } from '../command.ts';
import { stop } from '../lib/fail.ts';
import { joined, separatorOf } from '../lib/file-objects.ts';
import { filesOf } from '../lib/files.ts';

export const startTranscript: CommandDeclaration = {
  name: 'Start-Transcript',
  synopsis: 'Writes what the screen shows into a file as well.',
  examples: [{ line: 'Start-Transcript change.log -Append', what: 'Until Stop-Transcript.' }],
  parameters: [
    { name: 'Path', type: 'string', position: 0, notNullOrEmpty: true, sets: ['ByPath'], what: 'The file.' },
    {
      name: 'LiteralPath',
      aliases: ['PSPath', 'LP'],
      type: 'string',
      position: 0,
      notNullOrEmpty: true,
      sets: ['ByLiteralPath'],
      what: 'The same, wildcards taken as they stand.',
    },
    {
      name: 'OutputDirectory',
      type: 'string',
      position: 0,
      notNullOrEmpty: true,
      sets: ['ByOutputDirectory'],
      what: 'The folder; the file gets a name with the time.',
    },
    { name: 'Append', type: 'switch', what: 'Adds at the end of what is there.' },
    { name: 'Force', type: 'switch', what: 'Writes also where the file is read-only.' },
    { name: 'NoClobber', aliases: ['NoOverwrite'], type: 'switch', what: 'Not where the file is there already.' },
    { name: 'IncludeInvocationHeader', type: 'switch', what: 'Heeded by no one here: each line has its time anyway.' },
    { name: 'UseMinimalHeader', type: 'switch', what: 'Heeded by no one here.' },
  ],
  defaultSet: 'ByPath',
  supportsShouldProcess: true,
  create: (bound, context) => ({
    *process() {
      const { transcript } = context.session;
      if (!transcript)
        throw stop('This session keeps no transcript.', 'InvalidOperation', 'InvalidOperation', {
          exceptionType: 'System.Management.Automation.PSInvalidOperationException',
        });
      const path = filesOf(context).resolve(pathOf(bound, context));
      if (!(yield* context.shouldProcess(path, 'Start-Transcript'))) return;
      try {
        yield* waitFor(transcript.start(path, { append: bound.isOn('Append'), noClobber: bound.isOn('NoClobber') }));
      } catch (error) {
        if (!(error instanceof FileFailure)) throw error;
        throw stop(
          `Transcription cannot be started due to the error: ${error.message}`,
          'CannotStartTranscription',
          'InvalidOperation',
          {
            exceptionType: 'System.Management.Automation.PSInvalidOperationException',
          },
        );
      }
      yield* context.out(`Transcript started, output file is ${path}`);
    },
  }),
};

function pathOf(bound: Bound, context: CommandContext): string {
  const named = bound.text('Path') ?? bound.text('LiteralPath');
  if (named !== undefined) return named;
  const stamp = new Date(context.session.clock.now()).toISOString().replace(/\D/g, '').slice(0, 14);
  return joined(
    bound.text('OutputDirectory') ?? '~',
    `PowerShell_transcript.${stamp}.txt`,
    separatorOf(filesOf(context)),
  );
}
