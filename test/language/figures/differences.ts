/** Lines whose answer differs from PowerShell's on purpose, each with the reason. */
export const differences: ReadonlyMap<string, string> = new Map([
  [
    `Import-ExchangeCertificate -Server MBX01 -FileData ([System.IO.File]::ReadAllBytes('cert.pfx')) -Password (Read-Host "Enter password" -AsSecureString)`,
    "A relative path begins where the session stands, also for .NET's methods, which know only where the process does.",
  ],
  [
    'Start-Transcript -Path x.log; Get-Mailbox | Select-Object -First 1 Name; Stop-Transcript',
    'A transcript is kept where there is a screen or a pipe to keep it of.',
  ],
]);
