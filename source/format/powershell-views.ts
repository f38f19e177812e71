import type { Column, View } from './view.ts';

/** A view of PowerShell's own, with the widths that its console gives to columns. */
export interface PowerShellView extends Omit<View, 'shape'> {
  readonly shape: View['shape'] | 'text';
  readonly autoSize?: boolean;
}

const column = (property: string, width = 0, align: Column['align'] = 'left', label = property): Column => ({
  property,
  width,
  align,
  label,
});
const table = (...columns: readonly Column[]): PowerShellView => ({ shape: 'table', columns });
const list = (names: string): PowerShellView => ({
  shape: 'list',
  columns: names.split(' ').map((property) => ({ property })),
});

const file: PowerShellView = {
  ...table(
    column('Mode', 7),
    column('LastWriteTimeString', 26, 'right', 'LastWriteTime'),
    column('LengthString', 14, 'right', 'Length'),
    column('Name'),
  ),
  group: { property: 'PSParentPath', label: 'Directory' },
};
/** Only an alias has another name to be shown by: `gm -> Get-Member`. */
const command = (name: 'Name' | 'DisplayName') =>
  table(column('CommandType', 15), column(name, 50, 'left', 'Name'), column('Version', 10), column('Source'));
const pair = table(column('Name', 30), column('Value'));

/** By full type name: what PowerShell's own formatting files say of the types that are known here. */
export const powerShellViews: Readonly<Record<string, PowerShellView>> = {
  'System.IO.FileInfo': file,
  'System.IO.DirectoryInfo': file,
  'System.Collections.DictionaryEntry': pair,
  'System.Management.Automation.PSVariable': pair,
  'System.Management.Automation.CommandInfo': command('Name'),
  'System.Management.Automation.AliasInfo': command('DisplayName'),
  'System.TimeSpan': list(
    'Days Hours Minutes Seconds Milliseconds Ticks TotalDays TotalHours TotalMinutes TotalSeconds TotalMilliseconds',
  ),
  'System.Version': table(column('Major', 6), column('Minor', 6), column('Build', 6), column('Revision', 8)),
  'System.Guid': table(column('Guid')),
  'System.Globalization.CultureInfo': table(column('LCID', 16), column('Name', 16), column('DisplayName')),
  'Microsoft.PowerShell.Commands.GroupInfo': table(column('Count', 5, 'right'), column('Name', 25), column('Group')),
  'Microsoft.PowerShell.Commands.GroupInfoNoElement': table(column('Count', 5, 'right'), column('Name', 25)),
  'Microsoft.PowerShell.Commands.GenericMeasureInfo': list(
    'Count Average Sum Maximum Minimum StandardDeviation Property',
  ),
  'Microsoft.PowerShell.Commands.GenericObjectMeasureInfo': list(
    'Count Average Sum Maximum Minimum StandardDeviation Property',
  ),
  'Microsoft.PowerShell.Commands.MatchInfo': { shape: 'text', columns: [] },
  'Microsoft.PowerShell.Commands.MemberDefinition': {
    ...table(column('Name'), column('MemberType'), column('Definition')),
    autoSize: true,
    group: { property: 'TypeName', label: 'TypeName' },
  },
  'Microsoft.PowerShell.Commands.HistoryInfo': table(
    column('Id', 4, 'right'),
    column('Duration', 12, 'right'),
    column('CommandLine'),
  ),
  'System.Management.Automation.PathInfo': table(column('Path')),
  'System.Management.Automation.PSCredential': table(column('UserName', 50), column('Password')),
  'System.Management.Automation.Internal.Host.InternalHost': list(
    'Name Version InstanceId UI CurrentCulture CurrentUICulture PrivateData DebuggerEnabled IsRunspacePushed Runspace',
  ),
};
