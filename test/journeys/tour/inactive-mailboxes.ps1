Param([int]$Days=90,[switch]$IncludeNever)
# mailboxes that nobody has opened
$limit=(Get-Date).AddDays(-$Days)
$result=@()
foreach($mbx in Get-Mailbox -RecipientTypeDetails UserMailbox -ResultSize Unlimited){
  $stats=Get-MailboxStatistics $mbx.Alias -WarningAction SilentlyContinue
  if($stats -eq $null){
    if($IncludeNever){$result+=New-Object PSObject -Property @{Name=$mbx.DisplayName;Days=$null;Database=$mbx.Database}}
    continue
  }
  if($stats.LastLogonTime -lt $limit){
    $obj=New-Object -TypeName PSObject
    $obj|Add-Member -MemberType NoteProperty -Name Name -Value $mbx.DisplayName
    $obj|Add-Member -MemberType NoteProperty -Name Days -Value ((Get-Date)-$stats.LastLogonTime).Days
    $obj|Add-Member -MemberType NoteProperty -Name Database -Value $mbx.Database
    $result+=$obj
  }
}
$result|Sort Days -Desc|ft Name,Days,Database -auto
Write-Host ("{0} mailboxes without a logon in {1} days" -f $result.count,$Days)
