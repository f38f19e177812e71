// The rooms of source/, what each is for, and which others it may import. Lint's rules (biome.json) and the picture of
// docs/architecture.md are made from this table by `npm run docs`; CI fails where they differ. A line that is used no more has to go.

/**
 * From the outermost to the ground. `may` names rooms; a room within a folder of rooms is named by its path. `io: false`
 * marks a room that takes bytes and values and gives bytes and values. `own`: folders of it that are named as a room is,
 * which lint cannot tell apart; the test of the rooms does.
 * @type {readonly { room: string, what: string, may: readonly string[], io?: false, own?: readonly string[] }[]}
 */
export const rooms = [
  {
    room: 'main',
    what: 'the one place where everything is put together',
    may: [
      'ui',
      'app',
      'app/screen',
      'engine/native',
      'engine/powershell',
      'engine/diagnosis',
      'sandbox',
      'storage',
    ].concat(['auth', 'http', 'domain']),
  },
  {
    room: 'commands',
    what: 'the command line: one file a command, no screen',
    may: ['app', 'app/headless', 'app/output', 'app/shells', 'sandbox', 'language', 'format', 'domain'],
  },
  {
    room: 'ui',
    what: 'the screen, drawn with Ink; reads the store, holds nothing of its own',
    may: ['app/screen', 'app/output', 'app/results', 'app/session', 'grid', 'language', 'domain', 'objects'],
  },
  {
    room: 'app/screen',
    what: 'the use cases behind the screen: the store, its sessions, its commands',
    may: [
      'app',
      'app/doctor',
      'app/output',
      'app/results',
      'app/session',
      'app/shells',
      'app/sign-in',
      'language',
      'format',
      'domain',
    ],
  },
  {
    room: 'app/headless',
    what: 'the same use cases without a screen',
    may: ['app', 'app/doctor', 'app/output', 'app/session', 'app/shells', 'app/sign-in', 'language', 'domain'],
  },
  {
    room: 'app/doctor',
    what: 'walks the way to a server and says which step fails',
    may: ['app', 'app/output', 'app/session', 'app/shells', 'app/sign-in', 'format', 'domain'],
  },
  {
    room: 'app/session',
    what: 'a session from the first attempt to its close, with its lease and countdown',
    may: ['app', 'app/sign-in', 'domain'],
  },
  {
    room: 'app/shells',
    what: 'which shells servers have, whose they are, and their removal',
    may: ['app', 'app/sign-in', 'domain'],
  },
  {
    room: 'app/sign-in',
    what: 'who signs in, with what, and what is remembered',
    may: ['app', 'storage', 'domain'],
  },
  {
    room: 'app/output',
    what: 'what a run gives, as a transcript keeps it',
    may: ['format', 'domain'],
  },
  {
    room: 'app/results',
    what: 'the objects of what was run: kept, bounded, as grids',
    may: ['app/output', 'format', 'grid', 'storage', 'psrp', 'domain', 'objects'],
  },
  { room: 'app', what: 'what all use cases reach the world through', may: ['storage', 'domain'] },
  {
    room: 'sandbox',
    what: 'an Exchange organisation on loopback, speaking the true protocol',
    may: ['storage', 'format', 'psrp', 'wsman', 'domain', 'objects'],
  },
  { room: 'storage', what: 'settings, ledger, history, key ring', may: ['domain'] },
  {
    room: 'engine/diagnosis',
    what: 'what the doctor asks the network and this computer',
    may: ['engine/server', 'http', 'wsman', 'domain'],
  },
  {
    room: 'engine/native',
    what: 'remoting without PowerShell: our own runspace pools, pipelines and REPL',
    may: ['engine', 'engine/server', 'files', 'language', 'format', 'psrp', 'wsman', 'http', 'domain', 'objects'],
  },
  {
    room: 'engine/powershell',
    what: 'a local PowerShell through node-powershell, and the bridge that gives it our WSMan client',
    may: ['engine', 'engine/server', 'language', 'psrp', 'wsman', 'domain', 'objects'],
  },
  {
    room: 'engine/server',
    what: 'what every engine shares about a server: its address, shells, answers and failures',
    may: ['psrp', 'wsman', 'http', 'domain', 'objects'],
  },
  { room: 'engine', what: 'what a server sends, as records', may: ['psrp', 'domain'] },
  { room: 'files', what: "this computer's files, as the language's commands reach them", may: ['language'] },
  {
    room: 'auth',
    what: 'Kerberos and Negotiate over HTTP, with sealed bodies',
    may: ['auth/gss', 'auth/security', 'auth/sspi', 'http', 'domain'],
  },
  { room: 'auth/gss', what: "the system's GSSAPI", may: ['auth/security', 'domain'] },
  { room: 'auth/sspi', what: "Windows' SSPI", may: ['auth/security', 'domain'] },
  { room: 'auth/security', what: "what authentication needs of a system's security library", may: [] },
  { room: 'http', what: 'one exchange at a time on a pinned connection', may: [] },
  {
    room: 'grid',
    what: 'many objects as rows and columns: sorted, filtered, summed; one object as a tree',
    may: ['format', 'domain', 'objects'],
    io: false,
  },
  {
    room: 'language',
    what: 'the PowerShell of the native REPL',
    may: ['format', 'xml', 'domain', 'objects'],
    io: false,
    own: ['commands'],
  },
  { room: 'format', what: 'objects as tables, lists, CSV, JSON', may: ['domain', 'objects'], io: false },
  { room: 'psrp', what: 'MS-PSRP, client and server', may: ['objects'], io: false },
  { room: 'wsman', what: 'WS-Management', may: ['xml'], io: false },
  { room: 'domain', what: 'connections, sessions, leases, failures: the words of it all', may: ['objects'], io: false },
  { room: 'xml', what: 'a bounded reader and a writer', may: [], io: false },
  { room: 'objects', what: "PowerShell's values", may: [], io: false },
  { room: 'text', what: 'what is shown of a text, and how wide it is', may: [], io: false },
  { room: 'async', what: 'waiting, deadlines, queues', may: [] },
];

/** What every room may stand on. */
const ground = ['text', 'async'];

/** Whether files of one room may import files of another. */
export function mayImport(room, other) {
  return ground.includes(other)
    ? !ground.includes(room)
    : rooms.some((one) => one.room === room && one.may.includes(other));
}

const outside = [
  ...['node:fs', 'node:fs/**', 'node:net', 'node:http', 'node:https', 'node:tls', 'node:child_process', 'node:dns'],
  ...['node:timers/**', 'undici', 'ink', 'react'],
];

/** The overrides of biome.json that hold each room to its line in the table. */
export function lintOverrides() {
  return rooms.map(({ room, may, io, own = [] }) => {
    const others = rooms
      .map((other) => other.room)
      .filter((other) => other !== room && !own.includes(other) && !mayImport(room, other));
    const allowed = [...may, ...ground.filter((one) => mayImport(room, one))].join(', ') || 'nothing';
    const patterns = [
      {
        group: others.flatMap((other) => specifiers(room, other)),
        message: `${room}/ may import only ${allowed} of our rooms: imports go one way.`,
      },
      ...(io === false ? [{ group: outside, message: `${room}/ does no IO.` }] : []),
    ];
    return {
      includes: [
        `source/${room}/**`,
        ...rooms.filter((inner) => isWithin(inner.room, room)).map((inner) => `!source/${inner.room}/**`),
      ],
      linter: { rules: { style: { noRestrictedImports: { level: 'error', options: { patterns } } } } },
    };
  });
}

/** How a file of one room would name files of another: by what follows the folder that both are in. */
function specifiers(room, other) {
  const from = room.split('/');
  const to = other.split('/');
  let shared = 0;
  while (shared < to.length && from[shared] === to[shared]) shared++;
  const rest = to.slice(shared).join('/');
  // A room that this one is a part of, such as engine/ for engine/server/.
  if (rest === '') return ['../*.ts'];
  const hasRooms = rooms.some((inner) => isWithin(inner.room, other));
  return [hasRooms ? `**/../${rest}/*` : `**/../${rest}/**`];
}

function isWithin(inner, outer) {
  return inner.startsWith(`${outer}/`);
}

/** Rooms in storeys: each imports only from storeys below its own. */
function storeys() {
  const height = new Map();
  const heightOf = (name) => {
    if (!height.has(name)) {
      const below = rooms.filter(({ room }) => mayImport(name, room));
      height.set(name, 1 + Math.max(-1, ...below.map(({ room }) => heightOf(room))));
    }
    return height.get(name);
  };
  for (const { room } of rooms) heightOf(room);
  const levels = [...new Set(height.values())].sort((a, b) => b - a);
  return levels.map((level) => rooms.filter(({ room }) => height.get(room) === level).map(({ room }) => room));
}

/** The picture of docs/architecture.md: the storeys, and a line a room. */
export function picture() {
  const drawn = storeys().map((names) => names.map((name) => `${name}/`).join('   '));
  const width = Math.max(...drawn.map((line) => line.length));
  const centred = drawn.map((line) => `${' '.repeat(Math.floor((width - line.length) / 2))}${line}`);
  return [
    '```',
    centred.join(`\n${' '.repeat(Math.floor(width / 2))}▼\n`),
    '```',
    '',
    '| room | what it is | imports |',
    '|---|---|---|',
    ...rooms.map(({ room, what, may }) => `| \`${room}\` | ${what} | ${may.length === 0 ? '' : may.join(', ')} |`),
  ].join('\n');
}
