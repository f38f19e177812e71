/** Characters that roff would take for commands, or print as others that cannot be copied into a shell. */
const names = { '\\': '\\e', '"': '\\(dq', "'": '\\(aq', '^': '\\(ha', '`': '\\(ga', '~': '\\(ti', '-': '\\-' };

/** What the program reads of its environment, and what else belongs at the end of a manual page. */
const environment = [
  ['EXTERM_CONFIG_DIR', 'the folder of settings, ledger and histories, in place of the usual one'],
  ['EXTERM_DEBUG', 'where it is set, a failure that exterm has no sentence for shows where it happened'],
  ['NODE_POWERSHELL', 'the PowerShell that the engine powershell starts, where a connection names none'],
  [
    'HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY',
    'the proxies that the native engine goes through, and the hosts it reaches without',
  ],
  ['KRB5_CONFIG, KRB5CCNAME', 'read by the system’s Kerberos library'],
];

/**
 * exterm(1) in roff, from the descriptions of its commands.
 * @param {Awaited<ReturnType<typeof import('./described-commands.mjs').describedCommands>>} commands the program first
 */
export function manPage([program, ...commands], version) {
  return [
    `.TH EXTERM 1 "" "exterm ${version}" "User Commands"`,
    '.SH NAME',
    'exterm \\- several on-premises Exchange servers in one terminal',
    '.SH SYNOPSIS',
    '.nf',
    ...[program, ...commands].map(({ path }) =>
      `.B ${escaped(path)}\n[\\fIoptions\\fR] \\fI...\\fR`.replace('\n', ' '),
    ),
    '.fi',
    '.SH DESCRIPTION',
    paragraph(program.what),
    ...notes(program.notes),
    '.SH COMMANDS',
    ...commands.flatMap(section),
    '.SH ENVIRONMENT',
    ...environment.flatMap(([name, what]) => ['.TP', `.B ${escaped(name)}`, escaped(what)]),
    '.SH EXIT STATUS',
    paragraph(
      '0 done, 1 the command had errors, 2 wrong usage, 3 a server could not be connected to, 4 credentials refused, 130 interrupted.',
    ),
    '',
  ].join('\n');
}

function section({ usage, what, options, notes: more }) {
  return [
    `.SS "${escaped(usage.replace(/ \[-.*/, ''))}"`,
    escaped(`${what.slice(0, 1).toUpperCase()}${what.slice(1)}.`),
    ...options
      .filter(({ flags }) => !flags.includes('--help'))
      .flatMap(({ flags, what: meaning }) => ['.TP', `.B ${escaped(flags)}`, escaped(meaning)]),
    ...notes(more),
  ];
}

/** Help's own paragraphs: examples line by line, the rest filled. */
function notes(text) {
  return text
    .split(/\n{2,}/)
    .filter((part) => part !== '')
    .flatMap((part) => {
      const [first, ...rest] = part.split('\n');
      if (!/^Examples?:$/.test(first)) return ['.PP', paragraph(part)];
      return ['.PP', escaped(first), '.nf', '.RS 4', ...rest.map((line) => escaped(line.trim())), '.RE', '.fi'];
    });
}

function paragraph(text) {
  return escaped(text.replace(/\s*\n\s*/g, ' '));
}

/** Text that roff takes as text: no commands at the start of a line, no escapes, and hyphens that can be copied. */
function escaped(text) {
  const plain = text.replace(/[\\"'^`~-]/g, (character) => names[character]);
  return plain.replace(/^\./gm, '\\&.');
}
