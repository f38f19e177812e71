import type { PsText } from '../../objects/index.ts';
import { XmlNode, type XmlNodeKind } from '../../xml/index.ts';
import { LiveList, type Value } from '../run/value.ts';
import { enumerated, toText } from '../values/convert.ts';
import { castFailure } from '../values/to-number.ts';
import { defineType, type TypeParts } from './define.ts';
import { TypeFailure } from './type.ts';
import { nodeOf, nodeValue } from './xml-members.ts';
import { attributesName, documentMembers, elementMembers, nodeListName, nodeMembers, read } from './xml-methods.ts';
import { namespaceManagerType, nameTableType } from './xml-path.ts';

const documentName = 'System.Xml.XmlDocument';
/** Several lines are a text of lines. */
function toDocument(value: Value): Value {
  const text = enumerated(value)?.map(toText).join('\n') ?? toText(value);
  if (text === '') return nodeValue(new XmlNode('document', '#document'));
  try {
    return nodeValue(read(text, true));
  } catch (error) {
    if (!(error instanceof TypeFailure)) throw error;
    throw castFailure(toText(value), documentName, error.message, 'InvalidCastToXmlDocument');
  }
}

/** What came over the wire as XML is a document once it is asked for its parts. */
const ofWire = new WeakMap<PsText, Value>();

export function wireDocument(text: PsText): Value {
  const found = ofWire.get(text) ?? toDocument(text.text);
  ofWire.set(text, found);
  return found;
}

interface NodeType {
  readonly kind: XmlNodeKind;
  readonly bases: readonly string[];
  readonly summary: string;
  readonly members?: NonNullable<TypeParts['members']>;
  readonly convert?: TypeParts['convert'];
}

const linked = ['System.Xml.XmlLinkedNode', 'System.Xml.XmlNode'];
const characters = ['System.Xml.XmlCharacterData', ...linked];

const nodeTypes: Readonly<Record<string, NodeType>> = {
  [documentName]: {
    kind: 'document',
    bases: ['System.Xml.XmlNode'],
    summary: 'An XML document: its elements and attributes are properties.',
    members: documentMembers,
    convert: toDocument,
  },
  'System.Xml.XmlElement': {
    kind: 'element',
    bases: linked,
    summary: 'An element of XML: its attributes and what is in it are properties.',
    members: elementMembers,
  },
  'System.Xml.XmlAttribute': {
    kind: 'attribute',
    bases: ['System.Xml.XmlNode'],
    summary: 'An attribute of an element of XML.',
  },
  'System.Xml.XmlText': { kind: 'text', bases: characters, summary: 'Text in XML.' },
  'System.Xml.XmlCDataSection': { kind: 'cdata', bases: characters, summary: 'Text in XML, as it stands.' },
  'System.Xml.XmlComment': { kind: 'comment', bases: characters, summary: 'A comment in XML.' },
  'System.Xml.XmlDeclaration': { kind: 'declaration', bases: linked, summary: 'What a document of XML begins with.' },
  'System.Xml.XmlProcessingInstruction': {
    kind: 'instruction',
    bases: linked,
    summary: 'What XML tells a program.',
  },
};

export const xmlTypes = [
  namespaceManagerType,
  nameTableType,
  ...Object.entries(nodeTypes).map(([name, { kind, bases, summary, members, convert }]) =>
    defineType({
      name,
      bases,
      summary,
      is: (value) => nodeOf(value)?.kind === kind,
      ...(members && { members }),
      ...(convert && { convert }),
    }),
  ),
  defineType({
    name: 'System.Xml.XmlNode',
    summary: 'A part of an XML document.',
    is: () => false,
    members: nodeMembers,
  }),
  ...[nodeListName, attributesName].map((name) =>
    defineType({
      name,
      bases: ['System.Collections.IEnumerable'],
      summary: name === nodeListName ? 'Some parts of an XML document.' : 'The attributes of an element of XML.',
      is: (value) => value instanceof LiveList && value.typeName === name,
      members: {
        'int Count {get;}': (self: LiveList) => self.items.length,
        'System.Xml.XmlNode Item(int index)': (self: LiveList, at: number) => self.items[at] ?? null,
      },
    }),
  ),
];
