// The archives with Node inside, into a folder, with the sums of all that lie there. See scripts/package.mjs.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../lib/prepare.mjs';
import { tarGz, zip } from './archive.mjs';
import { contents } from './contents.mjs';
import { platforms } from './platforms.mjs';

const usage = `npm run package -- [--to <folder>] [${Object.keys(platforms).join('|')}]…`;
const { values, positionals } = parseArgs({
  options: { to: { type: 'string', default: join(root, 'release') } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !Object.hasOwn(platforms, name));
if (unknown.length > 0) {
  console.error(`There is no archive for ${unknown.join(', ')}.\n${usage}`);
  process.exit(2);
}

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const folder = resolve(values.to);
mkdirSync(folder, { recursive: true });
for (const platform of positionals.length > 0 ? positionals : Object.keys(platforms)) {
  const name = `exterm-${version}-${platform}`;
  const isWindows = platform.startsWith('win-');
  const files = await contents(platform);
  const bytes = isWindows ? zip(name, files) : await tarGz(name, files);
  const file = `${name}${isWindows ? '.zip' : '.tar.gz'}`;
  writeFileSync(join(folder, file), bytes);
  const unpacked = [...files.values()].reduce((sum, one) => sum + one.bytes.length, 0);
  console.log(`${file}: ${megabytes(bytes.length)}, unpacked ${megabytes(unpacked)}`);
}
const archives = readdirSync(folder).filter((name) => /^exterm-.*\.(?:zip|tar\.gz)$/.test(name));
writeFileSync(
  join(folder, 'SHA256SUMS'),
  archives
    .sort()
    .map((name) => `${sum(name)}  ${name}\n`)
    .join(''),
);

function sum(name) {
  return createHash('sha256')
    .update(readFileSync(join(folder, name)))
    .digest('hex');
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
