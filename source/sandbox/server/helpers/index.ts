import type { HelperCommand } from '../pipeline/endpoint.ts';
import { writeSandboxFlood } from './flood.ts';
import { getCommand } from './get-command.ts';
import { getFormatData } from './get-format-data.ts';
import { getHelp } from './get-help.ts';
import { writeSandboxHostile } from './hostile.ts';
import { measureObject } from './measure-object.ts';
import { exitPSSession, outDefault } from './pass-through.ts';
import { selectObject } from './select-object.ts';

/** What Import-PSSession and interactive sessions need of an endpoint (exchange.md), by lower-cased name. */
export function endpointHelpers(withTestCmdlets: boolean): ReadonlyMap<string, HelperCommand> {
  const commands = [
    getCommand,
    getFormatData,
    selectObject,
    measureObject,
    getHelp,
    outDefault,
    exitPSSession,
    ...(withTestCmdlets ? [writeSandboxFlood, writeSandboxHostile] : []),
  ];
  return new Map(commands.map((helper) => [helper.command.name.toLowerCase(), helper]));
}
