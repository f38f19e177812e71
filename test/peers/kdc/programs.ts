import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Programs of MIT Kerberos that the tests run, and one that gives a program another clock. */
const names = ['krb5kdc', 'kdb5_util', 'kadmin.local', 'kinit', 'faketime'] as const;

export type KdcPrograms = Readonly<Record<(typeof names)[number], string>>;

/** Their paths, from PATH or where Debian puts them, or why there are none. With CI set a missing one is an error. */
export function kdcPrograms(): KdcPrograms | { readonly missing: string } {
  const found = names.map((name) => [name, find(name)] as const);
  const absent = found.filter(([, path]) => path === undefined).map(([name]) => name);
  if (absent.length === 0) return Object.fromEntries(found) as KdcPrograms;
  const missing = `${absent.join(', ')} not found: install Debian's krb5-kdc, krb5-admin-server, krb5-user and faketime.`;
  if (process.env['CI']) throw new Error(`A Kerberos KDC is required here. ${missing}`);
  return { missing };
}

function find(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}
