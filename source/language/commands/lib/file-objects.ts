import { psEnum } from '../../../objects/index.ts';
import type { LiveObject, Value } from '../../run/value.ts';
import { readOnlyProperty, TypeFailure } from '../../types/type.ts';
import { enumName } from '../../values/enums.ts';
import type { FileInfo, FilePort } from '../command.ts';
import { localDate, utcDate } from './dates.ts';
import { record } from './items.ts';

const provider = 'Microsoft.PowerShell.Core\\FileSystem::';

/** Folder and name of an absolute path, with the separators that it has. */
export function splitPath(path: string): { readonly folder: string; readonly name: string } {
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  if (at < 0) return { folder: '', name: path };
  const folder = path.slice(0, at);
  const isRoot = folder === '' || /^[A-Za-z]:$/.test(folder);
  return { folder: isRoot ? path.slice(0, at + 1) : folder, name: path.slice(at + 1) };
}

/** What Get-Item gives for a file or a folder. */
export function fileObject(info: FileInfo): LiveObject {
  const { folder, name } = splitPath(info.path);
  const isFolder = info.kind === 'folder';
  const dot = name.lastIndexOf('.');
  const extension = dot < 0 ? '' : name.slice(dot);
  const written = localDate(info.modified);
  const type = isFolder ? folderType : 'System.IO.FileInfo';
  const members: readonly (readonly [string, Value])[] = [
    ['PSPath', `${provider}${info.path}`],
    ['PSParentPath', `${provider}${folder}`],
    ['PSChildName', name],
    ['PSIsContainer', isFolder],
    ['Mode', isFolder ? 'd----' : '-a---'],
    ['BaseName', isFolder || dot < 0 ? name : name.slice(0, dot)],
    ...(isFolder
      ? [['Parent', null] as const]
      : ([
          ['Length', BigInt(info.length)],
          ['DirectoryName', folder],
          ['Directory', null],
          ['IsReadOnly', false],
        ] as const)),
    ['FullName', info.path],
    ['Extension', extension],
    ['Name', name],
    ['Exists', true],
    ['CreationTime', localDate(info.created)],
    ['CreationTimeUtc', utcDate(info.created)],
    ['LastAccessTime', written],
    ['LastAccessTimeUtc', utcDate(info.modified)],
    ['LastWriteTime', written],
    ['LastWriteTimeUtc', utcDate(info.modified)],
    ['Attributes', attributesOf(info)],
    ['LastWriteTimeString', timeText(info.modified)],
    ['LengthString', isFolder ? '' : String(info.length)],
  ];
  const made = record(members, [type, ...baseTypes], info.path);
  for (const name of onDisk) refuseChange(made, name, setElsewhere);
  for (const name of fixed) refuseChange(made, name, readOnlyProperty);
  return withFolder(made, isFolder ? 'Parent' : 'Directory', info.path);
}

/** What .NET would change of the file itself. */
const onDisk = [
  ...['CreationTime', 'CreationTimeUtc', 'LastAccessTime', 'LastAccessTimeUtc', 'LastWriteTime', 'LastWriteTimeUtc'],
  ...['Attributes', 'IsReadOnly'],
];
const fixed = ['Length', 'DirectoryName', 'FullName', 'Extension', 'Name', 'Exists'];

const setElsewhere = (name: string) =>
  new TypeFailure(
    `${name} of a file is not changed here. A connection with the engine powershell does it.`,
    'System.NotSupportedException',
  );

/** Given a value, the object alone would be another one, and the file not. */
function refuseChange(object: LiveObject, name: string, failure: (name: string) => TypeFailure): void {
  const found = object.properties.get(name.toLowerCase());
  if (!found) return;
  const { value } = found;
  object.properties.set(name.toLowerCase(), {
    name,
    get value() {
      return value;
    },
    set value(_given) {
      throw failure(name);
    },
  });
}

const attributes = 'System.IO.FileAttributes';

/** What is known of a file without asking for more: a plain one has Archive on Windows and Normal elsewhere, as in .NET. */
function attributesOf({ path, name, kind }: FileInfo): Value {
  const isWindows = /^[A-Za-z]:|^\\\\/.test(path);
  const hidden = !isWindows && name.startsWith('.') ? 2 : 0;
  const number = (kind === 'folder' ? 16 : isWindows ? 32 : 0) | hidden || 128;
  return psEnum(attributes, enumName(attributes, number), number);
}

const folderType = 'System.IO.DirectoryInfo';
const baseTypes = ['System.IO.FileSystemInfo', 'System.MarshalByRefObject', 'System.Object'];

/** The folder that something is in, made when it is asked for: each is in another one. */
function withFolder(value: LiveObject, name: string, path: string): LiveObject {
  let made: Value | undefined;
  value.properties.set(name.toLowerCase(), {
    name,
    get value() {
      const { folder } = splitPath(path);
      made ??= folder === '' || folder === path ? null : folderAbove(folder);
      return made;
    },
    set value(given) {
      made = given;
    },
  });
  return value;
}

/** A folder as the path to something says it: that it is there, not when it was made. */
function folderAbove(path: string): LiveObject {
  const name = splitPath(path).name || path;
  const made = record(
    [
      ['Name', name],
      ['FullName', path],
      ['BaseName', name],
      ['PSChildName', name],
      ['PSIsContainer', true],
      ['Exists', true],
    ],
    [folderType, ...baseTypes],
    path,
  );
  return withFolder(made, 'Parent', path);
}

/** `        01/31/2026    18:30` */
function timeText(milliseconds: number): string {
  const date = new Date(milliseconds);
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${two(date.getMonth() + 1)}/${two(date.getDate())}/${date.getFullYear()}`;
  return `${day.padStart(10)}  ${`${two(date.getHours())}:${two(date.getMinutes())}`.padStart(8)}`;
}

export function pathObject(path: string): LiveObject {
  return record(
    [
      ['Drive', null],
      ['Provider', 'Microsoft.PowerShell.Core\\FileSystem'],
      ['ProviderPath', path],
      ['Path', path],
    ],
    ['System.Management.Automation.PathInfo', 'System.Object'],
    path,
  );
}

/** The separator of this computer's paths, told by where the session stands. */
export const separatorOf = ({ location }: Pick<FilePort, 'location'>): '/' | '\\' =>
  /^[A-Za-z]:|^\\\\/.test(location) ? '\\' : '/';

/** One path behind another, with one separator between. */
export function joined(parent: string, child: string, separator: '/' | '\\'): string {
  const right = child.replace(/^[/\\]+/, '');
  const left = parent.replace(/[/\\]+$/, '');
  const made = parent === '' ? child : `${left}${separator}${right}`;
  return separator === '/' ? made.replaceAll('\\', '/') : made.replaceAll('/', '\\');
}
