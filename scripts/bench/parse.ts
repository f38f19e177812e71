import { parse } from '../../source/language/index.ts';
import { interleaved, median, milliseconds, type Part } from './figures.ts';
import { powerShellJudge } from './powershell.ts';

const report = `function Get-Report {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $Server, [int] $Days = 30)
    begin { $all = @(); $count = 0 }
    process {
        foreach ($mailbox in Get-Mailbox -Server $Server | Where-Object { $_.Name -like 'a*' -and $_.Size -gt 10GB }) {
            # what is kept of it
            $statistics = Get-MailboxStatistics -Identity $mailbox.Identity -ErrorAction SilentlyContinue
            if ($statistics.LastLogonTime -lt (Get-Date).AddDays(-$Days)) {
                $all += [PSCustomObject]@{
                    Name = $mailbox.DisplayName
                    Text = "$($mailbox.Alias): $($statistics.ItemCount) items on $Server"
                }
                $count++
            } else {
                Write-Verbose "skipped $mailbox" -Verbose:$true
            }
        }
    }
    end { $all | Sort-Object Name -Descending | Export-Csv -Path "reports\\$Server.csv" -NoTypeInformation }
}
try { Get-Report -Server EX01 -Days 90 } catch [System.Exception] { Write-Warning $_.Exception.Message }
`;

const lines = 5_000;

export const longScript = () => ({
  name: `parse a script of ${lines.toLocaleString('en-US')} lines`,
  text: report.repeat(Math.ceil(lines / (report.split('\n').length - 1))),
});

/** A long script: our parser and PowerShell's own, in turns. */
export const parsePart: Part = async (context) => {
  const { name, text } = longScript();
  const peer = await powerShellJudge(context);
  const theirs = 'missing' in peer ? undefined : peer.judge;
  const times = await interleaved(15, 5, {
    ours: () => milliseconds(() => parse(text)),
    powerShell: async () => (theirs ? theirs.benchParse(text, 1) : Number.NaN),
  });
  await theirs?.close();
  const ours = { name, value: median(times.ours), unit: 'ms' };
  if ('missing' in peer) return { figures: [ours], notes: [`Not compared with PowerShell's parser: ${peer.missing}`] };
  const compared = { name: 'PowerShell', value: median(times.powerShell) };
  return { figures: [{ ...ours, peer: compared, goal: { atMost: 1 } }], notes: [] };
};
