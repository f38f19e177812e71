import type { Failure, ShellReport, TranscriptLine } from '../../../source/domain/index.ts';
import { connection, FakeApp } from '../../support/fake-app.ts';

export const refused: Failure = {
  id: 'connect.refused',
  what: 'Nothing listens on ex01.contoso.com:80.',
  why: 'The connection was refused.',
  next: 'Check the URL.',
  retryCanHelp: true,
  kind: 'connection',
};

export const output = (text: string): TranscriptLine => ({ kind: 'output', text });

/** The day's work: one server in use, one importing, one about to be lost, one not opened. */
export function workingDay(): FakeApp {
  const app = new FakeApp(['ex01', 'ex02', 'dr01', 'lab'].map((name) => connection(name)));
  const { now } = app.state;
  app.open('ex01');
  app.open('dr01', 13 * 60 + 2);
  app.set('ex02', {
    state: 'importing',
    importing: { received: 364, total: 845, current: 'Get-MailboxStatistics', startedAt: now - 4000, updatedAt: now },
    stages: [
      { stage: 'resolve', startedAt: now - 4600, endedAt: now - 4588 },
      { stage: 'tcp', startedAt: now - 4588, endedAt: now - 4580 },
      { stage: 'authenticate', startedAt: now - 4580, endedAt: now - 4000 },
      { stage: 'open', startedAt: now - 4500, endedAt: now - 4000 },
      { stage: 'negotiate', startedAt: now - 4000, endedAt: now - 4000 },
      { stage: 'import', startedAt: now - 4000, endedAt: undefined },
    ],
  });
  app.print('ex01', [
    { kind: 'note', text: 'Connected: 845 cmdlets imported.' },
    { kind: 'input', text: 'ex01> Get-Mailbox -ResultSize 3 | Select Name, Database' },
    output(''),
    { kind: 'heading', text: 'Name            Database' },
    { kind: 'heading', text: '----            --------' },
    output('Adele Vance     DB01'),
    output('Alex Wilber     DB02'),
    output('Diego Siciliani DB01'),
    { kind: 'warning', text: 'There are more results available than are currently displayed.' },
  ]);
  app.updatePane('ex01', { text: 'Get-MailboxDatabase', cursor: 11 });
  app.setFocus('prompt');
  return app;
}

export function report(shellId: string, change: Partial<ShellReport> = {}): ShellReport {
  return {
    shellId,
    connection: 'ex01',
    lease: undefined,
    shell: {
      shellId,
      name: undefined,
      owner: 'CONTOSO\\mira',
      clientIp: '10.0.0.7',
      processId: undefined,
      state: 'Connected',
      resourceUri: undefined,
      memoryUsed: undefined,
      inactivity: 11 * 60_000,
      runTime: 12 * 60_000,
      idleTimeout: 15 * 60_000,
    },
    whose: 'ended exterm',
    isOrphan: true,
    why: 'The exterm that opened it (process 7) has ended without closing it; it counts against the sessions this account may have.',
    ...change,
  };
}
