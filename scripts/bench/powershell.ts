import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PartContext } from './figures.ts';

type JudgeModule = typeof import('../../test/peers/powershell/judge.ts');
type BuildModule = typeof import('../../test/peers/powershell/build.ts');
type WholeModule = typeof import('../../test/peers/powershell/whole.ts');

/** The tests' PowerShell, as it lies there: it finds its sources beside itself, so it is no part of this bundle. */
function load<T>({ root }: PartContext, file: string): Promise<T> {
  return import(pathToFileURL(join(root, 'test', 'peers', 'powershell', file)).href) as Promise<T>;
}

/** The executable of the small host, or why there is none. */
async function powerShellHost(context: PartContext) {
  try {
    return await (await load<BuildModule>(context, 'build.ts')).powerShellHost();
  } catch (error) {
    return { missing: (error as Error).message };
  }
}

/** The executable of a whole PowerShell, or why there is none. */
export async function wholePowerShell(context: PartContext) {
  try {
    return await (await load<WholeModule>(context, 'whole.ts')).wholePowerShell();
  } catch (error) {
    return { missing: (error as Error).message };
  }
}

/** What its own deserializer is asked through, or why it cannot be. */
export async function powerShellJudge(context: PartContext) {
  const host = await powerShellHost(context);
  if ('missing' in host) return host;
  const { Judge } = await load<JudgeModule>(context, 'judge.ts');
  return { judge: new Judge(host.executable) };
}
