if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
    "exterm refused language $($ExecutionContext.SessionState.LanguageMode)"
} elseif ($PSVersionTable.PSVersion.Major -lt 5 -or ($PSVersionTable.PSVersion.Major -eq 5 -and $PSVersionTable.PSVersion.Minor -lt 1)) {
    "exterm refused version $($PSVersionTable.PSVersion)"
} else {
    [Console]::Out.WriteLine('exterm ready');
    do { $line = [Console]::In.ReadLine() } until ($null -eq $line -or $line.StartsWith('exterm '));
    if ($null -ne $line) {
        $part = $line.Split(' ');
        $text = foreach ($one in $part[1..3]) { [System.Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($one)) };
        & ([scriptblock]::Create($text[0])) $text[1] $text[2]
    }
}
