import { afterEach, describe, expect, it } from 'vitest';
import type { DialogBody } from '../../../source/app/screen/state.ts';
import { TestScreen } from '../../support/screen.ts';
import { workingDay } from './situations.ts';

let screen: TestScreen;
afterEach(() => screen.close());

const sizes = [
  [40, 10],
  [60, 16],
  [80, 24],
] as const;

function asked(body: DialogBody, columns: number, rows: number): TestScreen {
  const app = workingDay();
  app.openDialog(body);
  screen = new TestScreen(app, { columns, rows });
  return screen;
}

const choices = ['&Yes', 'Yes to &All', '&No', 'No to A&ll'].map((label) => ({ label, help: 'Leaves it as it is.' }));
const removal: DialogBody = {
  kind: 'hostPrompt',
  connection: 'ex01',
  line: 'Remove-Mailbox ravi',
  prompt: {
    kind: 'choice',
    caption: 'Confirm',
    message:
      'Are you sure you want to perform this action?\nRemoving the mailbox "Ravi Menon". Its account is removed as well.',
    choices,
    defaultChoice: 0,
  },
};
const field = { label: '', typeName: 'System.String', help: '', secret: false, defaultValue: undefined };
const tenFields: DialogBody = {
  kind: 'hostPrompt',
  connection: 'ex01',
  line: 'New-Something',
  prompt: {
    kind: 'fields',
    caption: 'cmdlet New-Something at command pipeline position 1',
    message: 'Supply values for the following parameters:',
    fields: Array.from({ length: 10 }, (_, index) => ({ ...field, name: `Field${index + 1}` })),
  },
};

describe('a question in a window with few rows', () => {
  it('says what it is about, also while the pause is told', async () => {
    asked(removal, 60, 16);
    await screen.type('a');
    const text = await screen.text();
    expect(text).toContain('It takes keys once none has come');
    expect(text).toContain('Removing the mailbox "Ravi Menon"');
    expect(text).toContain('removed as well.');
    for (const choice of ['Y  Yes', 'A  Yes to All', '▸ N  No', 'L  No to All']) expect(text).toContain(choice);
  });

  it('says where its text is cut, and always has its answers', async () => {
    asked(removal, 40, 10);
    expect(await screen.text()).toMatch(/Are you sure[^▸]*…[^▸]*▸ N {2}No[^▸]*more/);
  });

  it.each(sizes)('has the field in sight that is filled in, below whose question it is, at %d×%d', async (...size) => {
    asked(tenFields, ...size);
    await screen.rest();
    for (let index = 1; index <= 10; index++) {
      await screen.type(`value ${index}`);
      const text = await screen.text();
      expect(text).toMatch(new RegExp(`▸ Field${index} +value ${index}`));
      expect(text).toContain('A command on ex01 asks for this');
      await screen.press('tab');
    }
  });

  it.each(sizes)('has both answers, however much would be lost, at %d×%d', async (...size) => {
    const losses = Array.from({ length: 40 }, (_, index) => `ex${index}: $mailboxes and $databases are lost.`).join(
      ' ',
    );
    asked({ kind: 'confirm', title: 'Quit', text: losses, confirmLabel: 'Close and quit', danger: true }, ...size);
    expect(await screen.text()).toMatch(/ex0: \$mailboxes[^▸]*…[^▸]*▸ No +Close and quit/);
  });

  it.each(sizes)('has the fields of a sign-in below the longest reason, at %d×%d', async (...size) => {
    const reason = 'The ticket cannot be used, because the clock of this computer and that of the KDC differ. '.repeat(
      20,
    );
    const user = 'mira@contoso.com';
    asked({ kind: 'credential', connection: 'ex01', user, attempt: 2, reason, inPane: true }, ...size);
    expect(await screen.text()).toMatch(/The ticket[^▸]*…[^▸]*▸ Password/);
  });
});
