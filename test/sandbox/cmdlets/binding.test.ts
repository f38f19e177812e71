import { describe, expect, it } from 'vitest';
import {
  PsDateTime,
  PsNumber,
  PsObject,
  type PsValue,
  properties,
  psDictionary,
  psEnum,
  psList,
  psObject,
} from '../../../source/objects/index.ts';
import { createCatalogue } from '../../../source/sandbox/catalogue/commands.ts';
import { kinds, type ParameterKind } from '../../../source/sandbox/catalogue/parameter-kinds.ts';
import { bindArguments } from '../../../source/sandbox/cmdlets/binding/bind.ts';
import { ConversionFailure, convert } from '../../../source/sandbox/cmdlets/binding/convert.ts';
import { simulatedCmdlets } from '../../../source/sandbox/cmdlets/registry.ts';
import type { CommandArgument } from '../../../source/sandbox/cmdlets/types.ts';
import { textOf } from '../../../source/sandbox/directory/text-values.ts';
import { column, openConsole } from './console.ts';

const catalogue = createCatalogue(simulatedCmdlets);
function bind(name: string, ...given: CommandArgument[]): Record<string, PsValue> {
  const command = catalogue.find(name, ['Organization Management']);
  if (!command) throw new Error(`${name} is missing.`);
  return Object.fromEntries(bindArguments(command, given));
}

describe('names of parameters', () => {
  it('may be any unique beginning, in any case, with or without a dash', () => {
    expect(bind('Get-Mailbox', { name: '-RESULTS', value: 3 })).toEqual({ resultsize: 3 });
    expect(bind('Get-Mailbox', { name: 'ident', value: 'x' })).toEqual({ identity: 'x' });
    expect(bind('Get-Mailbox', { name: 'ea', value: 'Stop' })).toEqual({ erroraction: 'Stop' });
  });

  it('prefer the cmdlet over the common parameters, and a whole name over a longer one', () => {
    expect(bind('Get-CASMailbox', { name: 'pro', value: null })).toEqual({ protocolsettings: null });
    expect(bind('Get-Mailbox', { name: 'o', value: 'Berlin' })).toEqual({ organizationalunit: 'Berlin' });
    expect(bind('Get-MailboxDatabase', { name: 'Status', value: true })).toEqual({ status: true });
    expect(bind('New-Mailbox', { name: 'Name', value: 'n' }, { name: 'Room', value: true })).toEqual({
      name: 'n',
      room: true,
    });
  });

  it.each([
    ['NamedParameterNotFound,Get-Mailbox', 'Nonsense', "'Nonsense'"],
    [
      'AmbiguousParameter,Get-Mailbox',
      'Re',
      '-ReadFromDomainController -RecipientTypeDetails -RemoteArchive -ResultSize',
    ],
  ])('that fit none or several are %s', async (id, name, message) => {
    const { failure } = await openConsole().run('Get-Mailbox', { [name]: 'x' });
    expect(failure).toMatchObject({ fullyQualifiedErrorId: id, category: 'InvalidArgument' });
    expect(failure?.exceptionType).toBe('System.Management.Automation.ParameterBindingException');
    expect(failure?.message).toContain(message);
  });

  it('may not come twice', () => {
    const twice = () => bind('Get-Mailbox', { name: 'Identity', value: 'a' }, { name: 'iden', value: 'b' });
    expect(twice).toThrow("'Identity' is given more than once");
  });
});

describe('arguments', () => {
  it('without a name go to positions', () => {
    expect(bind('Get-Mailbox', { value: 'adele' })).toEqual({ identity: 'adele' });
    expect(() => bind('Get-Mailbox', { value: 'a' }, { value: 'surplus' })).toThrow("accepts argument 'surplus'");
    expect(() => bind('Get-Mailbox', { name: 'Identity', value: 'a' }, { value: 'b' })).toThrow("argument 'b'");
  });

  it('behind a bare name belong to it, unless it is a switch', () => {
    expect(bind('Get-Mailbox', { name: '-Identity', value: null }, { value: 'a' })).toEqual({ identity: 'a' });
    expect(bind('Get-Mailbox', { name: '-Archive', value: null }, { value: 'a' })).toEqual({
      archive: true,
      identity: 'a',
    });
    expect(() => bind('Get-Mailbox', { name: '-Identity', value: null })).toThrow("argument for parameter 'Identity'");
    expect(bind('Set-Mailbox', { name: '-ForwardingAddress:', value: null }, { value: 'a' })).toEqual({
      forwardingaddress: null,
      identity: 'a',
    });
  });

  it('that are mandatory and missing end the command, before it does anything', async () => {
    const { failure } = await openConsole().run('Set-Mailbox', { DisplayName: 'x' });
    expect(failure?.fullyQualifiedErrorId).toBe('MissingMandatoryParameter,Set-Mailbox');
    expect(failure?.message).toContain('Identity');
  });

  it('that are empty are refused where one is needed, and for -Identity', async () => {
    const console = openConsole();
    const id = async (name: string, value: PsValue) =>
      (await console.run(name, { Identity: value })).failure?.fullyQualifiedErrorId;
    expect(await id('Remove-Mailbox', null)).toBe('ParameterArgumentValidationErrorNullNotAllowed,Remove-Mailbox');
    expect(await id('Remove-Mailbox', '')).toBe('ParameterArgumentValidationErrorEmptyStringNotAllowed,Remove-Mailbox');
    expect(await id('Get-Mailbox', '')).toBe('ParameterArgumentTransformationError,Get-Mailbox');
    expect((await console.run('Get-Mailbox', { Identity: null })).output).toHaveLength(60);
  });

  it('of the wrong type say which parameter, and what it takes', async () => {
    const { failure } = await openConsole().run('Get-Mailbox', { ResultSize: 'many' });
    expect(failure?.fullyQualifiedErrorId).toBe('ParameterArgumentTransformationError,Get-Mailbox');
    expect(failure).toMatchObject({
      category: 'InvalidData',
      reason: 'ParameterBindingArgumentTransformationException',
    });
    expect(failure?.message).toMatch(/'ResultSize'.*"many".*whole number or Unlimited/);
  });
});

describe('values', () => {
  const type = kinds.enumOf('T', 'Regular', 'Room', 'Equipment', 'Shared');
  const yes = psObject({ IsPresent: true }, ['System.Management.Automation.SwitchParameter']);
  it.each<[string, PsValue, ParameterKind, string]>([
    ['a switch without a value', null, kinds.switch, 'True'],
    ['a SwitchParameter', yes, kinds.switch, 'True'],
    ['a number for a boolean', 0, kinds.boolean, 'False'],
    ['an integer as text', '12', kinds.integer, '12'],
    ['another number type', new PsNumber('UInt32', 7), kinds.count, '7'],
    ['Unlimited', 'unlimited', kinds.count, 'Unlimited'],
    ['a size', '2gb', kinds.size, '2 GB (2,147,483,648 bytes)'],
    ['an unlimited size', 'UNLIMITED', kinds.size, 'Unlimited'],
    ['a GUID in braces', '{0A302C5A-7B73-48A9-B75B-D2BA6379225C}', kinds.guid, '0a302c5a-7b73-48a9-b75b-d2ba6379225c'],
    ['a name of an enumeration in any case', 'shared', type, 'Shared'],
    ['a unique beginning of a name', 'eq', type, 'Equipment'],
    ['a value of an enumeration', psEnum('T', 'Room', 1), type, 'Room'],
    ['a time span', '14.02:00:00', kinds.timespan, 'P14DT2H'],
    ['a date', '2026-11-22 14:30', kinds.date, '2026-11-22T14:30:00Z'],
    ['a date that is one', new PsDateTime('2026-11-22T14:30:00Z'), kinds.date, '2026-11-22T14:30:00Z'],
    [
      "a date with what PowerShell's Get-Date notes on it",
      new PsObject({
        base: new PsDateTime('2026-12-01T04:23:29.2384121+00:00'),
        extended: properties({ DisplayHint: psEnum('Microsoft.PowerShell.Commands.DisplayHintType', 'DateTime', 2) }),
      }),
      kinds.date,
      '2026-12-01T04:23:29.2384121+00:00',
    ],
    [
      'an object for an identity',
      psObject({ Identity: 'contoso.com/Users/A' }),
      kinds.idOf('Mailbox'),
      'contoso.com/Users/A',
    ],
    ['an object with a GUID alone', psObject({ Guid: 'abc' }), kinds.idOf('Mailbox'), 'abc'],
    ['a number for a text', 5, kinds.text, '5'],
  ])('%s', (_, value, kind, expected) => {
    expect(textOf(convert(value, kind))).toBe(expected);
  });

  it.each<[string, PsValue, ParameterKind]>([
    ['a text for a boolean', 'true', kinds.boolean],
    ['an integer beyond 32 bits', '3000000000', kinds.integer],
    ['a negative count', -1, kinds.count],
    ['a beginning that two names have', 'r', type],
    ['an empty name', '', type],
    ['a list for a text', psList(['a', 'b']), kinds.text],
    [
      'an object without a name for an identity',
      new PsObject({ adapted: properties({ X: 1 }) }),
      kinds.idOf('Mailbox'),
    ],
    ['clear text for a password', 'secret', kinds.secret],
    ['no GUID', 'xyz', kinds.guid],
    ['no date', 'soon', kinds.date],
    ['no time span', 'long', kinds.timespan],
    ['no size', 'large', kinds.size],
  ])('%s is refused', (_, value, kind) => {
    expect(() => convert(value, kind)).toThrow(ConversionFailure);
  });

  it('never repeats a password that was refused', () => {
    expect(() => convert('hunter2', kinds.secret)).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
    );
  });

  it('of a list parameter are texts, a single one as a list of one, and @{Add=…} stays as it is', () => {
    const one = convert('a', kinds.texts);
    expect(one instanceof PsObject && one.collection).toEqual({ kind: 'list', items: ['a'] });
    const change = psDictionary([['Add', 'b']]);
    expect(convert(change, kinds.texts)).toBe(change);
  });
});

describe('a pipeline', () => {
  it('binds an object by its identity, one record after the other', async () => {
    const console = openConsole();
    const { output } = await console.run('Get-Mailbox', { RecipientTypeDetails: 'RoomMailbox' });
    expect(output.length).toBeGreaterThan(1);
    const { errors } = await console.run('Set-Mailbox', { CustomAttribute1: 'checked' }, output);
    expect(errors).toEqual([]);
    const after = await console.run('Get-Mailbox', { Filter: "CustomAttribute1 -eq 'checked'" });
    expect(column(after.output, 'Identity')).toEqual(column(output, 'Identity'));
  });

  it('takes objects that have been to the client and back', async () => {
    const console = openConsole();
    const [mailbox] = (await console.run('Get-Mailbox', { ResultSize: 1 })).output;
    const returned = new PsObject({
      typeNames: mailbox?.typeNames.map((name) => `Deserialized.${name}`) ?? [],
      extended: mailbox?.adapted ?? { names: [], values: [] },
    });
    const { output } = await console.run('Get-User', {}, [returned]);
    expect(column(output, 'Identity')).toEqual([textOf(mailbox?.get('Identity'))]);
  });

  it('sends a database to -Database, a server to -Server, a queue to -Queue', async () => {
    const console = openConsole();
    const { output: databases } = await console.run('Get-MailboxDatabase', { Identity: 'DB01' });
    const { output: statistics } = await console.run('Get-MailboxStatistics', {}, databases);
    expect(new Set(column(statistics, 'DatabaseName'))).toEqual(new Set(['DB01']));
    const { output: servers } = await console.run('Get-ExchangeServer', { Identity: 'EX02' });
    const { output: queues } = await console.run('Get-Queue', {}, servers);
    expect(column(queues, 'Identity').every((name) => name.startsWith('EX02\\'))).toBe(true);
    const { output: messages } = await console.run('Get-Message', {}, queues.slice(-1));
    expect(new Set(column(messages, 'Queue'))).toEqual(new Set(column(queues.slice(-1), 'Identity')));
  });

  it('gives a piped object to -Member where -Identity is taken', async () => {
    const console = openConsole();
    await console.run('New-DistributionGroup', { Name: 'Pipes' });
    const { output } = await console.run('Get-Mailbox', { Identity: 'adele.vance' });
    await console.run('Add-DistributionGroupMember', { Identity: 'Pipes' }, output);
    const members = await console.run('Get-DistributionGroupMember', { Identity: 'Pipes' });
    expect(column(members.output, 'Alias')).toEqual(['adele.vance']);
  });

  it('goes on after an object that fits nothing, or that is not there', async () => {
    const console = openConsole();
    const stray = new PsObject({ adapted: properties({ X: 1 }) });
    const { output, errors } = await console.run('Get-Mailbox', {}, [null, stray, 'nobody', 'adele.vance']);
    expect(errors.map((error) => error.fullyQualifiedErrorId.replace(/.*\] /, ''))).toEqual([
      'InputObjectNotBound,Get-Mailbox',
      'ParameterArgumentTransformationError,Get-Mailbox',
      expect.stringMatching(/^[\dA-F]{1,8},Microsoft\.Exchange\.Management\.RecipientTasks\.GetMailbox$/),
    ]);
    expect(column(output, 'Alias')).toEqual(['adele.vance']);
  });

  it('refuses an object where every parameter for it is taken', async () => {
    const { errors, output } = await openConsole().run(
      'Get-Mailbox',
      { Identity: 'adele.vance', Database: 'DB01', Server: 'EX01' },
      ['x'],
    );
    expect(errors.map((error) => error.fullyQualifiedErrorId)).toEqual(['InputObjectNotBound,Get-Mailbox']);
    expect(output).toEqual([]);
  });
});
