import { describe, expect, it } from 'vitest';
import { PsObject, properties, psList, psObject } from '../../../source/objects/index.ts';
import {
  decodeClixml,
  decodeErrorRecord,
  encodeClixml,
  encodeErrorRecord,
  errorRecord,
  PsrpError,
} from '../../../source/psrp/index.ts';
import { decodeInformation, decodeInformational } from '../../../source/psrp/record/informational.ts';
import { decodeProgress } from '../../../source/psrp/record/progress.ts';

const exchange = errorRecord({
  message: "The operation couldn't be performed because object 'adele' couldn't be found.",
  fullyQualifiedErrorId: '[Server=ex01,RequestId=1] 2,Microsoft.Exchange.Management.GetMailbox',
  category: 'NotSpecified',
  exceptionType: 'Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException',
  categoryActivity: 'Get-Mailbox',
  categoryTargetName: 'adele',
  categoryTargetType: 'String',
  target: 'adele',
  recommendedAction: 'Check the spelling.',
  scriptStackTrace: 'at <ScriptBlock>',
  position: { command: 'Get-Mailbox', line: 1, column: 5, scriptName: '', text: 'At line:1 char:5' },
});

describe('an error record', () => {
  it('survives the wire with everything it says', () => {
    const { source, ...decoded } = decodeErrorRecord(decodeClixml(encodeClixml(encodeErrorRecord(exchange))));
    const { source: _, ...given } = exchange;
    expect(decoded).toEqual(given);
    expect(source?.get('FullyQualifiedErrorId')).toBe(exchange.fullyQualifiedErrorId);
  });

  it('has the reason and the message that PowerShell shows', () => {
    expect(exchange.categoryReason).toBe('ManagementObjectNotFoundException');
    expect(exchange.categoryMessage).toBe(
      'NotSpecified: (adele:String) [Get-Mailbox], ManagementObjectNotFoundException',
    );
  });

  it.each([
    [
      'System.Management.Automation.RemoteException',
      ['System.Management.Automation.RuntimeException', 'System.SystemException'],
    ],
    ['System.ArgumentException', ['System.SystemException']],
    ['System.Exception', []],
    ['Microsoft.Exchange.Data.DataSourceException', []],
  ])('of a %s says what it derives from: a client catches by that', (exceptionType, bases) => {
    const record = errorRecord({ message: 'm', exceptionType, fullyQualifiedErrorId: 'x', category: 'NotSpecified' });
    const { typeNames } = encodeErrorRecord(record).get('Exception') as PsObject;
    expect(typeNames).toEqual([...new Set([exceptionType, ...bases, 'System.Exception', 'System.Object'])]);
  });

  it('keeps the exception’s own message beside the details’', () => {
    const record = errorRecord({
      message: 'Shown.',
      exceptionMessage: 'Thrown.',
      fullyQualifiedErrorId: 'x',
      category: 'ReadError',
    });
    expect(decodeErrorRecord(encodeErrorRecord(record))).toMatchObject({
      message: 'Shown.',
      exceptionMessage: 'Thrown.',
    });
  });

  it('is read from extended invocation info too, and from a deserialized exception', () => {
    const value = psObject(
      {
        Exception: new PsObject({
          typeNames: ['Deserialized.System.FormatException'],
          adapted: properties({ Message: 'Odd.' }),
        }),
        InvocationInfo_InvocationName: 'Set-Mailbox',
        InvocationInfo_PositionMessage: 'At line:2',
        InvocationInfo_ScriptLineNumber: 2,
      },
      [],
    );
    expect(decodeErrorRecord(value)).toMatchObject({
      message: 'Odd.',
      exceptionType: 'System.FormatException',
      category: 'NotSpecified',
      position: { command: 'Set-Mailbox', line: 2, column: 0, text: 'At line:2' },
    });
  });

  it('that leaves everything out still shows its text; no object at all is refused', () => {
    expect(decodeErrorRecord(new PsObject({ text: 'Just text.' })).message).toBe('Just text.');
    expect(() => decodeErrorRecord('text')).toThrow(PsrpError);
    expect(() => decodeErrorRecord(undefined)).toThrow(PsrpError);
  });
});

describe('other records', () => {
  it('take a warning that comes as plain text, and one whose message stands in ToString', () => {
    expect(decodeInformational('plain').message).toBe('plain');
    expect(decodeInformational(new PsObject({ text: 'as text' })).message).toBe('as text');
  });

  it('read the text of Write-Host', () => {
    const message = new PsObject({ text: 'ignored', adapted: properties({ Message: 'shown', NoNewLine: true }) });
    expect(decodeInformation(psObject({ MessageData: message, Tags: psList(['PSHOST']) }))).toMatchObject({
      text: 'shown',
      tags: ['PSHOST'],
      computer: '',
    });
  });

  it('read progress that a server serialized as the record itself', () => {
    const value = decodeClixml(
      '<PR N="x"><AV>Copying</AV><AI>3</AI><Nil /><PI>-1</PI><PC>40</PC><T>Completed</T><SR>-1</SR><SD>soon</SD></PR>'.replace(
        ' N="x"',
        '',
      ),
    );
    expect(decodeProgress(value)).toMatchObject({
      activity: 'Copying',
      activityId: 3,
      percentComplete: 40,
      type: 'completed',
    });
  });
});
