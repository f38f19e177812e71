import type { LiveType } from '../run/value.ts';
import { defineType, type Native } from './define.ts';
import { surroundingsOf } from './environment.ts';
import { fileClass } from './file-class.ts';
import { type TypeDeclaration, TypeFailure } from './type.ts';

/** A path's parts are told by its text alone: either separator counts. */
const nameOf = (path: string) => /[^\\/:]*$/.exec(path)![0];
const extensionOf = (path: string) => /\.[^.]+$/.exec(nameOf(path))?.[0] ?? '';
const separator = () => (surroundingsOf().newLine === '\n' ? '/' : '\\');
const isRooted = (path: string) => /^(?:[\\/]|[a-z]:)/i.test(path);

function folderOf(path: string | null): string | null {
  if (path === null) return null;
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  if (at < 0) return '';
  const root = /^(?:[\\/]|[a-z]:[\\/])$/i.test(path.slice(0, at + 1));
  if (at === path.length - 1 && root) return null;
  return root ? path.slice(0, at + 1) : path.slice(0, at);
}

const join = (parts: readonly string[]) =>
  parts.reduce((left, right) => {
    if (isRooted(right) || left === '') return right;
    if (right === '') return left;
    return /[\\/:]$/.test(left) ? left + right : left + separator() + right;
  }, '');

/** `.` and `..` taken out. */
function full(path: string): string {
  const start = isRooted(path) ? path : join([surroundingsOf().currentFolder(), path]);
  const parts: string[] = [];
  const root = /^(?:[a-z]:)?[\\/]?/i.exec(start)![0];
  for (const part of start.slice(root.length).split(/[\\/]+/)) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return root + parts.join(separator());
}

const randomName = () => globalThis.crypto.randomUUID().replaceAll('-', '').slice(0, 8);

export const pathType = defineType({
  name: 'System.IO.Path',
  summary: 'The parts of a path.',
  is: () => false,
  members: {
    'static char DirectorySeparatorChar {get;}': separator,
    'static string ChangeExtension(string path, string extension)': (_: LiveType, path: string, extension: string) =>
      path.slice(0, path.length - extensionOf(path).length) +
      (extension === '' || extension.startsWith('.') ? extension : `.${extension}`),
    'static string Combine(params string[] paths)': (_: LiveType, parts: readonly string[]) => join(parts),
    'static string GetDirectoryName(string path)': (_: LiveType, path: string) => folderOf(path),
    'static string GetExtension(string path)': (_: LiveType, path: string) => extensionOf(path),
    'static string GetFileName(string path)': (_: LiveType, path: string) => nameOf(path),
    'static string GetFileNameWithoutExtension(string path)': (_: LiveType, path: string) =>
      nameOf(path).slice(0, nameOf(path).length - extensionOf(path).length),
    'static string GetFullPath(string path)': (_: LiveType, path: string) => full(path),
    'static char[] GetInvalidFileNameChars()': () =>
      separator() === '/'
        ? ['\0', '/']
        : [...Array.from({ length: 32 }, (_, i) => String.fromCharCode(i)), ...'"<>|:*?\\/'],
    'static string GetPathRoot(string path)': (_: LiveType, path: string) => /^(?:[a-z]:)?[\\/]?/i.exec(path)![0],
    'static string GetRandomFileName()': () => `${randomName()}.${randomName().slice(0, 3)}`,
    'static string GetTempPath()': () => surroundingsOf().temporaryFolder,
    'static bool HasExtension(string path)': (_: LiveType, path: string) => extensionOf(path) !== '',
    'static bool IsPathRooted(string path)': (_: LiveType, path: string) => isRooted(path),
    'static string Join(params string[] paths)': (_: LiveType, parts: readonly string[]) =>
      parts
        .filter((part) => part !== '')
        .reduce((left, right) =>
          /[\\/]$/.test(left) || /^[\\/]/.test(right) ? left + right : left + separator() + right,
        ),
  },
});

/** Folders are reached by cmdlets: those know bounds and -WhatIf. */
const refused =
  (instead: string): Native =>
  () => {
    throw new TypeFailure(
      `Folders are not reached by .NET's methods here. Use ${instead}.`,
      'System.NotSupportedException',
    );
  };

const instead: Readonly<Record<string, string>> = {
  Exists: 'Test-Path',
  Delete: 'Remove-Item',
  Move: 'Move-Item',
  CreateDirectory: 'New-Item -ItemType Directory',
  GetFiles: 'Get-ChildItem -File',
  GetDirectories: 'Get-ChildItem -Directory',
  EnumerateFiles: 'Get-ChildItem -File',
  GetLastWriteTime: '(Get-Item PATH).LastWriteTime',
};

const refusing = (name: string, summary: string, names: readonly string[]): TypeDeclaration =>
  defineType({
    name,
    summary,
    is: () => false,
    members: Object.fromEntries(
      names.map((one) => [`static System.Object ${one}(params System.Object[] arguments)`, refused(instead[one]!)]),
    ),
  });

export const fileTypes = [
  fileClass,
  refusing('System.IO.Directory', 'Not reached here: each of its methods names the cmdlet to use.', [
    ...[
      'Exists',
      'Delete',
      'Move',
      'CreateDirectory',
      'GetFiles',
      'GetDirectories',
      'EnumerateFiles',
      'GetLastWriteTime',
    ],
  ]),
];
