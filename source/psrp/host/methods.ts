/**
 * Host methods (MS-PSRP 2.2.3.17): id, name as PowerShell spells it, and whether the server waits for a response.
 * A method with a result waits even where nobody can give one: then the response carries an error.
 */
const table = [
  [1, 'GetName', true],
  [2, 'GetVersion', true],
  [3, 'GetInstanceId', true],
  [4, 'GetCurrentCulture', true],
  [5, 'GetCurrentUICulture', true],
  [6, 'SetShouldExit', false],
  [7, 'EnterNestedPrompt', false],
  [8, 'ExitNestedPrompt', false],
  [9, 'NotifyBeginApplication', false],
  [10, 'NotifyEndApplication', false],
  [11, 'ReadLine', true],
  [12, 'ReadLineAsSecureString', true],
  [13, 'Write1', false],
  [14, 'Write2', false],
  [15, 'WriteLine1', false],
  [16, 'WriteLine2', false],
  [17, 'WriteLine3', false],
  [18, 'WriteErrorLine', false],
  [19, 'WriteDebugLine', false],
  [20, 'WriteProgress', false],
  [21, 'WriteVerboseLine', false],
  [22, 'WriteWarningLine', false],
  [23, 'Prompt', true],
  [24, 'PromptForCredential1', true],
  [25, 'PromptForCredential2', true],
  [26, 'PromptForChoice', true],
  [27, 'GetForegroundColor', true],
  [28, 'SetForegroundColor', false],
  [29, 'GetBackgroundColor', true],
  [30, 'SetBackgroundColor', false],
  [31, 'GetCursorPosition', true],
  [32, 'SetCursorPosition', false],
  [33, 'GetWindowPosition', true],
  [34, 'SetWindowPosition', false],
  [35, 'GetCursorSize', true],
  [36, 'SetCursorSize', false],
  [37, 'GetBufferSize', true],
  [38, 'SetBufferSize', false],
  [39, 'GetWindowSize', true],
  [40, 'SetWindowSize', false],
  [41, 'GetWindowTitle', true],
  [42, 'SetWindowTitle', false],
  [43, 'GetMaxWindowSize', true],
  [44, 'GetMaxPhysicalWindowSize', true],
  [45, 'GetKeyAvailable', true],
  [46, 'ReadKey', true],
  [47, 'FlushInputBuffer', false],
  [48, 'SetBufferContents1', false],
  [49, 'SetBufferContents2', false],
  [50, 'GetBufferContents', true],
  [51, 'ScrollBufferContents', false],
  [52, 'PushRunspace', false],
  [53, 'PopRunspace', false],
  [54, 'GetIsRunspacePushed', true],
  [55, 'GetRunspace', true],
  [56, 'PromptForChoiceMultipleSelection', true],
] as const;

export type HostMethodName = (typeof table)[number][1];

export interface HostMethod {
  readonly id: number;
  readonly name: HostMethodName;
  readonly expectsResponse: boolean;
}

export const hostMethods: readonly HostMethod[] = table.map(([id, name, expectsResponse]) => ({
  id,
  name,
  expectsResponse,
}));

const byName = new Map(hostMethods.map((method) => [method.name, method]));

export function hostMethodById(id: number): HostMethod | undefined {
  return hostMethods[id - 1];
}

export function hostMethodByName(name: HostMethodName): HostMethod {
  return byName.get(name)!;
}
