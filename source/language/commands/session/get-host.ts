import { PsObject, PsText } from '../../../objects/index.ts';
import { currentCulture } from '../../values/culture.ts';
import type { CommandDeclaration } from '../command.ts';

export const getHost: CommandDeclaration = {
  name: 'Get-Host',
  synopsis: 'The program that lines are run by.',
  examples: [{ line: '(Get-Host).Name', what: 'exterm' }],
  parameters: [],
  create: (_bound, context) => ({
    *process() {
      const prefix = 'System.Management.Automation';
      yield* context.out(
        new PsObject({
          typeNames: [`${prefix}.Internal.Host.InternalHost`, `${prefix}.Host.PSHost`, 'System.Object'],
          text: `${prefix}.Internal.Host.InternalHost`,
          adapted: {
            names: ['Name', 'Version', 'CurrentCulture', 'CurrentUICulture', 'DebuggerEnabled', 'IsRunspacePushed'],
            values: ['exterm', new PsText('Version', '7.6.9'), currentCulture().name, '', false, false],
          },
        }),
      );
    },
  }),
};
