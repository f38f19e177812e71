import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Bytes of a part that is so small that finding and linking it costs more than reading it. */
const little = 8192;

const fromPart = /^(import|export) (?:([^;"]*?)\s*from )?"\.\/(part-chunk-[^"]+)";$/gm;
const exportList = /^export \{([^}]*)\};$/m;

/**
 * Makes one file of those of a bundle's files in a folder that every start reads, and of the little ones that the entries
 * named `further` read besides and that need nothing else: a file of its own costs a third of a millisecond before the
 * first frame. Names are told apart by their part, so that an import stays the binding that it was. Gives the names of the
 * files that there are then.
 */
export async function joinParts(folder, files, { entry, further }) {
  const texts = new Map(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  const needs = (name) => [...texts.get(name).matchAll(fromPart)].map(([, , , part]) => part);
  const reached = (names, found = new Set()) => {
    for (const name of names) if (!found.has(name)) reached(needs(name), found.add(name));
    return found;
  };
  const joined = reached(needs(entry));
  const starts = [...texts.keys()].filter((name) => further.some((start) => name.startsWith(`part-${start}-`)));
  for (const part of reached(starts)) {
    if (starts.includes(part) || texts.get(part).length > little) continue;
    // What it needs, too: a part of the joined file must not wait for one that waits for that file.
    const all = [...reached([part])];
    if (all.every((name) => joined.has(name) || texts.get(name).length <= little))
      for (const name of all) joined.add(name);
  }
  const text = await joinedText(folder, texts, joined);
  const file = `part-start-${createHash('sha256').update(text).digest('hex').slice(0, 8).toUpperCase()}.js`;
  writeFileSync(join(folder, file), text);
  for (const [name, before] of texts) {
    if (joined.has(name)) {
      rmSync(join(folder, name));
      continue;
    }
    const after = before.replace(fromPart, (whole, verb, names, part) => {
      if (!joined.has(part)) return whole;
      if (names === undefined) return `import "./${file}";`;
      const given = listed(names).map(([from, as = from]) => `${nameIn(part, from)} as ${as}`);
      return `${verb} { ${given.join(', ')} } from "./${file}";`;
    });
    if (after !== before) writeFileSync(join(folder, name), after);
  }
  return [file, ...files.filter((name) => !joined.has(name))];
}

/** The parts as one module that exports what each exports. */
async function joinedText(folder, texts, joined) {
  const lines = [...joined].map((part) => {
    const names = listed(exportList.exec(texts.get(part))?.[1] ?? '').map((names) => names.at(-1));
    return `export { ${names.map((name) => `${name} as ${nameIn(part, name)}`).join(', ')} } from './${part}';`;
  });
  const others = [...texts.keys()].filter((name) => !joined.has(name)).map((name) => `./${name}`);
  const { outputFiles } = await build({
    stdin: { contents: lines.join('\n'), resolveDir: folder },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    legalComments: 'none',
    logLevel: 'warning',
    external: ['koffi', '@napi-rs/keyring', ...others],
  });
  return outputFiles[0].text;
}

/** `a, b as c` in its braces or without, as pairs. */
const listed = (names) =>
  names
    .replaceAll(/[{}]/g, '')
    .split(',')
    .map((item) => item.trim().split(' as '))
    .filter(([name]) => name !== '');

/** By its part's own hash, which is in its file's name. */
const nameIn = (part, name) => `${name}$${/-(\w+)\.js$/.exec(part)[1]}`;
