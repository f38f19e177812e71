import { expect, it } from 'vitest';
import { createWriter } from '../../source/format/index.ts';
import { PsDateTime, type PsObject, psObject } from '../../source/objects/index.ts';

function shown(...values: readonly PsObject[]): string {
  const out: string[] = [];
  const writer = createWriter({ width: 80, emit: (line) => out.push(line) });
  for (const value of values) writer.write(value);
  writer.end();
  return `\n${out.join('\n')}\n`;
}

const file = (folder: string, name: string, length: number, type = 'FileInfo') =>
  psObject(
    {
      PSPath: `Microsoft.PowerShell.Core\\FileSystem::${folder}/${name}`,
      PSParentPath: `Microsoft.PowerShell.Core\\FileSystem::${folder}`,
      Mode: '-a---',
      Length: BigInt(length),
      Name: name,
      LastWriteTime: new PsDateTime('2026-01-31T18:30:00Z'),
      LastWriteTimeString: '01/31/2026     18:30',
      LengthString: String(length),
    },
    [`System.IO.${type}`, 'System.IO.FileSystemInfo', 'System.Object'],
    name,
  );

it('files stand below their folder', () => {
  expect(
    shown(file('/srv/a', 'one.csv', 1234), file('/srv/a', 'two.csv', 5), file('/srv/b', 'three.csv', 6)),
  ).toMatchInlineSnapshot(`
      "
         Directory: /srv/a

      Mode        LastWriteTime Length Name
      ----        ------------- ------ ----
      -a--- 2026-01-31 18:30:00   1234 one.csv
      -a--- 2026-01-31 18:30:00      5 two.csv

         Directory: /srv/b

      Mode        LastWriteTime Length Name
      ----        ------------- ------ ----
      -a--- 2026-01-31 18:30:00      6 three.csv
      "
    `);
});

it('folders and files of one folder stand in one table', () => {
  expect(
    shown(file('/srv/a', 'old', 0, 'DirectoryInfo'), file('/srv/a', 'one.csv', 5)).match(/Directory:/g),
  ).toHaveLength(1);
});

it('a match is its line, a variable its name and value, a path a path', () => {
  const match = psObject({ Line: 'abc', LineNumber: 3 }, ['Microsoft.PowerShell.Commands.MatchInfo'], 'x.log:3:abc');
  const variable = psObject({ Name: 'h', Description: '', Value: 5 }, ['System.Management.Automation.PSVariable']);
  const path = psObject({ Drive: null, Provider: 'FileSystem', Path: '/srv' }, [
    'System.Management.Automation.PathInfo',
  ]);
  expect(shown(match, variable, path)).toMatchInlineSnapshot(`
    "
    x.log:3:abc

    Name Value
    ---- -----
    h    5

    Path
    ----
    /srv
    "
  `);
});
