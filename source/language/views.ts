import type { ViewRequest } from '../domain/index.ts';
import type { Arguments, LocalParameter } from './bind.ts';
import type { Scope } from './evaluate.ts';
import { checkNames } from './stages/properties.ts';

/** A command that ends a pipeline and says how its output is laid out. */
export interface ViewCommand {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly shape: ViewRequest['shape'];
  readonly parameters: readonly LocalParameter[];
}

const leaveOut = 'Leave it out.';

export const viewCommands: readonly ViewCommand[] = [
  {
    name: 'Format-Table',
    aliases: ['ft'],
    shape: 'table',
    parameters: [
      { name: 'Property', position: 0 },
      { name: 'AutoSize', isSwitch: true },
      { name: 'Wrap', isSwitch: true },
      { name: 'HideTableHeaders', isSwitch: true, refused: leaveOut },
      { name: 'GroupBy', refused: 'Use Group-Object, or Sort-Object on the property.' },
      { name: 'View', refused: leaveOut },
      { name: 'Expand', refused: leaveOut },
      { name: 'DisplayError', isSwitch: true, refused: leaveOut },
      { name: 'ShowError', isSwitch: true, refused: leaveOut },
      { name: 'Force', isSwitch: true, refused: leaveOut },
    ],
  },
  {
    name: 'Out-GridView',
    aliases: ['ogv'],
    shape: 'grid',
    parameters: [
      { name: 'Title', position: 0 },
      { name: 'OutputMode', refused: 'Mark rows in the grid and copy or save them there.' },
      { name: 'PassThru', isSwitch: true, refused: 'Mark rows in the grid and copy or save them there.' },
      { name: 'Wait', isSwitch: true, refused: leaveOut },
    ],
  },
  {
    name: 'Format-List',
    aliases: ['fl'],
    shape: 'list',
    parameters: [
      { name: 'Property', position: 0 },
      { name: 'GroupBy', refused: 'Use Group-Object, or Sort-Object on the property.' },
      { name: 'View', refused: leaveOut },
      { name: 'Expand', refused: leaveOut },
      { name: 'DisplayError', isSwitch: true, refused: leaveOut },
      { name: 'ShowError', isSwitch: true, refused: leaveOut },
      { name: 'Force', isSwitch: true, refused: leaveOut },
    ],
  },
];

export const checkView = (command: ViewCommand, args: Arguments): void => {
  if (command.shape !== 'grid') checkNames(args, 'Property', command.name);
};

export function viewRequest(command: ViewCommand, args: Arguments, scope: Scope): ViewRequest {
  return {
    shape: command.shape,
    ...(args.has('Property') && { properties: args.texts('Property', scope) }),
    ...(args.isOn('AutoSize', scope) && { autoSize: true }),
    ...(args.isOn('Wrap', scope) && { wrap: true }),
    ...(args.has('Title') && { title: args.texts('Title', scope).join(' ') }),
  };
}
