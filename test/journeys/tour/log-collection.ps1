# collects what a support case wants, from the server and from files here
param([string]$Source = 'logs', [string]$Target = "case-$(Get-Date -f 'yyyyMMdd')", [int]$Days = 2, [string]$Pattern = '\b(4|5)\d\d \d\.\d\.\d+')
if (!(Test-Path $Target)) { New-Item -ItemType Directory -Path $Target -Force | Out-Null }
$since = (Get-Date).Date.AddDays(-$Days)
Get-ChildItem -Path $Source -Recurse -Include *.log, *.txt | Where-Object { !$_.PSIsContainer -and $_.LastWriteTime -gt $since } | ForEach-Object {
    $to = Join-Path $Target ($_.Directory.Name + '_' + $_.Name)
    Copy-Item $_.FullName $to
}
$hits = Select-String -Path (Join-Path $Target '*.log') -Pattern $Pattern
$hits | Group-Object { $_.Matches[0].Value.Substring(0, 3) } | Sort-Object Name | ForEach-Object { "$($_.Name): $($_.Count)" }
$hits | ForEach-Object { "{0}:{1}: {2}" -f $_.Filename, $_.LineNumber, $_.Line.Trim() } | Set-Content (Join-Path $Target 'errors.txt')
Get-ExchangeServer | Select-Object Name, Site, AdminDisplayVersion | ConvertTo-Json | Out-File (Join-Path $Target 'servers.json')
Search-AdminAuditLog -StartDate $since -Cmdlets Set-Mailbox, Set-MailboxFolderPermission | Sort-Object RunDate |
    Select-Object RunDate, Caller, CmdletName, ObjectModified, @{n='Parameters';e={($_.CmdletParameters | % { "-$($_.Name) $($_.Value)" }) -join ' '}} |
    Export-Csv (Join-Path $Target 'changes.csv') -NoTypeInformation
Get-ChildItem $Target | Sort-Object Name | ForEach-Object { $_.Name }
