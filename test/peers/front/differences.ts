/**
 * Where exterm shows something else than PowerShell's own client, on purpose: why, and what it shows of a case, by its
 * essence. Each still differs from what PowerShell shows, or it does not belong here.
 */
export const differences: readonly {
  readonly why: string;
  readonly cases: Readonly<Record<string, readonly string[]>>;
}[] = [
  {
    why: 'Each line of a message says whose it is, as its first one does.',
    cases: {
      'Test-Body \'Write-Warning "two\nlines"\'': ['WARNING: two', 'WARNING: lines'],
    },
  },
  {
    why: 'What comes is shown in its order: a console holds the first rows of a table back for a moment, and what is said meanwhile overtakes them.',
    cases: {
      "Test-Body 'Write-Host ''before''; [pscustomobject] @{ Name = ''one''; Size = 12; Note = ''a note'' }; Write-Host ''after'''":
        ['before', 'Name Size Note', '- - -', 'one 12 a note', 'after'],
    },
  },
  {
    why: "Numbers are in full: 1E+20, Infinity and two digits behind the point are the console's own.",
    cases: {
      "Test-Body '1e20'": ['100000000000000000000'],
      "Test-Body '[double]::PositiveInfinity'": ['∞'],
      "Test-Body '[pscustomobject] @{ Big = [long]::MaxValue; Double = 0.1; Flag = $true }'": [
        'Big Double Flag',
        '- - -',
        '9223372036854775807 0.1 True',
      ],
      "Test-Body '[pscustomobject] @{ D = 1234567.891; E = 1e-7; F = -0.0 }'": [
        'D E F',
        '- - -',
        '1234567.891 1e-7 -0',
      ],
    },
  },
  {
    why: 'A value that its text says whole is shown as that text; a console shows the parts that it is made of.',
    cases: {
      "Test-Body '[guid] ''6d0f4a0e-0f5b-4a0e-9e0b-2f6a1d1d3c55'''": ['6d0f4a0e-0f5b-4a0e-9e0b-2f6a1d1d3c55'],
      "Test-Body '[version[]] (''1.0'', ''2.0'')'": ['1.0', '2.0'],
      "Test-Body '[version] ''1.2.3'''": ['1.2.3'],
      "Test-Body '[uri] ''http://a/b?c=d'''": ['http://a/b?c=d'],
      "Test-Body '[timespan] 90'": ['00:00:00.0000090'],
      "Test-Body '[timespan] ''1.02:03:04.5'''": ['1.02:03:04.5000000'],
      "Test-Body '[timespan] -600000000'": ['-00:01:00'],
      "Test-Body '[System.DayOfWeek] 2'": ['Tuesday'],
      "Test-Body '[System.ConsoleColor]::Red'": ['Red'],
      "Test-Body '[System.IO.FileAttributes] ''ReadOnly, Hidden'''": ['ReadOnly, Hidden'],
    },
  },
  {
    why: 'An XML document is shown as it is written: the name of its root says nothing of it.',
    cases: {
      "Test-Body '[xml] ''<a><r>t</r></a>'''": ['<a><r>t</r></a>'],
    },
  },
  {
    why: 'No line is longer than the pane: a console leaves it to the terminal to break one.',
    cases: {
      "Test-Body '''x'' * 200'": [
        'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
        'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
      ],
      "Test-Body '''x '' * 100'": [
        'x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x',
        'x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x',
      ],
    },
  },
  {
    why: 'Times are the same in every culture.',
    cases: {
      "Test-Body '[pscustomobject] @{ When = [datetime]::new(2026, 2, 3, 4, 5, 6); Span = [timespan]::FromMinutes(5) }' | Format-List":
        ['When : 2026-02-03 04:05:06', 'Span : 00:05:00'],
      "Test-Body '[datetime]::new(2026, 2, 3, 4, 5, 6)'": ['2026-02-03 04:05:06'],
    },
  },
  {
    why: 'A table gives its long texts the room that is there, and leaves no column out for it.',
    cases: {
      "Test-Body '[pscustomobject] @{ A = ''x'' * 300; B = 1 }'": [
        'A B',
        '- -',
        'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx… 1',
      ],
      'Get-Many -Count 3 -Size 200': [
        'Number Text',
        '- -',
        '0 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…',
        '1 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…',
        '2 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…',
      ],
    },
  },
  {
    why: "An error names the cmdlet that failed: a console names the error's category or exception where a script threw it.",
    cases: {
      "Test-Body 'throw ''thrown'''": ['Test-Body: thrown'],
      "Test-Body '[int] ''x'''": [
        'Test-Body: Cannot convert value "x" to type "System.Int32". Error: "The input string \'x\' was not in a correct format."',
      ],
      "Test-Body '1 / 0'": ['Test-Body: Attempted to divide by zero.'],
      "Test-Body 'Get-Nothing'": [
        "Get-Nothing: The term 'Get-Nothing' is not recognized as a name of a cmdlet, function, script file, or executable program.",
        'Check the spelling of the name, or if a path was included, verify that the path is correct and try again.',
      ],
      "Test-Body '1; throw [System.ArgumentException]::new(''in the middle''); 2'": ['1', 'Test-Body: in the middle'],
      "Test-Body 'throw'": ['Test-Body: ScriptHalted'],
      "Test-Body 'throw [pscustomobject] @{ A = 1 }'": ['Test-Body: @{A=1}'],
      "Test-Body 'throw [System.Management.Automation.ErrorRecord]::new([System.Exception]::new(''inner''), ''MyId'', ''OpenError'', ''target'')'":
        ['Test-Body: inner'],
      "Test-Body 'throw '''''": ['Test-Body: OperationStopped: (:String) [], RuntimeException'],
      "Test-Body 'throw [System.Exception]::new('''')'": ['Test-Body: OperationStopped: (:) [], Exception'],
      "Test-Body '''x''.Nothing()'": [
        "Test-Body: Method invocation failed because [System.String] does not contain a method named 'Nothing'.",
      ],
      'Test-Body \'1; 2 | ForEach-Object { throw "in $_" }; 3\'': ['1', 'Test-Body: in 2'],
      'Test-Body \'& { [CmdletBinding()] param([Parameter(Mandatory)] [string] $A) "got $A" }\' ⏎ ': [
        'cmdlet at command pipeline position 1',
        'Supply values for the following parameters:',
        'A:',
        "Test-Body: Cannot bind argument to parameter 'A' because it is an empty string.",
      ],
      'Test-Body \'& { [CmdletBinding()] param([Parameter(Mandatory)] [switch] $A) "got $A" }\' ⏎ 1': [
        'cmdlet at command pipeline position 1',
        'Supply values for the following parameters:',
        'A: 1',
        'Test-Body: Cannot process argument transformation on parameter \'A\'. Cannot convert value "System.String" to type "System.Management.Automation.SwitchParameter". Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0.',
      ],
    },
  },
  {
    why: 'An error that a line silences is in $Error and in -ErrorVariable nevertheless, as of a cmdlet that runs here: implicit remoting has the server silence it, and fills neither.',
    cases: {
      'Get-Item2 nobody -ErrorVariable problem -ErrorAction SilentlyContinue; $problem.Count': ['1'],
    },
  },
  {
    why: 'What the common parameters ask for reaches the server and is filled from what it says: implicit remoting passes none of them on.',
    cases: {
      "Test-Body 'Write-Warning ''w''; 1' -WarningVariable w; \"got $w\"": ['WARNING: w', '1', 'got w'],
      "Test-Body 'Write-Verbose ''v''; 1' -Verbose": ['VERBOSE: v', '1'],
      "Test-Body 'Write-Debug ''d''; 1' -Debug": ['DEBUG: d', '1'],
      "Test-Body 'Write-Information ''i''' -InformationVariable i; \"got $i\"": ['got i'],
      "Test-Body 'Write-Host ''i''' -InformationVariable i; \"got $i\"": ['i', 'got i'],
      'Test-Body \'1, 2\' -OutVariable o; "got $o"': ['1', '2', 'got 1 2'],
      'Test-Body \'1, 2\' -OutVariable o | Out-Null; "got $o"': ['got 1 2'],
      "Test-Body 'Write-Error ''e''; 1' -ErrorVariable e; \"got $e\"": ['Write-Error: e', '1', 'got e'],
    },
  },
  {
    why: 'What a server says goes where the line sends it, and is said once.',
    cases: {
      "Test-Body 'Write-Information ''i''; 1' -InformationAction Continue": ['i', '1'],
      "Test-Body '1; Write-Warning ''w''' 3> $null": ['1'],
      "Test-Body '1; Write-Warning ''w''' 3>&1": ['1', 'w'],
    },
  },
  {
    why: 'A result begins on a line of its own: it may go elsewhere than what was said.',
    cases: {
      "Test-Body 'Write-Host ''no end'' -NoNewline; 1; Write-Host ''end'''": ['no end', '1', 'end'],
    },
  },
  {
    why: 'An array of bytes is one value, and a list in a list is its items: a console shows the parts of what carries them.',
    cases: {
      "Test-Body ', [byte[]] (1, 2, 255)'": ['{1, 2, 255}'],
      "Test-Body ', @(, (1, 2), (3, 4))'": ['1', '2', '3', '4'],
    },
  },
  {
    why: 'On a terminal an emoji is one sign of a certain width, and what it would hide is told by its number; data has both as they are.',
    cases: {
      "Test-Body '''émoji 😀 e'''": ['émoji ◇ e'],
      "Test-Body '''😀'''": ['◇'],
      'Test-Body \'"zero$([char] 0x200b)width"\'': ['zero\\u{200b}width'],
      "Test-Body 'Write-Error ''ünïcödé 漢字 😀'''": ['Write-Error: ünïcödé 漢字 ◇'],
    },
  },
  {
    why: 'Texts are broken between words.',
    cases: {
      "Test-Body '[pscustomobject] @{ A = 1; B = ''word '' * 60 } | Format-Table -Wrap'": [
        'A B',
        '- -',
        '1 word word word word word word word word word word word word word word word word word word word word word word word',
        'word word word word word word word word word word word word word word word word word word word word word word word',
        'word word word word word word word word word word word word word word',
      ],
      "Test-Body '[pscustomobject] @{ A = ''word '' * 60 } | Format-List'": [
        'A : word word word word word word word word word word word word word word word word word word word word word word word',
        'word word word word word word word word word word word word word word word word word word word word word word word',
        'word word word word word word word word word word word word word word',
      ],
    },
  },
  {
    why: 'What has other properties than what is before it stands in a table of its own, and text between them apart.',
    cases: {
      "Test-Body '[pscustomobject] @{ A = 1 }, [pscustomobject] @{ A = 1; B = 2 }'": [
        'A',
        '-',
        '1',
        'A B',
        '- -',
        '1 2',
      ],
      "Test-Body '[pscustomobject] @{ A = 1 }; ''text''; [pscustomobject] @{ A = 2 }'": [
        'A',
        '-',
        '1',
        'text',
        'A',
        '-',
        '2',
      ],
    },
  },
  {
    why: 'A cell shows that a text goes on in another line, and how.',
    cases: {
      'Test-Body \'[pscustomobject] @{ A = "two`nlines"; B = 1 }\'': ['A B', '- -', 'two␊lines 1'],
    },
  },
  {
    why: "A value is of the type that it had on the server: PowerShell's client has what it could read of it.",
    cases: {
      "Test-Body '[pscustomobject] @{ S = [timespan] ''1.02:03:04''; G = [guid]::Empty; V = [version] ''1.2''; U = [uri] ''http://x/''; E = [System.ConsoleColor]::Red }' | Select-Object G, U, E | ConvertTo-Json":
        ['{', '"G": "00000000-0000-0000-0000-000000000000",', '"U": "http://x/",', '"E": 12', '}'],
      'Test-Body \'[System.ConsoleColor]::Red\' | ForEach-Object { "$_" }': ['Red'],
      "Test-Body '{ 1 + 1 }' | ForEach-Object { $_.GetType().Name }": ['ScriptBlock'],
      "Test-Body '[pscustomobject] @{ A = 1 }, @{ a = 1 }, (1, 2)' | ForEach-Object { $_.GetType().Name }": [
        'PSCustomObject',
        'Hashtable',
        'Object[]',
      ],
      "Get-Item2 | Test-Body '$input | ForEach-Object { $_.pstypenames[0] }'": [
        'Contoso.Thing',
        'Contoso.Thing',
        'Contoso.Thing',
      ],
    },
  },
  {
    why: 'A number that is not written as one would be shown goes as it was typed, where a parameter may be of any type: 007 is no 7 in a telephone number.',
    cases: {
      'Test-Bind -First 1.5d': ['First: 1.5d (String)'],
      'Test-Bind -First 5l': ['First: 5l (String)'],
      'Test-Bind -First 0x1F': ['First: 0x1F (String)'],
      'Test-Bind -First 10mb': ['First: 10mb (String)'],
      'Test-Bind -First 1e3': ['First: 1e3 (String)'],
      'Test-Bind 007': ['First: 007 (String)'],
    },
  },
  {
    why: 'A command that the server refuses to begin ends as a cmdlet that runs here does: try catches it.',
    cases: {
      'try { Test-Bind -Colour blue } catch { $_.FullyQualifiedErrorId }': [
        'ParameterArgumentValidationError,Test-Bind',
      ],
    },
  },
  {
    why: 'What the server recommends is told as advice, in a line of its own.',
    cases: {
      "Test-Body 'Write-Error ''msg'' -RecommendedAction ''do this'' -CategoryActivity Act -CategoryReason Because -CategoryTargetName Target -CategoryTargetType Type'":
        ['Act: msg'],
    },
  },
];
