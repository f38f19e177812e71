import { PsObject, type PsValue, psList, psObject } from '../../../objects/index.ts';
import type { CommandDeclaration, CommandParameter } from '../command.ts';

/** What help is made of: a cmdlet's declaration, or what a function says of itself. */
export type Described = Pick<
  CommandDeclaration,
  'name' | 'synopsis' | 'parameters' | 'defaultSet' | 'aliases' | 'examples'
> & { readonly description?: string };

/** What a command's declaration says, in the shape in which servers send help: MAML's elements as objects. */
export function helpObject(
  declaration: Described,
  extent: 'page' | 'full' | 'examples',
  category: 'Cmdlet' | 'Function' | 'Filter' = 'Cmdlet',
): PsObject {
  const { name, synopsis, description = '' } = declaration;
  const shown = declaration.parameters.filter(({ refused }) => refused === undefined);
  const isPage = extent !== 'examples';
  return new PsObject({
    typeNames: ['MamlCommandHelpInfo', 'HelpInfo', 'System.Object'],
    extended: {
      names: ['details', 'Name', 'Category', 'Synopsis', 'description', 'syntax', 'parameters', 'alertSet', 'examples'],
      values: [
        element({ name }),
        name,
        category,
        synopsis,
        isPage && description !== '' ? paragraph(description) : null,
        isPage ? element({ syntaxItem: psList(syntaxItems(declaration)) }) : null,
        isPage ? element({ parameter: psList(shown.map(parameterHelp)) }) : null,
        isPage ? notes(declaration) : null,
        extent === 'page' && shown.length > 30 ? null : element({ example: psList(examples(declaration)) }),
      ],
    },
    text: name,
  });
}

const element = (record: Readonly<Record<string, PsValue>>) =>
  psObject(record, ['MamlCommandHelpInfo#part', 'System.Object']);
const paragraph = (text: string) => psList([element({ Text: text })]);

function syntaxItems({ name, parameters, defaultSet }: Described): readonly PsObject[] {
  const shown = parameters.filter(({ refused }) => refused === undefined);
  const sets = [...new Set(shown.flatMap(({ sets: some }) => some ?? []))].toSorted(
    (a, b) => Number(b === defaultSet) - Number(a === defaultSet),
  );
  const most = 8;
  return (sets.length === 0 ? [undefined] : sets.slice(0, most)).map((set) => {
    const inSet = shown.filter((one) => !one.sets || (set !== undefined && one.sets.includes(set)));
    const sorted = inSet.toSorted((a, b) => (a.position ?? 99) - (b.position ?? 99));
    return element({ name, parameter: psList(sorted.map((one) => syntaxParameter(one, set))) });
  });
}

function syntaxParameter(one: CommandParameter, set: string | undefined): PsObject {
  const required = one.isMandatory === true && !(set !== undefined && one.optionalIn?.includes(set));
  return element({
    name: one.name,
    required: String(required),
    position: positionText(one),
    parameterValue: one.type === 'switch' ? null : one.type,
    ...(one.values ? { parameterValueGroup: element({ parameterValue: psList(one.values) }) } : {}),
  });
}

const positionText = ({ position }: CommandParameter) => (position === undefined ? 'named' : String(position));

export function parameterHelp(one: CommandParameter): PsObject {
  const pipeline = [
    ...(one.fromPipeline ? ['ByValue'] : []),
    ...(one.fromPipelineByPropertyName ? ['ByPropertyName'] : []),
  ];
  return element({
    name: one.name,
    parameterValue: one.type === 'switch' ? 'SwitchParameter' : one.type,
    description: paragraph(
      [
        one.what,
        ...(one.values ? [`One of ${one.values.join(', ')}.`] : []),
        ...(one.refused ? [`Not understood here. ${one.refused}`] : []),
      ].join(' '),
    ),
    required: String(one.isMandatory === true),
    position: positionText(one),
    pipelineInput: pipeline.length === 0 ? 'false' : `true (${pipeline.join(', ')})`,
    aliases: one.aliases?.join(', ') ?? 'none',
  });
}

function notes({ aliases = [], parameters }: Described): PsValue {
  const refused = parameters.filter((one) => one.refused !== undefined).map(({ name }) => `-${name}`);
  const lines = [
    ...(aliases.length > 0 ? [`Also written ${aliases.join(', ')}.`] : []),
    ...(refused.length > 0 ? [`Not understood here: ${refused.join(', ')}.`] : []),
  ];
  return lines.length === 0 ? null : element({ alert: psList(lines.map((line) => element({ Text: line }))) });
}

function examples({ examples: lines = [] }: Described): readonly PsObject[] {
  return lines.map(({ line, what }, index) =>
    element({ title: `Example ${index + 1}`, code: line, remarks: paragraph(what) }),
  );
}
