import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SavedCommand } from '../../../source/domain/index.ts';
import { psList, psObject } from '../../../source/objects/index.ts';
import { connection, FakeApp } from '../../support/fake-app.ts';
import { TestScreen } from '../../support/screen.ts';

let app: FakeApp;
let screen: TestScreen;
const prompt = () => app.session('ex01').pane.text;

const setQuota: SavedCommand = {
  name: 'Set quota',
  description: 'What may be sent until',
  line: 'Set-Mailbox $Identity -ProhibitSendQuota $Quota -Audit $On',
  parameters: [
    { name: 'Identity', help: 'alias or address' },
    { name: 'Quota', kind: 'number', initial: '50GB' },
    { name: 'On', kind: 'switch' },
  ],
};

const whatIf = { name: 'WhatIf', typeName: 'SwitchParameter', isSwitch: true, aliases: [] };

beforeEach(() => {
  app = new FakeApp([connection('ex01'), connection('ex02')]);
  app.open('ex01');
  app.setFocus('prompt');
  app.set('ex01', { catalogue: { cmdlets: [{ name: 'Set-Mailbox', parameters: [whatIf] }] } });
  screen = new TestScreen(app);
});
afterEach(() => screen.close());

describe('a saved command', () => {
  it('is in the palette, asks for its values, says what is wrong, and comes to the prompt', async () => {
    app.commands = [setQuota, { name: 'Queues', line: 'Get-Queue' }];
    await screen.press('ctrl+p');
    await screen.type('quota');
    expect(await screen.text()).toMatch(/▸ Set quota {2}What may be sent until +saved/);
    await screen.press('enter');
    expect(await screen.text()).toMatch(/Identity +alias or address[\s\S]+Quota +50GB[\s\S]+On +\( \) yes {2}\(•\) no/);
    await screen.press('enter');
    expect(await screen.text()).toContain('✗ It needs a value for Identity.');
    await screen.type("o'brien");
    await screen.press('tab', 'ctrl+u');
    await screen.type('much');
    await screen.press('enter');
    expect(await screen.text()).toContain('✗ Quota is a number');
    await screen.press('ctrl+u');
    await screen.type('80GB');
    await screen.press('tab', 'left');
    expect(await screen.text()).toContain("Set-Mailbox 'o''brien' -ProhibitSendQuota 80GB -Audit $true");
    await screen.press('enter');
    expect(prompt()).toBe("Set-Mailbox 'o''brien' -ProhibitSendQuota 80GB -Audit $true");
    expect(app.calls.filter((call) => call.startsWith('submit'))).toEqual([]);
  });

  it('asks at 40 by 10 too: fields first, and a sign that there are more', async () => {
    app.commands = [setQuota];
    await screen.resize(40, 10);
    await screen.press('alt+s', 'enter');
    expect(await screen.text()).toMatch(/▸ Identity[\s\S]+Quota[\s\S]+On/);
    await screen.type('a');
    await screen.press('enter');
    expect(prompt()).toBe("Set-Mailbox 'a' -ProhibitSendQuota 50GB -Audit $false");
    app.commands = [{ ...setQuota, parameters: [...setQuota.parameters!, { name: 'a' }, { name: 'b' }] }];
    await screen.press('alt+s', 'enter');
    expect(await screen.text()).toContain('↓ more');
  });

  it('without questions comes at once, and what is half typed stays', async () => {
    app.commands = [{ name: 'Queues', line: 'Get-Queue\nGet-Queue x' }];
    await screen.type('a | b');
    await screen.press('left', 'alt+s', 'enter');
    expect(prompt()).toBe('a | Get-Queue\nGet-Queue xb');
  });

  it('is made from the line at the prompt, and replaces one of its name only when that is wanted', async () => {
    app.commands = [setQuota];
    app.set('ex01', { variables: ['box'] });
    await screen.type('Set-Mailbox $box -Office $Town');
    await screen.press('ctrl+p');
    await screen.type('save what stands');
    await screen.press('enter');
    expect(await screen.text()).toMatch(/Set-Mailbox \$box -Office \$Town[\s\S]+Asks for +Town/);
    await screen.press('enter');
    expect(await screen.text()).toContain('✗ It needs a name.');
    await screen.type('set QUOTA');
    await screen.press('tab', 'tab', 'ctrl+u');
    await screen.type('Town:text=Oslo, $x');
    await screen.press('enter');
    expect(await screen.text()).toContain('"$x" should be a variable');
    await screen.press('backspace', 'backspace', 'backspace', 'backspace', 'tab');
    await screen.type('@prod, ex01');
    await screen.press('enter');
    expect(await screen.text()).toContain('There is a saved command Set quota already');
    await screen.press('n');
    expect(app.commands).toEqual([setQuota]);
    await screen.press('enter', 'y');
    expect(app.commands).toEqual([
      {
        name: 'set QUOTA',
        line: 'Set-Mailbox $box -Office $Town',
        parameters: [{ name: 'Town', kind: 'text', initial: 'Oslo' }],
        on: ['@prod', 'ex01'],
      },
    ]);
    expect(prompt()).toBe('Set-Mailbox $box -Office $Town');
  });

  it('is edited from the list: its name, line and what it asks for; what only the file says of it stays', async () => {
    app.commands = [
      { ...setQuota, on: ['@prod'] },
      { name: 'Queues', line: 'Get-Queue' },
    ];
    await screen.press('alt+s', 'f4');
    expect(await screen.text()).toMatch(/Edit Set quota[\s\S]+Identity, Quota:number=50GB, On:switch[\s\S]+For +@prod/);
    await screen.press('ctrl+u');
    await screen.type('Queues');
    await screen.press('enter');
    expect(await screen.text()).toContain('✗ There is a saved command Queues already.');
    await screen.press('ctrl+u');
    await screen.type('Quotas');
    await screen.press('tab', 'ctrl+u');
    await screen.type('Set-Mailbox $Identity -ProhibitSendQuota $Quota');
    await screen.press('enter');
    expect(await screen.text()).toContain('✗ The line has no $On');
    await screen.press('ctrl+u');
    await screen.type('Identity, Quota:number=70GB');
    await screen.press('enter');
    expect(app.commands).toEqual([
      { name: 'Queues', line: 'Get-Queue' },
      {
        name: 'Quotas',
        description: 'What may be sent until',
        line: 'Set-Mailbox $Identity -ProhibitSendQuota $Quota',
        parameters: [
          { name: 'Identity', help: 'alias or address' },
          { name: 'Quota', kind: 'number', initial: '70GB' },
        ],
        on: ['@prod'],
      },
    ]);
    // Without the line there is nothing to be saved.
    await screen.press('alt+s', 'f4', 'tab', 'ctrl+u', 'enter');
    expect(await screen.text()).toContain('✗ It needs a line.');
  });

  it('is saved once, however often Enter is pressed while another exterm writes', async () => {
    const written = Promise.withResolvers<undefined>();
    const begun: string[] = [];
    app.saveCommand = ({ name }) => {
      begun.push(name);
      return written.promise;
    };
    await screen.type('Get-Queue');
    await screen.press('ctrl+p');
    await screen.type('save what stands');
    await screen.press('enter');
    await screen.type('Queues');
    await screen.press('enter', 'enter');
    expect(begun).toEqual(['Queues']);
    expect(await screen.text()).toContain('Save a command');
    written.resolve(undefined);
    expect(await screen.text()).toContain('Saved: Alt+S and the palette have Queues now.');
  });

  it('is removed from the list after a question, and the list is there again', async () => {
    app.commands = [{ name: 'Queues', line: 'Get-Queue' }, setQuota];
    await screen.press('alt+s');
    expect(await screen.text()).toMatch(/F4 edit {2}Del remove/);
    await screen.press('delete');
    expect(await screen.text()).toContain('Queues: Get-Queue');
    await screen.press('n');
    expect(app.commands).toHaveLength(2);
    expect(await screen.text()).toContain('Saved commands');
    await screen.press('delete', 'y');
    expect(app.commands).toEqual([setQuota]);
    expect(await screen.text()).toMatch(/Saved commands[\s\S]+▸ Set quota/);
  });

  it('is removed by name, after a question', async () => {
    app.commands = [setQuota];
    await screen.press('ctrl+p');
    await screen.type('remove a saved');
    await screen.press('enter', 'enter', 'n');
    expect(app.commands).toEqual([setQuota]);
    await screen.press('ctrl+p');
    await screen.type('remove a saved');
    await screen.press('enter', 'enter', 'y');
    expect(app.commands).toEqual([]);
  });
});

describe('a line for marked rows', () => {
  const rows = [
    psObject({ Identity: "a'; Remove-Mailbox x; '", Size: 5, Members: psList(['x', 'y']) }),
    psObject({ Identity: 'b’\u001b[2J\nc', Size: 7, Members: null }),
  ];
  const open = async () => {
    app.keep('ex01', rows);
    await screen.press('ctrl+t', 'a', 'x');
  };

  it('takes the values of the rows as data, and says what it would do first', async () => {
    app.commands = [setQuota];
    await open();
    await screen.press('enter', 'enter');
    expect(prompt()).toBe(
      "foreach ($Identity in 'a''; Remove-Mailbox x; ''', 'b’’\u001b[2J\nc') { Set-Mailbox $Identity -ProhibitSendQuota 50GB -Audit $false -WhatIf }",
    );
    expect(await screen.text()).not.toContain('1 of 2');
  });

  it('may be typed right where a saved one is looked for', async () => {
    app.commands = [setQuota];
    await open();
    await screen.type('Set-Mailbox $Identity -Office Oslo');
    expect(await screen.text()).toContain('▸ the line  Set-Mailbox $Identity -Office Oslo');
    await screen.press('enter');
    expect(await screen.text()).toMatch(/Line +Set-Mailbox \$Identity -Office Oslo/);
    await screen.press('enter');
    expect(prompt()).toMatch(/\{ Set-Mailbox \$Identity -Office Oslo -WhatIf \}$/);
  });

  it('that was not the right one is made again: the marks are still there', async () => {
    await open();
    await screen.press('enter');
    await screen.type('Set-Mailbox $Identity -Office x');
    await screen.press('enter', 'ctrl+c', 'ctrl+t');
    expect(await screen.text()).toContain('2 marked');
    await screen.press('a', 'escape', 'ctrl+t');
    expect(await screen.text()).not.toContain('marked');
  });

  it('may be one’s own, with several properties, for real', async () => {
    await open();
    await screen.press('enter');
    await screen.type('Set-Mailbox $identity -Limit $Size -Office $Members');
    await screen.press('enter');
    expect(await screen.text()).toContain('✗ Members of row 1 is no single value.');
    await screen.press('ctrl+w', 'ctrl+w', 'backspace', 'backspace');
    await screen.press('tab', 'right', 'enter');
    expect(prompt()).toBe(
      "foreach ($row in @{ identity = 'a''; Remove-Mailbox x; '''; Size = 5 }, @{ identity = 'b’’\u001b[2J\nc'; Size = 7 }) { $identity = $row.identity; $Size = $row.Size; Set-Mailbox $identity -Limit $Size }",
    );
  });

  it.each([
    ['Get-Mailbox', 'The line takes nothing of the rows: write $Identity'],
    ['Get-Mailbox $Foo', 'The rows have no Foo, and nothing else has set $Foo.'],
    ['Remove-Thing $Identity', 'Remove-Thing has no -WhatIf as far as exterm knows'],
    ['Get-Mailbox (', 'The line is not whole'],
  ])('%s is told of: %s', async (line, said) => {
    await open();
    await screen.press('enter');
    await screen.type(line);
    await screen.press('enter');
    expect((await screen.text()).replaceAll(/[\s│]+/g, ' ')).toContain(said);
    expect(prompt()).toBe('');
  });

  it('is not run for more rows than a line can hold', async () => {
    app.keep(
      'ex01',
      Array.from({ length: 1001 }, (_, n) => psObject({ Identity: `m${n}` })),
    );
    await screen.press('ctrl+t', 'a', 'x', 'enter');
    await screen.type('Set-Mailbox $Identity -Office x');
    await screen.press('enter');
    expect((await screen.text()).replaceAll(/[\s│]+/g, ' ')).toContain('1000 rows at most, and 1,001 are marked');
  });
});
