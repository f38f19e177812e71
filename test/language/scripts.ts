import fc from 'fast-check';

/** Pieces of the grammar, for texts that are mostly wrong in one way or another. */
export const pieces: readonly string[] = [
  ...['f', 'Get-Item', 'a.b', '-a', '-a:', '--', '--%', '-1', '$x', '\x24{a b}', '$x.y', '$env:z', '@x', '$', '@'],
  ...['"', "'", '"a $x"', "'b'", '"$(', '@"\n', '\n"@', "@'\n", "\n'@", '`', '`n', '“', '’', '–', '\u00a0', 'é'],
  ...['\n', '\r\n', ' ', '  ', ';', ',', '|', '||', '&&', '&', '(', ')', '$(', '@(', '@{', '{', '}', '[', ']', '[int]'],
  ...[
    '=',
    '+=',
    '+',
    '-',
    '*',
    '/',
    '%',
    '..',
    '.',
    '::',
    '?',
    '??',
    '??=',
    '?.',
    '?[',
    ':',
    '!',
    '++',
    '<',
    '>',
    '2>&1',
  ],
  ...[
    '>>',
    '1',
    '1.5',
    '0x1F',
    '1GB',
    '5n',
    '1e3',
    '.5',
    '300y',
    '<#',
    '#>',
    '#',
    '# c\n',
    '-eq',
    '-and',
    '-not',
    '-join',
  ],
  ...['-f', '-is', 'if', 'else', 'elseif', 'while', 'do', 'until', 'for', 'foreach', 'in', 'switch', 'default', 'try'],
  ...[
    'catch',
    'finally',
    'trap',
    'throw',
    'return',
    'break',
    'continue',
    'exit',
    'function',
    'filter',
    'param',
    'begin',
  ],
  ...['process', 'end', 'class', 'enum', 'data', 'using', 'namespace', ':l', '[Parameter()]', 'if (1) {2}', '{ 1 }'],
];

/** Texts of such pieces. */
export const soup: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...pieces), { maxLength: 14 })
  .map((parts) => parts.join(''));

const name = fc.constantFrom('a', 'b1', 'Name', 'x_y', 'Count');
const variable = fc.oneof(
  name.map((text) => `$${text}`),
  fc.constantFrom('$_', '\x24{a b}', '$env:x', '$script:y', '$?', '$$'),
);
const number = fc.constantFrom('1', '0', '2.5', '.5', '1e3', '0xFF', '10GB', '5L', '1.5d', '7u', '0b101', '12kb', '3n');
const word = fc.constantFrom(
  'x',
  'a.b',
  '*.txt',
  'C:\\a',
  'a=b',
  '-',
  'a`,b',
  '1.2.3',
  '12:30',
  'user@a.b',
  'a-b',
  '..',
);
const command = fc.constantFrom(
  'f',
  'Get-Item',
  'a.exe',
  '%',
  '?',
  'sort',
  './x',
  'Get-x',
  '&f',
  '. f',
  '& $a',
  "& 'b'",
);
const blank = fc.constantFrom(' ', ' ', ' ', '  ', ' `\n ', ' <# c #> ');
const separator = fc.constantFrom('; ', '\n', ';', '\n# c\n', ' ;\n');
const binary = fc.constantFrom(
  ...[
    '-eq',
    '-CNE',
    '-like',
    '-and',
    '-or',
    '-xor',
    '-band',
    '+',
    '-',
    '*',
    '/',
    '%',
    '..',
    '-f',
    '-join',
    '-split',
    '-is',
  ],
  ...['-as', '-replace', '-notin', '-shl', '??'],
);
const unary = fc.constantFrom('!', '-not ', '-', '+', '-bnot ', ',', '-join ', '[int]', '[A.B[c,d[]]]');
const type = fc.constantFrom('int', 'string[]', 'A.B', 'List[int]', 'D[string, int[,]]', 'A+B', 'X`1');

/** Texts that are PowerShell for the most part, with rules in one another so deep. */
const grammar = (maxDepth: number) =>
  fc.letrec<{
    expression: string;
    statement: string;
    statements: string;
    value: string;
    block: string;
    pipeline: string;
    argument: string;
    target: string;
  }>((tie) => {
    const put = (template: string, ...parts: fc.Arbitrary<string>[]) =>
      fc.tuple(...parts).map((texts) => {
        let at = 0;
        return template.replaceAll('~', () => texts[at++] ?? '');
      });
    const expression = tie('expression');
    const statements = tie('statements');
    const block = tie('block');
    const pipeline = tie('pipeline');
    const value = tie('value');
    const argument = tie('argument');
    const target = tie('target');
    return {
      value: fc.oneof(
        { maxDepth, withCrossShrink: true },
        variable,
        number,
        fc.constantFrom(
          "'a'",
          "'it''s'",
          '"b"',
          '"a $x b"',
          '"\x24{y}z"',
          "@'\nq\n'@",
          '@"\nr $x\n"@',
          '"`n `"q`" ""d"""',
        ),
        put(
          '"a$(~)b"',
          statements.filter((text) => !/["'()]/.test(text)),
        ),
        put('(~)', pipeline),
        put('$(~)', statements),
        put('@(~)', statements),
        put('@{~=~; ~=~}', name, pipeline, fc.constantFrom("'k'", '1', '$z'), expression),
        put('{~}', statements),
        put('[~]::~', type, name),
        put('[~]::~(~)', type, name, expression),
        put('~.~', variable, name),
        put('~.~(~, ~)', variable, name, value, value),
        put('~.~{~}', variable, name, statements),
        put('~[~]', variable, expression),
        put('~.$p', variable),
      ),
      target: fc.oneof(
        variable,
        put('~.~', variable, name),
        put('~[~]', variable, number),
        put('[~]~', type, variable),
        put('~, ~', variable, variable),
      ),
      expression: fc.oneof(
        { maxDepth, withCrossShrink: true },
        value,
        put('~ ~ ~', expression, binary, expression),
        put('~~', unary, value),
        put('~, ~', value, value),
        put('~ ? ~ : ~', variable, value, value),
        put('~~', variable, fc.constantFrom('++', '--')),
      ),
      argument: fc.oneof(
        value.filter((text) => !text.startsWith('[')),
        word,
        put('-~', name),
        put(
          '-~:~',
          name,
          value.filter((text) => !text.startsWith('[')),
        ),
        fc.constantFrom('@x', '-1', '2>&1', '> out', '*>> $f', 'a,b', '$a, 1', '--', '-a: $b'),
      ),
      pipeline: fc.oneof(
        { maxDepth, withCrossShrink: true },
        expression,
        put('~~~', command, blank, argument),
        put('~~~~~', command, blank, argument, blank, argument),
        put('~ | ~ ~', expression, command, argument),
        put('~ ~ |\n ~', command, argument, command),
        put('~ ~ && ~', command, argument, command),
        put('~ = ~', target, expression),
        put('~ ~ ~', variable, fc.constantFrom('+=', '-=', '*=', '??='), expression),
      ),
      block: put('{ ~ }', statements),
      statement: fc.oneof(
        { maxDepth, withCrossShrink: true },
        pipeline,
        pipeline,
        put('if (~) ~', pipeline, block),
        put('if (~) ~ elseif (~)~\nelse ~', expression, block, expression, block, block),
        put('while (~) ~', pipeline, block),
        put('do ~ until (~)', block, expression),
        put('do ~\nwhile(~)', block, expression),
        put('for ($i = 0; ~; ~) ~', expression, pipeline, block),
        put(':l foreach ($i in ~)\n~', pipeline, block),
        put('switch -Regex (~) { ~ ~ default ~ }', pipeline, fc.oneof(word, variable, number), block, block),
        put('try ~ catch [~], [~] ~ finally ~', block, type, type, block, block),
        put('trap ~', block),
        put('function ~ ~', fc.constantFrom('f', 'Get-X', 'script:g'), block),
        put(
          'function f(~, [~]$b = ~) ~',
          variable.filter((text) => /^\$[a-zA-Z]/.test(text)),
          type,
          value,
          block,
        ),
        put(
          'filter f { [CmdletBinding()] param([Parameter(Mandatory, Position = ~)] [~] $a = ~)\nbegin ~ process ~ }',
          number,
          type,
          value,
          block,
          block,
        ),
        put('~ ~', fc.constantFrom('return', 'throw', 'exit'), pipeline),
        fc.constantFrom('break', 'continue l', 'return', 'exit'),
        put('$x = ~', tie('statement')),
        put('data { ~ }', fc.constantFrom('1', "@{ a = 'b' }", "ConvertFrom-StringData 'a=b'")),
        put('[Flags()] class K : B, C { [~] $p = ~\n static hidden [int] M([int]$a) ~ }', type, value, block),
        put('enum E : int { A; B = ~ \n C }', number),
      ),
      statements: fc.oneof(
        { maxDepth, withCrossShrink: true },
        tie('statement'),
        put('~~~', tie('statement'), separator, tie('statement')),
      ),
    };
  });

/** Scripts with every kind of node in them. */
export const script: fc.Arbitrary<string> = grammar(3).statements;

const short = grammar(1);

/** Lines and short texts of the grammar. */
export const line: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: short.statement },
  { weight: 3, arbitrary: short.pipeline },
  { weight: 2, arbitrary: short.statements },
);

/** Lines with something in them that may make no PowerShell of them, and pieces that are some now and then. */
export const damaged: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 }).map((all) => all.join('')),
  fc.tuple(short.pipeline, fc.nat(), fc.constantFrom(...pieces)).map(([text, at, piece]) => {
    const place = at % (text.length + 1);
    return `${text.slice(0, place)}${piece}${text.slice(place)}`;
  }),
);
