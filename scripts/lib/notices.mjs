import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a build writes them, in dist/. */
export const noticesFile = 'THIRD-PARTY-NOTICES.txt';

/** Licences that ask for no more than to be passed on with the program. Another one is looked at before it is shipped. */
const allowed = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0'];

/** The terms of packages that name their licence and bring no text of it. */
const terms = {
  MIT: `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`,
  ISC: `Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby
granted, provided that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.`,
};

const head = `exterm contains parts of the packages below, each under its own licence. What is not bundled (koffi, the key ring, and
Node in the archives that have it) lies in a folder of its own with its licence.
`;

/** Folders of the packages of which something is in a bundle, by esbuild's metafile; sorted. */
export function bundledPackages({ outputs }) {
  const inputs = Object.values(outputs).flatMap((output) =>
    Object.entries(output.inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
  const folders = inputs.map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0]);
  return [...new Set(folders.filter((folder) => folder !== undefined))].sort();
}

/** The notices of the packages in those folders. Throws where one's licence is not known to allow this. */
export function notices(root, folders) {
  const parts = folders.map((folder) => notice(join(root, folder)));
  return [head, ...new Set(parts)].join(`\n${'-'.repeat(80)}\n\n`);
}

function notice(folder) {
  const { name, version, license, author, homepage, repository } = facts(folder);
  if (!allowed.includes(license)) {
    throw new Error(`${name} ${version} is under ${license ?? 'no licence'}: look whether exterm may bundle it.`);
  }
  const source = homepage ?? repository?.url ?? repository;
  const files = readdirSync(folder).filter((file) => /^(?:licen[cs]e|copying|notice)(?:\.(?:md|txt))?$/i.test(file));
  const texts = files.sort().map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  if (texts.length === 0) texts.push(fromFacts(name, license, author));
  return [`${name} ${version} (${license})`, ...(source ? [source] : []), '', texts.join('\n\n'), ''].join('\n');
}

function facts(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

function fromFacts(name, license, author) {
  const holder = author?.name ?? author;
  if (!holder || !terms[license]) throw new Error(`${name} brings no text of its licence, and says too little of it.`);
  return `The package brings no text of its licence; its package.json names it. Copyright (c) ${holder}\n\n${terms[license]}`;
}
