import type { XmlNode } from '../../../xml/index.ts';
import type { Value } from '../../run/value.ts';
import type { Work } from '../../run/work.ts';
import { TypeFailure } from '../../types/type.ts';
import { nodeOf, nodeValue } from '../../types/xml-members.ts';
import { nodesByPath } from '../../types/xml-path.ts';
import type { Bound, CommandContext, CommandDeclaration } from '../command.ts';
import { stop } from '../lib/fail.ts';
import { wholeText } from '../lib/file-text.ts';
import { namedPaths } from '../lib/files.ts';
import { entriesOf, record, several } from '../lib/items.ts';
import { literalPath, pathParameter } from '../lib/parameters.ts';

const infoType = 'Microsoft.PowerShell.Commands.SelectXmlInfo';

export const selectXml: CommandDeclaration = {
  name: 'Select-Xml',
  synopsis: 'Finds nodes in XML by an XPath.',
  examples: [
    { line: "Select-Xml -Path web.config -XPath '//add[@key]' | ForEach-Object { $_.Node.key }", what: 'The keys.' },
  ],
  parameters: [
    { name: 'XPath', type: 'string', position: 0, isMandatory: true, notNullOrEmpty: true, what: 'XPath 1.0.' },
    {
      name: 'Xml',
      aliases: ['Node'],
      type: 'object[]',
      position: 1,
      isMandatory: true,
      fromPipeline: true,
      fromPipelineByPropertyName: true,
      notNullOrEmpty: true,
      sets: ['Xml'],
      what: 'Documents or parts of them.',
    },
    { ...pathParameter, position: 1, sets: ['Path'], what: 'The files.' },
    literalPath(['LiteralPath']),
    {
      name: 'Content',
      type: 'string[]',
      isMandatory: true,
      fromPipeline: true,
      sets: ['Content'],
      what: 'Texts of XML.',
    },
    { name: 'Namespace', type: 'hashtable', notNullOrEmpty: true, what: 'What the prefixes of the XPath stand for.' },
  ],
  defaultSet: 'Xml',
  outputs: [infoType],
  create: (bound, context) => ({
    *process() {
      for (const [document, path] of yield* documents(bound, context)) {
        for (const node of found(document, bound, context)) {
          const pattern = bound.text('XPath')!;
          const parts: [string, Value][] = [
            ['Node', nodeValue(node)],
            ['Path', path],
            ['Pattern', pattern],
          ];
          yield* context.out(record(parts, [infoType, 'System.Object'], textOf(node)));
        }
      }
    },
  }),
};

const textOf = (node: XmlNode): string => (node.kind === 'attribute' ? node.value : node.text).trim();

const inMemory = 'InputStream';

function* documents(bound: Bound, context: CommandContext): Work<readonly (readonly [node: XmlNode, path: string])[]> {
  if (bound.has('Content')) return bound.texts('Content').map((text) => [documentOf(text, context), inMemory]);
  if (bound.has('Xml')) {
    return several(bound.get('Xml')).map((value) => [nodeOf(value) ?? documentOf(value, context), inMemory]);
  }
  const all: (readonly [XmlNode, string])[] = [];
  for (const { path } of yield* namedPaths(bound, context))
    all.push([documentOf(yield* wholeText(path, undefined, context), context), path]);
  return all;
}

/** Fails as a command does. */
function failing<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TypeFailure)) throw error;
    const { message, exceptionType, id = exceptionType, category } = error;
    throw stop(message, id, category ?? 'NotSpecified', { exceptionType });
  }
}

const documentOf = (text: Value, { semantics }: CommandContext): XmlNode =>
  failing(() => nodeOf(semantics.convert(text, semantics.findType('xml')!))!);

function found(node: XmlNode, bound: Bound, { semantics }: CommandContext): readonly XmlNode[] {
  const given = bound.get('Namespace');
  const prefixes =
    given === undefined
      ? undefined
      : new Map(entriesOf(given)?.map(([key, value]) => [semantics.toText(key), semantics.toText(value)]));
  return failing(() => nodesByPath(node, bound.text('XPath')!, prefixes && ((prefix) => prefixes.get(prefix))));
}
