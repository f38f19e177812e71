import { configurationCmdlets } from './configuration.ts';
import type { CmdletDefinition } from './definition.ts';
import { moveCmdlets } from './moves/moves.ts';
import { getRecipientCmdlets } from './recipients/get.ts';
import { groupCmdlets } from './recipients/groups.ts';
import { mailboxLifecycleCmdlets } from './recipients/lifecycle.ts';
import { permissionCmdlets } from './recipients/permissions.ts';
import { setRecipientCmdlets } from './recipients/set.ts';
import { statisticsCmdlets } from './recipients/statistics.ts';
import { databaseCmdlets } from './servers/databases.ts';
import { serverCmdlets } from './servers/servers.ts';
import { queueCmdlets } from './transport/queues.ts';
import { trackingCmdlets } from './transport/tracking.ts';

/** All cmdlets that the sandbox simulates. */
export const simulatedCmdlets: readonly CmdletDefinition[] = [
  ...getRecipientCmdlets,
  ...setRecipientCmdlets,
  ...mailboxLifecycleCmdlets,
  ...permissionCmdlets,
  ...statisticsCmdlets,
  ...groupCmdlets,
  ...databaseCmdlets,
  ...serverCmdlets,
  ...queueCmdlets,
  ...trackingCmdlets,
  ...moveCmdlets,
  ...configurationCmdlets,
];
