import type { CommandContext } from './context.ts';
import { printJson } from './print.ts';

/** `exterm --version --json`: what a report of a fault needs. */
export async function writeVersions(context: CommandContext): Promise<void> {
  await printJson(context.io.stdout, await (await context.installation()).versions());
}
