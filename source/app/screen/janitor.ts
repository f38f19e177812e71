import type { StoreApi } from 'zustand/vanilla';
import { isAbort } from '../../async/abort.ts';
import type { Connection, ServerShell, ShellReport } from '../../domain/index.ts';
import type { AppDeps } from '../deps.ts';
import { failureOf } from '../failing.ts';
import type { RemovalOutcome } from '../shells/outcome.ts';
import { type OpenAccess, removeReports, removeShell } from '../shells/removal.ts';
import { engineFor, listWith, surveyLedger, surveyShells, targetOf } from '../shells/survey.ts';
import { withKnown } from '../sign-in/access.ts';
import type { CredentialFlow } from '../sign-in/credentials.ts';
import type { Feedback } from './feedback.ts';
import { leftBehind } from './left-behind.ts';
import type { LiveSession } from './live-session.ts';
import { shownHere } from './shown-failure.ts';
import type { AppState, OrphanScan } from './state.ts';

export interface JanitorPorts {
  readonly deps: AppDeps;
  readonly store: StoreApi<AppState>;
  readonly feedback: Feedback;
  readonly flow: CredentialFlow;
  readonly sessions: () => Iterable<LiveSession>;
  /** Aborts when exterm ends. */
  readonly signal: AbortSignal;
}

/** The cause of the flash about them. */
const leftOpen = 'sessions that were left open';

/** Finds the shells that nobody owns any more, and removes those that the user wants removed. */
export class Janitor {
  readonly #ports: JanitorPorts;

  constructor(ports: JanitorPorts) {
    this.#ports = ports;
  }

  /** At start: what the ledger alone knows, at once. */
  async lookBack(): Promise<void> {
    const { deps } = this.#ports;
    const survey = await surveyLedger(this.#claims(), deps);
    this.#show({ ...survey, state: 'never' });
    const count = survey.reports.filter((report) => report.isOrphan).length;
    if (count > 0) this.#tellOf(count);
  }

  #tellOf(count: number): void {
    const sessions = count === 1 ? '1 session was' : `${count} sessions were`;
    const text = `${sessions} left open by an exterm that has ended.`;
    const next = count === 1 ? '^X removes it, ^O shows it.' : '^X removes them, ^O shows them.';
    this.#ports.feedback.flash('warning', text, next, undefined, leftOpen);
  }

  /** What the flash says of sessions that were left open stays true while they are removed one by one. */
  #tellWhatIsLeft(): void {
    const { feedback, store } = this.#ports;
    if (!feedback.isShown(leftOpen)) return;
    const { length } = leftBehind(store.getState());
    if (length === 0) feedback.settled(leftOpen);
    else this.#tellOf(length);
  }

  /** Removes what exterms of this user left behind when they ended: certainly nobody's, so nothing is asked. */
  async removeLeftBehind(): Promise<void> {
    const { feedback, store } = this.#ports;
    const left = leftBehind(store.getState());
    if (left.length === 0) return;
    await this.remove(left);
    const { outcomes } = store.getState().orphans;
    if (left.some((report) => outcomes[report.shellId]?.result === 'failed')) return;
    this.#show({ reports: store.getState().orphans.reports.filter((report) => !left.includes(report)) });
    const sessions =
      left.length === 1 ? 'The session that was left open is' : `${left.length} sessions that were left open are`;
    feedback.flash('info', `${sessions} removed.`, '');
  }

  /** Asks the servers that can be asked without asking the user for anything. */
  async scan(): Promise<void> {
    const { deps, store } = this.#ports;
    const { state } = store.getState().orphans;
    if (state === 'scanning' || state === 'removing') return;
    this.#show({ state: 'scanning' });
    try {
      const survey = await surveyShells(
        await this.#askable(),
        (connection) => this.#list(connection),
        this.#claims(),
        deps,
      );
      this.#show({ ...survey, state: 'done', outcomes: {} });
    } catch (error) {
      this.#show({ state: 'done' });
      if (!isAbort(error)) this.#ports.feedback.failed(failureOf(error));
    }
  }

  /** Removes these, whoever they belong to: the user has chosen them. Orphans that were claimed meanwhile are left. */
  async remove(reports: readonly ShellReport[]): Promise<void> {
    const { deps, flow, signal, store } = this.#ports;
    if (store.getState().orphans.state === 'removing') return;
    this.#show({ state: 'removing' });
    for (const report of reports) this.#outcome(report, { result: 'removing' });
    try {
      await removeReports(reports, {
        deps,
        flow,
        signal,
        connections: store.getState().connections,
        claims: () => this.#claims(),
        openAt: (connection) => this.#openAt(connection),
        ownSession: (report) => this.#sessionOf(report),
        settled: (report, outcome) => this.#outcome(report, outcome),
      });
    } finally {
      this.#show({ state: 'done' });
      this.#tellWhatIsLeft();
    }
  }

  /** Shells that this exterm lost touch with, removed as soon as their server can be reached again. */
  async settleLeft(session: LiveSession): Promise<void> {
    const { deps, signal } = this.#ports;
    const open = session.driver.access;
    if (!open) return;
    const survey = await surveyLedger(this.#claims(), deps);
    for (const report of survey.reports) {
      const ours =
        report.whose === 'this exterm' && report.isOrphan && report.lease?.url === open.access.connection.url;
      if (ours && report.connection === session.name) {
        // Nobody has asked for it: what stays is in the ledger, and the orphans dialog shows it.
        await removeShell(report, open.engine, { ...open.access, signal }, deps).catch(() => {});
      }
    }
  }

  #claims(): ReadonlySet<string> {
    return claimsOf(this.#ports.sessions());
  }

  /** Open sessions, sandboxes, and where leases are. */
  async #askable(): Promise<readonly Connection[]> {
    const { deps, store } = this.#ports;
    const { connections } = store.getState();
    const leases = await deps.ledger.list();
    const open = [...this.#ports.sessions()]
      .filter((session) => session.driver.access)
      .map((session) => session.driver.connection);
    const sandboxes = connections.filter((connection) => connection.sandboxServer !== undefined);
    const leased = leases.map((lease) => targetOf(lease, connections));
    return [...new Map([...leased, ...sandboxes, ...open].map((one) => [one.name.toLowerCase(), one])).values()];
  }

  async #list(connection: Connection): Promise<readonly ServerShell[] | undefined> {
    const { deps, flow, signal } = this.#ports;
    const open = this.#openAt(connection);
    if (open) return listWith(open.engine, { ...open.access, signal });
    const engine = engineFor(connection, deps);
    const found = await withKnown(connection, deps, flow, signal, (access) => listWith(engine, { ...access, signal }));
    return found === 'no server' ? [] : found;
  }

  #openAt(connection: Connection): OpenAccess | undefined {
    for (const { driver } of this.#ports.sessions()) {
      const open = driver.access;
      if (
        open &&
        driver.connection.name === connection.name &&
        (connection.sandboxServer || [driver.connection.url, open.access.connection.url].includes(connection.url))
      ) {
        return open;
      }
    }
    return undefined;
  }

  #sessionOf(report: ShellReport): LiveSession | undefined {
    const id = report.shellId.toLowerCase();
    return [...this.#ports.sessions()].find(({ driver }) => driver.claims?.toLowerCase() === id);
  }

  #outcome(report: ShellReport, came: RemovalOutcome): void {
    const { feedback, store } = this.#ports;
    const outcome = came.result === 'failed' ? { ...came, failure: shownHere(came.failure) } : came;
    store.setState(({ orphans }) => ({
      orphans: { ...orphans, outcomes: { ...orphans.outcomes, [report.shellId]: outcome } },
    }));
    if (outcome.result === 'removing') return;
    if (outcome.result === 'failed') feedback.failed(outcome.failure, report.connection);
    feedback.action(
      report.connection,
      `removed shell ${report.shellId}`,
      outcome.result === 'failed' ? 'failed' : 'done',
    );
  }

  #show(change: Partial<OrphanScan>): void {
    const problems = change.problems?.map((one) => ({ ...one, failure: shownHere(one.failure) }));
    this.#ports.store.setState(({ orphans }) => ({
      orphans: { ...orphans, ...change, ...(problems ? { problems } : {}) },
    }));
  }
}

export function claimsOf(sessions: Iterable<Pick<LiveSession, 'driver'>>): ReadonlySet<string> {
  return new Set([...sessions].flatMap(({ driver }) => (driver.claims ? [driver.claims.toLowerCase()] : [])));
}
