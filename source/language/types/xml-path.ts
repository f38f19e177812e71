import { type Prefixes, selectNodes, type XmlNode, XPathError } from '../../xml/index.ts';
import { LiveInstance, type LiveType, type Value } from '../run/value.ts';
import { defineType } from './define.ts';
import { TypeFailure } from './type.ts';

const managerName = 'System.Xml.XmlNamespaceManager';

/** What every document knows of prefixes. */
const always: readonly (readonly [prefix: string, namespace: string])[] = [
  ['', ''],
  ['xml', 'http://www.w3.org/XML/1998/namespace'],
  ['xmlns', 'http://www.w3.org/2000/xmlns/'],
];

/** The state of a namespace manager. */
class Namespaces {
  readonly known = new Map(always);
}

type Manager = LiveInstance<Namespaces>;

const isManager = (value: Value): value is Manager =>
  value instanceof LiveInstance && value.state instanceof Namespaces;

/** The nodes that an XPath finds; a failure of .NET's type and in its words where it is none. */
export function nodesByPath(from: XmlNode, xpath: string, prefixes?: Prefixes): readonly XmlNode[] {
  try {
    return selectNodes(from, xpath, prefixes);
  } catch (error) {
    if (!(error instanceof XPathError)) throw error;
    throw new TypeFailure(error.message, 'System.Xml.XPath.XPathException');
  }
}

/** The same with the prefixes of a namespace manager; null is none. */
export const nodesByManager = (from: XmlNode, xpath: string, manager: Value): readonly XmlNode[] =>
  nodesByPath(from, xpath, isManager(manager) ? (prefix) => manager.state.known.get(prefix) : undefined);

export const namespaceManagerType = defineType({
  name: managerName,
  bases: ['System.Collections.IEnumerable'],
  summary: 'What prefixes stand for in an XPath.',
  is: isManager,
  members: {
    'new(System.Xml.XmlNameTable nameTable)': () => new LiveInstance(managerName, new Namespaces()),
    'string DefaultNamespace {get;}': ({ state }: Manager) => state.known.get('')!,
    'void AddNamespace(string prefix, string uri)': ({ state }: Manager, prefix: string, uri: string) => {
      state.known.set(prefix, uri);
    },
    'void RemoveNamespace(string prefix, string uri)': ({ state }: Manager, prefix: string, uri: string) => {
      if (state.known.get(prefix) === uri) state.known.delete(prefix);
    },
    'string LookupNamespace(string prefix)': ({ state }: Manager, prefix: string) => state.known.get(prefix) ?? null,
    'bool HasNamespace(string prefix)': ({ state }: Manager, prefix: string) =>
      prefix !== '' && state.known.has(prefix),
  },
});

const tableName = 'System.Xml.NameTable';

/** What a namespace manager is made with; it holds nothing here. */
export const nameTable = (): Value => new LiveInstance(tableName, undefined);

export const nameTableType = defineType({
  name: tableName,
  bases: ['System.Xml.XmlNameTable'],
  summary: 'What a namespace manager is made with.',
  is: (value) => value instanceof LiveInstance && value.typeName === tableName,
  members: { 'new()': (_: LiveType) => nameTable() },
});
