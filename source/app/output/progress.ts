import type { ProgressFacts } from '../../domain/index.ts';

/** More levels than a pipeline nests; what a server sends is bounded. */
const mostRecords = 16;

/** The running progress records with one more taken in: outermost first, completed ones and their children removed. */
export function withProgress(running: readonly ProgressFacts[], step: ProgressFacts): readonly ProgressFacts[] {
  if (step.completed) {
    const gone = new Set([step.id]);
    return running.filter((record) => {
      if (gone.has(record.id) || gone.has(record.parentId)) gone.add(record.id);
      return !gone.has(record.id);
    });
  }
  const at = running.findIndex((record) => record.id === step.id);
  if (at >= 0) return running.with(at, step);
  return running.length >= mostRecords ? running : [...running, step];
}
