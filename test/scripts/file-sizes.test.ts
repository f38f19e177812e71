import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../scripts/lib/prepare.mjs';

/** Lines that a file has at most; a longer one is two things, or its first line says why it is one. */
const longest = 260;
const reason = /^\/\/ Longer than other files for a reason: .{20}/;
const table = /^\/\*\* A table, and long for that: /;

it.each(['source', 'scripts'])('no file of %s is long without a reason', (folder) => {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:tsx?|mjs)$/.test(name))
    .map((name) => ({ name, text: readFileSync(join(root, folder, name), 'utf8') }));
  expect(files.length).toBeGreaterThan(20);
  const long = files.filter(({ text }) => text.split('\n').length - 1 > longest);
  expect(long.filter(({ text }) => !reason.test(text) && !table.test(text)).map(({ name }) => name)).toEqual([]);
  // A reason that is needed no more goes.
  expect(files.filter((file) => reason.test(file.text) && !long.includes(file)).map(({ name }) => name)).toEqual([]);
});
