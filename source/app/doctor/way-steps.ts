import { deadline } from '../../async/deadline.ts';
import {
  classify,
  FailureError,
  type HttpAnswerFacts,
  judgeCertificate,
  judgeExecutable,
  judgeHttp,
  judgeLanguage,
  judgeName,
  judgePolicy,
  judgeSchemes,
  judgeTcp,
  judgeVersion,
  judgeWsman,
  type NameFacts,
  type PowerShellFacts,
  type ReachFacts,
  type ReachStage,
} from '../../domain/index.ts';
import { failureOf } from '../failing.ts';
import { noAnswer, stepLimit, type Walk, walk } from './walk.ts';

/** The PowerShell of this computer: it is started once, and each step judges a part of what it said. */
export async function examinePowerShell(on: Walk): Promise<void> {
  let facts: PowerShellFacts | undefined;
  await walk(on, 'powershell.executable', async (signal) => {
    facts = await on.deps.diagnosis?.engines.powershell?.inspect?.(on.connection, signal);
    if (!facts) throw new FailureError(classify({ layer: 'local', network: 'powershell.missing' }));
    return judgeExecutable(facts);
  });
  await walk(on, 'powershell.version', async () => judgeVersion(facts!));
  await walk(on, 'powershell.language', async () => judgeLanguage(facts!));
  await walk(on, 'powershell.policy', async () => judgePolicy(facts!));
  await walk(on, 'powershell.wsman', async () => judgeWsman(facts!));
}

/**
 * The way to the server without credentials.
 * @returns milliseconds by which the server's clock is ahead of this one; undefined where it did not say
 */
export async function examineEndpoint(on: Walk): Promise<number | undefined> {
  const probe = on.deps.diagnosis?.endpoint;
  if (!probe) return undefined;
  await reach(on);
  const { connection } = on;
  let answer: HttpAnswerFacts | undefined;
  let ahead: number | undefined;
  await walk(on, 'http', async (signal) => {
    answer = await probe.ask({ connection, signal });
    if (answer.date !== undefined) ahead = answer.date - on.deps.clock();
    return judgeHttp(answer, connection);
  });
  await walk(on, 'schemes', async () => judgeSchemes(answer!, connection));
  return ahead;
}

/** Name, TCP and TLS are one call; each stage that begins ends the one before it. */
async function reach({ exam, deps, connection, signal }: Walk): Promise<void> {
  const obstacle = exam.obstacle('resolve');
  if (obstacle !== undefined) return;
  const timed = deadline(deps.timers, stepLimit, signal);
  const pass = (found: NameFacts & Partial<ReachFacts>) => {
    const { running } = exam;
    if (running === 'resolve') exam.end('resolve', judgeName(found, connection));
    else if (running === 'tcp') exam.end('tcp', judgeTcp(found, connection));
  };
  exam.begin('resolve');
  try {
    const onStage = (stage: ReachStage, found: NameFacts) => {
      if (stage === 'resolve') return;
      pass(found);
      exam.begin(stage);
    };
    const facts = await deps.diagnosis!.endpoint.reach({ connection, signal: timed.signal }, onStage);
    pass(facts);
    if (exam.running === 'tls') exam.end('tls', judgeCertificate(facts, deps.clock()));
  } catch (error) {
    if (signal.aborted) throw error;
    exam.fail(exam.running ?? 'resolve', failureOf(timed.signal.aborted ? noAnswer(connection) : error));
  } finally {
    timed.clear();
  }
}
