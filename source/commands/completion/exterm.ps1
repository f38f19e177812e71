# PowerShell completion for exterm. To have it in every session, in the file that $PROFILE names:
#   exterm completion powershell | Out-String | Invoke-Expression
# The words that were typed are handed to exterm as they are, and never run.
Register-ArgumentCompleter -Native -CommandName exterm, exterm.cmd -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $elements = @($commandAst.CommandElements | Where-Object { $_.Extent.StartOffset -lt $cursorPosition })
  $texts = @(for ($index = 1; $index -lt $elements.Count; $index++) { $elements[$index].Extent.Text })
  # Windows PowerShell spoils quotes within a word, and hands over no empty one: that is said by an option.
  $words = @($texts | ForEach-Object { $_.Trim([char]34, [char]39) } | Where-Object { $_ -ne '' })
  $options = @()
  $before = ''
  $quote = ''
  if ($elements[-1].Extent.EndOffset -lt $cursorPosition) { $options = @('--next') }
  elseif ($texts[-1] -match '^["'']') {
    $quote = $texts[-1].Substring(0, 1)
    if ($texts[-1].Trim([char]34, [char]39) -eq '') { $options = @('--next') }
  }
  # Of names with commas and no quotes PowerShell completes the last one only.
  elseif ($texts[-1].Contains(',')) { $before = $texts[-1].Substring(0, $texts[-1].LastIndexOf(',') + 1) }
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
    # Bare it would be taken for a variable's elements.
    if ($value.StartsWith('@') -and -not $quote) { $text = """$value""" } else { $text = "$quote$value$quote" }
    [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $what)
  }
}
