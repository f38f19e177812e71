/**
 * What vitest's JSON report says was skipped for a reason, a line a reason. A suite that skips itself ends its name in
 * `(skipped: …)`; tests that were not asked for, or are for another system, have no such reason.
 */
export function skippedLines(report) {
  const counts = new Map();
  for (const { assertionResults } of report.testResults) {
    for (const { status, ancestorTitles } of assertionResults) {
      if (status === 'passed' || status === 'failed') continue;
      const reason = /\(skipped: (.*)\)$/s.exec(
        ancestorTitles.find((title) => title.includes('(skipped: ')) ?? '',
      )?.[1];
      if (reason) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
  }
  return [...counts].map(([reason, count]) => `${count} tests were skipped: ${reason}`);
}
