import { randomUUID } from 'node:crypto';
import { PsObject, PsText, type PsValue, properties, psEnum, psList } from '../../../objects/index.ts';
import { kinds } from '../../catalogue/parameter-kinds.ts';
import type { ViewDefinition } from '../../cmdlets/types.ts';
import type { HelperCommand } from '../pipeline/endpoint.ts';
import { helperCommand, textsOf, wildcard } from './helper.ts';

const engine = 'System.Management.Automation';

export const getFormatData: HelperCommand = {
  command: helperCommand('Get-FormatData', 'Gives the views that types are shown in.', {
    TypeName: { kind: kinds.any, position: 0 },
    PowerShellVersion: { kind: kinds.any },
  }),
  async run({ bound, host, endpoint }) {
    const patterns = textsOf(bound.get('typename')).map(wildcard);
    for (const [typeName, views] of byType(endpoint.organisation.viewDefinitions)) {
      if (patterns.length === 0 || patterns.some((matches) => matches(typeName))) {
        await host.writeOutput(typeDefinition(typeName, views));
      }
    }
  },
};

function byType(views: readonly ViewDefinition[]): ReadonlyMap<string, readonly ViewDefinition[]> {
  const types = new Map<string, ViewDefinition[]>();
  for (const view of views) types.set(view.typeName, [...(types.get(view.typeName) ?? []), view]);
  return types;
}

/** An ExtendedTypeDefinition with its FormatViewDefinitions, as PowerShell's serializer writes them. */
function typeDefinition(typeName: string, views: readonly ViewDefinition[]): PsObject {
  return object('ExtendedTypeDefinition', typeName, {
    TypeName: typeName,
    TypeNames: psList([typeName]),
    FormatViewDefinition: psList(views.map(viewDefinition)),
  });
}

/** PowerShell makes a view of its own from it only where it has an InstanceId, as an extended property. */
function viewDefinition(view: ViewDefinition): PsObject {
  return new PsObject({
    typeNames: [`${engine}.FormatViewDefinition`, 'System.Object'],
    text: view.name,
    adapted: properties({
      Name: view.name,
      Control: view.kind === 'table' ? tableControl(view.columns) : listControl(view.properties),
    }),
    extended: properties({ InstanceId: new PsText('Guid', randomUUID()) }),
  });
}

type Columns = Extract<ViewDefinition, { kind: 'table' }>['columns'];

function tableControl(columns: Columns): PsObject {
  return control('TableControl', {
    Headers: psList(
      columns.map((column) =>
        object('TableControlColumnHeader', undefined, {
          Label: column.label,
          Alignment: alignment(column.alignment),
          Width: column.width ?? 0,
        }),
      ),
    ),
    Rows: psList([
      object('TableControlRow', undefined, {
        Columns: psList(
          columns.map((column) =>
            object('TableControlColumn', column.property, {
              Alignment: alignment(column.alignment),
              DisplayEntry: displayEntry(column.property),
            }),
          ),
        ),
      }),
    ]),
    AutoSize: false,
    HideTableHeaders: false,
  });
}

function listControl(names: readonly string[]): PsObject {
  return control('ListControl', {
    Entries: psList([
      object('ListControlEntry', undefined, {
        Items: psList(
          names.map((name) =>
            object('ListControlEntryItem', undefined, { Label: null, DisplayEntry: displayEntry(name) }),
          ),
        ),
        SelectedBy: psList([]),
      }),
    ]),
  });
}

function displayEntry(property: string): PsObject {
  return object('DisplayEntry', property, {
    ValueType: psEnum(`${engine}.DisplayEntryValueType`, 'Property', 0),
    Value: property,
  });
}

function alignment(side: 'Left' | 'Right'): PsObject {
  return psEnum(`${engine}.Alignment`, side, side === 'Left' ? 1 : 3);
}

/** PowerShell takes as a view's control only what is a PSControl by its type names. */
function control(type: 'TableControl' | 'ListControl', values: Readonly<Record<string, PsValue>>): PsObject {
  const typeNames = [type, 'PSControl'].map((name) => `${engine}.${name}`);
  return new PsObject({
    typeNames: [...typeNames, 'System.Object'],
    text: typeNames[0],
    adapted: properties(values),
  });
}

function object(type: string, text: string | undefined, values: Readonly<Record<string, PsValue>>): PsObject {
  const typeName = `${engine}.${type}`;
  return new PsObject({ typeNames: [typeName, 'System.Object'], text: text ?? typeName, adapted: properties(values) });
}
