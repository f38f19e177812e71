import { describe, expect, it } from 'vitest';
import { cmdletOf } from '../../../source/engine/native/catalogue-entries.ts';
import type { CommandMetadata } from '../../../source/psrp/index.ts';

function metadata(name: string, parameters: readonly Partial<CommandMetadata['parameters'][number]>[]) {
  const whole = parameters.map((one) => ({
    name: 'Identity',
    typeName: 'System.String',
    isSwitch: false,
    aliases: [] as readonly string[],
    ...one,
  }));
  return { name, parameters: whole } as unknown as CommandMetadata;
}

describe('a catalogue', () => {
  it('keeps of a cmdlet and its parameters what the port names', () => {
    const strange = 'Identit\ud800y"\\\u2028';
    expect(cmdletOf(metadata('Get-"\\\udc00', [{ name: strange, isSwitch: true, aliases: ['Id', 'i'] }]))).toEqual({
      name: 'Get-"\\\udc00',
      parameters: [{ name: strange, typeName: 'System.String', isSwitch: true, aliases: ['Id', 'i'] }],
    });
  });

  it('keeps a parameter once that is the same for several cmdlets, and one that differs apart', () => {
    const [get, set, remove] = [
      cmdletOf(metadata('Get-Mailbox', [{}])),
      cmdletOf(metadata('Set-Mailbox', [{}])),
      cmdletOf(metadata('Remove-Mailbox', [{ typeName: 'System.Object' }])),
    ];
    expect(get.parameters[0]).toBe(set.parameters[0]);
    expect(remove.parameters[0]).not.toBe(get.parameters[0]);
    expect(remove.parameters[0]?.typeName).toBe('System.Object');
  });

  it('tells parameters of one name apart by all that is known of them', () => {
    const different = [{}, { typeName: 'System.Object' }, { isSwitch: true }, { aliases: ['a'] }, { aliases: ['b'] }];
    const [first, second] = ['Get-X', 'Set-X'].map((name) => cmdletOf(metadata(name, different)).parameters);
    expect(new Set(first).size).toBe(different.length);
    expect(second!.every((one, index) => one === first![index])).toBe(true);
  });

  it('keeps one of each type once where the same name has as many types as Identity', () => {
    const types = Array.from({ length: 200 }, (_, index) => ({ name: 'Common', typeName: `Type${index}` }));
    const [first, second] = ['Get-X', 'Set-X'].map((name) => cmdletOf(metadata(name, types)).parameters);
    expect(second!.filter((one, index) => one === first![index])).toHaveLength(types.length);
  });

  it('does not look through all that a server makes of one name', () => {
    const many = Array.from({ length: 200 }, (_, index) => ({ name: 'Many', aliases: [`m${index}`] }));
    const [first, second] = ['Get-X', 'Set-X'].map((name) => cmdletOf(metadata(name, many)).parameters);
    expect(second).toEqual(first);
    expect(second!.filter((one, index) => one === first![index])).toHaveLength(50);
  });

  it('does not keep for others what a server says at length', () => {
    const long = { name: 'x'.repeat(5000) };
    const [one, other] = [cmdletOf(metadata('Get-A', [long])), cmdletOf(metadata('Get-B', [long]))];
    expect(one.parameters[0]).toEqual(other.parameters[0]);
    expect(one.parameters[0]).not.toBe(other.parameters[0]);
  });
});
