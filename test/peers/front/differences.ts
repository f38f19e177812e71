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
    },
  },
  {
    why: 'An error that a line silences is in $Error and in -ErrorVariable nevertheless, as of a cmdlet that runs here: implicit remoting has the server silence it, and fills neither.',
    cases: {
      'Get-Item2 nobody -ErrorVariable problem -ErrorAction SilentlyContinue; $problem.Count': ['1'],
    },
  },
];
