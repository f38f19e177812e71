# PowerShell completion for exterm. To have it in every session, in the file that $PROFILE names:
#   exterm completion powershell | Out-String | Invoke-Expression
# The words that were typed are handed to exterm as they are, and never run.
Register-ArgumentCompleter -Native -CommandName exterm, exterm.cmd -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $elements = @($commandAst.CommandElements | Where-Object { $_.Extent.StartOffset -lt $cursorPosition })
  $words = @(for ($index = 1; $index -lt $elements.Count; $index++) { $elements[$index].Extent.Text })
  $options = @()
  $before = ''
  # Windows PowerShell hands an empty word to no program, so a new word is said by an option.
  if ($elements[-1].Extent.EndOffset -lt $cursorPosition) { $options = @('--next') }
  # Of names with commas PowerShell completes the last one only.
  elseif ($words[-1].Contains(',')) { $before = $words[-1].Substring(0, $words[-1].LastIndexOf(',') + 1) }
  # What exterm writes is UTF-8, whatever code page the console has.
  $encoding = [Console]::OutputEncoding
  try {
    [Console]::OutputEncoding = [System.Text.UTF8Encoding]::new($false)
    $lines = @(& $elements[0].Extent.Text complete @options '--' @words 2>$null)
  }
  finally { [Console]::OutputEncoding = $encoding }
  foreach ($line in $lines) {
    if ($line -eq ':files') { continue }
    $value, $what = $line.Split([char]9, 2)
    if (-not $what) { $what = $value }
    if ($before -and $value.StartsWith($before)) { $value = $value.Substring($before.Length) }
    [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $what)
  }
}
