/** What an aborted call rejects with: the signal's own reason where that is an abort. */
export function abortError(signal?: AbortSignal): Error {
  const reason: unknown = signal?.reason;
  return isAbort(reason) ? reason : new DOMException('The operation was cancelled.', 'AbortError');
}

export function isAbort(error: unknown): error is Error {
  return error instanceof Error && error.name === 'AbortError';
}

/**
 * The outcome of some work; rejects with the signal's reason as soon as that fires. The work itself is not ended: what
 * becomes of it after that is nobody's concern, an error of it included. The signal keeps no listener of this.
 */
export async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener('abort', abort);
  if (signal.aborted) abort();
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', abort);
    work.catch(() => undefined);
  }
}

/** Waits for the work's end, however it ends, or for the signal; which of them it was is the signal's to tell. */
export async function settledOrAborted(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  await orAborted(work, signal).catch(() => undefined);
}
