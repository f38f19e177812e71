<#
.SYNOPSIS
    Daily health report of the Exchange organisation, as HTML and on the screen.
.DESCRIPTION
    Looks at servers, services, databases and their copies, backups, queues, certificates and large mailboxes,
    and rates what it finds: OK, Warning or Critical.
.PARAMETER ReportPath
    Where the HTML goes.
.PARAMETER ExcludeServer
    Servers that are not looked at.
.EXAMPLE
    .\health-report.ps1 -ReportPath .\health.html -BackupHours 24 -Verbose
#>
#Requires -Version 3.0
[CmdletBinding(DefaultParameterSetName = 'Html')]
param(
    [Parameter(ParameterSetName = 'Html')]
    [ValidateNotNullOrEmpty()]
    [string]$ReportPath = (Join-Path (Get-Location) 'health.html'),

    [Parameter(ParameterSetName = 'Screen', Mandatory = $true)]
    [switch]$ScreenOnly,

    [string[]]$ExcludeServer = @(),

    [ValidateRange(1, 8760)]
    [int]$BackupHours = 48,

    [ValidateSet('OK', 'Warning', 'Critical')]
    [string]$Show = 'OK'
)

begin {
    Set-StrictMode -Version 2
    $script:findings = New-Object 'System.Collections.Generic.List[object]'
    $script:started = [datetime]::Now
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $rank = @{ OK = 0; Warning = 1; Critical = 2 }

    #region helpers
    function Add-Finding {
        [CmdletBinding()]
        param(
            [Parameter(Mandatory = $true)] [string]$Area,
            [Parameter(Mandatory = $true)] [string]$Object,
            [Parameter(Mandatory = $true)] [ValidateSet('OK', 'Warning', 'Critical')] [string]$Level,
            [string]$Text = ''
        )
        $script:findings.Add([pscustomobject]@{
                Area   = $Area
                Object = $Object
                Level  = $Level
                Text   = $Text
            })
        Write-Verbose ('{0,-12} {1,-20} {2}' -f $Area, $Object, $Level)
    }

    function Get-Level {
        param([double]$Value, [double]$Warning, [double]$Critical)
        if ($Value -ge $Critical) { return 'Critical' }
        elseif ($Value -ge $Warning) { return 'Warning' }
        return 'OK'
    }

    function ConvertTo-Readable([TimeSpan]$Span) {
        if ($Span.TotalDays -ge 1) { return '{0:N1} days' -f $Span.TotalDays }
        '{0:N1} hours' -f $Span.TotalHours
    }

    filter Where-Included { if ($ExcludeServer -notcontains $_.Name) { $_ } }
    #endregion

    #region checks
    function Test-Services($Server) {
        $roles = @(Test-ServiceHealth -Server $Server.Name)
        $stopped = @($roles | Where-Object { -not $_.RequiredServicesRunning } |
                ForEach-Object { $_.ServicesNotRunning } | Select-Object -Unique)
        if ($stopped.Count -eq 0) {
            Add-Finding -Area Services -Object $Server.Name -Level OK
        }
        else {
            Add-Finding Services $Server.Name Critical -Text ("not running: " + ($stopped -join ', '))
        }
    }

    function Test-Databases {
        $databases = Get-MailboxDatabase -Status | Sort-Object Name
        foreach ($db in $databases) {
            if (!$db.Mounted) {
                Add-Finding -Area Databases -Object $db.Name -Level Critical -Text 'not mounted'
                continue
            }
            $age = if ($null -ne $db.LastFullBackup) { $started - $db.LastFullBackup } else { [timespan]::MaxValue }
            $level = Get-Level -Value $age.TotalHours -Warning $BackupHours -Critical ($BackupHours * 2)
            Add-Finding -Area Backups -Object $db.Name -Level $level -Text "last full backup $(ConvertTo-Readable $age) ago"
        }
        $copies = $databases | ForEach-Object { Get-MailboxDatabaseCopyStatus -Identity "$($_.Name)\*" }
        foreach ($copy in $copies) {
            $status = "$($copy.Status)"
            $level = switch -Wildcard ($status) {
                'Mounted' { 'OK' }
                'Healthy' { Get-Level $copy.CopyQueueLength 10 100 }
                '*Suspended' { 'Warning' }
                default { 'Critical' }
            }
            Add-Finding -Area Copies -Object $copy.Name -Level $level -Text $status
        }
    }

    function Test-Queues($Server) {
        $length = (Get-Queue -Server $Server.Name | Measure-Object MessageCount -Sum).Sum
        Add-Finding -Area Queues -Object $Server.Name -Level (Get-Level $length 50 500) -Text "$length messages"
    }

    function Test-Certificates($Server) {
        Get-ExchangeCertificate -Server $Server.Name | ForEach-Object {
            $left = [int][math]::Floor(($_.NotAfter - $started).TotalDays)
            $level = if ($left -lt 0) { 'Critical' } elseif ($left -lt 30) { 'Warning' } else { 'OK' }
            $name = if ([string]::IsNullOrEmpty($_.FriendlyName)) { $_.Subject } else { $_.FriendlyName }
            Add-Finding -Area Certificates -Object "$($Server.Name): $name" -Level $level -Text "$left days left"
        }
    }

    function Test-Mailboxes([long]$Limit = 20GB) {
        $large = Get-MailboxDatabase | Get-MailboxStatistics -WarningAction SilentlyContinue |
            Where-Object { $_.TotalItemSize -gt $Limit } | Sort-Object TotalItemSize -Descending
        foreach ($one in $large) {
            Add-Finding Mailboxes $one.DisplayName Warning ($one.TotalItemSize.ToString().Split('(')[0].Trim())
        }
    }

    function Test-Moves {
        <#
        .SYNOPSIS
            Move requests that stand still or have failed.
        #>
        $moves = Get-MoveRequest -ResultSize Unlimited | Get-MoveRequestStatistics
        if (-not $moves) { return }
        foreach ($move in $moves) {
            $detail = [string]$move.StatusDetail
            $level = if ($detail -match '^Failed') { 'Critical' } elseif ($detail -in 'Suspended', 'AutoSuspended') { 'Warning' } else { 'OK' }
            Add-Finding -Area Moves -Object $move.DisplayName -Level $level -Text "$detail, $($move.PercentComplete)%"
        }
    }
    #endregion
}

process {
    $servers = @(Get-ExchangeServer | Where-Included | Sort-Object -Property Name)
    if (-not $servers) { throw 'No server is left to look at.' }
    $step = 0
    foreach ($server in $servers) {
        $step++
        Write-Progress -Activity 'Health' -Status $server.Name -PercentComplete ($step / $servers.Count * 100)
        foreach ($check in 'Test-Services', 'Test-Queues', 'Test-Certificates') {
            try {
                & $check $server
            }
            catch {
                Add-Finding -Area $check.Replace('Test-', '') -Object $server.Name -Level Critical -Text $_.Exception.Message
            }
        }
    }
    Test-Databases
    Test-Mailboxes -Limit 30GB
    Test-Moves
    Write-Progress -Activity 'Health' -Completed
}

end {
    $shown = @($findings | Where-Object { $rank[$_.Level] -ge $rank[$Show] })
    $worst = 'OK'
    foreach ($f in $findings) { if ($rank[$f.Level] -gt $rank[$worst]) { $worst = $f.Level } }

    if ($PSCmdlet.ParameterSetName -eq 'Screen') {
        $shown | Sort-Object @{ Expression = { $rank[$_.Level] }; Descending = $true }, Area, Object |
            Format-Table Level, Area, Object, Text -AutoSize
    }
    else {
        $head = @"
<style>
  body { font-family: sans-serif; }
  td, th { border: 1px solid #ccc; padding: 2px 6px; }
</style>
"@
        $summary = $findings | Group-Object -Property Level | Sort-Object { $rank[$_.Name] } |
            ForEach-Object { '<li>{0}: {1}</li>' -f $_.Name, $_.Count }
        $before = "<h1>Exchange, $($started.ToString('d MMMM yyyy', [cultureinfo]::InvariantCulture))</h1><ul>$summary</ul>"
        $shown | ConvertTo-Html -Title 'Exchange health' -Head $head -PreContent $before |
            ForEach-Object { $_ -replace '<td>Critical</td>', '<td style="color:red">Critical</td>' } |
            Set-Content -Path $ReportPath -Encoding UTF8
        Get-Item $ReportPath | Select-Object Name, @{ n = 'HasBytes'; e = { $_.Length -gt 0 } } | Format-List
    }

    $watch.Stop()
    $counts = [ordered]@{}
    foreach ($level in $rank.Keys | Sort-Object { $rank[$_] }) {
        $counts[$level] = @($findings | Where-Object { $_.Level -eq $level }).Count
    }
    Write-Host ('Worst: {0}. {1}' -f $worst, (($counts.GetEnumerator() | ForEach-Object { "$($_.Key) $($_.Value)" }) -join ', '))
    if ($watch.Elapsed.TotalMinutes -gt 10) { Write-Warning 'That took long.' }
    exit $rank[$worst]
}
