import { HttpFailure } from '../../http/index.ts';
import { isShellGone } from '../../wsman/index.ts';
import { CommandLost, FaultAnswer, PlainAnswer } from './answers.ts';

/** ERROR_OPERATION_ABORTED. */
const operationAborted = 995;

/** What a proxy or a load balancer answers when the server behind it has not, and IIS while it takes no requests. */
const gatewayStatuses: ReadonlySet<number> = new Set([408, 502, 503, 504]);

function isGatewayAnswer(error: unknown): boolean {
  return error instanceof PlainAnswer && gatewayStatuses.has(error.status);
}

/** The connection under a request is gone, which says nothing of the shell at its other end. */
export function isLostLink(error: unknown): boolean {
  if (error instanceof CommandLost || isGatewayAnswer(error)) return true;
  return error instanceof HttpFailure && (error.kind === 'reset' || error.kind === 'truncated');
}

/**
 * The connection was lost before an answer of the server's began: whoever waits for output may ask for it again. Whether the server had
 * output under way then shows in what comes next.
 */
export function isLostWait(error: unknown): boolean {
  if (isGatewayAnswer(error)) return true;
  return error instanceof HttpFailure && error.kind === 'reset' && error.facts.answered !== true;
}

/**
 * The error that ends the session, where `error` means that: undefined for what concerns one request only. WinRM has
 * one code for a missing command and a missing shell, and aborts what runs in a shell that goes, so for these, and
 * where a connection was lost, the shell itself is asked.
 */
export async function endOfSession(error: unknown, askShell: () => Promise<unknown>): Promise<unknown> {
  if (!isLostLink(error)) {
    if (!(error instanceof FaultAnswer)) return error;
    if (!isShellGone(error.fault) && error.fault.fields.wsmanCode !== operationAborted) return undefined;
  }
  try {
    await askShell();
    return undefined;
  } catch (answer) {
    return answer instanceof FaultAnswer && !isShellGone(answer.fault) ? undefined : answer;
  }
}
