/**
 * Calls `expired` after that many milliseconds or `aborted` when the signal fires, whichever is first, and neither after
 * the function that it returns was called. A signal that has fired already counts at once.
 */
export function watchDeadline(
  milliseconds: number | undefined,
  signal: AbortSignal | undefined,
  expired: () => void,
  aborted: () => void,
): () => void {
  const timer = milliseconds === undefined ? undefined : setTimeout(() => end(expired), milliseconds);
  const onAbort = () => end(aborted);
  const stop = () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  };
  function end(then: () => void): void {
    stop();
    then();
  }
  signal?.addEventListener('abort', onAbort);
  if (signal?.aborted) onAbort();
  return stop;
}
