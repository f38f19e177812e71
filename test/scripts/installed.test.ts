import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { isInstalled } from '../../scripts/lib/installed.mjs';
import { root } from '../../scripts/lib/prepare.mjs';
import { temporaryFolder } from '../support/temporary-folder.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
  mkdirSync(join(folder, 'node_modules'));
});

type Packages = Readonly<Record<string, object>>;

const [ink, react, fsevents] = ['ink', 'react', 'fsevents'].map((name) => `node_modules/${name}`) as [
  string,
  ...string[],
];
const one = (version: string) => ({
  version,
  resolved: 'https://registry.npmjs.org/x',
  integrity: `sha512-${version}`,
});
const locked: Packages = {
  '': { name: 'it', version: '1.0.0' },
  [ink]: one('8.0.0'),
  [react!]: one('19.0.0'),
  [fsevents!]: { ...one('2.3.3'), optional: true, os: ['darwin'] },
};
const installed: Packages = { [ink]: one('8.0.0'), [react!]: one('19.0.0') };

function write(lock: Packages, there: Packages | undefined): void {
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: lock }));
  if (there) writeFileSync(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: there }));
}

it.each<[string, Packages]>([
  ['all of the lock', installed],
  ['what is optional, too', { ...installed, [fsevents!]: one('2.3.3') }],
  [
    'it from another registry',
    { ...installed, [ink]: { ...one('8.0.0'), resolved: 'https://mirror.example/x', peer: true } },
  ],
])('an installation by hand is known by its content: %s', (_, there) => {
  write(locked, there);
  expect(isInstalled(folder)).toBe(true);
});

it.each<[string, Packages | undefined]>([
  ['nothing, or an installation that was cut off', undefined],
  ['another version', { ...installed, [ink]: one('7.0.0') }],
  ['other content', { ...installed, [ink]: { ...one('8.0.0'), integrity: 'sha512-other' } }],
  ['too little', { [ink]: one('8.0.0') }],
  ['another version of what is optional', { ...installed, [fsevents!]: one('2.0.0') }],
  ['more than the lock has', { ...installed, 'node_modules/chalk': one('5.0.0') }],
])('is installed anew where there is %s', (_, there) => {
  write(locked, there);
  expect(isInstalled(folder)).toBe(false);
});

it('holds for the packages that these tests run on', () => {
  expect(isInstalled(root)).toBe(true);
});
