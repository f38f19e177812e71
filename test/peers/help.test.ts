import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createWriter } from '../../source/format/index.ts';
import { consoleHost } from '../../source/psrp/index.ts';
import { PowerShellServer } from './powershell/server.ts';
import { describeWithPowerShell } from './powershell/suite.ts';

describeWithPowerShell("what PowerShell's own Get-Help gives", (executable) => {
  it.each([
    [
      'as its page, where help was written',
      'Get-X',
      [
        'NAME|    Get-X|',
        'SYNOPSIS|    Gets an X.|',
        'SYNTAX|    Get-X [-Name] <String> [-All] [<CommonParameters>]|    Get-X [-Id <Int32[]>] [-All] [<CommonParameters>]|',
        'DESCRIPTION|    Gets an X of the server. It has|    two lines.|',
        'PARAMETERS|    -Name <String>|        The name of the X.|        Required?                    true|',
        '    -All [<SwitchParameter>]|',
        'NOTES|    A note.|',
        'EXAMPLES|    EXAMPLE 1|        PS > Get-X -Name a|        Gets a.|',
        'RELATED LINKS|    https://example.com/x|',
      ],
    ],
    [
      'as a page too, where none was',
      'Get-Y',
      [
        'NAME|    Get-Y||SYNTAX|    Get-Y [-Name] <string> [[-Kind] {a | b}] [<CommonParameters>]|',
        'PARAMETERS|    -Kind <Object>|        Required?                    false|',
      ],
    ],
  ])('is shown %s', async (_what, command, expected) => {
    const hostInfo = consoleHost({ width: 120, height: 40 }, 'tests');
    const server = new PowerShellServer(executable, { poolId: randomUUID(), hostInfo });
    try {
      await server.open();
      const pipelineId = randomUUID();
      const name = `${functions}\nGet-Help ${command} -Full`;
      server.pool.createPipeline({ pipelineId, commands: [{ name, isScript: true }] });
      server.flush();
      expect((await server.finished(pipelineId)).state).toBe('completed');
      const lines: string[] = [];
      const writer = createWriter({ width: 80, emit: (line) => lines.push(line) });
      for (const { value } of server.of('output', pipelineId)) writer.write(value);
      writer.end();
      const page = lines.join('|');
      for (const part of expected) expect(page).toContain(part);
      expect(page).not.toMatch(/xmlns|@\{/);
    } finally {
      await server.dispose();
    }
  });
});

const functions = `
  function Get-X {
    <#
    .SYNOPSIS
    Gets an X.
    .DESCRIPTION
    Gets an X of the server. It has
    two lines.
    .PARAMETER Name
    The name of the X.
    .EXAMPLE
    Get-X -Name a
    Gets a.
    .NOTES
    A note.
    .LINK
    https://example.com/x
    #>
    [CmdletBinding(DefaultParameterSetName = 'A')]
    param(
      [Parameter(Mandatory, Position = 0, ParameterSetName = 'A', ValueFromPipeline)] [string] $Name,
      [Parameter(ParameterSetName = 'B')] [int[]] $Id,
      [switch] $All)
  }
  function Get-Y { [CmdletBinding()] param([Parameter(Mandatory)] [string] $Name, [ValidateSet('a', 'b')] $Kind) }`;
