import { type CatalogueEntries, type Circumstances, numberIn } from './entry.ts';

const closeOthers =
  'Close sessions that were left open (the orphans dialog, `exterm clean --orphans`; those of other programs: `exterm clean --others`), or wait until the server ends the idle ones, 15 minutes by default.';
const raise = (c: Circumstances) =>
  `An administrator can raise the limit: Set-ThrottlingPolicy <policy of ${c.account}> -PowerShellMaxConcurrency <number>.`;

/** Seconds that Exchange asks to wait, from milliseconds or seconds in its text. */
function pause(text: string): string {
  const milliseconds = numberIn(text, /at least (\d{1,9}) milliseconds/i);
  const seconds = numberIn(text, /wait for (\d{1,9}) seconds?/i);
  const wait = milliseconds === undefined ? seconds : Math.ceil(milliseconds / 1000);
  return wait === undefined ? 'Wait a minute' : `Wait ${wait} ${wait === 1 ? 'second' : 'seconds'}`;
}

/** Limits that the server or Exchange's throttling puts on an account. Codes: MS-WSMV, Exchange throttling policies. */
export const quotaFailures = {
  'quota.shells': {
    step: 'quota',
    kind: 'session',
    retryCanHelp: true,
    codes: [0x803381a5],
    texts: [/maximum number of concurrent shells for this user/i, /allowed a maximum number of \d+ concurrent shells/i],
    what: (c) => `${c.host} gives this account no further session.`,
    why: (c) => {
      const most = numberIn(c.text, /maximum number of (\d{1,6}) concurrent shells/i);
      const limit =
        most === undefined ? 'as many sessions as it may have (18 by default)' : `${most} sessions, its limit`;
      return `The account has ${limit}. Sessions that nobody closed count too.`;
    },
    next: (c) => `${closeOthers} ${raise(c)}`,
  },
  'quota.shells.plugin': {
    step: 'quota',
    kind: 'session',
    retryCanHelp: true,
    codes: [0x803381e4],
    texts: [/maximum number of concurrent shells allowed for this plugin/i],
    what: (c) => `${c.host} gives this account no further session of this configuration.`,
    why: "The configuration's own limit of shells per user is reached. Sessions that nobody closed count too.",
    next: `${closeOthers} An administrator can raise MaxShellsPerUser of the plug-in.`,
  },
  'quota.shellusers': {
    step: 'quota',
    kind: 'session',
    retryCanHelp: true,
    codes: [0x803381ab],
    texts: [/maximum number of users executing shell operations/i],
    what: (c) => `${c.host} serves as many users as it allows.`,
    why: "The server's limit of users with a shell at the same time (MaxConcurrentUsers) is reached.",
    next: 'Try again in a few minutes, or ask an administrator to raise winrm/config/winrs MaxConcurrentUsers.',
  },
  'quota.operations': {
    step: 'quota',
    kind: 'session',
    retryCanHelp: true,
    codes: [0x803381a6],
    texts: [/maximum number of concurrent operations for this user/i],
    what: (c) => `${c.host} takes no further operation of this account for now.`,
    why: 'Too many operations run at the same time: pipelines still at work, or some that were never released.',
    next: 'Wait for what runs, or stop it; if it stays so, disconnect and connect again.',
  },
  'quota.userload': {
    step: 'quota',
    kind: 'session',
    retryCanHelp: true,
    codes: [0x803381a7],
    texts: [/load quota for this user has been exceeded/i, /user load quota of \d+ requests per/i],
    what: (c) => `${c.host} slows this account down.`,
    why: 'It ran more cmdlets in the time slot than its throttling policy allows (PowerShellMaxCmdlets).',
    next: (c) => `${pause(c.text)} and try again; an administrator can raise PowerShellMaxCmdlets of the policy.`,
  },
  'quota.system': {
    step: 'quota',
    kind: 'session',
    retryCanHelp: true,
    codes: [0x803381a8],
    texts: [/load quota for the system has been exceeded/i],
    what: (c) => `${c.host} is too busy to take the request.`,
    why: 'The load limit of the whole server is reached, not that of this account.',
    next: 'Try again in a minute, or use another server.',
  },
  'runspace.max': {
    step: 'quota',
    kind: 'session',
    retryCanHelp: true,
    // Some versions name the policy party behind the number, others do not.
    texts: [/exceeded the maximum number of connections allowed\s*:\s*\d+/i],
    what: (c) => `Exchange on ${c.host} opens no further runspace for this account.`,
    why: (c) => {
      const active = /ActiveRunspaces\W{1,8}(\d{1,6}\s*\/\s*\d{1,6})/i.exec(c.text)?.[1]?.replaceAll(' ', '');
      const most = numberIn(c.text, /connections allowed\s*:\s*(\d{1,6})/i);
      const used = active ? ` (${active} in use)` : most === undefined ? '' : ` (${most})`;
      return `The limit of its throttling policy, PowerShellMaxConcurrency, is reached${used}. Sessions that nobody closed count too.`;
    },
    next: (c) => `${closeOthers} ${raise(c)}`,
  },
  'runspace.rate': {
    step: 'quota',
    kind: 'session',
    retryCanHelp: true,
    texts: [/exceeded your budget to create runspace/i],
    what: (c) => `Exchange on ${c.host} opens no further runspace for this account yet.`,
    why: 'The account opened more sessions in a short time than its policy allows (PowerShellMaxRunspaces).',
    next: (c) => `${pause(c.text)} and connect once more.`,
  },
} satisfies CatalogueEntries;
