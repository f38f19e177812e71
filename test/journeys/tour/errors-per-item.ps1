param([string[]]$Identity, [string]$LogPath = 'errors.log')
$ok = 0; $failed = @{}
foreach ($id in $Identity) {
    try {
        $mbx = Get-Mailbox -Identity $id -ErrorAction Stop
        Set-Mailbox $mbx.Identity -MaxSendSize 20MB -HiddenFromAddressListsEnabled $true -ErrorAction Stop -WarningAction SilentlyContinue
        $ok++
    }
    catch [System.Management.Automation.RemoteException] {
        $failed[$id] = $_.Exception.Message
        Add-Content -Path $LogPath -Value "$id`: $($_.CategoryInfo.Reason) - $($_.Exception.Message)"
    }
    catch {
        $failed[$id] = 'other: ' + $_.Exception.GetType().FullName
        $_ | Out-String | Add-Content $LogPath
    }
    finally {
        Write-Verbose "$id done" -Verbose
    }
}
"$ok done, $($failed.Count) failed"
$failed.GetEnumerator() | Sort-Object Name | ForEach-Object { "  $($_.Key) -> $($_.Value)" }
# the same without exceptions
$errs = $null
$boxes = $Identity | Get-Mailbox -ErrorAction SilentlyContinue -ErrorVariable errs
if (-not $?) { 'one failed' }
"{0} found, {1} not found" -f @($boxes).Count, $errs.Count
$Error[0].Exception.Message
