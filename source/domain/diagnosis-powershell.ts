import type { Finding, PowerShellFacts } from './diagnosis.ts';
import type { Failure } from './failure.ts';
import { classify } from './failure-catalogue.ts';
import type { FailureFacts } from './failure-facts.ts';
import { advised } from './failures/advice.ts';

/** What the steps make of the PowerShell of this computer. */

const ok = (detail: string): Finding => ({ state: 'ok', detail });

function failed(facts: FailureFacts, advise = (failure: Failure) => failure): Finding {
  const { original: _, ...failure } = classify(facts);
  return { state: 'failed', detail: failure.what, failure: advise(failure) };
}

export function judgeExecutable({ executable }: PowerShellFacts): Finding {
  return ok(executable);
}

/** Release number of .NET Framework 4.5.2, which Windows Management Framework 5.1 needs. */
const neededFramework = 379_893;

/** Windows PowerShell before 5.1 is that of an old Windows: the seed procedure names .NET and WMF for it. */
export function judgeVersion({ version, isWindows, netFramework, bridges }: PowerShellFacts): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const least = bridges ? [7, 3] : [5, 1];
  if (major > least[0]! || (major === least[0] && minor >= least[1]!)) return ok(`Version ${version}.`);
  const facts: FailureFacts = { layer: 'local', network: 'powershell.version', text: version };
  if (!isWindows || major > 5) return failed(facts);
  const lacksFramework = netFramework === undefined || netFramework < neededFramework;
  return failed(facts, (failure) => advised(failure, 'oldWindows', { lacksFramework }));
}

export function judgeLanguage({ languageMode }: PowerShellFacts): Finding {
  if (languageMode === undefined || languageMode === 'FullLanguage') return ok(languageMode ?? 'FullLanguage');
  return failed({ layer: 'local', network: 'powershell.language', text: languageMode });
}

const forbidding: ReadonlySet<string> = new Set(['restricted', 'allsigned', 'undefined', 'default']);

/**
 * The import writes a module and runs it. exterm asks for RemoteSigned for its own process, which a group policy
 * overrides; off Windows there are no policies.
 */
export function judgePolicy({ executionPolicy, isPolicyForced, isWindows }: PowerShellFacts): Finding {
  if (!isWindows) return ok('There are none on this system.');
  if (executionPolicy === undefined) return ok('Not said; exterm asks for RemoteSigned for its own PowerShell.');
  if (!forbidding.has(executionPolicy.toLowerCase())) return ok(executionPolicy);
  if (!isPolicyForced) return ok(`${executionPolicy}; exterm asks for RemoteSigned for its own PowerShell alone.`);
  return failed(
    { layer: 'local', fqeid: 'UnauthorizedAccess', text: 'running scripts is disabled on this system' },
    (failure) => advised(failure, 'groupPolicy', { executionPolicy }),
  );
}

export function judgeWsman({ hasWsman, bridges }: PowerShellFacts): Finding {
  if (hasWsman) return ok('There.');
  if (bridges) return ok("None in this PowerShell; exterm's own takes its place.");
  return failed({ layer: 'local', text: 'no supported WSMan client library was found' });
}
