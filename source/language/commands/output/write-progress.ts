import type { CommandDeclaration } from '../command.ts';

export const writeProgress: CommandDeclaration = {
  name: 'Write-Progress',
  synopsis: 'Shows how far a script is.',
  examples: [
    {
      line: "Write-Progress -Activity 'Mailboxes' -Status $mailbox.Name -PercentComplete ($i / $count * 100)",
      what: 'Where it is.',
    },
    { line: "Write-Progress -Activity 'Mailboxes' -Completed", what: 'Takes it away.' },
  ],
  parameters: [
    { name: 'Activity', type: 'string', position: 0, what: 'What is being done.' },
    { name: 'Status', type: 'string', position: 1, notNullOrEmpty: true, what: 'How it stands.' },
    { name: 'Id', type: 'int', position: 2, range: [0, 2147483647], what: 'Tells several apart; 0.' },
    { name: 'PercentComplete', type: 'int', range: [-1, 100], what: 'From 0 to 100; -1 shows none.' },
    { name: 'SecondsRemaining', type: 'int', what: 'How long it will take.' },
    { name: 'CurrentOperation', type: 'string', what: 'A line below.' },
    { name: 'ParentId', type: 'int', range: [-1, 2147483647], what: 'The one that this is a part of.' },
    { name: 'Completed', type: 'switch', what: 'It has ended.' },
    { name: 'SourceId', type: 'int', what: 'Who says so; heeded by no one here.' },
  ],
  create: (bound, context) => ({
    process() {
      const parentId = bound.number('ParentId');
      const operation = bound.text('CurrentOperation');
      return context.progress({
        id: bound.number('Id') ?? 0,
        activity: bound.text('Activity') ?? 'Processing',
        status: bound.text('Status') ?? 'Processing',
        percent: bound.number('PercentComplete') ?? -1,
        secondsRemaining: bound.number('SecondsRemaining') ?? -1,
        ...(parentId === undefined ? {} : { parentId }),
        ...(operation === undefined ? {} : { currentOperation: operation }),
        ...(bound.isOn('Completed') ? { isCompleted: true } : {}),
      });
    },
  }),
};
