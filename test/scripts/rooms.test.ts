import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mayImport, rooms } from '../../scripts/lib/rooms.mjs';

const source = join(import.meta.dirname, '..', '..', 'source');

/** The room of a file, by the longest name that it is within; its path where it is in none, as cli.ts is. */
function roomOf(file: string): string {
  const path = file.split(sep).join('/');
  const found = rooms.map(({ room }) => room).filter((room) => path.startsWith(`${room}/`));
  return found.sort((a, b) => b.length - a.length)[0] ?? path;
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
const arrows = files.flatMap((file) => {
  const text = readFileSync(join(source, file), 'utf8');
  const specifiers = [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, specifier]) => specifier!);
  return specifiers.map((specifier) => ({ file, target: normalize(join(dirname(file), specifier)) }));
});

describe('the rooms of source/', () => {
  it('are all in the table', () => {
    const folders = readdirSync(source, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const known = new Set(rooms.map(({ room }) => room.split('/')[0]));
    expect(folders.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
  });

  it('import only what the table allows', () => {
    expect(arrows.length).toBeGreaterThan(1000);
    const wrong = arrows.filter(({ file, target }) => {
      const [from, to] = [roomOf(file), roomOf(target)];
      return from !== to && from !== 'cli.ts' && !mayImport(from, to);
    });
    expect(wrong.map(({ file, target }) => `${file} > ${target}`)).toEqual([]);
  });

  it('allow nothing that nobody uses', () => {
    const used = new Set(arrows.map(({ file, target }) => `${roomOf(file)} > ${roomOf(target)}`));
    const allowed = rooms.flatMap(({ room, may }) => may.map((other) => `${room} > ${other}`));
    expect(allowed.filter((arrow) => !used.has(arrow))).toEqual([]);
  });
});
