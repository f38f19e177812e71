// `npm run demo`: the README's picture and its animations, recorded from the program at work against a sandbox and drawn by a
// terminal emulator. The same each time. `-- NAME` records one of them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle } from './lib/bundle.mjs';
import { root } from './lib/prepare.mjs';
import { movingSvg, pictureOf, stillSvg } from './lib/screen-svg.mjs';

const scenesOf = async (name) => {
  const made = `.cache/demo-${name}.mjs`;
  await bundle(`scripts/demo/${name}.ts`, made);
  return await import(pathToFileURL(join(root, made)).href);
};
const { still, story } = await scenesOf('scenes');
const { morningRound, bulkChange } = await scenesOf('journeys');
const pictures = {
  screen: async () => stillSvg((await recorded(still)).at(-1)),
  demo: async () => movingSvg(await recorded(story)),
  'morning-round': async () => movingSvg(await recorded(morningRound)),
  'bulk-change': async () => movingSvg(await recorded(bulkChange)),
};
const wanted = process.argv.slice(2);
for (const [name, make] of Object.entries(pictures)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const svg = await make();
  writeFileSync(join(root, 'docs', `${name}.svg`), svg);
  console.log(`docs/${name}.svg: ${Math.round(svg.length / 1024)} KB`);
}
process.exit(0);

/** What a scene shows, one picture after the other, each with its seconds. */
async function recorded(scene) {
  const frames = [];
  await scene((terminal, seconds) => frames.push({ ...pictureOf(terminal), seconds }));
  return frames;
}
