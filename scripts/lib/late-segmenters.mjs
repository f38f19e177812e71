import { readFile } from 'node:fs/promises';

/**
 * Lets the packages that tell characters apart make their segmenter when they first need one. The first of a process
 * loads the tables for it, which takes as long as reading the whole program; most of what is shown needs none.
 */
export function lateSegmenters() {
  return {
    name: 'late-segmenters',
    setup(build) {
      const packages =
        /[\\/]node_modules[\\/](?:string-width|slice-ansi|wrap-ansi|ink|@alcalzone[\\/]ansi-tokenize)[\\/].*\.js$/;
      build.onLoad({ filter: packages }, async ({ path }) => {
        const code = await readFile(path, 'utf8');
        return { contents: code.replace(atImport, late), loader: 'js' };
      });
    },
  };
}

const atImport = /^const (\w+) = (new Intl\.Segmenter\([^;]*\));$/gm;

function late(_whole, name, made) {
  return `let late_${name};\nconst ${name} = { segment: (text) => (late_${name} ??= ${made}).segment(text) };`;
}
