import type { Dialog as DialogRecord } from '../../app/screen/state.ts';
import { ActionsDialog } from './actions.ts';
import { ChooseColumnsDialog } from './choose-columns.ts';
import { ConfirmDialog } from './confirm.ts';
import { ConnectionForm } from './connection-form.ts';
import { CredentialDialog } from './credential.ts';
import type { Dialog, DialogContext } from './dialog.ts';
import { DoctorDialog } from './doctor.ts';
import { FillInDialog } from './fill-in.ts';
import { historySearch } from './history-search.ts';
import { HostChoiceDialog } from './host-choice.ts';
import { HostFieldsDialog } from './host-fields.ts';
import { OrphansDialog } from './orphans.ts';
import { help, palette } from './palette.ts';
import { PickerDialog } from './picker.ts';
import { FailureDialog } from './reading.ts';
import { CopyDialog, SaveDialog, SaveTranscriptDialog } from './result-export.ts';
import { SaveCommandDialog } from './save-command.ts';
import { savedCommands } from './saved-commands.ts';
import { SettingsForm } from './settings-form.ts';
import { watches } from './watches.ts';

/** The dialog that a record of the state asks for. */
export function createDialog(context: DialogContext, record: DialogRecord): Dialog {
  const { app, screen } = context;
  switch (record.kind) {
    case 'confirm':
      return new ConfirmDialog(context, record);
    case 'connectionForm':
      return new ConnectionForm(context, record.existing);
    case 'credential':
      return new CredentialDialog(context, record);
    case 'hostPrompt':
      return record.prompt.kind === 'choice'
        ? new HostChoiceDialog(context, record, record.prompt)
        : new HostFieldsDialog(context, record.connection, record.prompt);
    case 'orphans':
      return new OrphansDialog(context);
    case 'palette':
      return new PickerDialog(context, palette(app, screen));
    case 'help':
      return new PickerDialog(context, help(app, screen));
    case 'watches':
      return new PickerDialog(context, watches(app));
    case 'historySearch':
      return new PickerDialog(context, historySearch(app));
    case 'savedCommands':
      return new PickerDialog(context, savedCommands(app, record.connection, record.use));
    case 'fillIn':
      return new FillInDialog(context, record);
    case 'saveCommand':
      return new SaveCommandDialog(context, record);
    case 'failure':
      return new FailureDialog(context, record.connection, record.failure);
    case 'doctor':
      return new DoctorDialog(context, record.connection);
    case 'copyResult':
      return new CopyDialog(context, record.connection);
    case 'saveResult':
      return new SaveDialog(context, record.connection);
    case 'saveTranscript':
      return new SaveTranscriptDialog(context, record.connection);
    case 'chooseColumns':
      return new ChooseColumnsDialog(context, record.connection);
    case 'settings':
      return new SettingsForm(context);
    case 'actions':
      return new ActionsDialog(context);
  }
}
