import { afterEach, describe, expect, it } from 'vitest';
import type { DialogBody } from '../../../source/app/screen/state.ts';
import type { FakeApp } from '../../support/fake-app.ts';
import { TestScreen } from '../../support/screen.ts';
import { workingDay } from './situations.ts';

let app: FakeApp;
let screen: TestScreen;
afterEach(() => screen.close());

const sizes = [
  [40, 10],
  [60, 16],
  [80, 24],
] as const;

function asked(body: DialogBody, columns: number, rows: number, on = workingDay()): TestScreen {
  app = on;
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

  it('says what it is about and has all answers in the smallest window, too, and where its text is cut', async () => {
    asked(removal, 40, 10);
    await screen.rest();
    const text = await screen.text();
    expect(text).toMatch(/… [^▸]*Removing the mailbox "Ravi Menon"\.[^▸]*removed as well\.[^▸]*Y {2}Yes[^▸]*▸ N {2}No/);
    for (const choice of ['A  Yes to All', 'L  No to All']) expect(text).toContain(choice);
    await screen.press('right');
    expect(await screen.text()).toContain('▸ L  No to All');
    await screen.press('left', 'enter');
    expect(app.answers).toEqual([{ id: 1, answer: { kind: 'hostPrompt', answer: { kind: 'choice', index: 2 } } }]);
  });

  it('has its words, though what the server wrote before it is hidden, and all of them above it where there is room', async () => {
    const line: DialogBody = {
      kind: 'hostPrompt',
      connection: 'ex01',
      line: 'Read-Host',
      prompt: { kind: 'line', secret: false },
    };
    for (const [columns, rows] of sizes) {
      const said = workingDay();
      said.print('ex01', [
        ...Array.from({ length: 30 }, (_, index) => ({ kind: 'output', text: `earlier ${index}` }) as const),
        { kind: 'output', text: 'Which database: ' },
      ]);
      asked(line, columns, rows, said);
      const text = await screen.text();
      expect(text).toMatch(/│ Which database:/);
      expect(text).toMatch(/A command on ex01 asks for this/);
      // The transcript ends above the question.
      if (rows === 24) expect(text).toMatch(/earlier 29 [^╭]*Which database: [^╭]*ex01 asks/);
      await screen.close();
    }
  });

  it.each(sizes)('has the field in sight that is filled in, below whose question it is, at %d×%d', async (...size) => {
    asked(tenFields, ...size);
    await screen.rest();
    for (let index = 1; index <= 10; index++) {
      await screen.type(`value ${index}`);
      const text = await screen.text();
      expect(text).toMatch(new RegExp(`▸ Field${index} +value ${index}`));
      expect(text).toMatch(/A command on ex01 asks for this|The server asks, not exterm\./);
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
