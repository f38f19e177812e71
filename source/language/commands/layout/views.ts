import { builtInViews } from '../../../format/index.ts';
import type { Align } from './table-text.ts';

/** How objects of a type look where nothing else is asked for. */
export interface DefaultView {
  readonly shape: 'table' | 'list' | 'text';
  readonly columns: readonly ViewColumn[];
  /** Neighbours that have this in common stand together below it. */
  readonly group?: { readonly property: string; readonly label: string };
  readonly autoSize?: boolean;
}

export interface ViewColumn {
  readonly property: string;
  readonly label?: string;
  readonly width?: number;
  readonly align?: Align;
}

const column = (property: string, width = 0, align: Align = 'left', label = property): ViewColumn => ({
  property,
  width,
  align,
  label,
});
const table = (...columns: readonly ViewColumn[]): DefaultView => ({ shape: 'table', columns });
const list = (names: string): DefaultView => ({
  shape: 'list',
  columns: names.split(' ').map((property) => ({ property })),
});

const file: DefaultView = {
  ...table(
    column('Mode', 7),
    column('LastWriteTimeString', 26, 'right', 'LastWriteTime'),
    column('LengthString', 14, 'right', 'Length'),
    column('Name'),
  ),
  group: { property: 'PSParentPath', label: 'Directory' },
};
const command = table(
  column('CommandType', 15),
  column('DisplayName', 50, 'left', 'Name'),
  column('Version', 10),
  column('Source'),
);
const pair = table(column('Name', 30), column('Value'));

/** By full type name: what PowerShell's own formatting files say of the types that are known here. */
const views: Readonly<Record<string, DefaultView>> = {
  'System.IO.FileInfo': file,
  'System.IO.DirectoryInfo': file,
  'System.Collections.DictionaryEntry': pair,
  'System.Management.Automation.PSVariable': pair,
  'System.Management.Automation.CommandInfo': command,
  'System.Management.Automation.AliasInfo': command,
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

/** The view of the most derived type that has one, PowerShell's or Exchange's. */
export function defaultView(
  typeNames: readonly string[],
): { readonly type: string; readonly view: DefaultView } | undefined {
  for (const name of typeNames) {
    const type = name.replace(/^Deserialized\./, '');
    const view = views[type];
    if (view) return { type, view };
    const known = builtInViews.get(type);
    if (known) {
      return {
        type,
        view: {
          shape: known.shape,
          columns: known.columns.map(({ property, label }) => ({ property, ...(label && { label }) })),
        },
      };
    }
  }
  return undefined;
}
