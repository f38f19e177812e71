import type { SessionView } from '../../app/screen/state.ts';
import type { RetryWait } from '../../app/session/facts.ts';
import {
  ageText,
  countdownLevel,
  countdownText,
  durationText,
  importFraction,
  type LoggedLine,
  leftText,
  remaining,
} from '../../domain/index.ts';
import { type Span, span } from './line.ts';
import type { Style } from './theme.ts';

export interface SessionStatus {
  /** One cell. */
  readonly sign: string;
  readonly word: string;
  /** Countdown, share of the import, or how long something takes or took; empty where there is none. */
  readonly detail: string;
  /** `!` or `!!` when the countdown nears its end; empty otherwise. */
  readonly warning: string;
  readonly style: Style;
  readonly warningStyle: Style;
}

const looks: Readonly<Record<SessionView['state'], readonly [sign: string, word: string, style: Style]>> = {
  closed: ['○', 'closed', 'quiet'],
  probing: ['◐', 'reaching', 'caution'],
  authenticating: ['◐', 'signing in', 'caution'],
  opening: ['◐', 'opening', 'caution'],
  importing: ['◐', 'importing', 'caution'],
  ready: ['●', 'ready', 'good'],
  busy: ['▶', 'busy', 'good'],
  closing: ['◌', 'closing', 'caution'],
  expired: ['✗', 'expired', 'bad'],
  broken: ['✗', 'lost', 'bad'],
  failed: ['✗', 'failed', 'bad'],
};

const stopping = ['◌', 'stopping', 'caution'] as const;

/** Milliseconds until the server ends the session; undefined where it is not open or did not say. */
export function timeLeft(session: SessionView, now: number): number | undefined {
  const { state, idleTimeout, lastActivity } = session;
  if (state !== 'ready' && state !== 'busy' && state !== 'importing') return undefined;
  if (idleTimeout === undefined || lastActivity === undefined) return undefined;
  return remaining({ idleTimeout, lastActivity }, now);
}

/** Milliseconds until the next try. A tick may be older than the pause, so never more than that. */
export function retryLeft({ at, delay }: RetryWait, now: number): number {
  return Math.min(delay, Math.max(0, at - now));
}

/**
 * @param asks whether its server waits for an answer
 * @param ended the line that has ended unseen
 */
export function sessionStatus(session: SessionView, now: number, asks = false, ended?: LoggedLine): SessionStatus {
  if (asks) return { sign: '?', word: 'asks', detail: '', warning: '', style: 'caution', warningStyle: 'caution' };
  const [sign, usual, style] = session.stoppingSince === undefined ? looks[session.state] : stopping;
  const word = session.retry && retryLeft(session.retry, now) > 0 ? 'waiting' : usual;
  const left = timeLeft(session, now);
  const level = countdownLevel(left);
  const isIdle = session.state === 'ready';
  const warning = !isIdle || level === 'calm' ? '' : level === 'critical' || level === 'expired' ? '!!' : '!';
  if (ended && isIdle && warning === '') return endStatus(ended);
  return {
    sign,
    word,
    detail: detail(session, now, left),
    warning,
    style,
    warningStyle: warning === '!!' ? 'bad' : 'caution',
  };
}

/** What came of a line, until somebody looks: its countdown says little while it is long. */
function endStatus({ outcome, errors, milliseconds }: LoggedLine): SessionStatus {
  // The first unit alone: a row of the list has no room for more.
  const took = durationText(milliseconds).split(' ').slice(0, 2).join(' ');
  const usual = { detail: took, warning: '', warningStyle: 'caution' } as const;
  if (errors > 0) return { sign: '✗', word: 'errors', style: 'bad', ...usual };
  if (outcome === 'completed') return { sign: '✓', word: 'done', style: 'good', ...usual };
  return { sign: '■', word: outcome, style: 'caution', ...usual };
}

function detail(session: SessionView, now: number, left: number | undefined): string {
  if (session.state === 'importing' && session.importing) {
    const fraction = importFraction(session.importing);
    return fraction === undefined ? `${session.importing.received}` : `${Math.floor(fraction * 100)}%`;
  }
  if (session.retry) {
    const wait = retryLeft(session.retry, now);
    return wait > 0 ? leftText(wait) : `${session.retry.attempt}/${session.retry.most}`;
  }
  if (session.state === 'busy' && session.runningSince !== undefined) return ageText(now - session.runningSince);
  if (session.state === 'ready' || session.state === 'busy') return countdownText(left);
  return '';
}

/** The countdown with its warning, and what else is decided about the session's end. */
export function countdownSpans(session: SessionView, now: number): readonly Span[] {
  const left = timeLeft(session, now);
  if (session.state !== 'ready' && session.state !== 'busy') return [];
  const { warning, warningStyle } = sessionStatus(session, now);
  const spans = [span(countdownText(left), warning ? warningStyle : 'strong')];
  if (warning) spans.push(span(` ${warning}`, warningStyle));
  if (session.keepAliveUntil !== undefined) {
    spans.push(span(` · kept for ${countdownText(Math.max(0, session.keepAliveUntil - now))}`, 'quiet'));
  } else if (session.closesAt !== undefined) {
    spans.push(span(` · closes itself in ${countdownText(Math.max(0, session.closesAt - now))}`, 'quiet'));
  }
  return spans;
}
