import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { bundledPackages, notices } from '../../scripts/lib/notices.mjs';
import { temporaryFolder } from '../support/temporary-folder.ts';

let root: string;
beforeEach(() => {
  root = temporaryFolder();
});

function install(name: string, facts: object, files: Readonly<Record<string, string>> = {}): string {
  const folder = `node_modules/${name}`;
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, folder, 'package.json'), JSON.stringify({ name, version: '1.2.3', ...facts }));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(root, folder, file), text);
  return folder;
}

describe('the notices of bundled packages', () => {
  it('are those of which something is in the bundle, each copy of its own', () => {
    const outputs = {
      'dist/a.js': {
        inputs: {
          'source/cli.ts': { bytesInOutput: 9 },
          'node_modules/a/index.js': { bytesInOutput: 5 },
          'node_modules/@scope/b/lib/x.js': { bytesInOutput: 5 },
          'node_modules/dropped/index.js': { bytesInOutput: 0 },
        },
      },
      'dist/b.js': { inputs: { 'node_modules/a/node_modules/c/c.js': { bytesInOutput: 1 } } },
    };
    expect(bundledPackages({ outputs })).toEqual([
      'node_modules/@scope/b',
      'node_modules/a',
      'node_modules/a/node_modules/c',
    ]);
  });

  it('have every text of licence that a package brings', () => {
    const folder = install(
      '@scope/one',
      { license: 'Apache-2.0', homepage: 'https://one.example' },
      { 'LICENSE.md': 'Terms.\r\nOf One.\n', NOTICE: 'Made by One.\n', 'license.js': 'not a text of terms' },
    );
    const text = notices(root, [folder]);
    expect(text).toContain('@scope/one 1.2.3 (Apache-2.0)\nhttps://one.example\n\nTerms.\nOf One.\n\nMade by One.\n');
  });

  it('name the holder and the terms where a package names its licence only', () => {
    const folder = install('two', { license: 'ISC', author: { name: 'Two Person' } });
    const text = notices(root, [folder]);
    expect(text).toContain('Copyright (c) Two Person\n\nPermission to use, copy');
    expect(() => notices(root, [install('three', { license: 'MIT' })])).toThrow('three brings no text of its licence');
  });

  it('are refused for a licence that nobody has looked at', () => {
    for (const license of ['GPL-3.0', undefined]) {
      const folder = install('four', { license, author: 'Four' }, { LICENSE: 'Terms.' });
      expect(() => notices(root, [folder])).toThrow(`four 1.2.3 is under ${license ?? 'no licence'}`);
    }
  });
});
