import type { PsValue } from '../../objects/index.ts';
import type { BoundableCommand } from '../catalogue/commands.ts';
import { bindingFailures } from './failures.ts';
import type { CmdletHost } from './types.ts';

const choices = [
  { label: '&Yes', help: 'Goes on with this one.' },
  { label: 'Yes to &All', help: 'Goes on with this one and all that follow.' },
  { label: '&No', help: 'Leaves this one as it is.' },
  { label: 'No to A&ll', help: 'Leaves this one and all that follow as they are.' },
] as const;

/**
 * PowerShell's ShouldProcess for one command: -WhatIf tells and does nothing, -Confirm or a high impact asks, and an
 * answer to all holds for the records that follow.
 */
export function createConfirmation(command: BoundableCommand, bound: ReadonlyMap<string, PsValue>, host: CmdletHost) {
  const asked = bound.get('confirm');
  const asks = asked === undefined ? command.supportsShouldProcess && command.confirmImpact === 'High' : asked === true;
  let forAll: boolean | undefined;
  return async (description: string): Promise<boolean> => {
    if (bound.get('whatif') === true) {
      await host.writeHostLine(`What if: ${description}`);
      return false;
    }
    if (!asks) return true;
    if (forAll !== undefined) return forAll;
    if (!host.promptForChoice) throw bindingFailures.cannotAsk(command.name);
    const answer = await host.promptForChoice({
      caption: 'Confirm',
      message: `Are you sure you want to perform this action?\n${description}`,
      choices,
      defaultChoice: 0,
    });
    if (answer === 1) forAll = true;
    if (answer === 3) forAll = false;
    return answer === 0 || answer === 1;
  };
}
