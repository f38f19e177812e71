import { LiveType } from '../run/value.ts';
import { enums } from '../values/enums.ts';
import { accelerators, splitArguments } from '../values/type-names.ts';
import { declarations } from './table.ts';
import type { TypeDeclaration } from './type.ts';

/** Types that are only names here: what `-is` asks for, and what others derive from. */
const bareNames: readonly string[] = [
  'System.ValueType',
  'System.Enum',
  'System.Delegate',
  'System.IComparable',
  'System.IFormattable',
  'System.IDisposable',
  'System.ICloneable',
  'System.Collections.IEnumerable',
  'System.Collections.ICollection',
  'System.Collections.IList',
  'System.Collections.IDictionary',
  'System.Collections.IEnumerator',
  'System.Collections.DictionaryEntry',
  'System.Management.Automation.PSCustomObject',
  'System.Management.Automation.InformationalRecord',
  'System.Management.Automation.WarningRecord',
  'System.Management.Automation.VerboseRecord',
  'System.Management.Automation.DebugRecord',
  'System.Management.Automation.InformationRecord',
];

const byName = new Map<string, string>();
const byFullName = new Map<string, TypeDeclaration>();
const foundTypes = new Map<string, LiveType | undefined>();

function fill(): void {
  const add = (name: string, full: string) => byName.set(name.toLowerCase(), full);
  for (const full of [...bareNames, ...Object.keys(enums)]) add(full, full);
  for (const declaration of declarations()) {
    byFullName.set(declaration.name, declaration);
    add(declaration.name, declaration.name);
  }
  for (const [full, names] of Object.entries(accelerators))
    if (byName.has(full.toLowerCase())) for (const name of names) add(name, full);
}

/** All types that are declared, for completion and the docs. */
export function allTypes(): readonly TypeDeclaration[] {
  if (byName.size === 0) fill();
  return [...byFullName.values()];
}

/** What is declared of a type by its full name; a generic one's declaration is that of all its kind. */
export function declarationOf(fullName: string): TypeDeclaration | undefined {
  if (byName.size === 0) fill();
  const found = byFullName.get(fullName);
  if (found) return found;
  if (fullName.endsWith('[]')) return byFullName.get('System.Array');
  const generic = /^[^[]*`\d+/.exec(fullName)?.[0];
  if (generic) return byFullName.get(generic);
  return Object.hasOwn(enums, fullName) ? byFullName.get('System.Enum') : undefined;
}

/** By what stands in the brackets; undefined where the type is not known here. */
export function findType(name: string): LiveType | undefined {
  const key = name.replace(/\s+/g, '').toLowerCase();
  if (!foundTypes.has(key)) {
    const fullName = resolve(key);
    foundTypes.set(key, fullName === undefined ? undefined : new LiveType(fullName));
  }
  return foundTypes.get(key);
}

function resolve(key: string): string | undefined {
  if (byName.size === 0) fill();
  if (key.endsWith('[]')) {
    const element = resolve(key.slice(0, -2));
    return element && `${element}[]`;
  }
  const generic = /^([^[]+)\[(.+)\]$/.exec(key);
  if (!generic) return plain(key);
  const args = splitArguments(generic[2]!).map((one) => resolve(one.replace(/^\[(.*)\]$/, '$1')));
  if (args.includes(undefined)) return undefined;
  const open = plain(`${generic[1]!.replace(/`\d+$/, '')}\`${args.length}`) ?? plain(generic[1]!);
  if (open === 'System.Nullable`1') return args[0] === undefined ? undefined : `System.Nullable\`1[${args[0]}]`;
  return open?.includes('`') ? `${open}[${args.join(',')}]` : undefined;
}

const plain = (key: string) => byName.get(key) ?? byName.get(`system.${key}`);
