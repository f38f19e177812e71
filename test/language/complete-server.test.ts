import { describe, expect, it } from 'vitest';
import { commandLookup, complete, Environment } from '../../source/language/index.ts';
import { psObject } from '../../source/objects/index.ts';

const tasks = 'Microsoft.Exchange.Configuration.Tasks';
const identity = (noun: string) => ({ name: 'Identity', typeName: `${tasks}.${noun}IdParameter` });
const commands = commandLookup([
  {
    name: 'Get-Mailbox',
    parameters: [
      identity('Mailbox'),
      { name: 'Anr', typeName: 'System.String' },
      { name: 'Filter', typeName: 'System.String' },
      { name: 'ResultSize', typeName: 'Microsoft.Exchange.Data.Unlimited`1[System.UInt32]' },
      { name: 'RecipientTypeDetails', typeName: 'Microsoft.Exchange.Data.Directory.Recipient.RecipientTypeDetails[]' },
    ],
  },
  { name: 'Get-MailboxDatabase', parameters: [identity('Database')] },
  { name: 'Get-MailboxStatistics', parameters: [identity('GeneralMailbox')] },
  {
    name: 'Set-Mailbox',
    parameters: [
      identity('Mailbox'),
      { name: 'Database', typeName: `${tasks}.DatabaseIdParameter` },
      { name: 'AuditEnabled', typeName: 'System.Boolean' },
      { name: 'Hidden', typeName: 'System.Nullable`1[[System.Boolean, mscorlib, Version=4.0.0.0]]' },
      { name: 'Office', typeName: 'System.String' },
      { name: 'WhatIf', isSwitch: true },
    ],
  },
]);

const completed = (marked: string, environment = new Environment()) =>
  complete(marked.replace('^', ''), marked.indexOf('^'), commands, environment);
const texts = (marked: string, environment?: Environment) =>
  completed(marked, environment).candidates.map(({ text }) => text);

function withSeen(): Environment {
  const environment = new Environment();
  environment.noteObject('Get-Mailbox', psObject({ Alias: 'mira', Name: 'Mira Castellanos' }));
  environment.noteObject('Get-Mailbox', psObject({ Alias: 'ravi', Name: "Ravi O'Menon", DisplayName: 'Menon, Ravi' }));
  environment.noteObject('Get-Mailbox', psObject({ Alias: 'adele.vance' }));
  environment.noteObject('Get-MailboxDatabase', psObject({ Name: 'DB01' }));
  environment.noteObject('Get-Mailbox', psObject({ Alias: 'evil\u001b[2J', Name: 'x'.repeat(500) }));
  return environment;
}

describe('values of the server’s parameters', () => {
  it.each([
    ['Set-Mailbox x -AuditEnabled ^', ['$true', '$false']],
    ['Set-Mailbox x -Hidden $t^', ['$true']],
    ['Set-Mailbox x -AuditEnabled:^', ['$true', '$false']],
    ['Get-Mailbox -RecipientTypeDetails Room^', ['RoomList', 'RoomMailbox']],
    ['Get-Mailbox -RecipientTypeDetails UserMailbox, Eq^', ['EquipmentMailbox']],
  ])('%s', (line, wanted) => expect(texts(line)).toEqual(wanted));

  it('are told of by a line of help where they are not known', () => {
    expect(completed('Set-Mailbox x -Office ^').help).toBe('-Office: String');
    expect(completed('Get-Mailbox -ResultSize ^').help).toBe('-ResultSize: Unlimited<UInt32>');
    const hints = completed('Set-Mailbox -^').candidates.map(({ text, hint }) => `${text} ${hint}`);
    expect(hints).toEqual([
      '-Identity MailboxIdParameter',
      '-Database DatabaseIdParameter',
      '-AuditEnabled Boolean',
      '-Hidden Nullable<Boolean>',
      '-Office String',
      '-WhatIf switch',
    ]);
  });
});

describe('parameters of this side', () => {
  it('say what they take where no value of them is known', () => {
    expect(completed('Get-Mailbox | Select-Object -First ^')).toMatchObject({
      candidates: [],
      help: expect.stringMatching(/^-First: int/),
    });
    expect(completed('Get-Mailbox | Select-Object -First ^').question).toBeUndefined();
    expect(completed('Get-Mailbox | Select-Object -Property ^').question).toBeDefined();
  });
});

describe('identities', () => {
  it.each([
    ['Set-Mailbox -Identity mi^', ['mira']],
    ['Set-Mailbox mi^', ['mira']],
    ['Set-Mailbox ^', ['adele.vance', 'mira', 'ravi']],
    ["Set-Mailbox 'Mira C^", ["'Mira Castellanos'"]],
    ['Set-Mailbox ravi^', ['ravi']],
    ["Set-Mailbox -Identity 'Ravi O^", ["'Ravi O''Menon'"]],
    ['Set-Mailbox "Menon,^', ["'Menon, Ravi'"]],
    ['Set-Mailbox x mi^', []],
    ['Set-Mailbox adele^', ['adele.vance']],
    ['Set-Mailbox -Identity x mi^', []],
    ['Get-MailboxStatistics ra^', ['ravi']],
    ['Set-Mailbox x -Database ^', ['DB01']],
    ['Set-Mailbox x -Office mi^', []],
  ])('that were seen complete %s', (line, wanted) => expect(texts(line, withSeen())).toEqual(wanted));

  it.each([
    ['Set-Mailbox mi^', 'Get-Mailbox', { Anr: 'mi', ResultSize: '200' }],
    ["Set-Mailbox 'Mira C^", 'Get-Mailbox', { Anr: 'Mira C', ResultSize: '200' }],
    ['Set-Mailbox mi*^', 'Get-Mailbox', { Anr: 'mi', ResultSize: '200' }],
    ['Set-Mailbox ^', 'Get-Mailbox', { ResultSize: '200' }],
    ['Set-Mailbox x -Database D^', 'Get-MailboxDatabase', {}],
  ])('are asked for boundedly: %s', (line, command, parameters) => {
    const { question } = completed(line);
    expect(question?.command).toBe(command);
    expect(Object.fromEntries(question!.parameters.map(({ name, value }) => [name, value]))).toEqual(parameters);
    expect(question?.most).toBe(200);
  });

  it('are remembered within a bound', () => {
    const environment = new Environment();
    for (let n = 0; n < 3_000; n++) environment.noteObject('Get-Mailbox', psObject({ Alias: `m${n}` }));
    expect(texts('Set-Mailbox m2999^', environment)).toEqual(['m2999']);
    expect(texts('Set-Mailbox m0^', environment)).toEqual([]);
  });
});

describe('properties', () => {
  const known = () => {
    const environment = new Environment();
    environment.noteProperties('Get-Mailbox', ['Name', 'Alias', 'ProhibitSendQuota']);
    return environment;
  };

  it.each([
    ['Get-Mailbox -Filter "^', ['Name', 'Alias', 'ProhibitSendQuota']],
    ['Get-Mailbox -Filter "Al^', ['Alias']],
    ["Get-Mailbox -Filter 'Name -^", ['-eq', '-ne', '-like', '-notlike', '-gt', '-ge', '-lt', '-le', '-and', '-or']],
    ['Get-Mailbox -Filter {Name -eq ^', ['$true', '$false', '$null']],
    ['Get-Mailbox -Filter {Name -like "x" -and Pro^', ['ProhibitSendQuota']],
    ['Get-Mailbox -Filter {(Na^', ['Name']],
    ['Get-Mailbox -Filter "Name" -ResultSize ^', []],
  ])('of a filter: %s', (line, wanted) => expect(texts(line, known())).toEqual(wanted));

  it.each(['Get-Mailbox -Filter "^', 'Get-Mailbox | select ^', 'Get-Mailbox | ? { $_.^', 'Get-Mailbox | sort N^'])(
    'that nobody has seen yet are asked for by one object: %s',
    (line) => {
      expect(completed(line).question).toEqual({
        command: 'Get-Mailbox',
        parameters: [{ name: 'ResultSize', value: '1' }],
        most: 1,
      });
      expect(completed(line, known()).question).toBeUndefined();
    },
  );

  it.each(['Get-MailboxStatistics | select ^', 'Set-Mailbox x | select ^', 'Get-Nope | select ^'])(
    'are not asked for where that would need more, or change something: %s',
    (line) => expect(completed(line).question).toBeUndefined(),
  );
});

describe('paths', () => {
  it.each([
    ['Get-Content ^', ''],
    ['Import-Csv rep^', 'rep'],
    ["Get-Content -Path 'my f^", "'my f"],
    ['Get-Mailbox | Export-Csv -Path ./o^', './o'],
    ['Get-ChildItem ~/^', '~/'],
  ])('are asked for: %s', (line, path) => expect(completed(line).path).toBe(path));

  it.each(['Select-Object ^', 'Get-Content x -Encoding ^', 'Get-Mailbox ^'])('are not: %s', (line) =>
    expect(completed(line).path).toBeUndefined(),
  );
});
