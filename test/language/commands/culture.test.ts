import { tmpdir } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { semantics, setCulture } from '../../../source/language/types/index.ts';
import { runText } from './lab.ts';

afterEach(() => setCulture(''));

const output = async (text: string) => {
  const { output: given, failure } = await runText(text, { location: tmpdir() });
  expect(failure).toBeUndefined();
  return given.map((value) => semantics.toText(value));
};

describe('commands in a culture', () => {
  it('Get-Culture is the one that is set, or the one that is named', async () => {
    setCulture('de-DE');
    expect(
      await output(
        '(Get-Culture).Name; (Get-Culture).DisplayName; (Get-Culture en-GB).Name; (Get-Host).CurrentCulture; (Get-UICulture).Name',
      ),
    ).toEqual(['de-DE', 'German (Germany)', 'en-GB', 'de-DE', 'en-US']);
    setCulture('');
    expect(await output('(Get-Culture).DisplayName')).toEqual(['Invariant Language (Invariant Country)']);
  });

  it('-UseCulture writes and reads CSV with its separator', async () => {
    const line = '[pscustomobject]@{ a = 1; b = 2 } | ConvertTo-Csv -UseCulture';
    const back = `(${line} | ConvertFrom-Csv -UseCulture).b`;
    expect(await output(line)).toEqual(['"a","b"', '"1","2"']);
    setCulture('de-DE');
    expect(await output(line)).toEqual(['"a";"b"', '"1";"2"']);
    expect(await output(back)).toEqual(['2']);
    expect(await output('[pscustomobject]@{ a = 1; b = 2 } | ConvertTo-Csv')).toEqual(['"a","b"', '"1","2"']);
  });

  it('JSON and CSV are the same in every culture', async () => {
    const line =
      "$o = [pscustomobject]@{ n = 1234.5; d = [datetime]'2024-03-05 14:07' }; $o | ConvertTo-Json -Compress; $o | ConvertTo-Csv";
    const invariant = await output(line);
    setCulture('de-DE');
    expect(await output(line)).toEqual(invariant);
  });
});
