import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { beforeEach, describe, expect, it } from 'vitest';
import { type ArchivedFile, tarGz, zip } from '../../scripts/package/archive.mjs';
import { npmPackage } from '../../scripts/package/npm-package.mjs';
import { platforms } from '../../scripts/package/platforms.mjs';
import { temporaryFolder } from '../support/temporary-folder.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const entries: readonly (readonly [string, ArchivedFile])[] = [
  ['exterm', { bytes: bytesOf('#!/bin/sh\necho started\n'), isExecutable: true }],
  ['dist/a.js', { bytes: bytesOf('a '.repeat(50_000)), isExecutable: false }],
  ['bin/ü.js', { bytes: bytesOf('ü'), isExecutable: false }],
];
const files = new Map(entries);

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

describe('an archive', () => {
  // Where there is no umask, and no time zone by its name, there is nothing to try.
  it.skipIf(process.platform === 'win32')(
    'is the same bytes in whatever order, zone of time and with whatever umask it is made',
    async () => {
      const program = new URL('../../scripts/package/archive.mjs', import.meta.url).href;
      const script = `
      process.umask(0o077);
      const { tarGz, zip } = await import(${JSON.stringify(program)});
      const files = new Map(JSON.parse(process.argv[1]).map(([path, { bytes, isExecutable }]) =>
        [path, { bytes: new TextEncoder().encode(bytes), isExecutable }]));
      const made = [await tarGz('x', files), zip('x', files)];
      console.log(made.map((bytes) => Buffer.from(bytes).toString('base64')).join(' '));`;
      const other = entries
        .toReversed()
        .map(([path, { bytes, isExecutable }]) => [path, { bytes: new TextDecoder().decode(bytes), isExecutable }]);
      for (const zone of ['Asia/Tokyo', 'America/St_Johns', 'UTC']) {
        const made = execFileSync(process.execPath, ['--input-type=module', '-e', script, JSON.stringify(other)], {
          env: { ...process.env, TZ: zone },
          encoding: 'utf8',
        });
        const [tar, zipped] = made.split(' ').map((text) => Buffer.from(text, 'base64'));
        expect(tar!.equals(await tarGz('x', files)), zone).toBe(true);
        expect(zipped!.equals(zip('x', files)), zone).toBe(true);
      }
    },
  );

  it('holds every file below its folder', () => {
    const found = unzipSync(zip('exterm-1', files));
    expect(Object.keys(found)).toEqual(['exterm-1/bin/ü.js', 'exterm-1/dist/a.js', 'exterm-1/exterm']);
    for (const [path, { bytes }] of entries) expect(found[`exterm-1/${path}`]).toEqual(bytes);
  });

  it.skipIf(process.platform === 'win32')('is unpacked by the system with the rights of each file', async () => {
    writeFileSync(join(folder, 'x.tar.gz'), await tarGz('exterm-1', files));
    execFileSync('tar', ['xzf', 'x.tar.gz'], { cwd: folder });
    for (const [path, { bytes, isExecutable }] of entries) {
      const file = join(folder, 'exterm-1', path);
      expect(new Uint8Array(readFileSync(file))).toEqual(bytes);
      expect(statSync(file).mode & 0o111).toBe(isExecutable ? 0o111 : 0);
    }
    expect(execFileSync(join(folder, 'exterm-1', 'exterm'), { encoding: 'utf8' })).toBe('started\n');
  });
});

describe('what an archive is made of', () => {
  it('is what package-lock.json and the table pin, for each platform', () => {
    const { engines } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
    const [least, leastMinor] = engines.node.replace('>=', '').split('.').map(Number);
    const { packages } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8'));
    for (const [platform, { node, koffi, keyring }] of Object.entries(platforms)) {
      const [os, cpu] = platform.replace(/^win-/, 'win32-').split('-');
      for (const name of [`@koromix/koffi-${koffi}`, `@napi-rs/keyring-${keyring}`]) {
        expect(packages[`node_modules/${name}`], name).toMatchObject({
          os: [os],
          cpu: [cpu],
          integrity: expect.stringMatching(/^sha512-/),
        });
      }
      expect(node.spec).toMatch(new RegExp(`^node-(?:bin-)?${platform}@\\d+\\.\\d+\\.\\d+$`));
      const [major, minor] = node.spec.split('@')[1]!.split('.').map(Number);
      expect([major! > least || (major === least && minor! >= leastMinor), node.spec]).toEqual([true, node.spec]);
      expect(node.integrity).toMatch(/^sha512-[\w+/]{86}==$/);
    }
  });

  it('is refused where it is another than is pinned', async () => {
    const made = await tarGz('package', new Map([['LICENSE', { bytes: bytesOf('x'), isExecutable: false }]]));
    const file = join(folder, 'some-thing-1.0.0.tgz');
    writeFileSync(file, made);
    const other = { spec: '@some/thing@1.0.0', integrity: 'sha512-AAAA' };
    await expect(npmPackage(other, folder)).rejects.toThrow(
      '@some/thing@1.0.0 is not what it was: sha512-AAAA is pinned',
    );
    // What came is not kept: the next run asks again.
    expect(() => statSync(file)).toThrow('ENOENT');
  });
});
