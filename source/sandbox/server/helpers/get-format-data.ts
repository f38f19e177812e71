import { randomUUID } from 'node:crypto';
import { PsObject, PsText, type PsValue, properties, psList } from '../../../objects/index.ts';
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
    TypeNames: textList([typeName]),
    FormatViewDefinition: listOf('FormatViewDefinition', views.map(viewDefinition)),
  });
}

/** PowerShell makes a view of its own from it only where it has an InstanceId, as an extended property. */
function viewDefinition(view: ViewDefinition): PsObject {
  const typeName = `${engine}.FormatViewDefinition`;
  return new PsObject({
    typeNames: [typeName, 'System.Object'],
    text: typeName,
    adapted: properties({
      Name: view.name,
      Control: view.kind === 'table' ? tableControl(view.columns) : listControl(view.properties),
    }),
    extended: properties({ InstanceId: new PsText('Guid', randomUUID()) }),
  });
}

type Columns = Extract<ViewDefinition, { kind: 'table' }>['columns'];

function tableControl(columns: Columns): PsObject {
  const headers = columns.map(({ label, alignment, width = 0 }) =>
    object('TableControlColumnHeader', undefined, { Label: label, Alignment: alignment, Width: width }),
  );
  const cells = columns.map(({ property, alignment }) =>
    object('TableControlColumn', property, {
      Alignment: alignment,
      DisplayEntry: displayEntry(property),
      FormatString: null,
    }),
  );
  const row = object('TableControlRow', undefined, {
    Columns: listOf('TableControlColumn', cells),
    SelectedBy: null,
    Wrap: false,
  });
  return control('TableControl', {
    Headers: listOf('TableControlColumnHeader', headers),
    Rows: listOf('TableControlRow', [row]),
    AutoSize: false,
    HideTableHeaders: false,
    GroupBy: null,
    OutOfBand: false,
  });
}

function listControl(names: readonly string[]): PsObject {
  const items = names.map((name) =>
    object('ListControlEntryItem', undefined, {
      Label: null,
      DisplayEntry: displayEntry(name),
      ItemSelectionCondition: null,
      FormatString: null,
    }),
  );
  const entry = object('ListControlEntry', undefined, {
    Items: listOf('ListControlEntryItem', items),
    SelectedBy: textList([]),
    EntrySelectedBy: null,
  });
  return control('ListControl', { Entries: listOf('ListControlEntry', [entry]), GroupBy: null, OutOfBand: false });
}

function displayEntry(property: string): PsObject {
  return object('DisplayEntry', `property: ${property}`, { ValueType: 'Property', Value: property });
}

const listOf = (type: string, items: readonly PsValue[]) =>
  psList(items, [`System.Collections.Generic.List\`1[[${engine}.${type}]]`, 'System.Object']);
const textList = (texts: readonly string[]) =>
  psList(texts, ['System.Collections.Generic.List`1[[System.String]]', 'System.Object']);

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
