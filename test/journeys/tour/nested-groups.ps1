param([Parameter(Mandatory)][string]$Group, [string]$Path)

$script:seen = New-Object System.Collections.ArrayList

function Get-NestedMember {
    param(
        [Parameter(Mandatory=$true,ValueFromPipelineByPropertyName=$true)]
        [Alias('Identity')]
        [string]$Name,
        [int]$Level = 0
    )
    process {
        if ($seen -contains $Name) {
            Write-Warning "$Name is in itself"
            return
        }
        [void]$seen.Add($Name)
        foreach ($member in (Get-DistributionGroupMember -Identity $Name -ResultSize Unlimited | Sort-Object Name)) {
            New-Object PSObject -Property ([ordered]@{
                Level  = $Level
                Group  = $Name
                Member = (' ' * 2 * $Level) + $member.Name
                Type   = $member.RecipientType
            })
            if ($member.RecipientType.ToString().EndsWith('Group')) {
                Get-NestedMember -Name $member.Name -Level ($Level + 1)
            }
        }
    }
}

$all = Get-NestedMember $Group
$all | Format-Table -AutoSize
$people = $all | Where-Object { $_.Type -notmatch 'Group$' } | Select-Object -ExpandProperty Member | % { $_.Trim() } | Sort-Object -Unique
"{0} people in {1} groups" -f @($people).Count, $seen.Count
if ($Path) { $people | Set-Content -Path $Path }
