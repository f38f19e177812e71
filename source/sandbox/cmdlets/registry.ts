import { auditCmdlets } from './audit.ts';
import { configurationCmdlets } from './configuration.ts';
import type { CmdletDefinition } from './definition.ts';
import { moveCmdlets } from './moves/moves.ts';
import { folderCmdlets } from './recipients/folders.ts';
import { getRecipientCmdlets } from './recipients/get.ts';
import { groupCmdlets } from './recipients/groups.ts';
import { mailboxLifecycleCmdlets } from './recipients/lifecycle.ts';
import { permissionCmdlets } from './recipients/permissions.ts';
import { sendAsCmdlets } from './recipients/send-as.ts';
import { setRecipientCmdlets } from './recipients/set.ts';
import { statisticsCmdlets } from './recipients/statistics.ts';
import { componentCmdlets } from './servers/components.ts';
import { databaseCmdlets } from './servers/databases.ts';
import { serverCmdlets } from './servers/servers.ts';
import { queueCmdlets } from './transport/queues.ts';
import { ruleCmdlets } from './transport/rules.ts';
import { trackingCmdlets } from './transport/tracking.ts';

/** All cmdlets that the sandbox simulates. */
export const simulatedCmdlets: readonly CmdletDefinition[] = [
  ...getRecipientCmdlets,
  ...setRecipientCmdlets,
  ...mailboxLifecycleCmdlets,
  ...permissionCmdlets,
  ...sendAsCmdlets,
  ...folderCmdlets,
  ...statisticsCmdlets,
  ...groupCmdlets,
  ...databaseCmdlets,
  ...serverCmdlets,
  ...componentCmdlets,
  ...queueCmdlets,
  ...trackingCmdlets,
  ...ruleCmdlets,
  ...moveCmdlets,
  ...configurationCmdlets,
  ...auditCmdlets,
];
