import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../scripts/lib/prepare.mjs';

/** Texts by their files; what an entrance of a room only hands on is no use of it. */
const textsOf = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:tsx?|m?js)$/.test(name))
    .map((name) => ({ name, text: readFileSync(join(root, folder, name), 'utf8').replace(handedOn, '') }));

const handedOn = /^export (?:type )?(?:\{[^}]*\}|\*) from [^\n]*/gm;
const exported = /^export (?:abstract )?(?:async )?(?:const|let|function\*?|class|interface|type) (\w+)/gm;

it('nothing is exported of source/ that nothing else names and the file itself has no use for', () => {
  const source = textsOf('source');
  const named = [...source, ...['test', 'scripts', 'bin'].flatMap(textsOf)].map(({ name, text }) => ({
    name,
    words: wordsOf(text),
  }));
  const users = new Map<string, number>();
  for (const { words } of named) for (const word of words.keys()) users.set(word, (users.get(word) ?? 0) + 1);
  const names = source.flatMap(({ name, text }) => {
    const { words } = named.find((one) => one.name === name)!;
    return [...text.matchAll(exported)].map(([, what]) => ({ name, what: what!, here: words.get(what!)! }));
  });
  expect(names.length).toBeGreaterThan(1000);
  const unused = names.filter(({ what, here }) => here === 1 && users.get(what) === 1);
  expect(unused.map(({ name, what }) => `${name} ${what}`)).toEqual([]);
});

function wordsOf(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [word] of text.matchAll(/[A-Za-z_$][\w$]*/g)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
